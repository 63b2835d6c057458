"""Folding of names and codes, so that search and order are the same on every database."""

import re
from typing import Final

# SQLite's LIKE and lower() know ASCII only, and people type a Latin letter that looks Cyrillic.
LOOK_ALIKES: Final = str.maketrans("abcehkmoptxy", "авсенкмортху")
# ё sorts after е and before ж: е + a sign above every letter does that on every database.
SORT_YO: Final = str.maketrans({"ё": "е\uffff"})
_SPACES: Final = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Return `text` with outer spaces gone and inner runs of white space made one space."""
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return the search form of `text`: lower case, ё as е, Latin look-alikes as Cyrillic."""
    return squeeze(text).lower().replace("ё", "е").translate(LOOK_ALIKES)


def sort_key(text: str) -> str:
    """Return a key under which plain code-point order is Russian alphabetical order."""
    return squeeze(text).lower().translate(SORT_YO)


def full_name(last: str, first: str, patronymic: str | None) -> str:
    """Return «Иванова Анна Петровна»; the patronymic may be missing."""
    return " ".join(filter(None, (last, first, patronymic)))


def short_name(last: str, first: str, patronymic: str | None) -> str:
    """Return «Иванова А. П.» for a person's three names; the patronymic may be missing."""
    initials = [f"{part[0]}." for part in (first, patronymic) if part]
    return " ".join([last, *initials])
