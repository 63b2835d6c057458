"""The lesson plan that a journal follows, flowing through its lessons (clauses 3.11, 5.5.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.clock import clock
from domain.plan_flow import Flow, FlowLesson, FlowTopic, flow
from domain.terms import Term
from services.journal_plan_rows import (
    PlanHead,
    PlanLesson,
    PlanTopic,
    read_plan_lessons,
    read_terms,
    read_topics,
    semester_of,
)


@dataclass(frozen=True, slots=True)
class JournalPlan:
    """A journal's plan in force, its lessons, and what of the plan goes into which lesson."""

    gradebook_id: int
    head: PlanHead | None  # none: the journal has no plan yet
    topics: tuple[PlanTopic, ...]
    lessons: tuple[PlanLesson, ...]
    terms: tuple[Term, ...]
    flow: Flow

    def topic(self, topic_id: int | None) -> PlanTopic | None:
        """Return a row of the plan by its id."""
        return next((one for one in self.topics if one.id == topic_id), None)


def plans_of(
    session: Session, gradebook_ids: Sequence[int], since: date | None = None
) -> dict[int, JournalPlan]:
    """Return the plans of journals that the caller found visible, in three statements.

    Lessons from `since` on, today unless told, that have no topic yet are those that the plan
    flows into; earlier ones fell out.
    """
    if not gradebook_ids:
        return {}
    since = since or clock.today()
    terms = read_terms(session, gradebook_ids)
    plans = read_topics(session, gradebook_ids)
    lessons = read_plan_lessons(session, gradebook_ids)
    found = {}
    for key in gradebook_ids:
        head, topics = plans.get(key, (None, ()))
        own = tuple(lessons.get(key, ()))
        spans = terms.get(key, ())
        found[key] = JournalPlan(key, head, topics, own, spans, _flow(topics, own, spans, since))
    return found


def _flow(
    topics: Sequence[PlanTopic], lessons: Sequence[PlanLesson], terms: Sequence[Term], since: date
) -> Flow:
    present = {topic.id: topic.id for topic in topics}
    # A lesson may still name the row of the earlier revision that this one was copied from.
    copies = {topic.origin_id: topic.id for topic in topics if topic.origin_id is not None}

    def now(topic_id: int | None) -> int | None:
        return None if topic_id is None else present.get(topic_id, copies.get(topic_id))

    return flow(
        [
            FlowTopic(one.id, one.semester, one.hours, one.section_id, one.kind.value)
            for one in topics
        ],
        [
            FlowLesson(
                one.id,
                one.day,
                semester_of(terms, one.day),
                one.hours,
                one.day >= since and not one.topic and not one.is_confirmed,
                now(one.topic_id),
                now(one.last_topic_id),
            )
            for one in lessons
        ],
    )
