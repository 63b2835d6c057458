"""What a reader of curricula gives back: the plan, and everything a person should know about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto

from domain.curriculum_plan import CurriculumPlan


class Told(StrEnum):
    """What a remark says about the file."""

    corrected = auto()  # taken, but written in another way
    contradiction = auto()  # the file says two things; said what was taken
    unread = auto()  # not taken


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about the file, the item and semester that it is about where there is one."""

    told: Told
    sentence: str
    index: str = ""
    semester: int | None = None


@dataclass(frozen=True, slots=True)
class UnknownWork:
    """A kind of work that nobody knows: its key and name in the file, and its hours in all."""

    key: str
    name: str
    hours: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A curriculum as it was read.

    `programmes` are the codes and names to choose from where the file names several; `checked`
    counts the sums of items and semesters that were compared with the file's own. A reading with
    `errors`, a sentence for each wrong row, is shown and never written.
    """

    plan: CurriculumPlan
    programmes: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    unknown: tuple[UnknownWork, ...] = ()
    checked: int = 0
    errors: tuple[str, ...] = ()

    def told(self, kind: Told) -> list[Remark]:
        """Return the remarks of one kind, in the order of the file."""
        return [remark for remark in self.remarks if remark.told is kind]


def once(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks without repetitions."""
    return tuple(dict.fromkeys(remarks))
