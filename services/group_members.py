"""Who is in a group, since when, in which subgroups; who came and who left in a period."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from domain.span import Days
from domain.text import full_name
from models import Enrolment, Student, Subgroup, SubgroupMember


@dataclass(frozen=True, slots=True)
class Member:
    """A student's time in a group."""

    student_id: int
    name: str
    record_book: str
    starts_on: date
    ends_on: date | None
    ground: str | None
    subgroups: tuple[str, ...] = ()


def members_on(session: Session, group_id: int, day: date) -> list[Member]:
    """Return who is in the group on `day`, by name, with the subgroups of that day.

    As far as the person sees them: a teacher of a subgroup its students alone. Two statements.
    """
    parts: dict[int, list[str]] = defaultdict(list)
    for student_id, name in session.execute(
        select(SubgroupMember.student_id, Subgroup.name)
        .join(Subgroup, Subgroup.id == SubgroupMember.subgroup_id)
        .where(
            Subgroup.group_id == group_id,
            SubgroupMember.starts_on <= day,
            or_(SubgroupMember.ends_on.is_(None), SubgroupMember.ends_on >= day),
        )
        .order_by(Subgroup.name)
    ):
        parts[student_id].append(name)
    query = _members(group_id).where(
        Enrolment.starts_on <= day, or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= day)
    )
    return [_member(row, tuple(parts[row.student_id])) for row in session.execute(query)]


def members_within(session: Session, group_id: int, days: Days) -> list[Member]:
    """Return the times in the group that touch `days`, by name and first day."""
    query = _members(group_id).where(
        Enrolment.starts_on <= days.last,
        or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= days.first),
    )
    return [_member(row) for row in session.execute(query)]


def _members(group_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Enrolment.student_id,
            Student.last_name,
            Student.first_name,
            Student.patronymic,
            Student.record_book,
            Enrolment.starts_on,
            Enrolment.ends_on,
            Enrolment.ground,
        )
        .join(Student, Student.id == Enrolment.student_id)
        .where(Enrolment.group_id == group_id)
        .order_by(Student.sort_name, Student.id, Enrolment.starts_on)
    )


def _member(row: Any, subgroups: tuple[str, ...] = ()) -> Member:
    return Member(
        row.student_id,
        full_name(row.last_name, row.first_name, row.patronymic),
        row.record_book,
        row.starts_on,
        row.ends_on,
        row.ground,
        subgroups,
    )
