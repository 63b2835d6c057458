"""Practice bases and appointments (kept by the deputy); placements, days, competences and links.

The last four are read here; they are written on the pages of practice and their REST resources.
"""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select

from access.matrix import Resource
from models import (
    Appointment,
    PracticeBase,
    PracticeCompetence,
    PracticeDay,
    PracticeLink,
    PracticePlacement,
    StudyGroup,
)
from views.register.register import Fields, Filter, Links, Register, Related

WRITES = frozenset({"post", "put", "delete"})


def _in_force_on(model: Any, first: str, last: str) -> Any:
    begins, ends = getattr(model, first), getattr(model, last)
    return lambda day: and_(or_(begins.is_(None), begins <= day), or_(ends.is_(None), ends >= day))


def _of_group(model: Any) -> Any:
    placed = PracticePlacement.id
    return lambda group_id: model.placement_id.in_(
        select(placed).where(PracticePlacement.group_id == group_id)
    )


def _held_on(day: date) -> Any:
    return and_(PracticePlacement.starts_on <= day, PracticePlacement.ends_on >= day)


def _placement_page(row: PracticePlacement) -> Links:
    return [(_l("Open the practice"), f"/practice/{row.id}")]


def _of_placement_page(row: Any) -> Links:
    return [(_l("Open the practice"), f"/practice/{row.placement_id}")]


BASES = Register(
    PracticeBase,
    Resource.practice_base,
    _l("New practice base"),
    list=("name", "address", "contract_number", "contract_date", "valid_until"),
    form=(
        Fields(_l("Enterprise"), ("name", "address")),
        Fields(_l("Contract"), ("contract_number", "contract_date", "valid_until")),
    ),
    search=("search_name",),
    filters=(
        Filter(
            "in_force_on",
            _l("Contract in force on"),
            None,
            _in_force_on(PracticeBase, "contract_date", "valid_until"),
        ),
        "valid_until",
    ),
    order="name",
    related=(
        Related(
            Resource.practice_placement,
            "base",
            limit=20,
            only=("student", "group", "item", "starts_on", "ends_on"),
        ),
    ),
)

APPOINTMENTS = Register(
    Appointment,
    Resource.appointment,
    _l("New appointment"),
    list=(
        "employee",
        "role",
        "group",
        "object",
        "order_number",
        "order_date",
        "starts_on",
        "ends_on",
    ),
    form=(
        Fields(_l("Who is appointed"), ("employee", "role")),
        Fields(_l("For what"), ("group", "object")),
        Fields(_l("Order"), ("order_number", "order_date")),
        Fields(_l("From which to which day"), ("starts_on", "ends_on")),
    ),
    search=("employee.search_name", "order_number"),
    filters=(
        "role",
        "group",
        Filter(
            "in_force_on",
            _l("In force on"),
            None,
            _in_force_on(Appointment, "starts_on", "ends_on"),
        ),
        "employee",
        "order_date",
    ),
    main_filters=3,
    order="order_date",
    descending=True,
    related=(
        Related(
            Resource.practice_placement,
            "appointment",
            limit=20,
            only=("student", "group", "item", "starts_on", "ends_on"),
        ),
    ),
)

PLACEMENTS = Register(
    PracticePlacement,
    Resource.practice_placement,
    None,
    list=(
        "student",
        "group",
        "item",
        "base",
        "college_head",
        "starts_on",
        "ends_on",
        "hours",
        "code",
        "signed_at",
    ),
    detail=(
        "student",
        "group",
        "item",
        "base",
        "starts_on",
        "ends_on",
        "hours",
        "college_head",
        "appointment",
        "enterprise_head",
        "enterprise_position",
        "contract",
        "diary_checked_on",
        "characteristic",
        "proposed_code",
        "proposed_at",
        "code",
        "signed_at",
        "signed_name",
        "student_name",
    ),
    search=("student.search_name", "group.search_name"),
    filters=(
        "group",
        "item",
        "base",
        "college_head",
        Filter("held_on", _l("On the day"), None, _held_on),
        "starts_on",
        "ends_on",
        "student",
        "appointment",
    ),
    main_filters=3,
    order="starts_on",
    descending=True,
    related=(
        Related(
            Resource.practice_day,
            "placement",
            limit=40,
            only=("day", "hours", "is_absent", "what", "confirmed_at"),
        ),
        Related(
            Resource.practice_competence, "placement", limit=40, only=("code", "title", "level")
        ),
    ),
    links=_placement_page,
    elsewhere=WRITES,
)

DAYS = Register(
    PracticeDay,
    Resource.practice_day,
    None,
    list=("placement", "day", "hours", "is_absent", "what", "proposed_at", "confirmed_at"),
    filters=(
        "placement",
        "day",
        Filter("group", _l("Group"), StudyGroup, _of_group(PracticeDay)),
    ),
    order="day",
    descending=True,
    links=_of_placement_page,
    elsewhere=WRITES,
)

COMPETENCES = Register(
    PracticeCompetence,
    Resource.practice_competence,
    None,
    list=("placement", "code", "title", "level"),
    search=("code",),
    filters=(
        "placement",
        "level",
        Filter("group", _l("Group"), StudyGroup, _of_group(PracticeCompetence)),
    ),
    order="code",
    links=_of_placement_page,
    elsewhere=WRITES,
)

LINKS = Register(
    PracticeLink,
    Resource.practice_link,
    None,
    list=(
        "enterprise_head",
        "college_head",
        "created_at",
        "expires_on",
        "used_at",
        "revoked_at",
    ),
    search=("enterprise_head",),
    filters=("expires_on", "college_head"),
    order="created_at",
    descending=True,
    elsewhere=WRITES,
)

REGISTERS = (BASES, APPOINTMENTS, PLACEMENTS, DAYS, COMPETENCES, LINKS)
