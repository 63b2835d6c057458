"""A curriculum as plain values: what files are read into, written from, and compared by.

`HOUR_KINDS` are the kinds of hours that add up to the total of a semester. Practical training is
no kind: it says how many of those hours are practical, and is never added to them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from domain.enums import AttestationForm, ItemKind

HOUR_KINDS: Final = (
    "theory", "practice", "lab", "coursework", "consultation", "control", "self_study",
)  # fmt: skip
LAST_SEMESTER: Final = 12
MOST_HOURS: Final = 2000  # of one kind, of an item in a semester
PRACTICES: Final = frozenset(
    {ItemKind.study_practice, ItemKind.work_practice, ItemKind.graduation_practice}
)


@dataclass(frozen=True, slots=True)
class SemesterPlan:
    """The academic hours of an item in a semester of the programme, and how it is attested."""

    semester: int  # counted through the whole programme, from 1
    theory: int = 0
    practice: int = 0
    lab: int = 0
    coursework: int = 0
    consultation: int = 0
    control: int = 0
    self_study: int = 0
    practical_training: int = 0
    attestation: AttestationForm = AttestationForm.none

    @property
    def total(self) -> int:
        """Return all hours of the semester, practical training not added again."""
        return sum(getattr(self, kind) for kind in HOUR_KINDS)

    @property
    def course(self) -> int:
        """Return the course (1, 2 …) that the semester is in."""
        return (self.semester + 1) // 2


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """A cycle or a section: ОГСЭ, ОП, ПЦ …; `parent` is the code of the cycle it lies in."""

    code: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """A discipline, module, course of a module, practice or exam."""

    index: str
    name: str
    kind: ItemKind
    cycle: str | None = None  # code of the cycle
    parent: str | None = None  # index of the module
    semesters: tuple[SemesterPlan, ...] = ()

    @property
    def total(self) -> int:
        """Return the hours of all semesters."""
        return sum(one.total for one in self.semesters)


@dataclass(frozen=True, slots=True)
class CurriculumPlan:
    """A whole curriculum. Cycles and items stand in the order in which people read them."""

    code: str
    name: str
    qualification: str = ""
    intake_year: int = 0  # 0: not known
    months: int | None = None
    cycles: tuple[CyclePlan, ...] = ()
    items: tuple[ItemPlan, ...] = ()

    @property
    def total(self) -> int:
        """Return all hours; a module's own row holds none, so nothing is counted twice."""
        return sum(item.total for item in self.items)


@dataclass(frozen=True, slots=True)
class Sums:
    """Hours added up: by semester, by kind, and in all."""

    by_semester: Mapping[int, int] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)
    practical_training: int = 0
    total: int = 0


def sums_of(semesters: Iterable[SemesterPlan]) -> Sums:
    """Return `semesters`, of any number of items, added up."""
    by_semester: dict[int, int] = {}
    by_kind = dict.fromkeys(HOUR_KINDS, 0)
    practical = 0
    for one in semesters:
        by_semester[one.semester] = by_semester.get(one.semester, 0) + one.total
        for kind in HOUR_KINDS:
            by_kind[kind] += getattr(one, kind)
        practical += one.practical_training
    return Sums(by_semester, by_kind, practical, sum(by_semester.values()))


def ordered(plan: CurriculumPlan) -> Iterator[tuple[int, ItemPlan]]:
    """Yield the items with their depth, each module followed by its parts.

    A part whose module is missing, or that stands in a circle, is yielded without one.
    """
    known = {item.index for item in plan.items}
    parts: dict[str | None, list[ItemPlan]] = {}
    for item in plan.items:
        inside = item.parent if item.parent in known and item.parent != item.index else None
        parts.setdefault(inside, []).append(item)
    shown: set[str] = set()

    def walk(parent: str | None, depth: int) -> Iterator[tuple[int, ItemPlan]]:
        for item in parts.get(parent, ()):
            if item.index not in shown:
                shown.add(item.index)
                yield depth, item
                yield from walk(item.index, depth + 1)

    yield from walk(None, 0)
    for item in plan.items:
        if item.index not in shown:
            shown.add(item.index)
            yield 0, replace(item, parent=None)
