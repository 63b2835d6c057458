"""The rows that hold cells: changed in place where their number stays, else replaced."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlalchemy.orm import Session

from access.session import system_write
from models import Absence, Mark

_KEY: Final = "key"  # the bind of a row's id; «id» would be a column of the UPDATE


@dataclass(frozen=True, slots=True)
class RowsOfCell:
    """The rows of one cell: whose they are, the ids that hold it now, what they shall hold."""

    place: dict[str, int]
    ids: tuple[int, ...]
    values: list[dict[str, Any]]


class _Writer:
    """Writes rows of one table, in three statements at most, and only those needed."""

    def __init__(self, table: Table, *columns: str) -> None:
        self.insert = insert(table)
        self.update = (
            update(table)
            .where(table.c.id == bindparam(_KEY))
            .values({name: bindparam(name) for name in columns})
        )
        self.delete = delete(table).where(table.c.id.in_(bindparam(_KEY, expanding=True)))

    def __call__(self, session: Session, cells: list[RowsOfCell]) -> None:
        """Write the rows of `cells`. The caller has checked the rights and audits the cells."""
        kept = [cell for cell in cells if len(cell.ids) == len(cell.values)]
        replaced = [cell for cell in cells if len(cell.ids) != len(cell.values)]
        changed = [
            {_KEY: key} | values
            for cell in kept
            for key, values in zip(cell.ids, cell.values, strict=True)
        ]
        gone = [key for cell in replaced for key in cell.ids]
        added = [cell.place | values for cell in replaced for values in cell.values]
        if changed:
            system_write(session, self.update, changed)
        if gone:
            system_write(session, self.delete, {_KEY: gone})
        if added:
            system_write(session, self.insert, added)


write_marks: Final = _Writer(Mark.__table__, "ordinal", "code")
write_absences: Final = _Writer(Absence.__table__, "kind", "minutes")
