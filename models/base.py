"""What every model shares: naming of constraints, keys, closed vocabularies, names of people."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from itertools import product
from typing import Annotated, Any, TypeVar

from flask_appbuilder.models.decorators import renders
from flask_appbuilder.models.sqla import Model
from sqlalchemy import Enum, ForeignKey, Index, String, event, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from domain.text import fold, short_name, sort_key

# Alembic can only alter what has a name, and SQLite keeps none unless we give one.
Model.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[int, mapped_column(primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(250))]
LongText = Annotated[str, mapped_column(String(2000))]
Instant = datetime
Day = date


def choice(enum: type[StrEnum], *, check: str = "", **options: Any) -> Any:
    """Return a column of the closed vocabulary `enum`, held by a CHECK on every database.

    `check` names the CHECK where a table has several columns of one vocabulary.
    """
    spelt = "".join(f"_{c.lower()}" if c.isupper() else c for c in enum.__name__).lstrip("_")
    name = check or spelt
    column = Enum(enum, native_enum=False, create_constraint=True, length=32, name=name)
    return mapped_column(column, **options)


def reference(
    target: str, *, ondelete: str = "RESTRICT", use_alter: bool = False, **options: Any
) -> Any:
    """Return a foreign key column to `target` («table.column»), indexed unless told otherwise."""
    options.setdefault("index", True)
    return mapped_column(ForeignKey(target, ondelete=ondelete, use_alter=use_alter), **options)


def unique_with_gap(name: str, columns: tuple[str, ...], *gaps: str) -> tuple[Index, ...]:
    """Return unique indexes over `columns` where each of `gaps`, some of them, may be NULL.

    SQL holds two NULLs to be different, so one index alone would let the rows without it double.
    """
    found = []
    for missing in product((False, True), repeat=len(gaps)):
        empty = [gap for gap, is_missing in zip(gaps, missing, strict=True) if is_missing]
        tests = [f"{gap} IS {'' if gap in empty else 'NOT '}NULL" for gap in gaps]
        ending = "_whole" if len(gaps) == 1 and empty else "".join(f"_no_{gap}" for gap in empty)
        where = text(" AND ".join(tests))
        rest = tuple(column for column in columns if column not in empty)
        options: dict[str, Any] = {"sqlite_where": where, "postgresql_where": where}
        found.append(Index(name + ending, *rest, unique=True, **options))
    return tuple(found)


class Scoped:
    """Marks a model whose rows depend on who asks; `access/scopes.py` holds its one function."""

    @classmethod
    def visible_rows(cls) -> Any:
        """Return the read criterion of the present principal. Filled in by `access/reading.py`."""
        raise RuntimeError(f"no scope is installed for {cls.__name__}")


class Public:
    """Marks a dictionary that names nobody and that everyone who signed in may read."""

    @classmethod
    def visible_rows(cls) -> Any:
        """Return the read criterion of the present principal. Filled in by `access/reading.py`."""
        raise RuntimeError(f"no scope is installed for {cls.__name__}")


class Person:
    """The three names of a person, with the folded column to search and the one to sort by."""

    last_name: Mapped[str] = mapped_column(String(64))
    first_name: Mapped[str] = mapped_column(String(64))
    patronymic: Mapped[str | None] = mapped_column(String(64))
    sort_name: Mapped[str] = mapped_column(String(250), index=True)
    search_name: Mapped[str] = mapped_column(String(250), index=True)

    @renders("sort_name")
    def full_name(self) -> str:
        """Return «Иванова Анна Павловна»."""
        return " ".join(p for p in (self.last_name, self.first_name, self.patronymic) if p)

    @property
    def short_name(self) -> str:
        """Return «Иванова А. П.»."""
        return short_name(self.last_name, self.first_name, self.patronymic)

    def __str__(self) -> str:
        return self.full_name()


M = TypeVar("M", bound=type)


def folded(target: str, *sources: str) -> Callable[[M], M]:
    """Return a class decorator that keeps the search column `target` folded from `sources`."""

    def derive(_mapper: Any, _connection: Any, row: Any) -> None:
        setattr(row, target, fold(" ".join(getattr(row, source) for source in sources)))

    def decorate(model: M) -> M:
        event.listen(model, "before_insert", derive)
        event.listen(model, "before_update", derive)
        return model

    return decorate


def name_keys(last: str, first: str, patronymic: str | None) -> dict[str, str]:
    """Return the derived columns of a person's names, for inserts that pass by the mapper."""
    whole = " ".join(p for p in (last, first, patronymic) if p)
    return {"sort_name": sort_key(whole), "search_name": fold(whole)}


@event.listens_for(Person, "before_insert", propagate=True)
@event.listens_for(Person, "before_update", propagate=True)
def _derive_names(_mapper: Mapper[Any], _connection: Any, person: Any) -> None:
    for column, value in name_keys(person.last_name, person.first_name, person.patronymic).items():
        setattr(person, column, value)


__all__ = [
    "Code",
    "Day",
    "Instant",
    "Key",
    "LongText",
    "Model",
    "Name",
    "Person",
    "Public",
    "Scoped",
    "choice",
    "folded",
    "name_keys",
    "reference",
    "unique_with_gap",
]
