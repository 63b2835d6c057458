"""Which rows a list shows: search, filters, order and page, for page, REST, export and choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.text import squeeze
from views.register import search
from views.register.columns import Column, Kind
from views.register.counting import capped_count
from views.register.register import Filter, Register
from views.register.values import MOST, WrongValueError, day, number, parse, printable

SIZES: Final = (25, 50, 100)
MOST_SIZE: Final = 200
DEEPEST: Final = 10_000  # rows to page through; beyond that a search is quicker for everyone
RANGES: Final = {"_from": "ge", "_to": "le"}
RANGED: Final = (Kind.day, Kind.instant)
COMPARE: Final = {
    "eq": lambda column, value: column == value,
    "neq": lambda column, value: column != value,
    "gt": lambda column, value: column > value,
    "lt": lambda column, value: column < value,
    "ge": lambda column, value: column >= value,
    "le": lambda column, value: column <= value,
    "rel_o_m": lambda column, value: column == value,
}


class WrongQueryError(ValueError):
    """A list is asked for in a way that cannot be understood: answered with 400."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for. `where` holds criteria; `chosen` their raw values, by name."""

    text: str = ""
    where: tuple[Any, ...] = ()
    chosen: Mapping[str, Any] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    page: int = 0
    size: int = SIZES[0]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page. `count` is exact up to the cap; `more` says whether a next page is."""

    rows: list[Any]
    count: int
    more: bool


def sized(asked: Asked, page: int, size: int) -> Asked:
    """Return `asked` for one page; a size beyond the most is cut, a page too deep refused."""
    size = min(max(size, 1), MOST_SIZE)
    if page < 0 or page * size > DEEPEST:
        raise WrongQueryError(_("There are no pages that far. Narrow the search."))
    return replace(asked, page=page, size=size)


def criterion(register: Register, name: str, raw: Any) -> Any:
    """Return the criterion of one filter of the page, `name` possibly ending in _from or _to.

    Raises WrongQueryError for a filter that the register does not have or a value it cannot take.
    """
    if name in register.custom_filters:
        custom = register.custom_filters[name]
        return custom.where(_id(raw) if custom.target else _chosen_day(custom, raw))
    bare, opr = name, "eq"
    for suffix, comparison in RANGES.items():
        if name.endswith(suffix):
            bare, opr = name.removesuffix(suffix), comparison
    if bare not in register.filter_names:
        raise WrongQueryError(_("There is no such filter: %(name)s", name=name[:40]))
    column = register.columns[bare]
    if column.kind is Kind.instant and opr == "le":
        return column.attribute < clock.start_of(_day(column, raw) + timedelta(days=1))
    return compared(column, opr, raw)


def _chosen_day(custom: Filter, raw: Any) -> date:
    try:
        return day(raw)
    except WrongValueError as wrong:
        raise WrongQueryError(f"{custom.label}: {wrong}") from None


def _day(column: Column, raw: Any) -> date:
    try:
        return day(raw)
    except WrongValueError as wrong:
        raise WrongQueryError(f"{column.label}: {wrong}") from None


def compared(column: Column, opr: str, raw: Any) -> Any:
    """Return the criterion that `column` is `opr` (eq, neq, gt, lt, ge, le, sw, ct) to `raw`."""
    if opr in ("sw", "ct") and column.kind in (Kind.text, Kind.long_text):
        if not isinstance(raw, str) or printable(raw) != squeeze(raw):
            raise WrongQueryError(_("Text is needed here."))
        match = column.attribute.startswith if opr == "sw" else column.attribute.contains
        return match(raw[: search.LONGEST], autoescape=True)
    if opr not in COMPARE or column.attribute is None or (column.enum and opr not in ("eq", "neq")):
        raise WrongQueryError(_("%(name)s cannot be compared like that.", name=column.name))
    try:
        value = parse(column, raw)
    except WrongValueError as wrong:
        raise WrongQueryError(f"{column.label}: {wrong}") from None
    return COMPARE[opr](column.attribute, value)


def _id(raw: Any) -> int:
    try:
        return number(raw)
    except WrongValueError:
        raise WrongQueryError(_("Choose one from the list.")) from None


def statement(session: Session, register: Register, asked: Asked) -> Select[Any]:
    """Return the select of all rows that `asked` names, in order, without a page."""
    query = select(register.model)
    found = search.criterion(session, register, asked.text)
    if found is not None:
        query = query.where(found)
    query = query.where(*asked.where)
    return query.order_by(*_order(register, asked))


def _order(register: Register, asked: Asked) -> list[Any]:
    names: tuple[str, ...] = (asked.sort,)
    descending = asked.descending
    if asked.sort and asked.sort not in register.sortable:
        raise WrongQueryError(_("The list cannot be sorted by %(name)s.", name=asked.sort[:40]))
    if not asked.sort:
        names, descending = register.ordered_by, register.descending
    leading = search.leads(register, asked.text) if not asked.sort else None
    if leading is not None:
        return [leading, register.model.id]
    # The key makes the order whole: without it, pages could repeat or skip rows.
    keys = [_key(register, name) for name in names if name != "id"] + [register.model.id]
    return [key.desc() for key in keys] if descending else keys


def _key(register: Register, name: str) -> Any:
    column = register.columns[name]
    return register.sortable.get(
        name, column.order if column.order is not None else column.attribute
    )


def fetch(session: Session, register: Register, asked: Asked, loads: list[Any]) -> Page:
    """Return one page of rows with what `loads` brings, in two statements or one.

    One row too many is asked for: where it does not come, the count needs no statement.
    """
    query = statement(session, register, asked)
    offset = asked.page * asked.size
    page = query.options(*loads).offset(offset).limit(asked.size + 1)
    rows = list(session.scalars(page))
    more = len(rows) > asked.size
    rows = rows[: asked.size]
    if more or (offset and not rows):
        count = capped_count(session, query.with_only_columns(register.model.id))
    else:
        count = offset + len(rows)
    return Page(rows, count, more and offset + asked.size <= DEEPEST)


def get(session: Session, register: Register, pk: int, loads: list[Any]) -> Any:
    """Return the row `pk` that the principal sees, or None."""
    if not 0 < pk <= MOST:
        return None
    return session.scalars(
        select(register.model).where(register.model.id == pk).options(*loads)
    ).first()
