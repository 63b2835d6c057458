"""Keeping debts as the journal has them: after each change of cells, and anew as a whole (4.3).

Both ask domain/debts what is owed and differ only in how much of a journal they look at.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from access.session import system_write
from domain.cells import EMPTY, Cell
from domain.clock import clock
from domain.debts import (
    FAILING,
    UNJUSTIFIED,
    LessonFacts,
    Owed,
    WorkFacts,
    debts_of,
    lesson_debt_end,
    lesson_debts,
    work_debt_end,
    work_debts,
)
from domain.enums import DebtEnd
from models import Debt
from services.cell_facts import read_present_of_lesson
from services.debt_facts import DebtRow, JournalFacts, Pair, read_changed, read_journal


class CellChange(NamedTuple):
    """A cell of a lesson, or of a work of it, before and after it was written."""

    place: Pair
    work_id: int | None  # None: the cell of the lesson itself
    old: Cell
    new: Cell

    @property
    def matters(self) -> bool:
        """Return whether a debt can follow from the change, be the lesson confirmed or not."""
        return self._owed(self.old) != self._owed(self.new)

    def _owed(self, cell: Cell) -> object:
        if self.work_id is not None:
            return bool(cell.marks), bool(cell.marks) and cell.marks[-1] in FAILING
        lesson = LessonFacts(clock.today(), True, cell.absence, cell.marks)
        return lesson_debts(lesson)


class _Differences:
    """What has to be written so that the rows of debts say what is owed."""

    def __init__(self, gradebook_id: int) -> None:
        self.gradebook_id, self.today = gradebook_id, clock.today()
        self.added: list[dict[str, Any]] = []
        self.changed: list[dict[str, Any]] = []

    def __len__(self) -> int:
        return len(self.added) + len(self.changed)

    def owe(self, place: Pair, owed: Owed, row: DebtRow | None) -> None:
        """See that a debt is open; opened again it counts from the same day as ever."""
        values = {"opened_on": owed.since, "closed_on": None, "ended": None}
        if row is None:
            lesson, student = place
            whose = {"gradebook_id": self.gradebook_id, "lesson_id": lesson, "student_id": student}
            self.added.append(whose | {"kind": owed.kind, "work_id": owed.work_id} | values)
        elif row.closed_on is not None or row.opened_on != owed.since:
            self.changed.append({"key": row.id} | values)

    def end(self, row: DebtRow, ended: DebtEnd) -> None:
        """See that a debt is closed; one that is stays as it ended."""
        if row.closed_on is None:
            values = {"opened_on": row.opened_on, "closed_on": self.today, "ended": ended}
            self.changed.append({"key": row.id} | values)

    def write(self, session: Session) -> None:
        """Write what differs, in two statements at most; the cells themselves are audited."""
        if self.added:
            system_write(session, insert(Debt.__table__), self.added)
        if self.changed:
            system_write(session, _UPDATE, self.changed)


_UPDATE: Final = (
    update(Debt.__table__)
    .where(Debt.__table__.c.id == bindparam("key"))
    .values({name: bindparam(name) for name in ("opened_on", "closed_on", "ended")})
)


def after_cells(session: Session, gradebook_id: int, changed: Iterable[CellChange]) -> None:
    """Keep the debts of cells that were written, in the same unit of work.

    The journal is locked and the students attend the lessons, found so by who wrote the cells.
    No statement where no debt can follow, else one that reads, and one that writes where a debt
    begins or ends (one more where a batch does both).
    """
    changes = [change for change in changed if change.matters]
    if not changes:
        return
    facts = read_changed(session, gradebook_id, [change.place for change in changes])
    found = _Differences(gradebook_id)
    for change in changes:
        _judge_change(change, facts, found)
    found.write(session)


def _judge_change(change: CellChange, facts: JournalFacts, found: _Differences) -> None:
    lesson_id, student_id = change.place
    held_on, is_confirmed = facts.lessons[lesson_id]
    owed: tuple[Owed, ...]
    if change.work_id is None:
        lesson = LessonFacts(held_on, is_confirmed, change.new.absence, change.new.marks)
        owed, work = lesson_debts(lesson), None
    else:
        lesson = LessonFacts(held_on, is_confirmed)
        code = change.new.marks[-1] if change.new.marks else None
        work = facts.work(lesson_id, change.work_id, code)
        owed = () if work is None else work_debts(work, lesson, found.today)
    rows = {
        row.kind: row
        for row in facts.debts.get((lesson_id, student_id), ())
        if row.work_id == change.work_id
    }
    for one in owed:
        found.owe(change.place, one, rows.pop(one.kind, None))
    for row in rows.values():
        found.end(row, _end(row, lesson, work))


def _end(row: DebtRow, lesson: LessonFacts, work: WorkFacts | None) -> DebtEnd:
    if row.work_id is None:
        return lesson_debt_end(row.kind, lesson)
    return work_debt_end(row.kind, work)


def keep_debts(session: Session, gradebook_id: int) -> int:
    """Keep all debts of a journal anew from what it holds, in the caller's writing unit.

    For the night, when works fall due, and after works or lessons changed. Locks the journal.
    Returns how many debts began, ended or changed; repeatable: the second time none does.
    """
    found = _differences(read_journal(session, gradebook_id, lock=True))
    found.write(session)
    return len(found)


def after_confirming(session: Session, gradebook_id: int, lesson_id: int) -> None:
    """Keep the debts of a lesson that was confirmed, or whose confirmation was taken back.

    Its absences are owed only while it is confirmed. One statement where nobody is absent.
    """
    cells = read_present_of_lesson(session, lesson_id)
    changes = [
        CellChange((lesson_id, student_id), None, EMPTY, present.cell)
        for (_lesson, student_id, work_id), present in cells.items()
        if not work_id and present.cell.absence in UNJUSTIFIED
    ]
    after_cells(session, gradebook_id, changes)


def debts_differ(session: Session, gradebook_id: int) -> bool:
    """Return whether `keep_debts` would write anything; reads only."""
    return bool(_differences(read_journal(session, gradebook_id)))


def _differences(facts: JournalFacts) -> _Differences:
    found = _Differences(facts.gradebook_id)
    for place in facts.places(found.today):
        cell = facts.cell(place)
        rows = {(row.kind, row.work_id): row for row in facts.debts.get(place, ())}
        for owed in debts_of(cell, found.today):
            found.owe(place, owed, rows.pop((owed.kind, owed.work_id), None))
        works: Mapping[int, WorkFacts] = {work.work_id: work for work in cell.works}
        for row in rows.values():
            found.end(row, _end(row, cell.lesson, works.get(row.work_id or 0)))
    return found
