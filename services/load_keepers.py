"""Who keeps each journal today: what a dated change of the teacher brings about by itself."""

from collections import defaultdict
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from access.session import system_write
from domain.enums import Standing
from domain.keepers import KeeperTerm, keeper_on
from models import AcademicYear, Gradebook, JournalTeacher


def handed_over(session: Session, day: date) -> dict[int, int]:
    """Return the journals of `day`'s year whose keeper is not who is named, and who it is.

    Only journals with several teachers one after another can be such.
    """
    several = (
        select(JournalTeacher.gradebook_id)
        .where(JournalTeacher.standing == Standing.main)
        .group_by(JournalTeacher.gradebook_id)
        .having(func.count() > 1)
    )
    query = (
        select(
            Gradebook.id,
            Gradebook.teacher_id,
            JournalTeacher.teacher_id,
            JournalTeacher.starts_on,
            JournalTeacher.ends_on,
        )
        .join(JournalTeacher, JournalTeacher.gradebook_id == Gradebook.id)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .where(
            AcademicYear.starts_on <= day,
            AcademicYear.ends_on >= day,
            JournalTeacher.standing == Standing.main,
            Gradebook.id.in_(several),
        )
        .order_by(Gradebook.id, JournalTeacher.starts_on)
    )
    named: dict[int, int] = {}
    terms: dict[int, list[KeeperTerm]] = defaultdict(list)
    for book_id, present, teacher, first, last in session.execute(query):
        named[book_id] = present
        terms[book_id].append(KeeperTerm(teacher, first, last))
    keepers = {book_id: keeper_on(found, day) for book_id, found in terms.items()}
    return {book_id: keeper for book_id, keeper in keepers.items() if keeper != named[book_id]}


def name_keepers(session: Session, keepers: dict[int, int]) -> None:
    """Write who keeps the journals now; the caller commits."""
    for book_id, teacher_id in keepers.items():
        this = update(Gradebook).where(Gradebook.id == book_id)
        system_write(session, this.values(teacher_id=teacher_id))
