"""The semesters of a year, and the terms of programmes that have their own (clause 2.4)."""

from collections.abc import Sequence
from datetime import date

from domain.terms import Term, current
from services.delivery_rows import SemesterRow


class YearTerms:
    """Which semesters or terms a programme's hours are counted in, for a semester of the year.

    The terms of a programme's own belong to the semester of the year that they begin in.
    """

    def __init__(self, rows: Sequence[SemesterRow]) -> None:
        self._common = [row for row in rows if row.programme_id is None] or list(rows)
        self._own: dict[int, list[SemesterRow]] = {}
        for row in rows:
            if row.programme_id is not None:
                self._own.setdefault(row.programme_id, []).append(row)
        self.numbers = tuple(dict.fromkeys(row.number for row in self._common))

    def present(self, today: date) -> int:
        """Return the number of the semester of `today`, 0 where the year has none."""
        found = current([_term(row) for row in self._common], today)
        return 0 if found is None else found.number

    def ids(self, chosen: int) -> list[int]:
        """Return the ids of all semesters and terms in the `chosen` semester, 0: the year."""
        own = [row for rows in self._own.values() for row in rows]
        return [row.id for row in self._common if chosen in (0, row.number)] + [
            row.id for row in own if chosen in (0, self.present(row.starts_on))
        ]

    def of(self, programme_id: int, chosen: int) -> list[SemesterRow]:
        """Return the semesters or terms of a programme in the `chosen` semester, 0: the year."""
        own = self._own.get(programme_id)
        if own is None:
            return [row for row in self._common if chosen in (0, row.number)]
        return [row for row in own if chosen in (0, self.present(row.starts_on))]


def _term(row: SemesterRow) -> Term:
    return Term(row.number, row.starts_on, row.ends_on)
