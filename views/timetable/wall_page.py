"""Wall sheets: the weekly timetable of several groups beside each other, to print."""

from collections.abc import Mapping
from typing import Any, Final

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from models import Semester, Timetable
from services.semester_now import semester_now
from services.timetable_grid import Grid, GridSlot, grid_of
from services.timetable_subjects import GroupName, SubjectKind, groups_to_choose
from views.timetable.choices import choices_of, number_in
from views.timetable.words import weeks_word
from views.weekdays import weekday_names

ON_A_SHEET: Final = 8  # groups beside each other on a landscape A4


def wall_page(session: Session, who: Principal, args: Mapping[str, str]) -> str:
    """Return the page; `args` of the address choose timetable, department and course."""
    tables = list(session.scalars(_tables()))
    table = _chosen(session, tables, number_in(args, "timetable"))
    chosen = choices_of(session, args, groups_to_choose(session, who))
    sheets: list[dict[str, Any]] = []
    if table is not None and (who.may(Action.update, Resource.timetable) or table.published_at):
        groups = list(chosen.groups)
        grid = grid_of(session, table.id, SubjectKind.group, [one.id for one in groups])
        busy = {slot.group_id for slot in grid.slots}
        groups = [one for one in groups if one.id in busy]
        sheets = [
            _sheet(grid, groups[at : at + ON_A_SHEET]) for at in range(0, len(groups), ON_A_SHEET)
        ]
    return render_template(
        "timetable/wall.html",
        tables=tables,
        table=table,
        chosen=chosen,
        sheets=sheets,
        weekdays=weekday_names(),
        weeks_word=weeks_word,
        is_changed=bool(table and table.edition != table.published_edition),
    )


def _tables() -> Any:
    joined = select(Timetable).join(Semester, Semester.id == Timetable.semester_id)
    return joined.order_by(Semester.starts_on.desc())


def _chosen(session: Session, tables: list[Timetable], key: int | None) -> Timetable | None:
    semester = semester_now(session)
    named = [one for one in tables if one.id == key]
    present = [one for one in tables if semester and one.semester_id == semester.id]
    return next(iter([*named, *present, *tables]), None)


def _sheet(grid: Grid, groups: list[GroupName]) -> dict[str, Any]:
    """Return one sheet: its groups, and by weekday and pair the slots of each group."""
    keys = {one.id for one in groups}
    slots = [slot for slot in grid.slots if slot.group_id in keys]
    last = max((slot.pair for slot in slots), default=0)
    days = [
        (weekday, [(pair, [_at(slots, weekday, pair, one.id) for one in groups]) for pair in pairs])
        for weekday in range(1, grid.week_days + 1)
        if (pairs := [n for n in range(1, last + 1) if _used(slots, weekday, n)])
    ]
    return {"groups": groups, "days": days, "bells": grid.bells}


def _used(slots: list[GridSlot], weekday: int, pair: int) -> bool:
    return any(slot.weekday == weekday and slot.pair == pair for slot in slots)


def _at(slots: list[GridSlot], weekday: int, pair: int, group_id: int) -> list[GridSlot]:
    here = [
        slot
        for slot in slots
        if (slot.weekday, slot.pair, slot.group_id) == (weekday, pair, group_id)
    ]
    return sorted(here, key=lambda slot: (slot.weeks == "even", slot.subgroup or ""))
