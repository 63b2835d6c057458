"""Whose timetable: a group's, a teacher's or a room's, and which of them a person may look at.

The timetable hangs on the wall: staff read anybody's. Students and parents read that of their own
groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from access.roles import STAFF, Role
from domain.clock import clock
from domain.text import fold, short_name, sort_key
from models import EmployeeLabel, Enrolment, GuardianChild, JournalTeacher, Room
from models import StudyGroup as Group
from services.errors import NotFoundError

MOST_FOUND: Final = 20


class SubjectKind(StrEnum):
    """Whose timetable it is."""

    group = auto()
    teacher = auto()
    room = auto()


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose timetable is looked at."""

    kind: SubjectKind
    id: int
    name: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group to choose: its course is the one of today, 0 for a group that is no more."""

    id: int
    name: str
    course: int
    department_id: int


_GROUP: Final = (
    Group.id,
    Group.name,
    Group.intake_year,
    Group.first_course,
    Group.graduates_on,
    Group.department_id,
)
_WHY: Final = "the timetable hangs on the wall: staff read anybody's"
_one_group: Final = PlainSelect(
    _WHY, select(Group.id, Group.name).where(Group.id == bindparam("key"))
)
_groups: Final = PlainSelect(_WHY, select(*_GROUP).order_by(Group.name))
_named_groups: Final = PlainSelect(
    _WHY,
    select(*_GROUP)
    .where(Group.search_name.like(bindparam("pattern"), escape="/"))
    .order_by(Group.intake_year.desc(), Group.name)
    .limit(MOST_FOUND + 1),
)
_teaching: Final = PlainSelect(
    "who teaches is told on the wall",
    select(JournalTeacher.teacher_id).distinct(),
)


def is_staff(who: Principal) -> bool:
    """Return whether the person reads anybody's timetable."""
    return who.is_system or not who.roles.isdisjoint(STAFF)


def subject_of(session: Session, who: Principal, kind: SubjectKind, key: int) -> Subject:
    """Return the group, teacher or room; raise NotFoundError where it is not theirs to look at."""
    missing = NotFoundError(_("There is no such timetable, or it is not yours to see."))
    staff = is_staff(who)
    if kind is SubjectKind.group:
        row = _one_group(session, proven=staff, key=key).first()
        if row is None:
            raise missing
        return Subject(kind, key, row.name)
    found: Any = session.get(EmployeeLabel if kind is SubjectKind.teacher else Room, key)
    if found is None or not staff:
        raise missing
    return Subject(
        kind, key, str(found), own=kind is SubjectKind.teacher and key == who.employee_id
    )


def own_subjects(session: Session, who: Principal) -> tuple[Subject, ...]:
    """Return the timetables a person looks at first: own lessons, group in care, child's group."""
    found: list[Subject] = []
    if Role.teacher in who.roles and who.employee_id is not None:
        label = session.get_one(EmployeeLabel, who.employee_id)
        found.append(Subject(SubjectKind.teacher, who.employee_id, str(label), own=True))
    for key, name in _own_groups(session, who):
        found.append(Subject(SubjectKind.group, key, name, own=True))
    return tuple(found)


def _own_groups(session: Session, who: Principal) -> Sequence[tuple[int, str]]:
    """Return the groups in care and those that the person, or a child, is in today."""
    today = clock.today()
    mine: list[Any] = []
    if Role.curator in who.roles and who.employee_id is not None:
        mine.append((Group.curator_id == who.employee_id) & _not_graduated(today))
    students: list[Any] = []
    if Role.student in who.roles and who.student_id is not None:
        students.append(Enrolment.student_id == who.student_id)
    if Role.parent in who.roles and who.guardian_id is not None:
        children = select(GuardianChild.student_id)
        own = children.where(GuardianChild.guardian_id == who.guardian_id)
        students.append(Enrolment.student_id.in_(own))
    if students:
        now = (
            Enrolment.starts_on <= today,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= today),
        )
        mine.append(Group.id.in_(select(Enrolment.group_id).where(or_(*students), *now)))
    if not mine:
        return ()
    named = select(Group.id, Group.name).where(or_(*mine)).order_by(Group.name)
    return session.execute(named).all()


def _not_graduated(today: Any) -> Any:
    return or_(Group.graduates_on.is_(None), Group.graduates_on >= today)


def groups_to_choose(session: Session, who: Principal) -> list[GroupName]:
    """Return the groups that study today, of all of which staff may look at the timetable."""
    today = clock.today()
    rows = _groups(session, proven=is_staff(who))
    names = [_group_name(row) for row in rows if not row.graduates_on or row.graduates_on >= today]
    return [one for one in names if one.course > 0]


def _group_name(row: Any) -> GroupName:
    today = clock.today()
    course = today.year - (today.month < 9) - row.intake_year + row.first_course
    return GroupName(row.id, row.name, course, row.department_id)


def find(session: Session, who: Principal, kind: SubjectKind, text: str) -> list[tuple[int, str]]:
    """Return up to MOST_FOUND + 1 names that hold `text`, with their keys; none for no staff."""
    if not is_staff(who):
        return []
    if kind is SubjectKind.group:
        return _found_groups(session, text)
    if kind is SubjectKind.room:
        rooms = select(Room.id, Room.name).order_by(Room.name).limit(MOST_FOUND + 1)
        named = Room.search_name.contains(fold(text), autoescape=True)
        return list(session.execute(rooms.where(named)))
    label = EmployeeLabel
    teaching = {row.teacher_id for row in _teaching(session, proven=True)}
    names = select(label.id, label.last_name, label.first_name, label.patronymic)
    found = names.where(label.sort_name.contains(sort_key(text), autoescape=True))
    rows = session.execute(found.order_by(label.sort_name))
    return [(key, short_name(*name)) for key, *name in rows if key in teaching][: MOST_FOUND + 1]


def _found_groups(session: Session, text: str) -> list[tuple[int, str]]:
    pattern = fold(text)
    for sign in "/%_":
        pattern = pattern.replace(sign, f"/{sign}")
    rows = _named_groups(session, proven=True, pattern=f"%{pattern}%")
    return [(row.id, row.name) for row in rows]
