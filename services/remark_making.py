"""Remarks of an inspection that is not finished: made, changed, taken back (7.3)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.enums import RemarkCause, RemarkState
from domain.inspection import FactKey, due_by, is_gone
from models import Enrolment, Gradebook, Inspection, InspectionRemark, Lesson
from services.deadlines import working_calendar
from services.errors import FieldsError, NotFoundError
from services.inspection_facts import count_facts, facts
from services.inspection_json import shown
from services.inspection_reading import read
from services.inspection_words import draft
from services.inspections import own_open
from services.remark_trail import require_untold

MOST_TEXT: Final = 2000
MOST_DAYS: Final = 366  # a remark is of the year


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A remark at a lesson, at a student, or at the whole journal; `due_on` None: the usual day.

    `fact`: made of a computed fact, whose text is drafted where `text` is empty.
    """

    text: str = ""
    lesson_id: int | None = None
    student_id: int | None = None
    cause: RemarkCause | None = None
    due_on: date | None = None
    fact: FactKey | None = None


def usual_due(session: Session, year_id: int) -> date:
    """Return the day by which a remark of today is put right: five working days from now."""
    return due_by(clock.today(), working_calendar(session, year_id))


def make_remark(session: Session, who: Principal, inspection_id: int, new: NewRemark) -> int:
    """Write a remark into an own inspection that is not finished, commit; return its id.

    The teacher has it once the inspection is finished. Raises NotFoundError, NotAllowedError,
    FieldsError.
    """
    with writing():
        row = own_open(session, who, inspection_id)
        text, cause = new.text, new.cause
        if new.fact is not None:
            text, cause = _of_fact(session, row, new)
        book = session.get_one(Gradebook, row.gradebook_id)
        due_on = new.due_on or usual_due(session, book.academic_year_id)
        errors = _errors(session, row, book, new, text, due_on)
        is_known = new.fact is not None and new.lesson_id is None and new.student_id is None
        if cause is not None and not errors and not is_known:
            faults = facts(session, row.gradebook_id, row.period_from, row.period_to).faults
            if is_gone(cause, new.lesson_id, new.student_id, faults):
                errors["cause"] = _("The journal does not show this: it would close at once.")
        if errors:
            raise FieldsError(errors)
        remark = InspectionRemark(
            inspection_id=row.id,
            gradebook_id=row.gradebook_id,
            lesson_id=new.lesson_id,
            student_id=new.student_id,
            cause=cause,
            text=text,
            due_on=due_on,
            state=RemarkState.open,
            created_at=clock.now(),
            author_id=who.user_id,
            author_name=who.name,
        )
        session.add(remark)
        session.flush()
        remark_id = remark.id
        session.commit()
    return remark_id


def change_remark(
    session: Session, who: Principal, remark_id: int, text: str | None, due_on: date | None
) -> None:
    """Change the text or the day of a remark that the teacher does not have yet, and commit.

    Raises NotFoundError, NotAllowedError, FieldsError.
    """
    with writing():
        remark = locked_remark(session, remark_id)
        own_open(session, who, remark.inspection_id)
        if text is not None:
            remark.text = said_text(text, _("Say what is to be put right."))
        if due_on is not None:
            check_due(due_on)
            remark.due_on = due_on
        session.flush()
        session.commit()


def drop_remark(session: Session, who: Principal, remark_id: int) -> None:
    """Delete a remark that the teacher does not have yet, and commit.

    Raises NotFoundError, NotAllowedError.
    """
    with writing():
        remark = locked_remark(session, remark_id)
        own_open(session, who, remark.inspection_id)
        require_untold(session, [remark.id])
        session.delete(remark)
        session.flush()
        session.commit()


def _of_fact(session: Session, row: Inspection, new: NewRemark) -> tuple[str, RemarkCause | None]:
    """Return the text and the cause of a remark that a computed fact suggests."""
    reading = read(session, row.gradebook_id, row.period_from, row.period_to)
    counted = count_facts(session, reading)
    plain = None if new.fact is None else counted.fact(new.fact)
    if plain is None or new.fact is None:
        raise FieldsError({"fact": _("The journal does not show this any more.")})
    told = shown(reading, counted).fact(new.fact)
    text = new.text or (draft(told) if told else "")
    return text, plain.cause


def _errors(
    session: Session,
    row: Inspection,
    book: Gradebook,
    new: NewRemark,
    text: str,
    due_on: date,
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not text:
        errors["text"] = _("Say what is to be put right.")
    elif len(text) > MOST_TEXT:
        errors["text"] = _("At most %(most)d characters.", most=MOST_TEXT)
    if new.lesson_id is not None and new.student_id is not None:
        errors["student_id"] = _("A remark is at a lesson or at a student, not at both.")
    if new.lesson_id is not None:
        of_book = select(Lesson.id).where(
            Lesson.id == new.lesson_id, Lesson.gradebook_id == row.gradebook_id
        )
        if session.scalar(of_book) is None:
            errors["lesson_id"] = _("The journal has no such lesson.")
    if new.student_id is not None:
        of_group = select(Enrolment.id).where(
            Enrolment.student_id == new.student_id, Enrolment.group_id == book.group_id
        )
        if session.scalar(of_group.limit(1)) is None:
            errors["student_id"] = _("The journal has no such student.")
    try:
        check_due(due_on)
    except FieldsError as wrong:
        errors |= wrong.errors
    return errors


def check_due(due_on: date) -> None:
    """Raise FieldsError for a day that is over or more than a year away."""
    days = (due_on - clock.today()).days
    if days < 0:
        raise FieldsError({"due_on": _("This day is over.")})
    if days > MOST_DAYS:
        raise FieldsError({"due_on": _("This is more than a year from now.")})


def said_text(text: str, needed: str = "") -> str:
    """Return what was typed; raise FieldsError, with `needed` where nothing was."""
    said = text.strip()
    if not said and needed:
        raise FieldsError({"text": needed})
    if len(said) > MOST_TEXT:
        raise FieldsError({"text": _("At most %(most)d characters.", most=MOST_TEXT)})
    return said


def locked_remark(session: Session, remark_id: int) -> InspectionRemark:
    """Return a remark for change; raise NotFoundError."""
    query = (
        select(InspectionRemark)
        .where(InspectionRemark.id == remark_id)
        .with_for_update(of=InspectionRemark)
        .execution_options(populate_existing=True)
    )
    remark = session.scalars(query).one_or_none()
    if remark is None:
        raise NotFoundError(_("There is no such remark, or it is not yours to see."))
    return remark
