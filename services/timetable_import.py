"""Importing a timetable of another program into a semester: what it would do, and doing it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from access.audit import record
from access.matrix import Action, Resource
from access.principal import Principal
from access.session import system_write, writing
from domain.enums import AuditAction, ImportKind
from domain.imported_periods import PeriodRule, bells_in, chosen, recognised
from domain.imported_timetable import FileTimetable
from models import Bell, BellSchedule, Semester, Timetable, TimetableSlot
from services.bells import common_schedule
from services.errors import FieldsError, NotAllowedError
from services.import_loads import Load, loads_of
from services.import_names import Matches, matches_of
from services.import_plan import ImportPlan, NewSlot, SlotKey, plan_import
from services.timetable_editions import touch

SLOTS: Final = Resource.timetable_slot
_table: Final = TimetableSlot.__table__


# What becomes of the pairs that the timetable has already.
Mode = Literal["replace", "add"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do to a semester's timetable; nothing is written."""

    semester: Semester
    matches: Matches
    rule: PeriodRule
    plan: ImportPlan
    loads: Sequence[Load]
    timetable_id: int | None
    there: int  # pairs that the timetable has
    same: int  # of them as the file has them

    @property
    def open_names(self) -> dict[ImportKind, int]:
        """Return how many names of each kind stand for nothing yet."""
        return {kind: self.matches.open(kind) for kind in ImportKind}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote."""

    timetable_id: int
    added: int
    changed: int
    removed: int
    kept: int
    bells: int


def preview_import(
    session: Session,
    who: Principal,
    file: FileTimetable,
    semester_id: int,
    pairs: Sequence[int | None] | None = None,
) -> Preview:
    """Return what importing `file` into a semester would do.

    `pairs` gives each period, in order, its pair; None recognises them. Raises NotAllowedError,
    FieldsError.
    """
    _require(who, Action.create)
    semester = _semester_of(session, semester_id)
    loads = loads_of(session, semester_id)
    matches = matches_of(session, file, loads)
    rule = rule_of(session, file, pairs)
    bells = bells_in(file.periods, rule)
    plan = plan_import(file, matches, loads, rule, semester.number, bells)
    table = session.scalar(select(Timetable.id).where(Timetable.semester_id == semester_id))
    present = _present(session, table)
    same = sum(_same(present.get(slot.key), slot) for slot in plan.slots)
    return Preview(semester, matches, rule, plan, loads, table, len(present), same)


def _semester_of(session: Session, semester_id: int) -> Semester:
    semester = session.get(Semester, semester_id)
    if semester is None:
        raise FieldsError({"semester": _("Choose a semester.")})
    return semester


def rule_of(
    session: Session, file: FileTimetable, pairs: Sequence[int | None] | None
) -> PeriodRule:
    """Return how periods fall into pairs: as chosen, else as recognised by our bells."""
    most = max((lesson.periods_per_card for lesson in file.lessons.values()), default=1)
    if pairs is not None:
        if len(pairs) != len(file.periods):
            sentence = _("Give each of the %(count)s periods its pair.", count=len(file.periods))
            raise FieldsError({"pairs": sentence})
        return chosen(file.periods, most, pairs)
    common = common_schedule(session)
    rows = session.execute(
        select(Bell.pair, Bell.starts_at, Bell.ends_at).where(Bell.schedule_id == common)
    )
    return recognised(file.periods, most, {pair: (begins, ends) for pair, begins, ends in rows})


def import_timetable(
    session: Session, who: Principal, preview: Preview, mode: Mode, with_bells: bool = False
) -> Imported:
    """Write what `preview` says into the semester's timetable, in one transaction, and commit.

    `replace` removes the pairs that the file does not have; `add` leaves them. The same file
    imported again changes nothing. Raises NotAllowedError, FieldsError.
    """
    _require(who, Action.create)
    if mode == "replace":
        _require(who, Action.delete)
    if not preview.plan.slots:
        raise FieldsError({"file": _("Nothing of the file can be imported yet: see the list.")})
    with writing():
        table = _locked(session, preview.semester.id)
        present = _present(session, table)
        wanted = {slot.key: slot for slot in preview.plan.slots}
        added = [slot for key, slot in wanted.items() if key not in present]
        changed = [
            (present[key].id, slot)
            for key, slot in wanted.items()
            if key in present and not _same(present[key], slot)
        ]
        gone = [row for key, row in present.items() if key not in wanted]
        removed = gone if mode == "replace" else []
        _remove(session, removed)
        _change(session, changed)
        _add(session, table, added)
        if added or changed or removed:
            touch(session, table)
        bells = _write_bells(session, preview.plan.bells) if with_bells else 0
        session.commit()
    kept = len(wanted) - len(added) - len(changed)
    return Imported(table, len(added), len(changed), len(removed), kept, bells)


def _require(who: Principal, action: Action) -> None:
    if not who.may(action, SLOTS):
        raise NotAllowedError(_("Only who keeps the timetable imports it."))


def _locked(session: Session, semester_id: int) -> int:
    """Return the semester's timetable, made where there is none, locked."""
    query = select(Timetable).where(Timetable.semester_id == semester_id).with_for_update()
    table = session.scalars(query).one_or_none()
    if table is None:
        table = Timetable(semester_id=semester_id, edition=0)
        session.add(table)
        session.flush()
    return table.id


def _present(session: Session, timetable_id: int | None) -> dict[SlotKey, Any]:
    columns = (
        TimetableSlot.id,
        TimetableSlot.assignment_id,
        TimetableSlot.weekday,
        TimetableSlot.pair,
        TimetableSlot.weeks,
        TimetableSlot.hours,
        TimetableSlot.room_id,
        TimetableSlot.stream,
    )
    rows = session.execute(select(*columns).where(TimetableSlot.timetable_id == timetable_id))
    return {(row.assignment_id, row.weekday, row.pair, row.weeks): row for row in rows}


def _same(row: Any, slot: NewSlot) -> bool:
    return row is not None and (row.hours, row.room_id, row.stream) == (
        slot.hours,
        slot.room_id,
        slot.stream,
    )


def _remove(session: Session, rows: Sequence[Any]) -> None:
    for some in _in_parts([row.id for row in rows]):
        system_write(session, delete(_table).where(_table.c.id.in_(some)))
    old = [_entry(AuditAction.delete, row.id, "old", row) for row in rows]
    record(session, old)


def _change(session: Session, changed: Sequence[tuple[int, NewSlot]]) -> None:
    if not changed:
        return
    statement = (
        update(_table)
        .where(_table.c.id == bindparam("slot"))
        .values(hours=bindparam("n"), room_id=bindparam("room"), stream=bindparam("s"))
    )
    rows = [
        {"slot": key, "n": slot.hours, "room": slot.room_id, "s": slot.stream}
        for key, slot in changed
    ]
    system_write(session, statement, rows)
    record(session, [_entry(AuditAction.update, key, "new", slot) for key, slot in changed])


def _add(session: Session, timetable_id: int, slots: Sequence[NewSlot]) -> None:
    if not slots:
        return
    rows = [
        {
            "timetable_id": timetable_id,
            "assignment_id": slot.assignment_id,
            "weekday": slot.weekday,
            "pair": slot.pair,
            "weeks": slot.weeks,
            "hours": slot.hours,
            "room_id": slot.room_id,
            "stream": slot.stream,
        }
        for slot in slots
    ]
    system_write(session, insert(_table), rows)
    keys = {key: row.id for key, row in _present(session, timetable_id).items()}
    new = [_entry(AuditAction.create, keys[slot.key], "new", slot) for slot in slots]
    record(session, new)


def _entry(action: AuditAction, key: int, side: str, slot: Any) -> dict[str, Any]:
    said = (
        f"assignment {slot.assignment_id}, {slot.weekday}/{slot.pair} {slot.weeks}, "
        f"hours {slot.hours}, room {slot.room_id}, stream {slot.stream}"
    )
    return {
        "action": action,
        "entity": TimetableSlot.__tablename__,
        "entity_id": key,
        side: said,
    }


def _in_parts(keys: list[int], size: int = 500) -> Iterable[list[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _write_bells(session: Session, bells: Any) -> int:
    """Write the bells of the file into the common schedule; return how many are other now."""
    schedule = common_schedule(session)
    if schedule is None:
        made = BellSchedule(name=_("Bells of the imported timetable"))
        session.add(made)
        session.flush()
        schedule = made.id
    rows = session.scalars(select(Bell).where(Bell.schedule_id == schedule))
    present = {bell.pair: bell for bell in rows}
    changed = 0
    for pair, (starts, ends) in bells.items():
        bell = present.get(pair)
        if bell is None:
            bell = Bell(schedule_id=schedule, pair=pair)
            session.add(bell)
        elif (bell.starts_at, bell.ends_at) == (starts, ends):
            continue
        bell.starts_at, bell.ends_at = starts, ends
        changed += 1
    session.flush()
    return changed


__all__ = ["Imported", "Mode", "Preview", "import_timetable", "preview_import", "rule_of"]
