"""Hours of a lesson plan against the curriculum and the teaching load (clauses 4.2, 5.5.2).

Three ways to count the same hours, by semester of the year and by kind: what the rows of the plan
add up to, what the curriculum gives, what the load gives the journal. They must all be equal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Final, NamedTuple

from domain.enums import LessonKind

SELF_STUDY: Final = "self_study"
CONTROL: Final = "control"
# The kind of hours that a lesson of each kind counts to. Control work is done in a lesson.
LESSON_HOURS: Final[Mapping[LessonKind, str]] = MappingProxyType(
    {
        LessonKind.lecture: "theory",
        LessonKind.seminar: "theory",
        LessonKind.control: "theory",
        LessonKind.practical: "practice",
        LessonKind.practice_day: "practice",
        LessonKind.lab: "lab",
        LessonKind.coursework: "coursework",
        LessonKind.consultation: "consultation",
    }
)
# All kinds of hours, in the order in which people read them.
KINDS: Final = ("theory", "practice", "lab", "coursework", "consultation", CONTROL, SELF_STUDY)
# Interim attestation is held outside the lessons: no row of a plan stands for its hours.
PLANNED: Final = tuple(kind for kind in KINDS if kind != CONTROL)


class HourKey(NamedTuple):
    """A semester of the year and a kind of hours."""

    semester: int
    kind: str


HourTable = Mapping[HourKey, int]  # academic hours; what is missing is 0


class PlannedHours(NamedTuple):
    """The hours of one row of a plan."""

    semester: int
    kind: LessonKind
    hours: int
    self_study: int = 0


class HourFault(StrEnum):
    """What is wrong with hours, so that the plan cannot be submitted."""

    differs = auto()  # the plan differs from the curriculum, and so from the load that equals it
    disagree = auto()  # curriculum and load differ, so that no plan can match both


@dataclass(frozen=True, slots=True)
class HourCell:
    """The three numbers of one semester and kind; `load` is None where no teacher's hours exist.

    `curriculum` is the journal's share: what other journals of the same students have of it
    (`others`) is taken off. Where `may_be_less`, the share cannot be told exactly (self-study of
    a shared item), and only too many hours are a fault.
    """

    semester: int
    kind: str
    plan: int
    curriculum: int
    load: int | None
    others: int = 0
    may_be_less: bool = False

    @property
    def to_curriculum(self) -> int:
        """Return by how many hours the plan is over the curriculum; negative: short of it."""
        return self.plan - self.curriculum

    @property
    def to_load(self) -> int | None:
        """Return by how many hours the plan is over the load, None where there is no load."""
        return None if self.load is None else self.plan - self.load

    @property
    def fault(self) -> HourFault | None:
        """Return what stops the plan; None where all agree, and for interim attestation."""
        if self.kind == CONTROL:
            return None
        if self.load is not None and self.load != self.curriculum:
            return HourFault.disagree
        differs = self.to_curriculum > 0 or (self.to_curriculum < 0 and not self.may_be_less)
        return HourFault.differs if differs else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All cells that hold an hour somewhere, by semester and in the order of KINDS."""

    cells: tuple[HourCell, ...]

    @property
    def faults(self) -> tuple[HourCell, ...]:
        """Return the cells that stop the plan from being submitted."""
        return tuple(cell for cell in self.cells if cell.fault is not None)

    @property
    def semesters(self) -> tuple[int, ...]:
        """Return the semesters that have hours."""
        return tuple(dict.fromkeys(cell.semester for cell in self.cells))

    @property
    def matches(self) -> bool:
        """Return whether the hours let the plan be submitted: there are some, and all agree."""
        return not self.faults and any(cell.plan for cell in self.cells)


def plan_totals(rows: Iterable[PlannedHours]) -> dict[HourKey, int]:
    """Return the academic hours of a plan's rows by semester and kind."""
    totals: dict[HourKey, int] = {}
    for row in rows:
        for kind, hours in ((LESSON_HOURS[row.kind], row.hours), (SELF_STUDY, row.self_study)):
            if hours:
                key = HourKey(row.semester, kind)
                totals[key] = totals.get(key, 0) + hours
    return totals


def compare(
    plan: HourTable, curriculum: HourTable, load: HourTable, others: HourTable | None = None
) -> Comparison:
    """Compare the hours of a plan with the whole curriculum and the load of its journal.

    `others` are the hours that other journals give the same students of the same item (the whole
    group's, for a subgroup; the other teachers' parts): they are taken off the curriculum. None
    where the journal has the item alone.
    """
    shared = others is not None
    taken: HourTable = others or {}
    keys = {
        key for table in (plan, curriculum, load, taken) for key, hours in table.items() if hours
    }
    order = sorted(keys, key=lambda key: (key.semester, KINDS.index(key.kind)))
    return Comparison(tuple(_cell(key, plan, curriculum, load, taken, shared) for key in order))


def _cell(
    key: HourKey,
    plan: HourTable,
    curriculum: HourTable,
    load: HourTable,
    others: HourTable,
    shared: bool,
) -> HourCell:
    is_self_study = key.kind == SELF_STUDY
    other = 0 if is_self_study else others.get(key, 0)
    return HourCell(
        semester=key.semester,
        kind=key.kind,
        plan=plan.get(key, 0),
        curriculum=curriculum.get(key, 0) - other,
        load=None if is_self_study else load.get(key, 0),
        others=other,
        may_be_less=shared and is_self_study,
    )


def other_load(
    wholes: Iterable[HourTable], subgroups: Iterable[Iterable[HourTable]]
) -> dict[HourKey, int]:
    """Return what other journals of the same students give them.

    `wholes` are the loads of journals of the whole group; of each subgroup come the loads of its
    journals. A student is in one subgroup at most: the subgroup with most hours counts.
    """
    total: dict[HourKey, int] = {}
    for table in wholes:
        _add(total, table)
    most: dict[HourKey, int] = {}
    for journals in subgroups:
        one: dict[HourKey, int] = {}
        for table in journals:
            _add(one, table)
        for key, hours in one.items():
            most[key] = max(most.get(key, 0), hours)
    _add(total, most)
    return total


def _add(total: dict[HourKey, int], table: HourTable) -> None:
    for key, hours in table.items():
        total[key] = total.get(key, 0) + hours
