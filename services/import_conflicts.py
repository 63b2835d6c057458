"""What would be wrong with a timetable once a file were imported, before anything is written."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from domain.enums import WeekKind
from services.import_plan import NewSlot
from services.timetable_conflicts import Conflict, conflicts_in
from services.timetable_import import Mode, Preview
from services.timetable_pairs import read_compared
from services.timetable_state import read_state


@dataclass(frozen=True, slots=True)
class _Placed:
    """A pair of the file as the rows of a timetable are."""

    id: int
    timetable_id: int
    assignment_id: int
    weekday: int
    pair: int
    weeks: WeekKind
    hours: int
    room_id: int | None
    stream: str | None


def conflicts_of_import(session: Session, preview: Preview, mode: Mode) -> list[Conflict] | None:
    """Return the conflicts that importing would leave, those that block publishing first.

    None where the semester has no timetable yet: they are told once it has. The caller has
    checked that the person keeps the timetable.
    """
    if preview.timetable_id is None:
        return None
    state = read_state(session, preview.timetable_id)
    wanted = {slot.key for slot in preview.plan.slots}
    stays: list[Any] = [
        slot
        for slot in state.slots
        if slot.timetable_id != preview.timetable_id
        or (
            mode == "add"
            and (slot.assignment_id, slot.weekday, slot.pair, slot.weeks) not in wanted
        )
    ]
    first = max((slot.id for slot in state.slots), default=0) + 1
    new = [
        _placed(number, preview.timetable_id, slot)
        for number, slot in enumerate(preview.plan.slots, first)
    ]
    return conflicts_in(read_compared(session, replace(state, slots=[*stays, *new])))


def _placed(number: int, timetable_id: int, slot: NewSlot) -> _Placed:
    return _Placed(
        number,
        timetable_id,
        slot.assignment_id,
        slot.weekday,
        slot.pair,
        slot.weeks,
        slot.hours,
        slot.room_id,
        slot.stream,
    )


__all__ = ["conflicts_of_import"]
