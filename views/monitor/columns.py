"""The headings of the monitor's table: each sorts by its column."""

from typing import Any, Final

from views.monitor.asked import MonitorAsked
from views.monitor.words import COLUMNS

DOWN: Final = "-"


class Columns:
    """The headings with their addresses and how the table is sorted at present."""

    def __init__(self, asked: MonitorAsked) -> None:
        self._asked = asked
        self.name_head = self._head("name", begins="name")
        self.heads = [
            self._head(one.key, begins=DOWN + one.key) | {"column": one} for one in COLUMNS
        ]

    def _head(self, key: str, begins: str) -> dict[str, Any]:
        """Return a heading; a first click sorts as `begins`, the next one the other way."""
        sort = self._asked.sort
        other = key if begins.startswith(DOWN) else DOWN + key
        aria = None
        if sort.removeprefix(DOWN) == key:
            aria = "descending" if sort.startswith(DOWN) else "ascending"
        return {
            "link": self._asked.address(sort=other if sort == begins else begins),
            "aria": aria,
        }
