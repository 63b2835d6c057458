"""A detail page: the row, and beside it what belongs together, each block with a link to all."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from access.matrix import Action
from views.register.counting import said
from views.register.listing import Head, Line, lines
from views.register.query import Asked, criterion, fetch, sized
from views.register.register import REGISTERS, Register, Related
from views.register.rights import may
from views.register.values import is_number, shown


@dataclass(frozen=True, slots=True)
class Block:
    """Related rows: some of them, how many there are, where all are, where one is added."""

    title: str
    heads: tuple[Head, ...]
    lines: list[Line]
    count: str
    more: bool
    all_address: str
    add_address: str


def facts(register: Register, row: Any) -> list[tuple[str, str, str]]:
    """Return the row's own columns: label, text, and where the text leads if anywhere."""
    found = []
    for column in register.detail_columns:
        found.append((str(column.label), shown(column, row), _leads_to(column, row)))
    return found


def _leads_to(column: Any, row: Any) -> str:
    """Return the page of the row that a reference shows, where the reader may open it."""
    if column.target is None or not column.relation or getattr(row, column.key) is None:
        return ""
    register = next((r for r in REGISTERS.values() if r.model is column.target), None)
    if register is None or not may(register, Action.read):
        return ""
    # A label may stand for a row that the reader cannot open; only a loaded row is linked.
    visible = column.value(row) is not None and isinstance(column.value(row), column.target)
    return f"{register.path}/show/{getattr(row, column.key)}" if visible else ""


def blocks(session: Session, register: Register, row: Any) -> list[Block]:
    """Return the related blocks that the reader may see."""
    found = []
    for related in register.related:
        other = REGISTERS.get(related.resource)
        if other is not None and may(other, Action.read):
            found.append(_block(session, register, other, related, row))
    return found


def _block(
    session: Session, register: Register, other: Register, related: Related, row: Any
) -> Block:
    where = (criterion(other, related.via, row.id),)
    page = fetch(session, other, sized(Asked(where=where), 0, related.limit), other.loads)
    names = related.only or tuple(column.name for column in other.list_columns)
    columns = tuple(other.columns[name] for name in names if name != related.via)
    first = page.rows[0] if page.rows else None
    heads = tuple(
        Head(str(c.label), "", "", first is not None and is_number(c, first)) for c in columns
    )
    addable = may(other, Action.create) and related.via in other.fields
    if related.most and len(page.rows) >= related.most:
        addable = False
    here = f"{register.path}/show/{row.id}"
    return Block(
        title=str(related.title or other.title),
        heads=heads,
        lines=lines(other, columns, page.rows),
        count=said(page.count),
        more=page.more,
        all_address=f"{other.path}/list/?{related.via}={row.id}",
        add_address=f"{other.path}/add?{related.via}={row.id}&back={here}" if addable else "",
    )
