"""Making up what is owed: on which days results are recorded, and what a cell then says (4.3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from domain.cells import CONTRADICTORY, FAILED, MOST_MARKS, NUMERIC, PASSED, Cell
from domain.debts import FAILING
from domain.enums import MakeUpOutcome

RESULTS: Final = (*NUMERIC, PASSED, FAILED)  # marks that a result can be
MADE_UP, MISSED = "made_up", "missed"  # without a mark: made up is «зч»; did not come


class Recording(StrEnum):
    """Whether results of a make-up day can be recorded."""

    early = auto()
    open = auto()
    over = auto()


def recording(held_on: date, today: date, results_days: int) -> Recording:
    """Return whether results of the day `held_on` are recorded `today`.

    From the day itself on, as long as the regulation gives for results of works (5.5.6): so long
    the day opens the cells of its places, though the journal is closed for changes of theirs.
    """
    if today < held_on:
        return Recording.early
    return Recording.open if today <= last_day(held_on, results_days) else Recording.over


def last_day(held_on: date, results_days: int) -> date:
    """Return the last day on which results of a make-up day are recorded."""
    return held_on + timedelta(days=results_days)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a place: the mark, None where the student did not come."""

    code: str | None

    @property
    def outcome(self) -> MakeUpOutcome:
        """Return the outcome that the mark stands for."""
        if self.code is None:
            return MakeUpOutcome.missed
        return MakeUpOutcome.failed if self.code in FAILING else MakeUpOutcome.made_up


def result_of(text: str) -> Result:
    """Return the result that `text` says: a mark, «made_up» or «missed»; raise ValueError."""
    if text == MISSED:
        return Result(None)
    code = PASSED if text == MADE_UP else text
    if code not in RESULTS:
        raise ValueError(text)
    return Result(code)


def without(cell: Cell, code: str | None) -> Cell:
    """Return `cell` without the mark that an earlier record of the same place wrote into it."""
    if code is None or not cell.marks or cell.marks[-1] != code:
        return cell
    return Cell(cell.absence, cell.minutes, cell.marks[:-1])


def written(cell: Cell, result: Result, *, of_work: bool) -> Cell:
    """Return what a cell says after a result: `н` becomes `н/4`, `2` becomes `2/4`.

    The mark of a work is one and takes the place of the earlier one, as does a mark that cannot
    stand beside the earlier one or finds no room; the trail keeps what stood there.
    """
    if result.code is None:
        return cell
    if of_work:
        return Cell(marks=(result.code,))
    kept = cell.marks[: MOST_MARKS - 1]
    if any({*kept, result.code} >= set(pair) for pair in CONTRADICTORY):
        kept = ()
    return Cell(cell.absence, cell.minutes, (*kept, result.code))
