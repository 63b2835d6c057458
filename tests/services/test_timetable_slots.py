"""Placing, moving, copying and removing pairs: with an edition, a trail, and a way back."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.enums import WeekKind
from models import AuditEntry, Timetable, TimetableSlot
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.timetable_slots import (
    SlotValues,
    copy_slot,
    move_slot,
    place_slot,
    remove_slot,
    undo_slots,
)
from tests.cast import Cast

Act = Callable[..., AbstractContextManager[Session]]


def _slots(session: Session) -> set[tuple[int, int, int, str]]:
    rows = session.execute(
        select(
            TimetableSlot.assignment_id,
            TimetableSlot.weekday,
            TimetableSlot.pair,
            TimetableSlot.weeks,
        )
    )
    return {(load, weekday, pair, str(weeks)) for load, weekday, pair, weeks in rows}


def test_a_placed_pair_raises_the_edition_and_leaves_a_trail(act_as: Act, cast: Cast) -> None:
    values = SlotValues(cast.teaching_assignment, 3, 2, WeekKind.odd, room_id=cast.room)
    with act_as("timetabler", writes=True) as session:
        before = session.get_one(Timetable, cast.timetable).edition
        done = place_slot(session, current_principal(), cast.timetable, values)
        assert done.edition == before + 1
        assert done.changes[0].after == values
    with act_as("system") as session:
        trail = session.scalar(
            select(func.count())
            .select_from(AuditEntry)
            .where(AuditEntry.entity == "timetable_slot")
            .where(AuditEntry.entity_id == done.changes[0].slot_id)
        )
    with act_as("timetabler") as session:
        assert (cast.teaching_assignment, 3, 2, "odd") in _slots(session)
    assert trail == 1


@pytest.mark.parametrize("way", ["place", "move", "copy", "remove"])
def test_what_was_done_is_undone_and_done_again(act_as: Act, cast: Cast, way: str) -> None:
    slot, load = cast.timetable_slot, cast.teaching_assignment
    with act_as("timetabler", writes=True) as session:
        who = current_principal()
        before = _slots(session)
        session.rollback()
        done = {
            "place": lambda: place_slot(session, who, cast.timetable, SlotValues(load, 4, 4)),
            "move": lambda: move_slot(session, who, slot, 5, 3, room_id=None),
            "copy": lambda: copy_slot(session, who, slot, 5, 3),
            "remove": lambda: remove_slot(session, who, slot),
        }[way]()
        after = _slots(session)
        assert after != before
        back = undo_slots(session, who, done)
        assert _slots(session) == before
        undo_slots(session, who, back)
        assert _slots(session) == after
        assert session.get_one(Timetable, cast.timetable).edition == done.edition + 2


def test_a_stream_is_moved_together(act_as: Act, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        for name in ("timetable_slot", "timetable_slot2"):
            session.get_one(TimetableSlot, cast[name]).stream = "L1"
        session.commit()
    with act_as("timetabler", writes=True) as session:
        done = move_slot(session, current_principal(), cast.timetable_slot, 2, 4)
        assert {change.slot_id for change in done.changes} == {
            cast.timetable_slot,
            cast.timetable_slot2,
        }
        assert {(weekday, pair) for _load, weekday, pair, _weeks in _slots(session)} == {(2, 4)}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"weekday": 1, "pair": 1}, "weeks"),  # it has this pair every week
        ({"weekday": 7, "pair": 1}, "weekday"),
        ({"weekday": 2, "pair": 13}, "pair"),
        ({"weekday": 2, "pair": 1, "hours": 9}, "hours"),
    ],
)
def test_what_cannot_be_placed_is_refused_in_words(
    act_as: Act, cast: Cast, values: dict[str, int], field: str
) -> None:
    weeks = WeekKind.odd if field == "weeks" else WeekKind.every
    with act_as("timetabler", writes=True) as session:
        before = _slots(session)
        session.rollback()
        wanted = SlotValues(cast.teaching_assignment, weeks=weeks, **values)
        with pytest.raises(FieldsError) as refused:
            place_slot(session, current_principal(), cast.timetable, wanted)
        assert field in refused.value.errors
        session.rollback()
        assert _slots(session) == before


def test_only_the_timetabler_places_and_what_is_gone_is_not_found(act_as: Act, cast: Cast) -> None:
    values = SlotValues(cast.teaching_assignment, 3, 2)
    with act_as("teacher", writes=True) as session, pytest.raises(NotAllowedError):
        place_slot(session, current_principal(), cast.timetable, values)
    with act_as("timetabler", writes=True) as session, pytest.raises(NotFoundError):
        place_slot(session, current_principal(), 10**6, values)
    with act_as("timetabler", writes=True) as session, pytest.raises(NotFoundError):
        move_slot(session, current_principal(), 10**6, 1, 1)
