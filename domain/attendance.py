"""Hours missed, by reason, and the share of attendance (clauses 4.3, 4.4, 5.4.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from domain.enums import AbsenceKind

TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Missed:
    """Academic hours missed, by reason. Coming late costs none."""

    unstated: int = 0
    unexcused: int = 0
    excused: int = 0
    sick: int = 0

    @property
    def total(self) -> int:
        """Return all hours missed, whatever the reason."""
        return self.unstated + self.unexcused + self.excused + self.sick

    @property
    def with_reason(self) -> int:
        """Return the hours missed for a good reason: excused or sick."""
        return self.excused + self.sick

    def __add__(self, other: "Missed") -> "Missed":
        return Missed(
            self.unstated + other.unstated,
            self.unexcused + other.unexcused,
            self.excused + other.excused,
            self.sick + other.sick,
        )


def missed(absences: Iterable[tuple[AbsenceKind, int]]) -> Missed:
    """Return the hours missed in `absences`, pairs of a kind and its lesson's academic hours."""
    hours = dict.fromkeys(AbsenceKind, 0)
    for kind, lesson_hours in absences:
        hours[kind] += lesson_hours
    return Missed(
        unstated=hours[AbsenceKind.unstated],
        unexcused=hours[AbsenceKind.unexcused],
        excused=hours[AbsenceKind.excused],
        sick=hours[AbsenceKind.sick],
    )


def share(hours_held: int, hours_missed: int) -> Decimal | None:
    """Return the share of attendance in percent, one decimal, half up.

    `hours_held` are the hours of recorded lessons of the student's time in the group, added over
    students for a group; None where no lesson was recorded, for then nothing is known.
    Raises ValueError where more was missed than held.
    """
    if hours_held == 0:
        return None
    if not 0 <= hours_missed <= hours_held:
        raise ValueError(f"{hours_missed} hours missed of {hours_held} held")
    return (Decimal(100 * (hours_held - hours_missed)) / hours_held).quantize(TENTH, ROUND_HALF_UP)
