"""Deleting a lesson: only an empty one, or after being told what is lost (3.6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from access import audit
from access.principal import Principal
from access.session import system_write, writing
from domain.clock import clock
from models import Absence, Lesson, Mark, Student, Work
from services.cell_facts import Present, read_present_of_lesson
from services.cell_shapes import Place
from services.errors import ServiceError
from services.journal_cells import cell_entry
from services.journal_lock import LockedJournal
from services.journal_rights import DELETES_LESSONS
from services.lessons import locked_lesson


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes with a lesson; names are of the students whose cells hold something."""

    marks: int
    absences: int
    names: tuple[str, ...]


class LossError(ServiceError):
    """The lesson is not empty and nobody said that this may be lost: answered with 409."""

    def __init__(self, loss: Loss) -> None:
        marks = ngettext("%(num)d mark", "%(num)d marks", loss.marks)
        absences = ngettext("%(num)d absence", "%(num)d absences", loss.absences)
        super().__init__(
            _(
                "With the lesson %(marks)s and %(absences)s are lost: %(names)s.",
                marks=marks,
                absences=absences,
                names=", ".join(loss.names),
            )
        )
        self.loss = loss


def delete_lesson(
    session: Session,
    who: Principal,
    lesson_id: int,
    confirm_loss: bool = False,
    reason: str = "",
) -> None:
    """Delete a lesson and commit; each cell that is lost leaves its own entry in the audit.

    Raises LossError where it holds something and `confirm_loss` is not given, NotFoundError,
    NotAllowedError.
    """
    with writing():
        journal, lesson = locked_lesson(session, who, lesson_id, DELETES_LESSONS)
        held = read_present_of_lesson(session, lesson_id)
        if held and not confirm_loss:
            raise LossError(loss_of(session, held))
        if held:
            _lose(session, journal, lesson, held, reason.strip() or None)
        for work in session.scalars(select(Work).where(Work.lesson_id == lesson_id)):
            session.delete(work)
        session.flush()
        session.delete(lesson)
        session.commit()


def loss_of(session: Session, held: Mapping[Place, Present]) -> Loss:
    """Return what goes with cells that hold something."""
    students = {student_id for _lesson_id, student_id, _work_id in held}
    rows = session.scalars(
        select(Student).where(Student.id.in_(students)).order_by(Student.sort_name, Student.id)
    )
    return Loss(
        sum(len(present.cell.marks) for present in held.values()),
        sum(present.absence_id is not None for present in held.values()),
        tuple(student.short_name for student in rows),
    )


def _lose(
    session: Session,
    journal: LockedJournal,
    lesson: Lesson,
    held: dict[Place, Present],
    reason: str | None,
) -> None:
    is_late = clock.today() > lesson.held_on
    for model in (Mark, Absence):
        table = model.__table__
        system_write(session, delete(table).where(table.c.lesson_id == lesson.id))
    audit.record(
        session,
        [
            cell_entry(journal.id, place, present.cell.text, "", reason=reason, is_late=is_late)
            for place, present in sorted(held.items())
        ],
    )


__all__ = ["Loss", "LossError", "delete_lesson", "loss_of"]
