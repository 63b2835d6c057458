"""The log of a journal's inspections: what was found, answered, put right (5.3, 7.3)."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.text import short_name
from models import Inspection, InspectionRemark, Lesson, RemarkEntry, Student
from services.journal_book_shapes import BookInspection, BookRemark, Happened

_NEEDS = (Resource.inspection, Resource.inspection_remark, Resource.remark_entry)


def log_of(session: Session, gradebook_id: int) -> tuple[BookInspection, ...]:
    """Return the inspections of a journal, the oldest first, as far as they are theirs to see.

    Three statements; empty for who may not read inspections.
    """
    who = current_principal()
    if not all(who.may(Action.read, one) for one in _NEEDS):
        return ()
    inspections = session.scalars(
        select(Inspection)
        .where(Inspection.gradebook_id == gradebook_id)
        .order_by(Inspection.opened_at, Inspection.id)
    ).all()
    if not inspections:
        return ()
    remarks = _remarks(session, gradebook_id)
    return tuple(
        BookInspection(
            one.kind,
            one.inspector_name,
            one.period_from,
            one.period_to,
            one.opened_at,
            one.finished_at,
            (one.completeness, one.delivery, one.objectivity, one.control_works),
            one.summary or "",
            tuple(remarks[one.id]),
        )
        for one in inspections
    )


def _remarks(session: Session, gradebook_id: int) -> dict[int, list[BookRemark]]:
    history: dict[int, list[Happened]] = defaultdict(list)
    for key, event, text, at, author in session.execute(
        select(
            RemarkEntry.remark_id,
            RemarkEntry.event,
            RemarkEntry.text,
            RemarkEntry.at,
            RemarkEntry.author_name,
        )
        .where(RemarkEntry.gradebook_id == gradebook_id)
        .order_by(RemarkEntry.id)
    ):
        history[key].append(Happened(event, text or "", at, author))
    found: dict[int, list[BookRemark]] = defaultdict(list)
    rows = session.execute(
        select(
            InspectionRemark.id,
            InspectionRemark.inspection_id,
            InspectionRemark.text,
            InspectionRemark.due_on,
            InspectionRemark.state,
            Lesson.held_on,
            Student.last_name,
            Student.first_name,
            Student.patronymic,
        )
        .outerjoin(Lesson, Lesson.id == InspectionRemark.lesson_id)
        .outerjoin(Student, Student.id == InspectionRemark.student_id)
        .where(InspectionRemark.gradebook_id == gradebook_id)
        .order_by(InspectionRemark.id)
    )
    for key, inspection_id, text, due_on, state, held_on, last, first, patronymic in rows:
        day = f"{held_on:%d.%m.%Y}" if held_on else ""
        place = " · ".join(filter(None, (day, short_name(last, first, patronymic) if last else "")))
        found[inspection_id].append(BookRemark(place, text, due_on, state, tuple(history[key])))
    return found
