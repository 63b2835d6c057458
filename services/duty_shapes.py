"""Shapes of a teacher's list of duties."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum, auto
from functools import cached_property
from typing import Final

from domain.deadlines import Timeliness
from domain.verdict import Verdict
from domain.working_calendar import Excuse
from services.journal_columns import JournalName


class DutyKind(StrEnum):
    """What there is to do."""

    lesson = auto()  # to be recorded
    topic = auto()
    homework = auto()
    results = auto()  # of a work
    make_up = auto()  # what came of a consultation day
    semester = auto()  # to be closed and signed
    window = auto()  # granted: corrections can be made through it
    refusal = auto()  # of a window: for information


class Urgency(IntEnum):
    """The groups of the list, the most urgent first."""

    late = 0
    today = 1
    soon = 2
    news = 3


_URGENCIES: Final = {Timeliness.overdue: Urgency.late, Timeliness.today: Urgency.today}


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the list: what is to be done where, and the most urgent verdict on it."""

    kinds: tuple[DutyKind, ...]
    verdict: Verdict
    journal: JournalName
    lesson_id: int | None = None
    work_id: int | None = None
    held_on: date | None = None
    pair: int | None = None
    what: str = ""  # the topic, the work, what was remarked on a request
    students: tuple[str, ...] = ()  # who lack a result
    key: int | None = None  # of the semester, the make-up day, the window
    number: int | None = None  # of the semester; students of the make-up day
    days: tuple[date, date] | None = None  # that a window opens
    at: datetime | None = None  # when a window closes, when a request was refused
    is_closed: bool = False  # it takes a correction window first

    @property
    def urgency(self) -> Urgency:
        """Return the group of the list."""
        if DutyKind.refusal in self.kinds:
            return Urgency.news
        return _URGENCIES.get(Timeliness(self.verdict.code), Urgency.soon)

    @property
    def due(self) -> date:
        """Return the last day on which it is in time."""
        due: date = self.verdict.facts["due"]
        return due

    @property
    def late_by(self) -> int:
        """Return by how many working days it is late."""
        return int(self.verdict.facts["late_by"])

    @property
    def excused_by(self) -> tuple[Excuse, ...]:
        """Return what moved the limit."""
        excuses: tuple[Excuse, ...] = self.verdict.facts["excused_by"]
        return excuses


@dataclass(frozen=True)
class Duties:
    """The list, and the teacher's journals to choose from."""

    lines: tuple[Duty, ...]
    journals: tuple[JournalName, ...]

    @cached_property
    def counts(self) -> Mapping[Urgency, int]:
        """Return how many lines each group has."""
        found = Counter(duty.urgency for duty in self.lines)
        return {urgency: found[urgency] for urgency in Urgency}

    @cached_property
    def kinds(self) -> Mapping[DutyKind, int]:
        """Return how often each thing is to be done."""
        found = Counter(kind for duty in self.lines for kind in duty.kinds)
        return {kind: found[kind] for kind in DutyKind if found[kind]}
