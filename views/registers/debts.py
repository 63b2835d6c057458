"""Debts, make-up days and places on them: read here, written by the journal and its pages."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select

from access.matrix import Resource
from domain.clock import clock
from models import (
    CurriculumItem,
    Debt,
    Department,
    Enrolment,
    Gradebook,
    MakeUp,
    MakeUpPlace,
    StudyGroup,
)
from views.register.register import Filter, Links, Register, Related

WRITES = frozenset({"post", "put", "delete"})


def _of_group(model: Any) -> Any:
    return lambda group_id: model.gradebook_id.in_(
        select(Gradebook.id).where(Gradebook.group_id == group_id)
    )


def _of_item(item_id: int) -> Any:
    return Debt.gradebook_id.in_(select(Gradebook.id).where(Gradebook.item_id == item_id))


def _of_department(department_id: int) -> Any:
    groups = select(StudyGroup.id).where(StudyGroup.department_id == department_id)
    return Debt.gradebook_id.in_(select(Gradebook.id).where(Gradebook.group_id.in_(groups)))


def _open_on(day: date) -> Any:
    """Return the debts that were open at the end of `day`, of whoever is in the group still."""
    today = clock.today()
    there = (
        select(Enrolment.id)
        .join(Gradebook, Gradebook.group_id == Enrolment.group_id)
        .where(
            Gradebook.id == Debt.gradebook_id,
            Enrolment.student_id == Debt.student_id,
            Enrolment.starts_on <= today,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= today),
        )
        .correlate(Debt)
    )
    # «Today» asks for what is open now, which an index of its own holds.
    still = Debt.closed_on.is_(None)
    ended = still if day >= today else or_(still, Debt.closed_on > day)
    return and_(Debt.opened_on <= day, ended, there.exists())


def _debts_page(row: Debt) -> Links:
    return [
        (_l("Debts in this journal"), f"/journal/{row.gradebook_id}/debts"),
        (_l("Open in the journal"), f"/journal/{row.gradebook_id}/lesson/{row.lesson_id}"),
    ]


def _day_page(row: MakeUp) -> Links:
    return [(_l("Open the make-up day"), f"/make-up/{row.id}")]


def _day_of_place(row: MakeUpPlace) -> Links:
    return [(_l("Open the make-up day"), f"/make-up/{row.make_up_id}")]


DEBTS = Register(
    Debt,
    Resource.debt,
    None,
    list=("student", "gradebook", "kind", "lesson", "work", "opened_on", "closed_on", "ended"),
    search=("student.search_name",),
    filters=(
        Filter("open_on", _l("Open on the day"), None, _open_on),
        Filter("department", _l("Department"), Department, _of_department),
        Filter("group", _l("Group"), StudyGroup, _of_group(Debt)),
        Filter("item", _l("Discipline"), CurriculumItem, _of_item),
        "kind",
        "opened_on",
        "student",
        "gradebook",
        "lesson",
        "closed_on",
        "ended",
    ),
    main_filters=4,
    order="id",
    descending=True,
    related=(
        Related(Resource.make_up_place, "debt", only=("make_up", "outcome", "code", "recorded_at")),
    ),
    links=_debts_page,
    big=True,
)

MAKE_UPS = Register(
    MakeUp,
    Resource.make_up,
    None,
    list=("held_on", "starts_at", "gradebook", "room", "note"),
    filters=(
        "held_on",
        Filter("group", _l("Group"), StudyGroup, _of_group(MakeUp)),
        "gradebook",
        "room",
    ),
    order="held_on",
    descending=True,
    related=(
        Related(
            Resource.make_up_place,
            "make_up",
            limit=40,
            only=("student", "debt", "outcome", "code"),
        ),
    ),
    links=_day_page,
    elsewhere=WRITES,
)

PLACES = Register(
    MakeUpPlace,
    Resource.make_up_place,
    None,
    list=("make_up", "student", "debt", "outcome", "code", "recorded_at"),
    search=("student.search_name",),
    filters=("student", "outcome", "make_up", "debt"),
    order="id",
    descending=True,
    links=_day_of_place,
    elsewhere=WRITES,
    big=True,
)

REGISTERS = (DEBTS, MAKE_UPS, PLACES)
