"""Placing, moving, copying and removing pairs of a timetable (kept by the timetabler).

Each is one unit of work, raises the edition of the timetable, and returns what undoes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.session import writing
from domain.enums import WeekKind
from models import Timetable, TimetableSlot
from services.checks import check_row
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.timetable_editions import touch

SLOT = Resource.timetable_slot


@dataclass(frozen=True, slots=True)
class SlotValues:
    """What a pair of the timetable is."""

    assignment_id: int
    weekday: int
    pair: int
    weeks: WeekKind = WeekKind.every
    hours: int = 2
    room_id: int | None = None
    stream: str | None = None

    @classmethod
    def of(cls, slot: TimetableSlot) -> Self:
        """Return the values of a row."""
        return cls(**{name: getattr(slot, name) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class SlotChange:
    """What happened to one pair: no `before` was placed, no `after` is removed."""

    slot_id: int
    before: SlotValues | None
    after: SlotValues | None


@dataclass(frozen=True, slots=True)
class SlotsDone:
    """What was written, for `undo_slots`, and the edition of the timetable since."""

    timetable_id: int
    edition: int
    changes: tuple[SlotChange, ...]


def place_slot(
    session: Session, who: Principal, timetable_id: int, values: SlotValues
) -> SlotsDone:
    """Place a pair and commit. Conflicts do not stop it: they are shown, and stop publishing.

    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    _may(who, Action.create)
    with writing():
        _timetable(session, timetable_id)
        slot = _add(session, timetable_id, values)
        return _done(session, timetable_id, [SlotChange(slot.id, None, values)])


def move_slot(
    session: Session, who: Principal, slot_id: int, weekday: int, pair: int, **other: Any
) -> SlotsDone:
    """Move a pair, with all that are held together with it, to a place, and commit.

    `other` are further values of SlotValues to change: weeks, hours, room_id, stream. Raises
    FieldsError, NotFoundError, NotAllowedError.
    """
    _may(who, Action.update)
    with writing():
        slot = _slot(session, slot_id)
        together = _together(session, slot) if other.get("stream", slot.stream) else [slot]
        changes = []
        for each in together:
            before = SlotValues.of(each)
            changes.append(SlotChange(each.id, before, _set(each, before, weekday, pair, other)))
        return _write(session, slot.timetable_id, together, changes)


def copy_slot(
    session: Session, who: Principal, slot_id: int, weekday: int, pair: int, **other: Any
) -> SlotsDone:
    """Place a copy of a pair, with all that are held together with it, and commit: see move_slot.

    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    _may(who, Action.create)
    with writing():
        slot = _slot(session, slot_id)
        changes = []
        for each in _together(session, slot):
            values = replace(SlotValues.of(each), weekday=weekday, pair=pair, **other)
            added = _add(session, slot.timetable_id, values)
            changes.append(SlotChange(added.id, None, values))
        return _done(session, slot.timetable_id, changes)


def remove_slot(session: Session, who: Principal, slot_id: int) -> SlotsDone:
    """Take a pair out of the timetable and commit; those held together with it stay.

    Raises NotFoundError, NotAllowedError.
    """
    _may(who, Action.delete)
    with writing():
        slot = _slot(session, slot_id)
        change = SlotChange(slot.id, SlotValues.of(slot), None)
        session.delete(slot)
        return _done(session, slot.timetable_id, [change])


def undo_slots(session: Session, who: Principal, done: SlotsDone) -> SlotsDone:
    """Undo what place, move, copy or remove did, and commit; return what undoes that in turn.

    Raises FieldsError where a place is taken by now, NotFoundError where a pair is gone,
    NotAllowedError.
    """
    for action in (Action.create, Action.update, Action.delete):
        _may(who, action)
    with writing():
        changes, changed = [], []
        for change in reversed(done.changes):
            if change.before is None:
                session.delete(_slot(session, change.slot_id))
                changes.append(SlotChange(change.slot_id, change.after, None))
            elif change.after is None:
                slot = _add(session, done.timetable_id, change.before)
                changes.append(SlotChange(slot.id, None, change.before))
            else:
                slot = _slot(session, change.slot_id)
                changes.append(SlotChange(slot.id, SlotValues.of(slot), change.before))
                for name, value in asdict(change.before).items():
                    setattr(slot, name, value)
                changed.append(slot)
        return _write(session, done.timetable_id, changed, changes)


def _may(who: Principal, action: Action) -> None:
    if not who.may(action, SLOT):
        raise NotAllowedError(_("Only the timetabler changes the timetable."))


def _timetable(session: Session, timetable_id: int) -> Timetable:
    found = session.get(Timetable, timetable_id)
    if found is None:
        raise NotFoundError(_("There is no such timetable, or it is not yours to see."))
    return found


def _slot(session: Session, slot_id: int) -> TimetableSlot:
    query = select(TimetableSlot).where(TimetableSlot.id == slot_id)
    found = session.scalars(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFoundError(_("This pair is no longer in the timetable."))
    return found


def _together(session: Session, slot: TimetableSlot) -> Sequence[TimetableSlot]:
    """Return the pairs that are held together with `slot`, itself among them."""
    if not slot.stream:
        return [slot]
    names = ("timetable_id", "weekday", "pair", "weeks", "stream")
    same = (getattr(TimetableSlot, name) == getattr(slot, name) for name in names)
    return session.scalars(select(TimetableSlot).where(*same).order_by(TimetableSlot.id)).all()


def _set(
    slot: TimetableSlot, before: SlotValues, weekday: int, pair: int, other: dict[str, Any]
) -> SlotValues:
    after = replace(before, weekday=weekday, pair=pair, **other)
    for name, value in asdict(after).items():
        setattr(slot, name, value)
    return after


def _add(session: Session, timetable_id: int, values: SlotValues) -> TimetableSlot:
    slot = TimetableSlot(timetable_id=timetable_id, **asdict(values))
    _check(session, slot)
    session.add(slot)
    session.flush()
    return slot


def _check(session: Session, slot: TimetableSlot) -> None:
    try:
        check_row(session, slot)
    except FieldsError:
        session.rollback()
        raise


def _write(
    session: Session,
    timetable_id: int,
    changed: Iterable[TimetableSlot],
    changes: Sequence[SlotChange],
) -> SlotsDone:
    for slot in changed:
        _check(session, slot)
    return _done(session, timetable_id, changes)


def _done(session: Session, timetable_id: int, changes: Sequence[SlotChange]) -> SlotsDone:
    session.flush()
    touch(session, timetable_id)
    edition = session.scalar(select(Timetable.edition).where(Timetable.id == timetable_id))
    session.commit()
    return SlotsDone(timetable_id, edition or 0, tuple(changes))
