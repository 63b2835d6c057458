"""A column of a register, worked out once from the model: kind, label, limits, how it is loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Boolean, Date, DateTime, Integer, String, inspect
from sqlalchemy import Column as SqlColumn
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import ColumnProperty, RelationshipProperty
from sqlalchemy.orm.strategy_options import _AbstractLoad

from models.labels import label_for
from views.register.naming import name_loads

LONG: Final = 250  # longer texts are typed in several lines


class Kind(StrEnum):
    """How a value is typed, shown and exported."""

    text = auto()
    long_text = auto()
    number = auto()
    flag = auto()
    day = auto()
    instant = auto()
    choice = auto()
    reference = auto()
    derived = auto()


class RegisterError(RuntimeError):
    """A register is declared wrongly: found at start, never served."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that is worked out from a row, such as the group a student is in today."""

    name: str
    label: Any
    value: Callable[[Any], Any]
    loads: tuple[_AbstractLoad, ...] = ()
    order: Any = None  # the column to sort by, where it can be sorted


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `attribute` is what is written and compared; `shown` brings what is read."""

    name: str
    kind: Kind
    label: Any
    value: Callable[[Any], Any]
    attribute: Any = None
    key: str = ""  # the mapped attribute that a form or REST writes
    order: Any = None
    required: bool = False
    longest: int | None = None
    enum: Any = None
    target: type | None = None
    relation: str = ""
    loads: tuple[_AbstractLoad, ...] = ()
    # What a number stands for, such as a weekday: then it is chosen by its name.
    names: Callable[[], Mapping[int, str]] | None = None


def column_of(model: Any, name: str) -> Column:
    """Return the column `name` of `model`: a mapped column, a relation or a property.

    Raises RegisterError for a name that the model does not know or that has no label.
    """
    try:
        label = label_for(model, name)
    except KeyError as missing:
        raise RegisterError(str(missing)) from None
    mapper = inspect(model)
    if name in mapper.relationships:
        return _reference(model, name, label)
    if name in mapper.column_attrs:
        return _plain(model, name, label, mapper.column_attrs[name])
    if not hasattr(model, name):
        raise RegisterError(f"{model.__name__} has no column «{name}»")
    return _property(model, name, label)


def derived(spec: Derived) -> Column:
    """Return the column of a declared `Derived`."""
    return Column(
        spec.name, Kind.derived, spec.label, spec.value, loads=spec.loads, order=spec.order
    )


def _reference(model: Any, name: str, label: Any) -> Column:
    relation: RelationshipProperty[Any] = inspect(model).relationships[name]
    (local,) = relation.local_columns
    key = inspect(model).get_property_by_column(local).key
    # A name beside a visible row may be shown to someone who may not read the row it names.
    shown = f"{name}_label" if hasattr(model, f"{name}_label") else name
    attribute = getattr(model, key)
    return Column(
        name,
        Kind.reference,
        label,
        lambda row: getattr(row, shown),
        attribute=attribute,
        key=key,
        required=not local.nullable,
        target=relation.mapper.class_,
        relation=name,
        loads=(name_loads(getattr(model, shown)),),
    )


_KINDS: Final = (
    (EnumType, Kind.choice),
    (Boolean, Kind.flag),
    (Integer, Kind.number),
    (DateTime, Kind.instant),
    (Date, Kind.day),
    (String, Kind.text),
)


def _plain(model: Any, name: str, label: Any, prop: ColumnProperty[Any]) -> Column:
    column = prop.columns[0]
    if not isinstance(column, SqlColumn):  # worked out by the database: shown, never written
        return Column(name, Kind.derived, label, attrgetter(name), order=getattr(model, name))
    kind = next((kind for type_, kind in _KINDS if isinstance(column.type, type_)), None)
    if kind is None:
        kind = Kind.derived  # JSON and the like: shown, never typed
    longest = getattr(column.type, "length", None) if kind is Kind.text else None
    if kind is Kind.text and (longest is None or longest > LONG):
        kind = Kind.long_text
    attribute = getattr(model, name)
    return Column(
        name,
        kind,
        label,
        lambda row: getattr(row, name),
        attribute=attribute,
        key=name,
        order=attribute,
        required=not column.nullable and column.default is None,
        longest=longest,
        enum=getattr(column.type, "enum_class", None),
    )


def _property(model: Any, name: str, label: Any) -> Column:
    plain = isinstance(getattr(model, name), property)
    renders = getattr(getattr(model, name), "_col_name", None)
    return Column(
        name,
        Kind.derived,
        label,
        (lambda row: getattr(row, name)) if plain else (lambda row: getattr(row, name)()),
        order=getattr(model, renders) if renders else None,
    )


def kind_of_value(value: Any) -> Kind:
    """Return the kind that a derived value is shown and exported as."""
    if isinstance(value, bool):
        return Kind.flag
    if isinstance(value, int | float):
        return Kind.number
    if isinstance(value, datetime):
        return Kind.instant
    return Kind.day if isinstance(value, date) else Kind.text
