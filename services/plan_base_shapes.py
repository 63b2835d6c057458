"""Shapes of the base of plans: what narrows it, and what is found in it (clause 3.3)."""

from dataclasses import dataclass
from datetime import datetime

from domain.enums import LessonKind, PlanRow, PlanState
from services.journal_columns import JournalName


@dataclass(frozen=True, slots=True)
class BaseFilter:
    """What narrows the base; 0 and the empty text narrow nothing."""

    programme_id: int = 0
    discipline: str = ""
    group_id: int = 0
    teacher_id: int = 0
    year_id: int = 0
    state: PlanState = PlanState.approved


@dataclass(frozen=True, slots=True)
class BasePlace:
    """Which plan it is."""

    plan_id: int
    state: PlanState
    year: str
    programme: str
    journal: JournalName


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic that was found, in its plan."""

    place: BasePlace
    topic_id: int
    title: str
    level: PlanRow
    semester_number: int
    hours: int
    kind: LessonKind


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan in the list of the base."""

    place: BasePlace
    hours: int
    rows: int
    decided_at: datetime | None
