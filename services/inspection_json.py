"""The facts of an inspection as JSON: frozen with it, they are read years later without the rows.

Names of students and days of lessons are written out, because rows may go.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.enums import PartVerdict
from domain.inspection import CAUSES, CLAUSES, PARTS, Fact, FactKey, Part
from services.inspection_facts import Facts
from services.inspection_reading import Reading

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fault with the rows behind it in words: (id, «02.09» or «02.09, 3») and (id, name)."""

    key: FactKey
    count: int
    total: int
    lessons: tuple[tuple[int, str], ...]
    students: tuple[tuple[int, str], ...]

    @property
    def clause(self) -> str:
        """Return the clause that is not kept."""
        return CLAUSES[self.key]

    @property
    def part(self) -> Part:
        """Return the part of clause 7.3 that it belongs to."""
        return PARTS[self.key]

    @property
    def has_cause(self) -> bool:
        """Return whether a remark made of it closes itself when it is gone."""
        return self.key in CAUSES


@dataclass(frozen=True, slots=True)
class ShownFacts:
    """The facts of an inspection, counted now or as they were frozen."""

    semester: int
    lessons: int
    recorded: int
    works: int
    students: int
    marked: int
    hours: Mapping[str, int]
    faults: tuple[ShownFact, ...]
    suggested: Mapping[Part, PartVerdict]

    def of(self, part: Part) -> tuple[ShownFact, ...]:
        """Return the faults of a part."""
        return tuple(fact for fact in self.faults if fact.part is part)

    def fact(self, key: FactKey) -> ShownFact | None:
        """Return a fault by its key, None where there is none."""
        return next((fact for fact in self.faults if fact.key is key), None)


_HOURS: Final = ("curriculum", "load", "plan", "scheduled", "held", "due", "to_come")
_COUNTS: Final = ("semester", "lessons", "recorded", "works", "students", "marked")


def shown(reading: Reading, facts: Facts) -> ShownFacts:
    """Return the facts of a journal with the names of what stands behind them."""
    names = {one.student_id: one.short_name for one in reading.final.students}
    days = {
        row.id: f"{row.held_on:%d.%m}" + (f", {row.pair}" if row.pair else "")
        for row in reading.lessons
    }

    def named(fact: Fact) -> ShownFact:
        return ShownFact(
            fact.key,
            fact.count,
            fact.total,
            tuple((key, days[key]) for key in fact.lessons),
            tuple((key, names[key]) for key in fact.students),
        )

    counts: dict[str, Any] = {name: getattr(facts, name) for name in _COUNTS}
    return ShownFacts(
        **counts,
        hours={name: getattr(facts.hours, name) for name in _HOURS},
        faults=tuple(named(fact) for fact in facts.faults),
        suggested=facts.suggested,
    )


def as_json(facts: ShownFacts) -> dict[str, Any]:
    """Return the facts as JSON."""
    return {
        "version": VERSION,
        **{name: getattr(facts, name) for name in _COUNTS},
        "hours": dict(facts.hours),
        "faults": [
            {
                "key": str(fact.key),
                "part": str(fact.part),
                "clause": fact.clause,
                "count": fact.count,
                "total": fact.total,
                "lessons": [list(pair) for pair in fact.lessons],
                "students": [list(pair) for pair in fact.students],
            }
            for fact in facts.faults
        ],
        "suggested": {str(part): str(verdict) for part, verdict in facts.suggested.items()},
    }


def from_json(kept: Mapping[str, Any]) -> ShownFacts | None:
    """Return facts that were frozen, None where nothing was."""
    if kept.get("version") != VERSION:
        return None
    counts: dict[str, Any] = {name: int(kept[name]) for name in _COUNTS}
    return ShownFacts(
        **counts,
        hours=dict(kept["hours"]),
        faults=tuple(
            ShownFact(
                FactKey(one["key"]),
                one["count"],
                one["total"],
                tuple((key, text) for key, text in one["lessons"]),
                tuple((key, text) for key, text in one["students"]),
            )
            for one in kept["faults"]
        ),
        suggested={Part(part): PartVerdict(verdict) for part, verdict in kept["suggested"].items()},
    )
