"""Why a cell is refused, in words for the person who typed it, with the clause behind it."""

from datetime import date

from flask_babel import gettext as _

from domain.cells import MARK_CODES, MINUTES, CellError, CellFault
from services.cell_shapes import CellInput, Refused
from services.journal_open import Closed

RECORD, ON_THE_DAY, RESULTS, OWN_RECORDS, TASKS = "4.3", "5.5.3", "5.5.6", "5.5.9", "5.5.10"


def refused(cell: CellInput, code: str, sentence: str, clause: str) -> Refused:
    """Return the refusal of `cell`."""
    place = cell.lesson_id, cell.student_id
    return Refused(*place, cell.text, code, sentence, clause, cell.work_id)


def by_grammar(cell: CellInput, error: CellError) -> Refused:
    """Return the refusal of a text that the grammar does not know."""
    typed, allowed = " ".join(error.tokens), " ".join(error.allowed)
    match error.code:
        case CellFault.contradiction:
            sentence = _("“%(typed)s” contradicts itself.", typed=typed)
        case CellFault.too_many_marks:
            sentence = _("A cell holds at most two marks, not “%(typed)s”.", typed=typed)
        case CellFault.one_mark:
            sentence = _(
                "The cell of a work holds one mark, not “%(typed)s”. Allowed: %(allowed)s.",
                typed=typed,
                allowed=" ".join(MARK_CODES),
            )
        case CellFault.minutes:
            sentence = _(
                "Coming late is %(least)d to %(most)d minutes, not “%(typed)s”.",
                least=MINUTES[0],
                most=MINUTES[1],
                typed=typed,
            )
        case _:
            sentence = _(
                "“%(typed)s” is no mark. Allowed: %(allowed)s.", typed=typed, allowed=allowed
            )
    return refused(cell, error.code, sentence, RECORD)


def not_of_journal(cell: CellInput) -> Refused:
    """Return the refusal of a cell whose lesson is not one of this journal."""
    return refused(cell, "lesson", _("There is no such lesson in this journal."), OWN_RECORDS)


def not_of_lesson(cell: CellInput) -> Refused:
    """Return the refusal of a cell whose work is not one of the lesson named with it."""
    return refused(cell, "work", _("The lesson has no such work."), TASKS)


def not_own(cell: CellInput, sentence: str) -> Refused:
    """Return the refusal of a cell of a day that another teacher keeps the journal on."""
    return refused(cell, "keeper", sentence, OWN_RECORDS)


def not_in_group(cell: CellInput, day: date) -> Refused:
    """Return the refusal of a cell of somebody who was not taught that day."""
    sentence = _("The student was not in this journal's group on %(day)s.", day=f"{day:%d.%m.%Y}")
    return refused(cell, "student", sentence, OWN_RECORDS)


def not_held_yet(cell: CellInput, day: date) -> Refused:
    """Return the refusal of a cell of a lesson that is still to come."""
    sentence = _("The lesson of %(day)s is still to come.", day=f"{day:%d.%m.%Y}")
    return refused(cell, "future", sentence, ON_THE_DAY)


def reason_required(cell: CellInput, day: date) -> Refused:
    """Return the refusal of a late change without a reason; `day` was the last in time for it."""
    said = f"{day:%d.%m.%Y}"
    if cell.work_id:
        sentence = _(
            "The results of the work were due by %(day)s: say why the cell changes.", day=said
        )
        return refused(cell, "reason_required", sentence, RESULTS)
    sentence = _("The day of the lesson, %(day)s, is over: say why the cell changes.", day=said)
    return refused(cell, "reason_required", sentence, ON_THE_DAY)


def closed(cell: CellInput, why: Closed) -> Refused:
    """Return the refusal of a change of a lesson that is closed for changes."""
    return refused(cell, "closed", why.sentence, why.clause)
