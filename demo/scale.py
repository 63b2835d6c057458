"""How large a demo college is."""

from dataclasses import dataclass
from typing import Final

Stream = tuple[str, int, tuple[int, ...]]  # programme file, number of the group, courses present
ALL: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Scale:
    """The streams of groups of one year, how many teachers, and how many years are kept."""

    streams: tuple[Stream, ...]
    teachers: int
    years: int
    rooms: int


def _streams(**numbers: int) -> tuple[Stream, ...]:
    return tuple((code, n, ALL) for code, most in numbers.items() for n in range(1, most + 1))


COLLEGE: Final = _streams(**{"is": 3, "bu": 4, "at": 2, "el": 2, "sv": 3, "pk": 3, "po": 2})
SMALL: Final = (
    ("is", 1, (1, 2, 3, 4)),
    ("bu", 1, (2,)),
    ("at", 1, (1,)),
    ("sv", 1, (1, 2)),
    ("po", 1, (1,)),
)
SCALES: Final = {
    "small": Scale(SMALL, teachers=30, years=1, rooms=16),  # 9 groups
    "college": Scale(COLLEGE, teachers=110, years=1, rooms=60),  # 60 groups
    "ten-years": Scale(COLLEGE, teachers=110, years=10, rooms=60),
}
GROUP_SIZE: Final = 25
