"""Recording what came of a make-up day, in one pass, into the cells of the journal (4.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.cells import Cell
from domain.clock import clock
from domain.make_ups import Recording, Result, result_of, without, written
from models import Debt, MakeUp, MakeUpPlace
from services.cell_days import Days
from services.cell_facts import NOTHING, read_facts
from services.cell_shapes import CellInput, Conflict, Place, Refused
from services.errors import FieldsError
from services.journal_cells import write_cells
from services.journal_lock import LockedJournal
from services.journal_open import Closed
from services.make_up_lock import RECORDS, locked_day, over, places_of, state_of_day


class MakeUpDays(Days):
    """The days of a journal while results of a make-up day are recorded.

    A make-up day opens the cells of its places, and no others, to whoever keeps the journal on
    it: neither the age of a lesson nor an earlier keeper closes them. A signed semester does.
    """

    def refusal(self, day: date) -> str | None:
        """Return None: whose the make-up day is was found already."""
        return None

    def closed(self, day: date, last: date) -> Closed | None:
        """Return why a lesson of `day` cannot be changed: only because its semester is signed."""
        why = super().closed(day, last)
        return None if why is None or why.may_ask else why

    def window(self, day: date, last: date) -> Any:
        """Return None: it is not a granted window that opens the cell."""
        return None


def record_results(
    session: Session, who: Principal, make_up_id: int, results: Mapping[int, str]
) -> int:
    """Record results of places of a day by their ids, all of them or none, and commit.

    A result is a mark («5» to «2», «зч», «нз»), «made_up» or «missed». Marks are written into the
    journal's cells by `write_cells`, late with the make-up day as the reason; what was recorded
    before can be put right as long as the day is open. Returns how many places changed. Raises
    FieldsError («results.<place id>»), NotFoundError, NotAllowedError.
    """
    with writing():
        journal, day = locked_day(session, who, make_up_id, RECORDS)
        _require_open(session, day)
        places = {one.id: one for one in places_of(session, make_up_id)}
        read = _read(places, results)
        if read:
            debts = _debts(session, [one.debt_id for one in places.values()])
            lines = [_Line(one, debts[one.debt_id], read.get(key)) for key, one in places.items()]
            _write(session, who, journal, day, lines)
        for key, result in read.items():
            one = places[key]
            one.outcome, one.code, one.recorded_at = result.outcome, result.code, clock.now()
        session.flush()
        session.commit()
    return len(read)


def _require_open(session: Session, day: MakeUp) -> None:
    state = state_of_day(session, day.held_on)
    if state is Recording.early:
        raise FieldsError({"held_on": _("The make-up day is still to come.")})
    if state is Recording.over:
        raise FieldsError({"held_on": over(session, day.held_on)})


def _read(places: Mapping[int, MakeUpPlace], results: Mapping[int, str]) -> dict[int, Result]:
    """Return what changes, by place; raise FieldsError for what is no place or no result."""
    found: dict[int, Result] = {}
    errors = {}
    for key, text in results.items():
        if key not in places:
            errors[f"results.{key}"] = _("This place is not of the make-up day.")
            continue
        try:
            result = result_of(text)
        except ValueError:
            sentence = _("A result is 5, 4, 3, 2, зч, нз, made up or did not come.")
            errors[f"results.{key}"] = sentence
            continue
        if (places[key].outcome, places[key].code) != (result.outcome, result.code):
            found[key] = result
    if errors:
        raise FieldsError(errors)
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A place of the day with what it is for; `result` None: it stays as it is."""

    place: MakeUpPlace
    debt: Debt
    result: Result | None

    @property
    def cell(self) -> Place:
        """Return the cell that the debt is of: an absence and a topic of a lesson have one."""
        return self.debt.lesson_id, self.debt.student_id, self.debt.work_id or 0


def _debts(session: Session, ids: Sequence[int]) -> dict[int, Debt]:
    query = select(Debt).where(Debt.id.in_(ids)).execution_options(populate_existing=True)
    return {debt.id: debt for debt in session.scalars(query)}


def _write(
    session: Session,
    who: Principal,
    journal: LockedJournal,
    day: MakeUp,
    lines: Sequence[_Line],
) -> None:
    """Write the cells of the places; raise FieldsError where one of them is refused."""
    cells: dict[Place, list[_Line]] = {}
    for line in lines:
        cells.setdefault(line.cell, []).append(line)
    touched = {cell for cell, those in cells.items() if any(line.result for line in those)}
    facts = read_facts(session, journal, touched)
    reason = _("Make-up of %(day)s", day=f"{day.held_on:%d.%m.%Y}")
    inputs = []
    for cell in sorted(touched):
        was = facts.present.get(cell, NOTHING).cell
        new = _after(was, cells[cell])
        if new != was:
            lesson, student, work = cell
            inputs.append(
                CellInput(lesson, student, new.text, was.text, reason, work_id=work or None)
            )
    if not inputs:
        return
    done = write_cells(session, journal, inputs, MakeUpDays(session, who, journal))
    moved = _("The cell changed meanwhile. Open the day anew.")
    why = {_cell(one): moved for one in done.conflicts}
    why |= {_cell(one): one.reason for one in done.refused}
    errors = {
        f"results.{line.place.id}": sentence
        for cell, sentence in why.items()
        for line in cells[cell]
        if line.result
    }
    if errors:
        raise FieldsError(errors)


def _cell(one: Conflict | Refused) -> Place:
    return one.lesson_id, one.student_id, one.work_id or 0


def _after(cell: Cell, lines: Sequence[_Line]) -> Cell:
    """Return what a cell says after its results; what they recorded before is taken back.

    Raises FieldsError where two results of one lesson differ.
    """
    given = [line for line in lines if line.result is not None]
    results = [line.result for line in given if line.result is not None]
    codes = {result.code for result in results} - {None}
    if len(codes) > 1:
        sentence = _("One lesson has one result: give the same for all that is owed for it.")
        raise FieldsError({f"results.{line.place.id}": sentence for line in given})
    for code in {line.place.code for line in lines}:
        cell = without(cell, code)
    kept = {line.place.code for line in lines if line.result is None} - {None}
    code = next(iter(codes or kept), None)
    return written(cell, Result(code), of_work=lines[0].debt.work_id is not None)
