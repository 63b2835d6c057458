"""How many marks a lesson brings, and which: by the pupil's ability and the kind of work."""

from random import Random
from typing import Final

from demo.attendance import Away
from demo.people import Pupil
from demo.texts import Header
from domain.cells import EXEMPT, FAILED, PASSED
from domain.enums import LessonKind

# The share of those present who get a mark.
SHARE: Final = {
    LessonKind.control: 0.97,
    LessonKind.lab: 0.5,
    LessonKind.practical: 0.4,
    LessonKind.seminar: 0.3,
    LessonKind.lecture: 0.1,
    LessonKind.practice_day: 0.12,
}
HARD: Final = {"math": -0.25, "phys": -0.2, "lang": -0.1, "pe": 0.5, "safety": 0.2}
SECOND: Final = 0.03  # of marks come in twos


def share(header: Header) -> float:
    """Return the share of those present who get a mark in the lesson."""
    return 0.98 if header.is_last else SHARE.get(header.kind, 0.1)


def numeric(rng: Random, pupil: Pupil, area: str, bonus: float = 0.0) -> str:
    """Return a mark from 5 to 2."""
    level = pupil.ability + HARD.get(area, 0.0) + bonus + 0.3 * (pupil.diligence - 0.7)
    return str(min(5, max(2, round(rng.gauss(level, 0.65)))))


def codes(rng: Random, pupil: Pupil, area: str, header: Header) -> tuple[str, ...]:
    """Return the marks of a pupil for a lesson."""
    if header.is_credit:
        return (PASSED if rng.random() < 0.6 + pupil.diligence * 0.4 else FAILED,)
    first = numeric(rng, pupil, area)
    if header.kind is not LessonKind.lecture and rng.random() < SECOND:
        return (first, numeric(rng, pupil, area))
    return (first,)


def is_exempt(pupil: Pupil, area: str) -> bool:
    """Return whether the pupil does not take part in lessons of physical education."""
    return area == "pe" and pupil.exempt


def may_be_made_up(rng: Random, header: Header, away: Away, days_ago: int) -> bool:
    """Return whether work missed in the lesson was made up since."""
    works = (LessonKind.control, LessonKind.lab, LessonKind.practical)
    return days_ago > 8 and header.kind in works and not away.minutes and rng.random() < 0.55


__all__ = ["EXEMPT", "codes", "is_exempt", "may_be_made_up", "numeric", "share"]
