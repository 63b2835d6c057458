"""Names of another program told to be ours: spelt otherwise, shortened, with initials."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.text import fold

_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ROOM = re.compile(r"^(?:аудитория|ауд|кабинет|каб|к|а|лаборатория|лаб)(?=\d)")


class PersonName(NamedTuple):
    """A person of ours, by key."""

    id: int
    last: str
    first: str
    patronymic: str


def loose(text: str) -> str:
    """Return `text` folded, without all that is no letter or digit: «ИС-21» and «ис 21» alike."""
    return "".join(_WORDS.findall(fold(text))).replace("-", "")


def room_key(text: str) -> str:
    """Return the loose name of a room without «ауд.» or «каб.» before its number."""
    return _ROOM.sub("", loose(text))


def words(text: str) -> list[str]:
    """Return the folded words of a name; initials are words of one letter."""
    return _WORDS.findall(fold(text))


def same_person(names: Iterable[str], people: Sequence[PersonName]) -> int | None:
    """Return whose name one of `names` is: whole, with initials, or the last name alone.

    The first of `names` that fits exactly one person decides; None where none does.
    """
    for name in names:
        parts = words(name)
        found = [person.id for person in people if parts and _fits(parts, person)]
        if len(found) == 1:
            return found[0]
    return None


def _fits(parts: list[str], person: PersonName) -> bool:
    """Return whether the words of a name are the person's, the last name first or last."""
    last = fold(person.last)
    if parts[0] == last:
        rest = parts[1:]
    elif parts[-1] == last:
        rest = parts[:-1]
    else:
        return False
    own = [fold(person.first), fold(person.patronymic)]
    return len(rest) <= 2 and all(
        part == mine or (len(part) == 1 and mine.startswith(part))
        for part, mine in zip(rest, own, strict=False)
    )


def same_subgroup(name: str, subgroups: Iterable[tuple[int, str]]) -> int | None:
    """Return the subgroup that a part of a class stands for: by its name, else by its number."""
    known = list(subgroups)
    exact = [key for key, own in known if loose(own) == loose(name)]
    if len(exact) == 1:
        return exact[0]
    number = re.findall(r"\d+", name)
    found = [key for key, own in known if number and re.findall(r"\d+", own) == number[:1]]
    return found[0] if len(found) == 1 else None
