"""The teaching load: what the curricula call for in a year, and whether what is given adds up."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from operator import attrgetter
from typing import Final, NamedTuple, Self


@dataclass(frozen=True, slots=True)
class Hours:
    """Academic hours by kind: all that a teacher teaches. Differences may be negative."""

    theory: int = 0
    practice: int = 0
    lab: int = 0
    coursework: int = 0
    consultation: int = 0
    control: int = 0

    @classmethod
    def added(cls, parts: "Iterable[Hours]") -> Self:
        """Return the sum of `parts`, kind by kind."""
        return cls(*map(sum, zip(*map(_hours, parts), strict=True)))

    def __getitem__(self, kind: str) -> int:
        """Return the hours of a kind."""
        return int(getattr(self, kind))

    def items(self) -> Iterator[tuple[str, int]]:
        """Yield each kind with its hours."""
        return ((kind, getattr(self, kind)) for kind in KINDS)

    def as_dict(self) -> dict[str, int]:
        """Return the hours by the name of their kind."""
        return asdict(self)

    @property
    def total(self) -> int:
        """Return all hours."""
        return sum(_hours(self))

    @property
    def is_whole(self) -> bool:
        """Return whether no kind is negative."""
        return all(hours >= 0 for _, hours in self.items())

    def __bool__(self) -> bool:
        return any(_hours(self))

    def __add__(self, other: "Hours") -> "Hours":
        return Hours.added((self, other))

    def __sub__(self, other: "Hours") -> "Hours":
        return Hours(**{kind: hours - getattr(other, kind) for kind, hours in self.items()})


KINDS: Final = tuple(field.name for field in fields(Hours))
# Of a college's thousands of rows in one answer: no generator, no dictionary for each.
_hours: Final[Callable[[Hours], tuple[int, ...]]] = attrgetter(*KINDS)


class Term(NamedTuple):
    """A semester of the year; `programme_id` where it is a short term of one programme (2.4)."""

    semester_id: int
    number: int
    programme_id: int | None


class Group(NamedTuple):
    """A group in the year: `course` is the one it is in, `first_course` the one it began in."""

    group_id: int
    curriculum_id: int
    programme_id: int
    course: int
    first_course: int


class Place(NamedTuple):
    """What hours are called for: an item taught to a group in a semester."""

    group_id: int
    semester_id: int
    item_id: int


class Share(NamedTuple):
    """Hours given at a place: to a subgroup, or to the whole group where that is None."""

    subgroup_id: int | None
    hours: Hours


class Difference(NamedTuple):
    """Hours of a kind that are not what the curriculum calls for.

    `subgroup_id` is whose lessons do not add up, None for the whole group.
    """

    subgroup_id: int | None
    kind: str
    called: int
    given: int


# (curriculum, semester counted through the programme) → the items and their hours.
Curricula = Mapping[tuple[int, int], Sequence[tuple[int, Hours]]]


def terms_of(programme_id: int, terms: Iterable[Term]) -> list[Term]:
    """Return the terms of the year for a programme: its own short ones, else the common ones."""
    every = list(terms)
    own = [term for term in every if term.programme_id == programme_id]
    return own or [term for term in every if term.programme_id is None]


def programme_semester(course: int, terms_in_year: int, number: int) -> int:
    """Return the semester, counted through the programme, of the term `number` of a course."""
    return (course - 1) * terms_in_year + number


def called_for(
    groups: Iterable[Group], terms: Sequence[Term], curricula: Curricula
) -> dict[Place, Hours]:
    """Return the hours that the curricula of `groups` call for, place by place.

    A group that has not begun yet calls for nothing.
    """
    found: dict[Place, Hours] = {}
    for group in groups:
        if group.course < group.first_course:
            continue
        own = terms_of(group.programme_id, terms)
        for term in own:
            number = programme_semester(group.course, len(own), term.number)
            for item_id, hours in curricula.get((group.curriculum_id, number), ()):
                if hours:
                    found[Place(group.group_id, term.semester_id, item_id)] = hours
    return found


def given_to(shares: Iterable[Share]) -> dict[int | None, Hours]:
    """Return the hours that a student of each used subgroup is taught, with the whole group's.

    Where no subgroup is used the key is None. Parts and dated rows are simply added.
    """
    whole, apart = Hours(), dict[int, Hours]()
    for subgroup_id, hours in shares:
        if subgroup_id is None:
            whole += hours
        else:
            apart[subgroup_id] = apart.get(subgroup_id, Hours()) + hours
    if not apart:
        return {None: whole}
    return {subgroup_id: whole + hours for subgroup_id, hours in apart.items()}


def differences(called: Hours, shares: Iterable[Share]) -> list[Difference]:
    """Return where the hours given are not those called for, subgroup by subgroup and by kind.

    Every student hears each hour of the curriculum once: the lessons of the whole group and those
    of the own subgroup together are what the curriculum calls for.
    """
    shares = list(shares)
    if len(shares) == 1 and shares[0][1] == called:  # as most places of a college are
        return []
    return [
        Difference(subgroup_id, kind, getattr(called, kind), hours)
        for subgroup_id, given in given_to(shares).items()
        for kind, hours in given.items()
        if hours != getattr(called, kind)
    ]


def split_evenly(whole: Hours, ways: int) -> list[Hours]:
    """Return `whole` divided among `ways` teachers: by pairs of hours, the first take what is over.

    The parts always add up to the whole. Raises ValueError for less than one way.
    """
    if ways < 1:
        raise ValueError("a load is divided among at least one")
    parts = [dict.fromkeys(KINDS, 0) for _ in range(ways)]
    for kind, hours in whole.items():
        pairs, single = divmod(hours, 2)
        for number, part in enumerate(parts):
            part[kind] = 2 * (pairs // ways + (number < pairs % ways))
        parts[pairs % ways][kind] += single
    return [Hours(**part) for part in parts]


def divide(whole: Hours, taught: Hours) -> tuple[Hours, Hours]:
    """Return what the earlier teacher keeps of `whole`, as far as it was taught, and the rest."""
    kept = Hours(**{kind: min(hours, getattr(taught, kind)) for kind, hours in whole.items()})
    return kept, whole - kept


def unequal(whole: Hours, parts: Iterable[Hours]) -> dict[str, int]:
    """Return by kind how many hours `parts` have more (or, below zero, less) than `whole`."""
    return {kind: hours for kind, hours in (Hours.added(parts) - whole).items() if hours}
