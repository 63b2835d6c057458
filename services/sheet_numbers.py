"""Numbers of attestation sheets: one row without gaps in each academic year (clause 5.5.11)."""

from itertools import count, islice

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import AcademicYear, AttestationSheet

_used = PlainSelect(
    "which numbers of attestation sheets a year has given out: a number names nobody",
    select(AttestationSheet.number).where(AttestationSheet.academic_year_id == bindparam("year")),
)


def next_numbers(session: Session, academic_year_id: int, amount: int) -> list[int]:
    """Return `amount` free numbers of a year, the lowest ones, in order.

    Call it in a writing unit and insert the sheets in the same one: the year's row stays locked
    until it ends, so that two people at once never get the same number (on SQLite the unit
    itself holds the lock). A number whose sheet was deleted unsigned is given out again.
    """
    year = select(AcademicYear.id).where(AcademicYear.id == academic_year_id)
    session.execute(year.with_for_update(key_share=True))
    used = set(_used(session, proven=True, year=academic_year_id).scalars())
    return list(islice((number for number in count(1) if number not in used), amount))


def next_number(session: Session, academic_year_id: int) -> int:
    """Return the lowest free number of a year; see next_numbers()."""
    return next_numbers(session, academic_year_id, 1)[0]
