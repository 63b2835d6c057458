"""Scheduled tasks between the database, which keeps UTC, and the college's wall clock."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.control_enums import TaskRhythm
from domain.task_moments import Ends, When, next_due
from models import AcademicYear, ScheduledTask, Semester


def wall(instant: datetime) -> datetime:
    """Return a stored UTC instant as a naive time of the college's wall clock."""
    return clock.local(instant).replace(tzinfo=None)


def stored(moment: datetime) -> datetime:
    """Return a naive time of the college's wall clock as the UTC instant that is stored."""
    return moment.replace(tzinfo=clock.zone).astimezone(UTC).replace(tzinfo=None)


def when_of(task: ScheduledTask) -> When:
    """Return when a task is due, as it stands in the database."""
    return When(TaskRhythm(task.rhythm), task.day, task.at)


def known_ends(session: Session) -> Ends:
    """Return the last days of the college's semesters and years: two statements."""
    semesters = select(Semester.ends_on).where(Semester.programme_id.is_(None)).distinct()
    return Ends(
        tuple(session.scalars(semesters.order_by(Semester.ends_on))),
        tuple(session.scalars(select(AcademicYear.ends_on).order_by(AcademicYear.ends_on))),
    )


def next_moment(task: ScheduledTask, ends: Ends) -> datetime | None:
    """Return the wall clock's moment at which a task that is on is due next."""
    return next_due(when_of(task), wall(clock.now()), ends) if task.is_on else None
