"""Students, guardians, their contacts (kept by the secretary; contacts by the curator too)."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.clock import clock
from models import (
    Enrolment,
    Guardian,
    GuardianChild,
    GuardianContact,
    Student,
    StudentContact,
    StudentIdentity,
    StudyGroup,
)
from views.register.columns import Derived
from views.register.register import Fields, Filter, Register, Related


def _groups_today(student: Student) -> str | None:
    """Return the group that the student is in today, or the last one, of those the reader sees."""
    today = clock.today()
    known = [e for e in student.enrolments if e.group is not None and e.starts_on <= today]
    present = [e for e in known if e.ends_on is None or e.ends_on >= today]
    return str((present or known)[-1].group) if known else None


def _in_group(group_id: int) -> Any:
    today = clock.today()
    return Student.id.in_(
        select(Enrolment.student_id).where(
            Enrolment.group_id == group_id,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= today),
        )
    )


def _of_guardian(guardian_id: int) -> Any:
    return Student.id.in_(
        select(GuardianChild.student_id).where(GuardianChild.guardian_id == guardian_id)
    )


def _to_enrolment(student: Student, _asked: Mapping[str, str]) -> str:
    """A new student is enrolled in a group next, and then the rest is added on the own page."""
    back = f"{STUDENTS.path}/show/{student.id}"
    return f"/registers/enrolment/add?student={student.id}&back={back}"


def _to_child(guardian: Guardian, asked: Mapping[str, str]) -> str:
    """Lead a guardian who was added from a student's page on to that student."""
    child = asked.get("child", "")
    if not (child.isascii() and child.isdigit() and len(child) <= 9):
        return f"{GUARDIANS.path}/show/{guardian.id}"
    back = f"{STUDENTS.path}/show/{child}"
    return f"{GUARDIAN_CHILDREN.path}/add?guardian={guardian.id}&student={child}&back={back}"


def _student_links(student: Student) -> list[tuple[Any, str]]:
    who, links = current_principal(), []
    if who.may(Action.read, Resource.academic_record):
        links.append((_l("Academic record"), f"/students/{student.id}/record"))
    if who.may(Action.create, Resource.guardian):
        links.append((_l("Add a new guardian"), f"{GUARDIANS.path}/add?child={student.id}"))
    return links


GROUP = Derived(
    "group",
    _l("Group"),
    _groups_today,
    (selectinload(Student.enrolments).options(joinedload(Enrolment.group)),),
)
_NAMES = ("last_name", "first_name", "patronymic")

STUDENTS = Register(
    Student,
    Resource.student,
    _l("New student"),
    list=("full_name", GROUP, "record_book"),
    form=(
        Fields(_l("Full name"), _NAMES),
        Fields(_l("Study"), ("record_book",)),
    ),
    search=("search_name", "record_book"),
    filters=(
        Filter("group", _l("Group"), StudyGroup, _in_group),
        Filter("guardian", _l("Guardian"), Guardian, _of_guardian),
    ),
    main_filters=1,
    order="full_name",
    related=(
        Related(Resource.enrolment, "student", only=("group", "starts_on", "ends_on", "ground")),
        Related(
            Resource.student_identity,
            "student",
            only=("birth_date", "sex"),
            title=_l("Date of birth and sex"),
            most=1,
        ),
        Related(
            Resource.student_contact,
            "student",
            only=("kind", "value", "note"),
            title=_l("Contacts"),
        ),
        Related(
            Resource.guardian_child,
            "student",
            only=("guardian", "relation"),
            title=_l("Parents and guardians"),
        ),
        Related(
            Resource.subgroup_member,
            "student",
            only=("subgroup", "starts_on", "ends_on"),
            title=_l("Subgroups"),
        ),
    ),
    links=_student_links,
    onward=_to_enrolment,
    big=True,
)

STUDENT_IDENTITIES = Register(
    StudentIdentity,
    Resource.student_identity,
    _l("New identity of a student"),
    list=("student", "birth_date", "sex"),
    form=(Fields(_l("Identity"), ("student", "birth_date", "sex")),),
    search=("student.search_name",),
    filters=("student", "birth_date", "sex"),
    order="id",
    descending=True,
    create_only=frozenset({"student"}),
    big=True,
)

STUDENT_CONTACTS = Register(
    StudentContact,
    Resource.student_contact,
    _l("New contact of a student"),
    list=("student", "kind", "value", "note"),
    form=(Fields(_l("Contact"), ("student", "kind", "value", "note")),),
    search=("student.search_name",),
    filters=("student", "kind"),
    order="id",
    descending=True,
    create_only=frozenset({"student"}),
    big=True,
)

GUARDIANS = Register(
    Guardian,
    Resource.guardian,
    _l("New guardian"),
    list=("full_name",),
    form=(Fields(_l("Full name"), _NAMES),),
    search=("search_name",),
    order="full_name",
    related=(
        Related(
            Resource.guardian_child,
            "guardian",
            only=("student", "relation"),
            title=_l("Children"),
        ),
        Related(
            Resource.guardian_contact,
            "guardian",
            only=("kind", "value", "note"),
            title=_l("Contacts"),
        ),
    ),
    onward=_to_child,
    big=True,
)

GUARDIAN_CONTACTS = Register(
    GuardianContact,
    Resource.guardian_contact,
    _l("New contact of a guardian"),
    list=("guardian", "kind", "value", "note"),
    form=(Fields(_l("Contact"), ("guardian", "kind", "value", "note")),),
    search=("guardian.search_name",),
    filters=("guardian", "kind"),
    order="id",
    descending=True,
    create_only=frozenset({"guardian"}),
    big=True,
)

GUARDIAN_CHILDREN = Register(
    GuardianChild,
    Resource.guardian_child,
    _l("New child of a guardian"),
    list=("guardian", "student", "relation"),
    form=(Fields(_l("Guardian and student"), ("guardian", "student", "relation")),),
    search=("guardian.search_name", "student.search_name"),
    filters=("guardian", "student", "relation"),
    order="id",
    descending=True,
    big=True,
)

REGISTERS = (
    STUDENTS,
    STUDENT_IDENTITIES,
    STUDENT_CONTACTS,
    GUARDIANS,
    GUARDIAN_CONTACTS,
    GUARDIAN_CHILDREN,
)
