"""What every change of the load begins and ends with: rights, locks, rules, journals kept."""

from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from access.matrix import Action
from access.principal import Principal
from domain.load import KINDS, Hours
from models import EmployeeLabel, TeachingAssignment
from services.assignments import BookKey, book_of, keep_gradebooks
from services.checks import check_row
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.load_facts import LOAD
from services.load_lessons import recorded_in


def may_change(who: Principal) -> None:
    """Raise NotAllowedError unless `who` keeps the load."""
    actions = (Action.create, Action.update, Action.delete)
    if not all(who.may(action, LOAD) for action in actions):
        raise NotAllowedError(_("The teaching load is kept by the deputy director."))


def locked_rows(session: Session, *where: Any) -> list[TeachingAssignment]:
    """Return rows of the load that nobody else changes until the unit of work ends."""
    query = select(TeachingAssignment).where(*where).order_by(TeachingAssignment.id)
    return list(session.scalars(query.with_for_update(of=TeachingAssignment)))


def locked_by_id(session: Session, ids: Collection[int]) -> list[TeachingAssignment]:
    """Return the rows `ids`, locked; raise NotFoundError where one is not to be seen."""
    rows = locked_rows(session, TeachingAssignment.id.in_(ids))
    if len(rows) != len(set(ids)):
        raise NotFoundError(_("There is no such row of the load, or it is not yours to see."))
    return rows


def find_teacher(session: Session, teacher_id: int | None) -> EmployeeLabel | None:
    """Return the name of who is to teach; raise FieldsError where there is no such employee."""
    if teacher_id is None:
        return None
    found = session.get(EmployeeLabel, teacher_id)
    if found is None:
        raise FieldsError({"teacher": _("There is no such employee.")})
    return found


def hours_of(row: TeachingAssignment) -> Hours:
    """Return the hours of a row."""
    return Hours(**{kind: getattr(row, kind) for kind in KINDS})


def set_hours(row: TeachingAssignment, hours: Hours) -> None:
    """Give the row other hours."""
    for kind, value in hours.items():
        if getattr(row, kind) != value:
            setattr(row, kind, value)


def checked(session: Session, row: TeachingAssignment, field: str = "") -> None:
    """Apply the rules of a row; raise FieldsError with the place named in each sentence.

    `field` begins the names of the fields, such as «shares.2.».
    """
    try:
        check_row(session, row)
    except FieldsError as refusal:
        name = f"{row.group}, {row.item.index_code}" if row.group and row.item else ""
        sentences = {
            f"{field}{key}": f"{name}: {sentence}" if name and not field else sentence
            for key, sentence in refusal.errors.items()
        }
        raise FieldsError(sentences) from None


def drop(session: Session, row: TeachingAssignment) -> None:
    """Delete a row; raise FieldsError where lessons of it are recorded or scheduled."""
    recorded = recorded_in(session, row) if row.teacher_id is not None else 0
    if recorded:
        raise FieldsError({"rows": recorded_sentence(recorded)})
    session.delete(row)
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        sentence = _("The timetable refers to this row of the load: take it out there first.")
        raise FieldsError({"rows": sentence}) from None


def recorded_sentence(count: int) -> str:
    """Return why a row stays: lessons of it are recorded."""
    return ngettext(
        "%(num)d lesson of this row is recorded in the journal, so it stays.",
        "%(num)d lessons of this row are recorded in the journal, so it stays.",
        count,
    )


def books(session: Session, rows: Iterable[TeachingAssignment]) -> list[BookKey | None]:
    """Return the journals that the rows belong to."""
    return [book_of(session, row) for row in rows]


def finish(session: Session, keys: Iterable[BookKey | None]) -> None:
    """Write what was changed, keep the journals of `keys` and commit."""
    session.flush()
    keep_gradebooks(session, *keys)
    session.commit()
