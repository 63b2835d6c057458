"""Whether a programme is delivered as it should be: hours side by side (clause 3.11).

All hours are academic hours of lessons: self-study and interim attestation have none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from domain.plan_hours import CONTROL, LESSON_HOURS

LESSON_KINDS: Final = tuple(
    kind for kind in dict.fromkeys(LESSON_HOURS.values()) if kind != CONTROL
)


@dataclass(frozen=True, slots=True)
class DeliveryHours:
    """Hours of a journal, or summed up, through a semester or a year."""

    curriculum: int = 0
    load: int = 0
    plan: int = 0  # of the lesson plan in force
    scheduled: int = 0  # of all lessons in the journal: held, to come, not recorded
    held: int = 0  # of lessons recorded
    due: int = 0  # what should have been held by today: past lessons and cancelled ones
    to_come: int = 0  # of lessons from today on that are not recorded yet

    @property
    def deviation(self) -> int:
        """Return by how much what was held differs from what should have been by today."""
        return self.held - self.due

    @property
    def unrecorded(self) -> int:
        """Return the hours of past lessons that nobody recorded."""
        return self.scheduled - self.held - self.to_come

    @property
    def forecast(self) -> int:
        """Return by how much the load will be exceeded, negative: missed, at the end."""
        return self.held + self.to_come - self.load

    @property
    def is_behind(self) -> bool:
        """Return whether hours are missing today, or will be at the end."""
        return self.deviation < 0 or self.forecast < 0

    def __add__(self, other: "DeliveryHours") -> "DeliveryHours":
        return DeliveryHours(
            self.curriculum + other.curriculum,
            self.load + other.load,
            self.plan + other.plan,
            self.scheduled + other.scheduled,
            self.held + other.held,
            self.due + other.due,
            self.to_come + other.to_come,
        )


class Share(NamedTuple):
    """A journal of an item in one group: which subgroup and part, and its load by kind."""

    journal: int
    subgroup: int  # 0: the whole group
    part: int
    load: Mapping[str, int]


def curriculum_shares(curriculum: Mapping[str, int], shares: Iterable[Share]) -> dict[int, int]:
    """Return how many of an item's curriculum hours each journal of a group stands for.

    A kind of hours belongs to the journals that have load of it, in every subgroup whole; several
    parts side by side share it as the load does, and the first bears what is left over. A kind
    that nobody teaches belongs to the first journal.
    """
    ordered = sorted(shares, key=lambda one: (one.subgroup, one.part))
    found = {one.journal: 0 for one in ordered}
    for kind, hours in curriculum.items():
        by_subgroup: dict[int, list[Share]] = defaultdict(list)
        for one in ordered:
            if one.load.get(kind, 0):
                by_subgroup[one.subgroup].append(one)
        if not by_subgroup and ordered:
            found[ordered[0].journal] += hours
        for parts in by_subgroup.values():
            given = sum(one.load[kind] for one in parts)
            for one in parts:
                found[one.journal] += one.load[kind]
            found[parts[0].journal] += hours - given
    return found
