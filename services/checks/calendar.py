"""Rules of academic years and semesters (kept by the module admin)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AcademicYear, Semester
from services.checks.common import Check, Problem, between, ends_first, overlaps, period, said

LONGEST_YEAR: Final = timedelta(days=400)


def one_year_at_a_time(session: Session, year: AcademicYear) -> Iterator[Problem]:
    """Academic years do not overlap, and none is longer than a year."""
    if not year.starts_on or not year.ends_on:
        return
    if year.ends_on - year.starts_on > LONGEST_YEAR:
        yield Problem("ends_on", _("An academic year is not that long."))
    other = session.scalars(
        select(AcademicYear).where(*overlaps(AcademicYear, year)).limit(1)
    ).first()
    if other is not None:
        yield Problem("starts_on", _("It overlaps with the year %(year)s.", year=other))


def semesters_stay_inside(session: Session, year: AcademicYear) -> Iterator[Problem]:
    """A year cannot shrink away from its semesters."""
    if year.id is None or not year.starts_on or not year.ends_on:
        return
    semesters = session.scalars(select(Semester).where(Semester.academic_year_id == year.id)).all()
    for semester in semesters:
        if semester.starts_on < year.starts_on:
            yield Problem("starts_on", _semester_outside(semester))
        if semester.ends_on > year.ends_on:
            yield Problem("ends_on", _semester_outside(semester))


def _semester_outside(semester: Semester) -> str:
    return _(
        "Semester %(number)s (%(first)s to %(last)s) would be outside of the year.",
        number=semester.number,
        first=said(semester.starts_on),
        last=said(semester.ends_on),
    )


def inside_the_year(session: Session, semester: Semester) -> Iterator[Problem]:
    """A semester lies within its academic year."""
    year_id = semester.academic_year_id
    year = session.get(AcademicYear, year_id) if year_id is not None else None
    if year is None:
        return
    for field in ("starts_on", "ends_on"):
        day = getattr(semester, field)
        if day and not year.starts_on <= day <= year.ends_on:
            sentence = _(
                "The year %(year)s is from %(first)s to %(last)s.",
                year=year,
                first=said(year.starts_on),
                last=said(year.ends_on),
            )
            yield Problem(field, sentence)


def one_semester_at_a_time(session: Session, semester: Semester) -> Iterator[Problem]:
    """Semesters of the same programme, or of all that have none of their own, do not overlap."""
    if not semester.starts_on or not semester.ends_on:
        return
    own = Semester.programme_id == semester.programme_id
    if semester.programme_id is None:
        own = Semester.programme_id.is_(None)
    other = session.scalars(select(Semester).where(own, *overlaps(Semester, semester)).limit(1))
    found = other.first()
    if found is not None:
        yield Problem("starts_on", _("It overlaps with semester %(semester)s.", semester=found))


def numbered_once(session: Session, semester: Semester) -> Iterator[Problem]:
    """The number is used once a year among the semesters that no programme has to itself."""
    if semester.programme_id is not None or semester.number is None:
        return
    same = select(Semester.id).where(
        Semester.academic_year_id == semester.academic_year_id,
        Semester.programme_id.is_(None),
        Semester.number == semester.number,
    )
    if semester.id is not None:
        same = same.where(Semester.id != semester.id)
    if session.scalar(same.limit(1)) is not None:
        yield Problem("number", _("There is a semester with this number in that year already."))


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    AcademicYear: (
        period("starts_on", "ends_on", ends_first, equal=False),
        between("week_days", 5, 6),
        one_year_at_a_time,
        semesters_stay_inside,
    ),
    Semester: (
        period("starts_on", "ends_on", ends_first, equal=False),
        between("number", 1, 12),
        inside_the_year,
        one_semester_at_a_time,
        numbered_once,
    ),
}
