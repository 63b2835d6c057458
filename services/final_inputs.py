"""What goes into and comes out of recording final marks, and how a batch is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from flask_babel import gettext as _

from domain.cells import MARK_CODES, CellError, parse
from services.errors import MalformedError
from services.final_shapes import StudentGrounds

MOST_MARKS: Final = 500  # in one batch
MOST_REASON: Final = 500  # characters


@dataclass(frozen=True, slots=True)
class MarkInput:
    """A final mark as it was typed: empty text takes it away. `was…` is what the typist saw."""

    student_id: int
    text: str
    reason: str = ""
    was: str = ""
    was_reason: str = ""


class SavedMark(NamedTuple):
    """A mark that now stands, and what stood before it: with that an undo restores it exactly."""

    student_id: int
    text: str
    reason: str
    old: str
    old_reason: str


class ConflictingMark(NamedTuple):
    """A mark that changed after the typist saw it; it is left as it is now."""

    student_id: int
    text: str
    now: str
    now_reason: str


class RefusedMark(NamedTuple):
    """A mark that is not written, and why."""

    student_id: int
    text: str
    code: str  # of CellFault, and student, reason
    sentence: str


@dataclass(frozen=True, slots=True)
class MarksResult:
    """What became of each mark of a batch."""

    saved: tuple[SavedMark, ...]
    conflicts: tuple[ConflictingMark, ...]
    refused: tuple[RefusedMark, ...]


def judge(inputs: Sequence[MarkInput], kept: Mapping[int, StudentGrounds]) -> MarksResult:
    """Return what becomes of each mark of a batch, given what stands; raise MalformedError."""
    _check_batch(inputs)
    judged = [_judge(typed, kept.get(typed.student_id)) for typed in inputs]
    return MarksResult(
        tuple(one for one in judged if isinstance(one, SavedMark)),
        tuple(one for one in judged if isinstance(one, ConflictingMark)),
        tuple(one for one in judged if isinstance(one, RefusedMark)),
    )


def _check_batch(inputs: Sequence[MarkInput]) -> None:
    if len(inputs) > MOST_MARKS:
        raise MalformedError(_("At most %(most)d marks can be sent at once.", most=MOST_MARKS))
    if len({one.student_id for one in inputs}) < len(inputs):
        raise MalformedError(_("The same student is named twice."))


def _judge(
    typed: MarkInput, one: StudentGrounds | None
) -> SavedMark | ConflictingMark | RefusedMark:
    key, text = typed.student_id, typed.text
    if one is None:
        sentence = _("This student is not taught in this journal in the semester.")
        return RefusedMark(key, text, "student", sentence)
    try:
        code = final_code(text)
    except CellError:
        code = None
    if code is None:
        sentence = _("A final mark is one of %(codes)s.", codes=", ".join(MARK_CODES))
        return RefusedMark(key, text, "unknown", sentence)
    reason = " ".join(typed.reason.split()) if code else ""
    if len(reason) > MOST_REASON:
        sentence = _("A reason has at most %(most)d characters.", most=MOST_REASON)
        return RefusedMark(key, text, "reason", sentence)
    old, old_reason = (one.given.code, one.given.reason) if one.given else ("", "")
    if (old, old_reason) not in ((code, reason), (typed.was, typed.was_reason)):
        return ConflictingMark(key, code, old, old_reason)
    return SavedMark(key, code, reason, old, old_reason)


def final_code(text: str) -> str | None:
    """Return the canonical mark of what was typed, «» for nothing, None for what is no one mark.

    Raises CellError where the grammar of the journal refuses it.
    """
    cell = parse(text)
    if not cell:
        return ""
    return cell.marks[0] if cell.absence is None and len(cell.marks) == 1 else None


def changes(one: SavedMark) -> bool:
    """Return whether the mark or its reason became another."""
    return (one.text, one.reason) != (one.old, one.old_reason)
