"""A list page: what its address asks for, and what its template shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from views.register.columns import Column
from views.register.counting import said
from views.register.query import (
    RANGES,
    SIZES,
    Asked,
    Page,
    WrongQueryError,
    criterion,
    fetch,
    sized,
)
from views.register.register import Register
from views.register.values import WrongValueError, is_number, number, shown
from views.register.widgets import Widget, filter_widget

_DAY: Final = re.compile(r"\d\d\.\d\d\.\d{4}")
LONGEST_UNBROKEN: Final = 20  # «01.09.2026 08:30», «01.09.2026 · 2»
FIRST: Final = 1  # pages are counted from one in an address


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text and how it is set, as a class of the style sheet."""

    text: str
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: where it opens, and its cells."""

    href: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """One column's head: its label and, where it can be sorted by, where a click leads."""

    label: str
    href: str
    sorted: str  # ascending, descending or nothing, as aria-sort says it
    is_number: bool


def read(register: Register, args: Mapping[str, str]) -> Asked:
    """Return what the address of a list asks for.

    Raises WrongQueryError for a filter's value or a page that makes no sense.
    """
    chosen = {name: args[name] for name in _filter_args(register) if args.get(name)}
    asked = Asked(
        text=args.get("q", ""),
        where=tuple(criterion(register, name, value) for name, value in chosen.items()),
        chosen=chosen,
        sort=args.get("sort", ""),
        descending=args.get("dir") == "desc",
    )
    size = min(_whole(args, "size", SIZES[0]), SIZES[-1])
    return sized(asked, _whole(args, "page", FIRST) - FIRST, size)


def _filter_args(register: Register) -> list[str]:
    """Return the arguments that are filters; a plain column may also have both ends of a range."""
    plain = [name for name in register.filter_names if name not in register.custom_filters]
    ranges = [f"{name}{end}" for name in plain for end in RANGES]
    return [*register.filter_names, *ranges]


def _whole(args: Mapping[str, str], name: str, otherwise: int) -> int:
    raw = args.get(name)
    try:
        return number(raw) if raw else otherwise
    except WrongValueError as wrong:
        raise WrongQueryError(str(wrong)) from None


def lines(register: Register, columns: tuple[Column, ...], rows: list[Any]) -> list[Line]:
    """Return rows as the template shows them."""
    labels = [str(column.label) for column in columns]
    return [
        Line(
            f"{register.path}/show/{row.id}",
            tuple(_cell(column, row, label) for column, label in zip(columns, labels, strict=True)),
        )
        for row in rows
    ]


def _cell(column: Column, row: Any, label: str) -> Cell:
    text = shown(column, row)
    css = "num" if is_number(column, row) else ""
    if _DAY.match(text) and len(text) <= LONGEST_UNBROKEN:
        css = "nowrap"
    return Cell(text, label, css)


class Listing:
    """What the template of a list needs, each worked out once."""

    def __init__(self, session: Session, register: Register, asked: Asked) -> None:
        self.register = register
        self.asked = asked
        self._session = session
        self.page: Page = fetch(session, register, asked, register.loads)
        self.count = said(self.page.count)
        self.lines = lines(register, register.list_columns, self.page.rows)

    @property
    def is_narrowed(self) -> bool:
        """Return whether a search or a filter is on."""
        return bool(self.asked.text or self.asked.chosen)

    def address(self, **changes: Any) -> str:
        """Return the list's address with `changes`; None takes an argument away."""
        asked = self.asked
        args: dict[str, Any] = {"q": asked.text, **asked.chosen, "sort": asked.sort}
        args |= {"dir": "desc" if asked.descending and asked.sort else None}
        args |= {"size": asked.size if asked.size != SIZES[0] else None} | changes
        return f"{self.register.path}/list/?{urlencode({k: v for k, v in args.items() if v})}"

    def export_address(self) -> str:
        """Return where the filtered list is fetched as XLSX."""
        return self.address(size=None).replace("/list/?", "/export?", 1)

    def heads(self) -> list[Head]:
        """Return the heads of the columns."""
        first = self.page.rows[0] if self.page.rows else None
        return [self._head(column, first) for column in self.register.list_columns]

    def _head(self, column: Column, first: Any) -> Head:
        register, asked = self.register, self.asked
        by = asked.sort or register.ordered_by[0]
        descending = asked.descending if asked.sort else register.descending
        state, href = "", ""
        if column.name == by:
            state = "descending" if descending else "ascending"
        if column.name in register.sortable:
            flip = "desc" if column.name == by and not descending else None
            href = self.address(sort=column.name, dir=flip)
        set_right = first is not None and is_number(column, first)
        return Head(str(column.label), href, state, set_right)

    def filters(self) -> tuple[list[Widget], list[Widget]]:
        """Return the filters that stand on the line, and those under «more»."""
        chosen = {name: str(value) for name, value in self.asked.chosen.items()}
        register = self.register
        all_ = [filter_widget(self._session, register, n, chosen) for n in register.filter_names]
        return all_[: register.main_filters], all_[register.main_filters :]

    def previous(self) -> str:
        """Return the address of the page before, or nothing."""
        return self.address(page=self.asked.page) if self.asked.page else ""

    def next(self) -> str:
        """Return the address of the page after, or nothing."""
        return self.address(page=self.asked.page + 2) if self.page.more else ""

    def range(self) -> tuple[int, int]:
        """Return the numbers of the first and last row shown."""
        first = self.asked.page * self.asked.size
        return (first + 1 if self.page.rows else 0), first + len(self.page.rows)

    def sizes(self) -> list[tuple[int, str]]:
        """Return the sizes of a page to choose from, with their addresses."""
        return [(size, self.address(size=size, page=None)) for size in SIZES]
