"""The grounds of year marks: the marks of the year's semesters (clause 4.6)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.attendance import Missed
from domain.clock import clock
from domain.final_marks import Grounds, YearGrounds, year_mark, year_verdicts
from domain.regulation import Regulation
from domain.terms import Term
from domain.verdict import Verdict
from services import final_statements as statements
from services.final_shapes import ClosingTerm, FinalMarks, Given, StudentGrounds
from services.final_terms import terms_of_year
from services.grade_grounds import (
    closes,
    double,
    head_of,
    quality_of,
    read_closings,
    read_semester_grades,
)
from services.grid_head import Head
from services.grid_rows import StudentRow, read_students
from services.regulation import rulebook

SemesterMarks = Mapping[int, Mapping[int, Sequence[Given]]]


def load_year(session: Session, gradebook_id: int) -> FinalMarks:
    """Return the year of a journal: each student's semester marks and the mark of the year.

    Raises NotFoundError for a journal that is not there or not theirs to see whole.
    """
    who = current_principal()
    head = head_of(session, who, gradebook_id)
    year = terms_of_year(session, head)
    first = year.terms[0].starts_on if year.terms else head.year_starts_on
    last = year.terms[-1].ends_on if year.terms else head.year_ends_on
    today = clock.today()
    rules = rulebook(session).on(min(today, last))
    marks = read_semester_grades(session, head)
    taught = taught_terms(year.terms, marks)
    given = _read_year_grades(session, head)
    students = tuple(
        _student(row, taught, marks, given.get(row.id, ()), head, rules, min(today, last))
        for row in read_students(session, head, Term(0, first, last))
    )
    closings = read_closings(session, head.id)
    signed = {one.semester_id for one in closings if not one.is_open}
    return FinalMarks(
        head=head,
        year=year,
        term=None,
        students=students,
        closings=tuple(one for one in closings if one.semester_id is None),
        quality=quality_of(students, rules),
        may_write=closes(who, head, today, last),
        opens_on=taught[-1].starts_on if taught else first,
        taught=tuple(one.number for one in taught),
        open_terms=tuple(one.number for one in taught if one.semester_id not in signed),
    )


def taught_terms(terms: Sequence[ClosingTerm], marks: SemesterMarks) -> tuple[ClosingTerm, ...]:
    """Return the terms in which the item is taught: planned, or with marks; all where none is."""
    taught = tuple(one for one in terms if one.hours or marks.get(one.semester_id))
    return taught or tuple(terms)


def _student(
    row: StudentRow,
    taught: Sequence[ClosingTerm],
    marks: SemesterMarks,
    given: Sequence[Given],
    head: Head,
    rules: Regulation,
    day: date,
) -> StudentGrounds:
    codes = tuple(_code(marks, one, row.id, head.id) for one in taught)
    facts = YearGrounds(codes)
    mine = next((one for one in given if one.gradebook_id == head.id), None)
    other = next((one for one in given if one.gradebook_id != head.id), None)
    is_due = None not in codes or any(one.covers(day) for one in row.periods)
    return StudentGrounds(
        student_id=row.id,
        name=row.name,
        short_name=row.short_name,
        periods=row.periods,
        is_due=is_due,
        average=facts.average,
        weighted=facts.average,
        by_kind={},
        missed=Missed(),
        debts=0,
        grounds=Grounds(average=facts.average),
        suggested=year_mark(facts, rules),
        given=mine,
        elsewhere=other,
        verdicts=_verdicts(mine, other, is_due, facts, rules),
        codes=codes,
    )


def _code(
    marks: SemesterMarks, term: ClosingTerm, student_id: int, gradebook_id: int
) -> str | None:
    """Return the student's mark of a term: of this journal, else of the item's other one."""
    found = marks.get(term.semester_id, {}).get(student_id, ())
    here = next((one for one in found if one.gradebook_id == gradebook_id), None)
    if here is None:
        here = found[0] if found else None
    return here.code if here else None


def _verdicts(
    mine: Given | None, other: Given | None, is_due: bool, facts: YearGrounds, rules: Regulation
) -> tuple[Verdict, ...]:
    if mine is None:
        return year_verdicts(None, facts, rules) if is_due and other is None else ()
    found = year_verdicts(mine.code, facts, rules)
    return (*found, double(other)) if other is not None else found


def _read_year_grades(session: Session, head: Head) -> dict[int, list[Given]]:
    found: dict[int, list[Given]] = defaultdict(list)
    rows = statements.year_grades(
        session, proven=True, year=head.year_id, group=head.group_id, item=head.item_id
    )
    for gradebook_id, student_id, code, reason in rows:
        found[student_id].append(Given(gradebook_id, code, reason or ""))
    return found
