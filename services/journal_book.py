"""A journal read for print: as its page shows it, and what only paper needs (3.4, 10.5)."""

from collections.abc import Mapping, Sequence
from itertools import chain

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.clock import clock
from domain.enums import AttestationForm
from domain.text import short_name
from services import journal_book_statements as statements
from services.corrections import corrections_of
from services.errors import NotFoundError
from services.final_history import MarkChange, history
from services.final_shapes import FinalMarks
from services.grade_grounds import head_of, read_closings
from services.grid import load_grid
from services.grid_head import Head
from services.inspection_log import log_of
from services.journal_book_shapes import Attested, Book, BookFacts, BookTerm
from services.semesters import course_in
from services.year_grounds import load_year


def read_book(session: Session, gradebook_id: int, semester: int | None = None) -> Book:
    """Return a journal of a year, or one semester of it, in a fixed number of statements.

    Raises NotFoundError for a journal or a semester that is not there, or not theirs to see whole.
    """
    head = head_of(session, current_principal(), gradebook_id)
    year = load_year(session, gradebook_id)
    known = [one.number for one in year.year.terms] or [1]
    if semester is not None and semester not in known:
        raise NotFoundError(_("This year has no such semester."))
    numbers = known if semester is None else [semester]
    students = [one.student_id for one in year.students]
    return Book(
        head=head,
        facts=_facts(session, head),
        terms=tuple(_term(session, head, number) for number in numbers),
        year=year,
        closings=tuple(read_closings(session, head.id)),
        attested=_attested(session, head),
        results=_results(session, head, students),
        inspections=log_of(session, head.id),
        changes=_changes(session, head, year, numbers, whole=semester is None),
        audited=head.audited,
    )


def _facts(session: Session, head: Head) -> BookFacts:
    row = statements.facts(session, proven=True, group=head.group_id).one()
    return BookFacts(
        department=row[0],
        department_head=short_name(*row[1:4]) if row[1] else "",
        programme=f"{row[4]} {row[5]}",
        qualification=row[6] or "",
        curator=short_name(*row[7:10]) if row[7] else "",
        course=course_in(head.year_starts_on, head.intake_year, head.first_course),
        graduates_on=row[10],
    )


def _term(session: Session, head: Head, number: int) -> BookTerm:
    grid = load_grid(session, head.id, number)
    rows = statements.recorders(
        session,
        proven=True,
        gradebook=head.id,
        first=grid.semester.starts_on,
        last=grid.semester.ends_on,
    )
    return BookTerm(
        grid=grid,
        lessons=tuple(one for one in grid.lessons if one.held_on <= clock.today()),
        recorded_by={
            row.id: short_name(row.employee_last, row.employee_first, row.patronymic)
            if row.employee_last
            else short_name(row.last_name, row.first_name, None)
            for row in rows
        },
        corrections=tuple(corrections_of(session, head.id, grid.semester)) if head.audited else (),
    )


def _attested(session: Session, head: Head) -> tuple[Attested, ...]:
    rows = statements.attested(
        session, proven=True, group=head.group_id, item=head.item_id, year=head.year_id
    )
    found: dict[int, tuple[AttestationForm, dict[int, str]]] = {}
    for semester_id, form, student_id, code in rows:
        found.setdefault(semester_id, (form, {}))[1][student_id] = code
    return tuple(Attested(key, form, codes) for key, (form, codes) in found.items())


def _results(session: Session, head: Head, students: Sequence[int]) -> Mapping[int, str]:
    if not students:
        return {}
    rows = statements.results(session, proven=True, item=head.item_id, students=list(students))
    return {row.student_id: row.code for row in rows}


def _changes(
    session: Session, head: Head, year: FinalMarks, numbers: Sequence[int], *, whole: bool
) -> tuple[MarkChange, ...]:
    """Return what was changed in final marks that stood already, and withdrawn signatures."""
    if not head.audited or not current_principal().may(Action.read, Resource.audit_entry):
        return ()
    of_terms = (
        history(session, head.id, number, year=False)
        for number in numbers
        if any(one.number == number for one in year.year.terms)
    )
    of_year = history(session, head.id, None, year=True) if whole else []
    found = [one for one in chain(*of_terms, of_year) if one.old or one.what == "reopened"]
    return tuple(sorted(found, key=lambda one: one.at))
