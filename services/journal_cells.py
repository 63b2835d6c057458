"""Recording cells of a journal: marks and absences (clauses 3.6, 4.3, 5.5.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access import audit
from access.principal import Principal
from access.session import writing
from domain.cells import Cell, CellError, parse, parse_mark
from domain.clock import clock
from domain.enums import AuditAction
from models import AuditEntry
from models.audit import CELL
from services import cell_sentences as sentences
from services.cell_days import Days
from services.cell_facts import NOTHING, Facts, Present, read_facts
from services.cell_rows import RowsOfCell, write_absences, write_marks
from services.cell_shapes import (
    MOST_CELLS,
    CellInput,
    CellsResult,
    Conflict,
    Place,
    Refused,
    Saved,
)
from services.debt_keeping import CellChange, after_cells
from services.errors import MalformedError
from services.journal_lock import LockedJournal, lock_journal
from services.journal_open import reason_through
from services.journal_rights import WRITES_CELLS
from services.remark_keeping import after_changes
from services.work_results import note_results

SHORT: Final = 16  # characters of a cell that is worth remembering


@dataclass(frozen=True, slots=True)
class _Change:
    typed: CellInput
    old: Present
    new: Cell
    is_late: bool
    reason: str
    ordinal: int  # of the cell's first mark


@dataclass(slots=True)
class _Verdicts:
    saved: list[Saved] = field(default_factory=list)
    conflicts: list[tuple[CellInput, str]] = field(default_factory=list)  # with what is there now
    refused: list[Refused] = field(default_factory=list)
    changes: list[_Change] = field(default_factory=list)


def record_cells(
    session: Session, who: Principal, gradebook_id: int, cells: Sequence[CellInput]
) -> CellsResult:
    """Write what was typed into cells of one journal and commit; say what became of each.

    A cell whose present text is not the one the typist saw is left alone and comes back as a
    conflict; one that already holds what was typed counts as saved, whatever was seen, so that a
    batch can be sent twice. After the lesson's day a change needs a reason and is late for ever.
    The number of statements does not depend on the number of cells.
    Raises NotFoundError, NotAllowedError, MalformedError for the request as a whole.
    """
    _check_batch(cells)
    with writing():
        journal = lock_journal(session, who, gradebook_id, WRITES_CELLS)
        if not cells:
            return CellsResult((), (), ())
        result = write_cells(session, journal, cells, Days(session, who, journal))
        if journal.has_remarks and result.saved:
            after_changes(session, journal.id)
        session.commit()
    return result


def write_cells(
    session: Session, journal: LockedJournal, cells: Sequence[CellInput], days: Days
) -> CellsResult:
    """Write cells of a locked journal as `record_cells`, in the caller's unit of work.

    `days` says which of its days are open to whoever types; debts are kept with the cells (4.3).
    """
    facts = read_facts(session, journal, [cell.place for cell in cells])
    verdicts, today = _Verdicts(), clock.today()
    for cell in cells:
        _judge(cell, facts, today, verdicts, days)
    _write(session, journal.id, verdicts.changes)
    _note_results(session, facts, verdicts.changes)
    after_cells(session, journal.id, map(_in_debt_terms, verdicts.changes))
    conflicts = _conflicts(session, verdicts.conflicts)
    return CellsResult(tuple(verdicts.saved), conflicts, tuple(verdicts.refused))


def _in_debt_terms(change: _Change) -> CellChange:
    place, work_id = (change.typed.lesson_id, change.typed.student_id), change.typed.work_id
    return CellChange(place, work_id, change.old.cell, change.new)


def _check_batch(cells: Sequence[CellInput]) -> None:
    if len(cells) > MOST_CELLS:
        raise MalformedError(_("At most %(most)d cells can be sent at once.", most=MOST_CELLS))
    if len({cell.place for cell in cells}) < len(cells):
        raise MalformedError(_("The same cell is named twice."))


def _judge(cell: CellInput, facts: Facts, today: date, verdicts: _Verdicts, days: Days) -> None:
    day = facts.lessons.get(cell.lesson_id)
    if day is None:
        verdicts.refused.append(sentences.not_of_journal(cell))
        return
    work = facts.work_of(cell.place)
    if work is None and cell.work_id is not None:
        verdicts.refused.append(sentences.not_of_lesson(cell))
        return
    if (foreign := days.refusal(day)) is not None:
        verdicts.refused.append(sentences.not_own(cell, foreign))
        return
    try:
        new = _parsed(cell.text) if work is None else parse_mark(cell.text)
    except CellError as error:
        verdicts.refused.append(sentences.by_grammar(cell, error))
        return
    old, last = facts.present.get(cell.place, NOTHING), days.last_in_time(day, work)
    window = days.window(day, last)
    if old.cell == new:
        verdicts.saved.append(Saved(cell.lesson_id, cell.student_id, new.text, cell.work_id))
    elif (refusal := _refusal(cell, facts, day, today)) is not None:
        verdicts.refused.append(refusal)
    elif (closed := days.closed(day, last)) is not None:
        verdicts.refused.append(sentences.closed(cell, closed))
    elif old.cell.text not in (cell.was, _seen(cell.was)):
        verdicts.conflicts.append((cell, old.cell.text))
    elif not (reason := reason_through(window, cell.reason)) and today > last:
        verdicts.refused.append(sentences.reason_required(cell, last))
    else:
        verdicts.saved.append(Saved(cell.lesson_id, cell.student_id, new.text, cell.work_id))
        ordinal = 0 if work is None else work.ordinal
        verdicts.changes.append(_Change(cell, old, new, today > last, reason, ordinal))


def _refusal(cell: CellInput, facts: Facts, day: date, today: date) -> Refused | None:
    if not facts.attends(cell.student_id, day):
        return sentences.not_in_group(cell, day)
    return sentences.not_held_yet(cell, day) if day > today else None


def _seen(was: str) -> str:
    """Return the canonical spelling of what the typist saw, as it is where it has none."""
    try:
        return _parsed(was).text
    except CellError:
        return was


def _parsed(text: str) -> Cell:
    """Return the cell that `text` says. A column says the same few things again and again."""
    return _known(text) if len(text) <= SHORT else parse(text)


_known = lru_cache(maxsize=512)(parse)


def _write(session: Session, gradebook_id: int, changes: list[_Change]) -> None:
    """Write the rows that hold the cells, and one audit entry for each cell."""
    write_marks(
        session,
        [
            RowsOfCell(_mark_keys(change), change.old.mark_ids, _mark_rows(change))
            for change in changes
            if change.old.cell.marks != change.new.marks
        ],
    )
    write_absences(
        session,
        [
            RowsOfCell(_keys(change), _absence_ids(change.old), _absence_rows(change.new))
            for change in changes
            if _absence_rows(change.old.cell) != _absence_rows(change.new)
        ],
    )
    audit.record(session, [_entry(gradebook_id, change) for change in changes])


def _note_results(session: Session, facts: Facts, changes: list[_Change]) -> None:
    """Set when the results of the works of changed lessons came in, where they just did."""
    lessons = {change.typed.lesson_id for change in changes}
    pending = {
        key for key, work in facts.works.items() if work.is_pending and work.lesson_id in lessons
    }
    note_results(session, pending)


def _keys(change: _Change) -> dict[str, Any]:
    return {"lesson_id": change.typed.lesson_id, "student_id": change.typed.student_id}


def _mark_keys(change: _Change) -> dict[str, Any]:
    return _keys(change) | {"work_id": change.typed.work_id}


def _mark_rows(change: _Change) -> list[dict[str, Any]]:
    marks = enumerate(change.new.marks, change.ordinal)
    return [{"ordinal": ordinal, "code": code} for ordinal, code in marks]


def _absence_rows(cell: Cell) -> list[dict[str, Any]]:
    return [] if cell.absence is None else [{"kind": cell.absence, "minutes": cell.minutes}]


def _absence_ids(present: Present) -> tuple[int, ...]:
    return () if present.absence_id is None else (present.absence_id,)


def _entry(gradebook_id: int, change: _Change) -> dict[str, Any]:
    """Return the cell's audit entry: one field, whatever rows hold it."""
    return cell_entry(
        gradebook_id,
        change.typed.place,
        change.old.cell.text,
        change.new.text,
        reason=change.reason or None,
        is_late=change.is_late,
    ) | {"claimed_at": change.typed.claimed_at}


def cell_entry(
    gradebook_id: int, place: Place, old: str, new: str, *, reason: str | None, is_late: bool
) -> dict[str, Any]:
    """Return the columns of an audit entry about a cell."""
    action = AuditAction.update
    if not old or not new:
        action = AuditAction.create if new else AuditAction.delete
    return {
        "entity": CELL,
        "entity_id": place[2] or None,  # the work: the trail of its cells stands apart
        "action": action,
        "field": CELL,
        "old": old,
        "new": new,
        "reason": reason,
        "is_late": is_late,
        "claimed_at": None,
        "gradebook_id": gradebook_id,
        "lesson_id": place[0],
        "student_id": place[1],
    }


def _conflicts(session: Session, found: list[tuple[CellInput, str]]) -> tuple[Conflict, ...]:
    """Return the conflicts with who changed each cell last, as far as the trail is theirs."""
    if not found:
        return ()
    query = (
        select(AuditEntry.lesson_id, AuditEntry.student_id, AuditEntry.entity_id, AuditEntry.actor)
        .where(
            AuditEntry.field == CELL,
            AuditEntry.lesson_id.in_({cell.lesson_id for cell, _now in found}),
            AuditEntry.student_id.in_({cell.student_id for cell, _now in found}),
        )
        .order_by(AuditEntry.id)
    )
    by = {(*row[:2], row.entity_id or 0): row.actor for row in session.execute(query)}
    return tuple(
        Conflict(
            cell.lesson_id,
            cell.student_id,
            cell.text,
            cell.was,
            now,
            by.get(cell.place, ""),
            cell.work_id,
        )
        for cell, now in found
    )
