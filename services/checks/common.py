"""What row rules share: the problem, the order of two days, uniqueness, overlap in time."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Index, UniqueConstraint, inspect, or_, select
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence for people and the field it belongs to."""

    field: str
    sentence: str


Check = Callable[[Session, Any], Iterable[Problem]]


def field_of(model: Any, key: str) -> str:
    """Return the field's name of the mapped column `key`: the relation that writes it, if any."""
    for relation in inspect(model).relationships:
        if not relation.viewonly and [c.key for c in relation.local_columns] == [key]:
            return str(relation.key)
    return key


def period(first: str, last: str, sentence: Callable[[], str], *, equal: bool = True) -> Check:
    """Return the check that the day `last`, where given, is not before the day `first`."""

    def check(_session: Session, row: Any) -> Iterator[Problem]:
        begins, ends = getattr(row, first), getattr(row, last)
        if begins and ends and (ends < begins or (ends == begins and not equal)):
            yield Problem(last, sentence())

    return check


def ends_first() -> str:
    """Return the sentence about a period that ends before it begins."""
    return _("The last day is before the first.")


def between(name: str, least: int, most: int) -> Check:
    """Return the check that the number `name`, where given, is from `least` to `most`."""

    def check(_session: Session, row: Any) -> Iterator[Problem]:
        value = getattr(row, name)
        if value is not None and not least <= value <= most:
            yield Problem(name, _("From %(least)s to %(most)s.", least=least, most=most))

    return check


_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def on_the_clock(row: Any, *fields: str) -> Iterator[Problem]:
    """Yield a problem for each of the fields that holds something other than «HH:MM»."""
    for field in fields:
        text = getattr(row, field)
        if text and not _CLOCK.fullmatch(text):
            yield Problem(field, _("Write the time as hours and minutes, such as 08:30."))


def overlaps(model: Any, row: Any, first: str = "starts_on", last: str = "ends_on") -> Any:
    """Return the criterion of other rows of `model` that share a day with `row`.

    An open end reaches for ever. Both days belong to a period.
    """
    begins, ends = getattr(model, first), getattr(model, last)
    shared: list[ColumnElement[bool]] = [or_(ends.is_(None), ends >= getattr(row, first))]
    if getattr(row, last) is not None:
        shared.append(begins <= getattr(row, last))
    if row.id is not None:
        shared.append(model.id != row.id)
    return shared


def said(day: date | None) -> str:
    """Return a day as people read it, «now» for an open end."""
    return f"{day:%d.%m.%Y}" if day else _("now")


def unique(session: Session, row: Any) -> Iterator[Problem]:
    """Yield a problem for each unique key of the table that another visible row holds already."""
    model = type(row)
    mapper = inspect(model)
    for columns in _unique_keys(mapper):
        keys = [mapper.get_property_by_column(column).key for column in columns]
        values = [getattr(row, key) for key in keys]
        if any(value is None for value in values) or not _touched(row, keys):
            continue
        same = [getattr(model, key) == value for key, value in zip(keys, values, strict=True)]
        if row.id is not None:
            same.append(model.id != row.id)
        if session.scalar(select(model.id).where(*same).limit(1)) is not None:
            yield Problem(field_of(model, keys[-1]), _taken(len(keys)))


def _taken(columns: int) -> str:
    if columns == 1:
        return _("There is another record with this value already.")
    return _("There is such a record already.")


def _touched(row: Any, keys: list[str]) -> bool:
    state = inspect(row)
    return state.transient or any(state.attrs[key].history.has_changes() for key in keys)


def _unique_keys(mapper: Any) -> Iterator[list[Any]]:
    table = mapper.local_table
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield list(constraint.columns)
    for index in table.indexes:
        if isinstance(index, Index) and index.unique and not _only_where_null(index):
            yield list(index.columns)


def _only_where_null(index: Index) -> bool:
    """Return whether the index holds only for rows that lack a column: no plain comparison."""
    return str(index.dialect_options["sqlite"]["where"]).endswith(" IS NULL")
