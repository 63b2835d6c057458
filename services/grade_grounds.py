"""The grounds of semester marks, in a fixed number of statements (clauses 4.6, 6.1, 6.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import Principal, current_principal
from domain.attendance import Missed, missed
from domain.attendance_sheet import Period
from domain.averages import average, count, weighted
from domain.clock import clock
from domain.enough_marks import needed
from domain.enums import AttestationForm, Standing
from domain.final_marks import CREDITS, Grounds, suggested, verdicts
from domain.quality import summary
from domain.regulation import Norm, Regulation
from domain.verdict import Severity, Verdict
from services import final_statements as statements
from services.errors import NotFoundError
from services.final_shapes import (
    Closing,
    ClosingTerm,
    FinalMarks,
    Given,
    StudentGrounds,
    YearOfTerms,
)
from services.final_terms import chosen, terms_of_year
from services.grade_held import Held, read_held
from services.grid_head import Head, read_head
from services.grid_rows import StudentRow, read_students
from services.regulation import rulebook


def grounds(
    session: Session, gradebook_id: int, semester: int | None = None
) -> tuple[StudentGrounds, ...]:
    """Return each student's grounds in a semester of a journal, the current one unless told.

    Raises NotFoundError for a journal or a semester that is not there, or not theirs to see whole.
    """
    return load_semester(session, gradebook_id, semester).students


def head_of(session: Session, who: Principal, gradebook_id: int) -> Head:
    """Return a journal that the principal sees whole; raise NotFoundError."""
    head = read_head(session, who, gradebook_id)
    if head is None or not head.whole:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    return head


def load_semester(session: Session, gradebook_id: int, number: int | None = None) -> FinalMarks:
    """Return a semester of a journal with the grounds of its marks, as `grounds` does."""
    who = current_principal()
    head = head_of(session, who, gradebook_id)
    year = terms_of_year(session, head)
    return semester_of(session, who, head, year, chosen(year.terms, number, clock.today()))


def semester_of(
    session: Session, who: Principal, head: Head, year: YearOfTerms, term: ClosingTerm
) -> FinalMarks:
    """Return a semester of a journal that was found by `head_of`, in five statements."""
    today = clock.today()
    rules = rulebook(session).on(min(today, term.ends_on))
    held = read_held(session, head, term, today)
    goal = needed(term.hours or held.hours, term.starts_on, term.ends_on, rules)
    given = read_semester_grades(session, head).get(term.semester_id, {})
    close = held.last if held.last is not None else min(today, term.ends_on)
    students = tuple(
        _student(row, held, goal, term, rules, given.get(row.id, ()), head.id, close)
        for row in read_students(session, head, term.term)
    )
    return FinalMarks(
        head=head,
        year=year,
        term=term,
        students=students,
        closings=tuple(
            one for one in read_closings(session, head.id) if one.semester_id == term.semester_id
        ),
        quality=quality_of(students, rules),
        may_write=closes(who, head, today, term.ends_on),
        unrecorded=held.unrecorded,
        to_come=held.to_come,
        last_lesson=held.latest,
        opens_on=term.starts_on,
    )


def quality_of(students: Iterable[StudentGrounds], rules: Regulation) -> Any:
    """Return the counts and shares of the marks of those who are due one or have one."""
    codes = [
        one.given.code if one.given else None
        for one in students
        if one.given or (one.is_due and not one.elsewhere)
    ]
    return summary(codes, rules.weights(Norm.degree_weights))


def closes(who: Principal, head: Head, today: date, last: date) -> bool:
    """Return whether `who` gives the final marks: keeps the journal now, or did at the end."""
    if who.is_system:
        return True
    if not head.editable:
        return False
    return any(
        term.teacher_id == who.employee_id and term.covers(day)
        for day in (today, last)
        for term in head.keepers.terms
        if term.standing is Standing.main
    )


def _student(
    row: StudentRow,
    held: Held,
    goal: int,
    term: ClosingTerm,
    rules: Regulation,
    given: Sequence[Given],
    gradebook_id: int,
    close: date,
) -> StudentGrounds:
    codes = held.codes.get(row.id, [])
    away = missed(held.missed[row.id]) if row.id in held.missed else Missed()
    mean = weighted(held.weights.get(row.id, ()))
    facts = Grounds(
        average=mean,
        credits=tuple(code for code in codes if code in CREDITS),
        marks=count(codes),
        needed=goal,
        held=_hours(held.lessons, row.periods),
        missed=away.total,
        is_credit=term.form is AttestationForm.credit,
    )
    mine = next((one for one in given if one.gradebook_id == gradebook_id), None)
    other = next((one for one in given if one.gradebook_id != gradebook_id), None)
    is_due = any(period.covers(close) for period in row.periods)
    return StudentGrounds(
        student_id=row.id,
        name=row.name,
        short_name=row.short_name,
        periods=row.periods,
        is_due=is_due,
        average=average(codes),
        weighted=mean,
        by_kind=held.kinds.get(row.id, {}),
        missed=away,
        debts=held.debts.get(row.id, 0),
        grounds=facts,
        suggested=suggested(facts, rules),
        given=mine,
        elsewhere=other,
        verdicts=_verdicts(mine, other, is_due, facts, rules),
    )


def _verdicts(
    mine: Given | None, other: Given | None, is_due: bool, facts: Grounds, rules: Regulation
) -> tuple[Verdict, ...]:
    if mine is None:
        return verdicts(None, facts, rules) if is_due and other is None else ()
    found = verdicts(mine.code, facts, rules)
    return (*found, double(other)) if other is not None else found


def double(other: Given) -> Verdict:
    """Return the fault that a student has the mark of an item in two journals (5.5.9)."""
    where = {"code": other.code, "gradebook_id": other.gradebook_id}
    return Verdict("5.5.9", "double", Severity.fault, where)


def _hours(lessons: Iterable[tuple[date, int]], periods: Sequence[Period]) -> int:
    return sum(hours for day, hours in lessons if any(one.covers(day) for one in periods))


def read_semester_grades(session: Session, head: Head) -> dict[int, dict[int, list[Given]]]:
    """Return the marks of an item's journals in a group's year: semester → student → marks."""
    found: dict[int, dict[int, list[Given]]] = defaultdict(lambda: defaultdict(list))
    rows = statements.semester_grades(
        session, proven=True, year=head.year_id, group=head.group_id, item=head.item_id
    )
    for gradebook_id, semester_id, student_id, code, reason in rows:
        found[semester_id][student_id].append(Given(gradebook_id, code, reason or ""))
    return found


def read_closings(session: Session, gradebook_id: int) -> list[Closing]:
    """Return all closings of a journal that is theirs to see, the newest first."""
    rows = statements.closings(session, proven=True, gradebook=gradebook_id).all()
    return [
        Closing(
            row.id,
            row.semester_id,
            row.signed_at,
            row.signed_name,
            row.signed_by_id,
            row.reopened_at,
            " ".join(filter(None, (row.last_name, row.first_name))),
            row.reopen_reason or "",
        )
        for row in rows
    ]


__all__ = [
    "closes",
    "double",
    "grounds",
    "head_of",
    "load_semester",
    "quality_of",
    "read_closings",
    "read_semester_grades",
    "semester_of",
]
