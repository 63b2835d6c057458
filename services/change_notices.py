"""Whom a change of the timetable concerns, and what they are told: one notice a person and set."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Self

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import (
    CurriculumItem,
    Employee,
    Enrolment,
    Guardian,
    GuardianChild,
    Student,
    StudyGroup,
    SubgroupMember,
    TeachingAssignment,
    TimetableChange,
)
from services.held_lessons import HeldLesson
from services.notices import message_key, notify

PAGE: Final = "/timetable/changes/"
# What families read, and with the ground what the staff reads.
MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "substitute": (
        message_key("%(day)s, pair %(pair)s, %(group)s: %(item)s is held by %(teacher)s."),
        message_key(
            "%(day)s, pair %(pair)s, %(group)s: %(item)s is held by %(teacher)s. "
            "Ground: %(ground)s."
        ),
    ),
    "cancel": (
        message_key("%(day)s, pair %(pair)s, %(group)s: %(item)s is cancelled."),
        message_key(
            "%(day)s, pair %(pair)s, %(group)s: %(item)s is cancelled. Ground: %(ground)s."
        ),
    ),
    "move": (
        message_key(
            "%(day)s, pair %(pair)s, %(group)s: %(item)s is moved to %(new_day)s, "
            "pair %(new_pair)s, room %(room)s."
        ),
        message_key(
            "%(day)s, pair %(pair)s, %(group)s: %(item)s is moved to %(new_day)s, "
            "pair %(new_pair)s, room %(room)s. Ground: %(ground)s."
        ),
    ),
    "instead": (
        message_key("%(day)s, pair %(pair)s, %(group)s: %(instead)s instead of %(item)s."),
        message_key(
            "%(day)s, pair %(pair)s, %(group)s: %(instead)s instead of %(item)s. "
            "Ground: %(ground)s."
        ),
    ),
    "back": (
        message_key("%(day)s, pair %(pair)s, %(group)s: %(item)s is held as in the timetable."),
        message_key(
            "%(day)s, pair %(pair)s, %(group)s: %(item)s is held as in the timetable. "
            "Taken back: %(ground)s."
        ),
    ),
    "many": (
        message_key("%(count)s changes of the timetable from %(first)s to %(last)s."),
        message_key(
            "%(count)s changes of the timetable from %(first)s to %(last)s. Ground: %(ground)s."
        ),
    ),
}

_active: Final = User.active.is_(True)
_staff: Final = PlainSelect(
    "accounts of employees whom a change of the timetable concerns",
    select(Employee.id, User.id)
    .join(User, User.id == Employee.user_id)
    .where(Employee.id.in_(bindparam("employees", expanding=True)), _active),
)
_students: Final = PlainSelect(
    "accounts of students whose lesson is changed",
    select(Student.id, User.id)
    .join(Enrolment, Enrolment.student_id == Student.id)
    .outerjoin(User, (User.id == Student.user_id) & _active)
    .where(
        Enrolment.group_id == bindparam("group"),
        Enrolment.starts_on <= bindparam("day"),
        or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= bindparam("day")),
    ),
)
_members: Final = PlainSelect(
    "who is in a subgroup whose lesson is changed",
    select(SubgroupMember.student_id).where(
        SubgroupMember.subgroup_id == bindparam("subgroup"),
        SubgroupMember.starts_on <= bindparam("day"),
        or_(SubgroupMember.ends_on.is_(None), SubgroupMember.ends_on >= bindparam("day")),
    ),
)
_parents: Final = PlainSelect(
    "accounts of parents whose child's lesson is changed",
    select(User.id)
    .join(Guardian, Guardian.user_id == User.id)
    .join(GuardianChild, GuardianChild.guardian_id == Guardian.id)
    .where(GuardianChild.student_id.in_(bindparam("students", expanding=True)), _active),
)
_named: Final = PlainSelect(
    "the discipline and the teacher that a change of the timetable names",
    select(
        CurriculumItem.index_code,
        CurriculumItem.name,
        TeachingAssignment.subgroup_id,
        TeachingAssignment.teacher_id,
    )
    .join(TeachingAssignment, TeachingAssignment.item_id == CurriculumItem.id)
    .where(TeachingAssignment.id == bindparam("assignment")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told about one lesson, and to whom."""

    kind: str  # of MESSAGES
    day: date
    pair: int
    group_id: int
    subgroup_ids: frozenset[int]  # empty: the whole group
    employee_ids: frozenset[int]
    params: Mapping[str, str]

    @classmethod
    def of(cls, change: TimetableChange, lesson: HeldLesson) -> Self:
        """Return what is told of a change that was made of `lesson`."""
        label = change.teacher_label
        subgroups = {lesson.subgroup_id}
        people = {lesson.teacher_id, lesson.substitute_id, change.teacher_id}
        params = {
            "item": lesson.title,
            "teacher": label.short_name if label is not None else "—",
            "new_day": _day(change.new_day or change.held_on),
            "new_pair": str(change.new_pair or change.pair),
            "room": str(change.room or lesson.room or "—"),
        }
        if change.instead is not None:
            params["instead"] = str(change.instead.item)
            subgroups.add(change.instead.subgroup_id)
            people.add(change.instead.teacher_id)
        return cls._about(change, str(change.kind), subgroups, people, params)

    @classmethod
    def back(cls, session: Session, change: TimetableChange) -> Self:
        """Return what is told when a change is taken back."""
        people: set[int | None] = {change.teacher_id}
        subgroups: set[int | None] = set()
        item = "—"
        for key in (change.instead_id, change.assignment_id):
            named = _named(session, proven=True, assignment=key or 0).first()
            if named is not None:
                item = f"{named.index_code} {named.name}"
                people.add(named.teacher_id)
                subgroups.add(named.subgroup_id)
        return cls._about(change, "back", subgroups, people, {"item": item})

    @classmethod
    def _about(
        cls,
        change: TimetableChange,
        kind: str,
        subgroups: set[int | None],
        people: set[int | None],
        params: Mapping[str, str],
    ) -> Self:
        return cls(
            kind,
            change.held_on,
            change.pair,
            change.group_id,
            frozenset() if None in subgroups else frozenset(one for one in subgroups if one),
            frozenset(one for one in people if one is not None),
            {**params, "group": str(change.group)},
        )

    def replaced_by(self, other: "Told") -> "Told":
        """Return `other`, told also to whom this one concerned."""
        return replace(other, employee_ids=other.employee_ids | self.employee_ids)


def tell(session: Session, changes: Sequence[Told], ground: str) -> int:
    """Put one notice into the inbox of each person whom `changes` concern; return how many.

    Called in the unit that writes the changes. Families are not told the ground: it may be
    somebody's illness.
    """
    staff: dict[int, list[Told]] = defaultdict(list)
    family: dict[int, list[Told]] = defaultdict(list)
    classes: dict[tuple[Any, ...], set[int]] = {}  # a day's changes concern the same classes
    for one in changes:
        for user_id in _users_of_staff(session, one):
            staff[user_id].append(one)
        key = one.group_id, one.subgroup_ids, one.day
        if key not in classes:
            classes[key] = _users_of_families(session, one)
        for user_id in classes[key]:
            family[user_id].append(one)
    for user_id in staff:
        family.pop(user_id, None)
    _send(session, staff, 1, ground)
    _send(session, family, 0, ground)
    return len(staff) + len(family)


def _send(session: Session, people: Mapping[int, list[Told]], which: int, ground: str) -> None:
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for user_id, about in people.items():
        alike[tuple(id(one) for one in about)].append(user_id)
    for users in alike.values():
        about = people[users[0]]
        message, params = _said(about, which, ground)
        notify(session, users, message, params, f"{PAGE}?day={about[0].day.isoformat()}")


def _said(about: Sequence[Told], which: int, ground: str) -> tuple[str, dict[str, Any]]:
    params: dict[str, Any]
    if len(about) == 1:
        (one,) = about
        kind, params = one.kind, {**one.params, "day": _day(one.day), "pair": one.pair}
    else:
        days = [one.day for one in about]
        kind = "many"
        params = {"count": len(about), "first": _day(min(days)), "last": _day(max(days))}
    if which:
        params["ground"] = ground
    return MESSAGES[kind][which], params


def _users_of_staff(session: Session, one: Told) -> Iterable[int]:
    group = session.get_one(StudyGroup, one.group_id)
    people = one.employee_ids | ({group.curator_id} if group.curator_id else set())
    return {row[1] for row in _staff(session, proven=True, employees=sorted(people))}


def _users_of_families(session: Session, one: Told) -> set[int]:
    enrolled: Any = _students(session, proven=True, group=one.group_id, day=one.day).all()
    students: dict[int, int | None] = dict(enrolled)
    if one.subgroup_ids:
        inside: set[int] = set()
        for subgroup in one.subgroup_ids:
            found = _members(session, proven=True, subgroup=subgroup, day=one.day)
            inside.update(found.scalars())
        students = {student: user for student, user in students.items() if student in inside}
    parents = _parents(session, proven=True, students=sorted(students)).scalars()
    return {user for user in students.values() if user is not None} | set(parents)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


__all__ = ["Told", "tell"]
