"""Changes of the timetable and names of imported ones: read here, made on pages of their own."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from access.matrix import Action, Resource
from access.principal import current_principal
from models import ImportName, Subgroup, TimetableChange
from views.register.columns import Derived
from views.register.register import Links, Register
from views.timetable_import.names_pages import target_of


def _links(change: TimetableChange) -> Links:
    day = change.held_on.isoformat()
    found: Links = [(_l("The sheet of the day"), f"/timetable/changes/?day={day}")]
    if current_principal().may(Action.update, Resource.timetable_change):
        found.append((_l("Change it"), f"/timetable/changes/{change.id}/edit"))
    return found


def _stand_in(change: TimetableChange) -> str:
    label: Any = change.teacher_label
    return "" if label is None else str(label.short_name)


STAND_IN = Derived(
    "stand_in", _l("Who stands in"), _stand_in, (joinedload(TimetableChange.teacher_label),)
)

TIMETABLE_CHANGES = Register(
    TimetableChange,
    Resource.timetable_change,
    None,
    list=(
        "held_on",
        "pair",
        "group",
        "kind",
        STAND_IN,
        "new_day",
        "new_pair",
        "room",
        "ground",
    ),
    detail=(
        "held_on",
        "pair",
        "group",
        "kind",
        STAND_IN,
        "new_day",
        "new_pair",
        "room",
        "ground",
        "created_at",
    ),
    search=("ground",),
    filters=("held_on", "kind", "group"),
    order="held_on",
    descending=True,
    links=_links,
    elsewhere=frozenset({"post", "put", "delete"}),
)


def _name_links(row: ImportName) -> Links:
    found: Links = []
    if current_principal().may(Action.update, Resource.import_name):
        found = [
            (_l("Change it"), f"/timetable/names/{row.id}/edit"),
            (_l("Forget"), f"/timetable/names/{row.id}/forget"),
        ]
    return found


def _stands_for(row: ImportName) -> str:
    _key, text = target_of(row)
    return text or _("not imported")


TARGET = Derived(
    "target",
    _l("Stands for"),
    _stands_for,
    (
        joinedload(ImportName.teacher),
        joinedload(ImportName.group),
        joinedload(ImportName.subgroup).joinedload(Subgroup.group),
        joinedload(ImportName.room),
    ),
)

IMPORT_NAMES = Register(
    ImportName,
    Resource.import_name,
    None,
    list=("name", "kind", TARGET),
    search=("search_name",),
    filters=("kind",),
    order="name",
    links=_name_links,
    elsewhere=frozenset({"post", "put", "delete"}),
)

REGISTERS = (TIMETABLE_CHANGES, IMPORT_NAMES)
