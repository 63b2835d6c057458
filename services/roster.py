"""The roster in numbers and its latest changes (the secretary's home page)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.text import short_name
from models import Enrolment, Student, StudyGroup


@dataclass(frozen=True, slots=True)
class RosterChange:
    """That a student joined or left a group; `on` is the first or last day there."""

    on: date
    student_id: int
    student: str
    group: str
    joined: bool
    ground: str | None


@dataclass(frozen=True, slots=True)
class RosterCounts:
    """Who is there today."""

    students: int
    groups: int


def roster_counts(session: Session) -> RosterCounts:
    """Return how many students are in how many groups today."""
    today = clock.today()
    query = select(
        func.count(Enrolment.student_id.distinct()), func.count(Enrolment.group_id.distinct())
    ).where(
        Enrolment.starts_on <= today,
        or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= today),
    )
    return RosterCounts(*session.execute(query).one())


def latest_changes(session: Session, limit: int = 10) -> list[RosterChange]:
    """Return who joined or left a group last, the latest first, at most `limit`."""
    changes = [
        *_changes(session, Enrolment.starts_on, limit, joined=True),
        *_changes(session, Enrolment.ends_on, limit, joined=False),
    ]
    changes.sort(key=lambda change: change.on, reverse=True)
    return changes[:limit]


def _changes(session: Session, day: Any, limit: int, *, joined: bool) -> list[RosterChange]:
    query = (
        select(
            day,
            Student.id,
            Student.last_name,
            Student.first_name,
            Student.patronymic,
            StudyGroup.name,
            Enrolment.ground,
        )
        .select_from(Enrolment)
        .join(Student, Student.id == Enrolment.student_id)
        .join(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .where(day.is_not(None))
        .order_by(day.desc(), Enrolment.id.desc())
        .limit(limit)
    )
    return [
        RosterChange(on, key, short_name(last, first, patronymic), group, joined, ground)
        for on, key, last, first, patronymic, group, ground in session.execute(query)
    ]
