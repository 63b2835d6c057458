"""Names of sheets: what Excel refuses is left out, no two are the same."""

from typing import Final

LONGEST: Final = 31  # characters that Excel allows
REFUSED: Final = frozenset(r"[]:*?/\\")
RESERVED: Final = frozenset({"history"})


class SheetNames:
    """The names that a workbook has given away."""

    def __init__(self) -> None:
        self._taken: set[str] = set(RESERVED)

    def unique(self, title: str) -> str:
        """Return a name made of `title`; a number follows where it was given away."""
        plain = "".join(" " if sign in REFUSED or ord(sign) < 32 else sign for sign in title)
        plain = " ".join(plain.split()).strip("'") or "1"
        name, number = plain[:LONGEST].rstrip(" '"), 1
        while name.casefold() in self._taken:
            number += 1
            ending = f" {number}"
            name = plain[: LONGEST - len(ending)].rstrip(" '") + ending
        self._taken.add(name.casefold())
        return name
