"""Rules of single rows, asked before a row is written, whoever writes it: page, REST or import."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from services.checks import (
    appointments,
    calendar,
    contingent,
    curriculum,
    journal,
    norms,
    outages,
    people,
    practice,
    staff,
    timetable,
)
from services.checks.common import Check, Problem, unique
from services.errors import FieldsError

CHECKS: dict[type, tuple[Check, ...]] = {
    **people.CHECKS,
    **staff.CHECKS,
    **contingent.CHECKS,
    **calendar.CHECKS,
    **curriculum.CHECKS,
    **timetable.CHECKS,
    **practice.CHECKS,
    **appointments.CHECKS,
    **journal.CHECKS,
    **norms.CHECKS,
    **outages.CHECKS,
}

REMOVALS: dict[type, tuple[Check, ...]] = {**curriculum.REMOVALS, **norms.REMOVALS}


def problems(session: Session, row: Any) -> Iterator[Problem]:
    """Yield what is wrong with `row` as it stands, new or changed; nothing is flushed."""
    with session.no_autoflush:
        for check in (*CHECKS.get(type(row), ()), unique):
            yield from check(session, row)


def check_row(session: Session, row: Any) -> None:
    """Raise FieldsError where a rule of the row is broken, with the first sentence per field."""
    found: dict[str, str] = {}
    for problem in problems(session, row):
        found.setdefault(problem.field, problem.sentence)
    if found:
        raise FieldsError(found)


def check_removal(session: Session, row: Any) -> None:
    """Raise FieldsError, with the first sentence, where `row` may not be deleted."""
    for check in REMOVALS.get(type(row), ()):
        for problem in check(session, row):
            raise FieldsError({problem.field: problem.sentence})


__all__ = ["CHECKS", "REMOVALS", "Problem", "check_removal", "check_row", "problems"]
