"""Free-text search of a register: folded, by prefix where tables are big, the same everywhere."""

from typing import Any, Final

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from domain.text import fold
from views.register.register import Register
from views.register.values import printable

LONGEST: Final = 100
_LAST: Final = "\U0010ffff"
FEW: Final = 2000  # rows of a dictionary that is searched in memory


def prefix(session: Session, column: Any, text: str) -> Any:
    """Return the criterion that `column` begins with `text`, so that an index serves it.

    SQLite uses an index for a range, not for its LIKE; PostgreSQL orders by the collation, so a
    range would miss there.
    """
    if session.get_bind().dialect.name == "sqlite":
        return and_(column >= text, column < text + _LAST)
    return column.startswith(text, autoescape=True)


def criterion(session: Session, register: Register, typed: str) -> Any:
    """Return the criterion of what was typed into the search box, or None for nothing."""
    text = printable(typed)[:LONGEST]
    if not text or not register.search:
        return None
    paths = _paths(register, text)
    return or_(
        *(_along(session, register.model, path.split("."), text, register.big) for path in paths)
    )


def leads(register: Register, typed: str) -> Any:
    """Return the folded column that a search of a big register runs along, if it is its own.

    A list that is searched by prefix is in the order of that column: then the first page of even
    the shortest prefix costs no sort.
    """
    text = printable(typed)[:LONGEST]
    if not text or not register.big:
        return None
    paths = _paths(register, text)
    return getattr(register.model, paths[0]) if len(paths) == 1 and "." not in paths[0] else None


def _paths(register: Register, text: str) -> tuple[str, ...]:
    """Return where to search: in a big register numbers in codes alone, words in names alone."""
    if not register.big:
        return register.search
    folded = [path for path in register.search if path.split(".")[-1].startswith("search_")]
    codes = [path for path in register.search if path not in folded]
    return tuple((codes if any(c.isdigit() for c in text) else folded) or register.search)


def _along(session: Session, model: Any, path: list[str], text: str, big: bool) -> Any:
    """Follow many-to-one relations to the column that is searched."""
    if len(path) == 1:
        return _in_column(session, model, path[0], text, big)
    relation = getattr(model, path[0])
    target = relation.property.mapper.class_
    (local,) = relation.property.local_columns
    key = getattr(model, relation.property.parent.get_property_by_column(local).key)
    return key.in_(select(target.id).where(_along(session, target, path[1:], text, big)))


def _in_column(session: Session, model: Any, name: str, text: str, big: bool) -> Any:
    column = getattr(model, name)
    if not name.startswith("search_"):
        return _unfolded(session, model, name, text, big)
    folded = fold(text)
    if big:
        return prefix(session, column, folded)
    return column.contains(folded, autoescape=True)


def _unfolded(session: Session, model: Any, name: str, text: str, big: bool) -> Any:
    """Search a column that has no folded twin: by prefix, or a small dictionary in memory."""
    column = getattr(model, name)
    if big:
        return or_(
            *(prefix(session, column, form) for form in {text, text.upper(), text.capitalize()})
        )
    wanted = fold(text)
    rows = session.execute(select(model.id, column).limit(FEW)).all()
    ids = [key for key, value in rows if value and wanted in fold(str(value))]
    return model.id.in_(ids) if ids else false()
