"""What the plan has for a lesson: the next rows, their hours, kind, homework (5.5.2, 5.5.10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.clock import clock
from domain.enums import LessonKind, TaskKind
from models import Gradebook, Lesson
from services.errors import NotFoundError
from services.journal_plan import JournalPlan, plans_of
from services.journal_plan_rows import PlanHead, PlanTopic, semester_of
from services.journal_rights import READS_PLANS, through

MOST_TEXT: Final = 2000  # characters of a lesson's field


class NoSuggestion(StrEnum):
    """Why the plan suggests nothing for a lesson."""

    no_plan = auto()
    exhausted = auto()  # every row of the semester is given
    taken = auto()  # the lesson has a topic already


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What one lesson would record if the plan is followed."""

    topic_ids: tuple[int, ...]
    topic: str
    hours: int  # academic hours of the rows in this lesson
    kind: LessonKind
    homework: str
    tasks: str
    task_kind: TaskKind | None
    given: int  # hours of the first row that earlier lessons gave
    total: int  # hours of the first row

    @property
    def last_topic_id(self) -> int | None:
        """Return the last of several rows, None where there is one."""
        return self.topic_ids[-1] if len(self.topic_ids) > 1 else None


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the plan that a lesson may take instead."""

    id: int
    section: str
    title: str
    hours: int
    left: int  # hours not given yet
    is_skipped: bool


@dataclass(frozen=True, slots=True)
class LessonPlanView:
    """A lesson beside the plan: what is suggested, or why nothing is, and what can be chosen."""

    lesson_id: int
    gradebook_id: int
    head: PlanHead | None
    topic_id: int | None  # the row that the lesson gave
    suggestion: Suggestion | None
    reason: NoSuggestion | None
    choices: tuple[Choice, ...]  # rows of the lesson's semester


def suggestion_of(session: Session, lesson_id: int) -> LessonPlanView:
    """Return what the plan of its journal has for a lesson that the principal sees.

    Raises NotFoundError for a lesson that is not there or not theirs to see.
    """
    query = (
        select(Lesson.gradebook_id, Lesson.held_on, Lesson.topic, Lesson.topic_id)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .where(Lesson.id == lesson_id, through(current_principal(), READS_PLANS))
    )
    row = session.execute(query).first()
    if row is None:
        raise NotFoundError(_("There is no such lesson, or it is not yours to see."))
    plan = plan_for(session, row.gradebook_id, row.held_on)
    suggestion = None if row.topic else suggested(plan, lesson_id)
    return LessonPlanView(
        lesson_id,
        plan.gradebook_id,
        plan.head,
        row.topic_id,
        suggestion,
        None if suggestion else _reason(plan, bool(row.topic)),
        choices(plan, semester_of(plan.terms, row.held_on)),
    )


def plan_for(session: Session, gradebook_id: int, day: date) -> JournalPlan:
    """Return the plan of a journal found visible, as it stands for a lesson of `day`."""
    since = min(day, clock.today())
    return plans_of(session, [gradebook_id], since)[gradebook_id]


def suggested(plan: JournalPlan, lesson_id: int) -> Suggestion | None:
    """Return what the flow of the plan puts into a lesson, None where it puts nothing."""
    pieces = plan.flow.of_lesson(lesson_id)
    topics = [topic for piece in pieces if (topic := plan.topic(piece.topic_id)) is not None]
    return combined(plan, topics, sum(piece.hours for piece in pieces)) if topics else None


def combined(plan: JournalPlan, topics: Sequence[PlanTopic], hours: int) -> Suggestion:
    """Return what a lesson records that gives `topics`, one or several neighbours."""
    first = topics[0]
    given = next(
        sum(piece.hours for piece in row.given)
        for row in plan.flow.rows
        if row.topic.id == first.id
    )
    return Suggestion(
        tuple(topic.id for topic in topics),
        _joined(topic.title for topic in topics),
        hours,
        first.kind,
        _joined(topic.homework for topic in topics),
        _joined(topic.tasks for topic in topics),
        next((topic.task_kind for topic in topics if topic.task_kind), None),
        given,
        first.hours,
    )


def _joined(texts: Iterable[str]) -> str:
    """Return different texts as one, each without its full stop: «Процессы. Потоки»."""
    parts = dict.fromkeys(text.strip().rstrip(".") for text in texts if text.strip())
    return ". ".join(parts)[:MOST_TEXT]


def choices(plan: JournalPlan, semester: int) -> tuple[Choice, ...]:
    """Return the rows of a semester of the plan, in their order."""
    rows = {row.topic.id: row for row in plan.flow.rows}
    return tuple(
        Choice(
            topic.id,
            topic.section,
            topic.title,
            topic.hours,
            rows[topic.id].pending,
            rows[topic.id].is_skipped,
        )
        for topic in plan.topics
        if topic.semester == semester
    )


def _reason(plan: JournalPlan, is_taken: bool) -> NoSuggestion:
    if plan.head is None or not plan.topics:
        return NoSuggestion.no_plan
    return NoSuggestion.taken if is_taken else NoSuggestion.exhausted
