"""The semesters of a journal's year, or the terms of its programme's own (clauses 2.4, 5.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.terms import Term
from models import CurriculumHours, Semester

# Self-study is no lesson; hours of practical training are a part of the others.
_IN_LESSONS: Final = (
    CurriculumHours.theory
    + CurriculumHours.practice
    + CurriculumHours.lab
    + CurriculumHours.coursework
)
_terms: Final = PlainSelect(
    "semesters and hours of a curriculum are open to all who see a journal, found before",
    select(
        Semester.number,
        Semester.starts_on,
        Semester.ends_on,
        Semester.programme_id,
        CurriculumHours.semester_number,
        _IN_LESSONS.label("hours"),
    )
    .outerjoin(CurriculumHours, CurriculumHours.item_id == bindparam("item"))
    .where(
        Semester.academic_year_id == bindparam("year"),
        or_(Semester.programme_id.is_(None), Semester.programme_id == bindparam("programme")),
    )
    .order_by(Semester.starts_on, Semester.number),
)


@dataclass(frozen=True, slots=True)
class YearTerms:
    """The terms of a year in their order, and the hours planned in each term by its number."""

    terms: tuple[Term, ...]
    planned: dict[int, int]


def terms_of(
    session: Session, year_id: int, programme_id: int, item_id: int, course: int
) -> YearTerms:
    """Return the terms of a year for a programme, and what the curriculum plans for an item.

    A programme with terms of its own in that year has no others. `course` is the one that the
    group is in: the curriculum counts its semesters through the whole programme.
    """
    rows = _terms(session, proven=True, year=year_id, programme=programme_id, item=item_id).all()
    terms = _own_or_common(rows)
    hours = {row.semester_number: row.hours for row in rows if row.semester_number is not None}
    before = (course - 1) * len(terms)
    return YearTerms(terms, {term.number: hours.get(before + term.number, 0) for term in terms})


def _own_or_common(rows: Sequence[Any]) -> tuple[Term, ...]:
    own = [row for row in rows if row.programme_id is not None]
    found: dict[int, Term] = {}
    for row in own or rows:
        found.setdefault(row.number, Term(row.number, row.starts_on, row.ends_on))
    return tuple(found.values())


def course_in(year_starts_on: date, intake_year: int, first_course: int) -> int:
    """Return the course (1, 2 …) that a group is in through the year that starts on that day."""
    return year_starts_on.year - intake_year + first_course
