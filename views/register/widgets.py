"""What a field of a form or of the filters needs to be drawn: value, name of it, choices, error."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.labels import label_of
from views.register.columns import Column, Kind
from views.register.naming import own_name_loads
from views.register.query import get
from views.register.register import Register, register_of
from views.register.saving import is_locked
from views.register.values import WrongValueError, number, typed


@dataclass(frozen=True, slots=True)
class Widget:
    """One input. `locked` says why it cannot be changed: «hidden» or «fixed»."""

    name: str
    label: Any
    kind: Kind
    value: str = ""
    text: str = ""  # the name of the chosen row
    required: bool = False
    longest: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    source: str = ""  # the address of the remote search
    depends: str = ""  # JSON: filter of the search → field whose value it takes
    error: str = ""
    locked: str = ""
    until: str = ""  # the second value of a range
    single: bool = False  # a filter by one day, not by a range of them


def options(column: Column) -> tuple[tuple[str, str], ...]:
    """Return the values of a closed vocabulary, or of a number with names, and their names."""
    if column.names is not None:
        return tuple((str(number), name) for number, name in column.names().items())
    if not column.enum:
        return ()
    return tuple((member.value, str(label_of(member))) for member in column.enum)


def source(target: type | None) -> str:
    """Return the address at which rows of `target` are searched, if they have a register."""
    register = register_of(target) if target is not None else None
    return f"/api/v1/{register.resource}/_choices" if register else ""


def name_of(session: Session, target: type | None, raw: Any) -> str:
    """Return the name of the row of `target` with the id `raw`; nothing where it is not visible."""
    register = register_of(target) if target is not None else None
    if register is None or raw in (None, ""):
        return ""
    try:
        row = get(session, register, number(raw), own_name_loads(register.model))
    except WrongValueError:
        return ""
    return "" if row is None else str(row)


def field(
    session: Session,
    register: Register,
    name: str,
    values: Mapping[str, Any],
    row: Any | None,
    errors: Mapping[str, str],
) -> Widget:
    """Return the input of the field `name`: what was typed, else what the row holds."""
    column = register.columns[name]
    raw = str(values.get(name, "") or "")
    if row is not None and name not in values:
        raw = typed(column, row)
    locked = "fixed" if row is not None and name in register.create_only else ""
    if row is not None and is_locked(column, row):
        locked = "hidden"
    text = ""
    if column.kind is Kind.reference and locked != "hidden":
        unchanged = row is not None and raw == typed(column, row)
        shown = getattr(row, column.relation) if unchanged else None
        text = str(shown) if shown is not None else name_of(session, column.target, raw)
    return Widget(
        name,
        column.label,
        column.kind if column.names is None else Kind.choice,
        value=raw,
        text=text,
        required=column.required,
        longest=column.longest,
        choices=options(column),
        source=source(column.target),
        depends=json.dumps(dict(register.depends[name])) if name in register.depends else "",
        error=errors.get(name, ""),
        locked=locked,
    )


def filter_widget(
    session: Session, register: Register, name: str, chosen: Mapping[str, str]
) -> Widget:
    """Return the input of one filter of a list, with what was chosen in it."""
    custom = register.custom_filters.get(name)
    column = None if custom else register.columns[name]
    kind = Kind.reference if custom else column.kind  # type: ignore[union-attr]
    if column is not None and column.names is not None:
        kind = Kind.choice
    target = custom.target if custom else column.target  # type: ignore[union-attr]
    label = custom.label if custom else column.label  # type: ignore[union-attr]
    value = chosen.get(name, "")
    if custom and custom.target is None:
        return Widget(name, label, Kind.day, value=value, single=True)
    if kind in (Kind.day, Kind.instant):
        return Widget(
            name,
            label,
            Kind.day,
            value=chosen.get(f"{name}_from", ""),
            until=chosen.get(f"{name}_to", ""),
        )
    return Widget(
        name,
        label,
        kind,
        value=value,
        text=name_of(session, target, value) if kind is Kind.reference else "",
        choices=options(column) if column else (),
        source=source(target),
    )
