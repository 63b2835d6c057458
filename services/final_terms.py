"""The terms of a journal's year with their keys, and where its item ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from domain.enums import AttestationForm
from domain.terms import current
from services import final_statements as statements
from services.errors import NotFoundError
from services.final_shapes import ClosingTerm, YearOfTerms
from services.grid_head import Head
from services.semesters import course_in


def terms_of_year(session: Session, head: Head) -> YearOfTerms:
    """Return the terms of a journal's year: its programme's own, or those of all."""
    rows = statements.terms(
        session, proven=True, year=head.year_id, programme=head.programme_id, item=head.item_id
    ).all()
    planned = {row.semester_number: row for row in rows if row.semester_number is not None}
    own = [row for row in rows if row.programme_id is not None]
    days: dict[int, Any] = {}
    for row in own or rows:
        days.setdefault(row.number, row)
    course = course_in(head.year_starts_on, head.intake_year, head.first_course)
    before = (course - 1) * len(days)
    terms = tuple(_term(row, planned.get(before + number)) for number, row in days.items())
    taught = [number for number, row in planned.items() if row.hours or _attests(row)]
    last = max(taught, default=0)
    final = planned[last].attestation if last else AttestationForm.none
    return YearOfTerms(terms, last <= before + len(days), final)


def _attests(row: Any) -> bool:
    return row.attestation is not AttestationForm.none


def _term(row: Any, planned: Any) -> ClosingTerm:
    hours = planned.hours if planned else 0
    form = planned.attestation if planned else AttestationForm.none
    return ClosingTerm(row.id, row.number, row.starts_on, row.ends_on, hours, form)


def chosen(terms: Sequence[ClosingTerm], number: int | None, today: date) -> ClosingTerm:
    """Return the term of a number, the current one unless told; raise NotFoundError."""
    if number is None:
        now = current([one.term for one in terms], today)
        number = now.number if now else 0
    found = next((one for one in terms if one.number == number), None)
    if found is None:
        raise NotFoundError(_("This year has no such semester."))
    return found
