"""The hours that a lesson plan must have: the curriculum's and the load's (clauses 4.2, 5.5.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.plan_hours import (
    SELF_STUDY,
    Comparison,
    HourKey,
    compare,
    other_load,
    plan_totals,
)
from domain.terms import Term
from models import (
    AcademicYear,
    Curriculum,
    CurriculumHours,
    Gradebook,
    Semester,
    StudyGroup,
    TeachingAssignment,
)
from models.curriculum import HOUR_KINDS, TAUGHT_KINDS
from services.plan_lines import PlanLine, planned
from services.semesters import course_in, terms_of

Hours = dict[HourKey, int]
_book: Final = PlainSelect(
    "what a journal is of is read with its plan, once that was found visible",
    select(
        Gradebook.academic_year_id,
        Gradebook.group_id,
        Gradebook.subgroup_id,
        Gradebook.item_id,
        Gradebook.part,
        AcademicYear.starts_on,
        StudyGroup.intake_year,
        StudyGroup.first_course,
        Curriculum.programme_id,
    )
    .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
    .where(Gradebook.id == bindparam("book")),
)
_curriculum: Final = PlainSelect(
    "the hours of a curriculum are open to the staff",
    select(
        CurriculumHours.semester_number,
        *(getattr(CurriculumHours, kind) for kind in HOUR_KINDS),
    ).where(CurriculumHours.item_id == bindparam("item")),
)
_load: Final = PlainSelect(
    "hours of the other journals of the same students are counted without their teachers",
    select(
        TeachingAssignment.subgroup_id,
        TeachingAssignment.part,
        Semester.number,
        *(getattr(TeachingAssignment, kind) for kind in TAUGHT_KINDS),
    )
    .join(Semester, Semester.id == TeachingAssignment.semester_id)
    .where(
        Semester.academic_year_id == bindparam("year"),
        TeachingAssignment.group_id == bindparam("group"),
        TeachingAssignment.item_id == bindparam("item"),
    ),
)


@dataclass(frozen=True, slots=True)
class HourFacts:
    """What the hours of a journal's plan are compared with, by semester of the year."""

    terms: tuple[Term, ...]
    curriculum: Hours
    load: Hours
    others: Hours | None  # None: the journal has the item alone

    def compare(self, lines: Sequence[PlanLine]) -> Comparison:
        """Return the comparison for the rows of a plan."""
        return compare(plan_totals(planned(lines)), self.curriculum, self.load, self.others)


def hour_facts(session: Session, gradebook_id: int) -> HourFacts:
    """Return what a plan of the journal is compared with; the caller has found it visible."""
    book = _book(session, proven=True, book=gradebook_id).one()
    course = course_in(book.starts_on, book.intake_year, book.first_course)
    terms = terms_of(session, book.academic_year_id, book.programme_id, book.item_id, course).terms
    load, others = _loads(session, book)
    return HourFacts(terms, _of_curriculum(session, book.item_id, course, terms), load, others)


def _of_curriculum(session: Session, item_id: int, course: int, terms: Sequence[Term]) -> Hours:
    """Return the item's hours in the terms of the year; they count through the programme."""
    before = (course - 1) * len(terms)
    numbers = {before + term.number: term.number for term in terms}
    found: Hours = {}
    for row in _curriculum(session, proven=True, item=item_id):
        if row.semester_number in numbers:
            _add(found, numbers[row.semester_number], zip(HOUR_KINDS, row[1:], strict=True))
    return found


def _loads(session: Session, book: Any) -> tuple[Hours, Hours | None]:
    """Return the load of the journal itself, and of the others of the same students."""
    journals: dict[tuple[int | None, int], Hours] = {}
    rows = _load(
        session, proven=True, year=book.academic_year_id, group=book.group_id, item=book.item_id
    )
    for row in rows:
        hours = journals.setdefault((row.subgroup_id, row.part), {})
        _add(hours, row.number, zip(TAUGHT_KINDS, row[3:], strict=True))
    own = journals.pop((book.subgroup_id, book.part), {})
    if not journals and book.subgroup_id is None:
        return own, None
    wholes = [hours for (subgroup, _part), hours in journals.items() if subgroup is None]
    subgroups: dict[int, list[Hours]] = {}
    for (subgroup, _part), hours in journals.items():
        if subgroup is not None and book.subgroup_id in (None, subgroup):
            subgroups.setdefault(subgroup, []).append(hours)
    return own, other_load(wholes, subgroups.values())


def _add(hours: Hours, semester: int, values: Iterable[tuple[str, int]]) -> None:
    for kind, value in values:
        if value:
            key = HourKey(semester, kind)
            hours[key] = hours.get(key, 0) + value


__all__ = ["SELF_STUDY", "HourFacts", "hour_facts"]
