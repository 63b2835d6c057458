"""A lesson takes over what the plan has for it, and gives it back (5.5.2, 5.5.8, 5.5.10)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.enums import LessonKind
from domain.typed import key_of
from models import Lesson
from services.errors import FieldsError
from services.journal_plan import JournalPlan
from services.journal_plan_rows import PlanTopic
from services.journal_rights import CHANGES_LESSONS
from services.lesson_fields import read_fields
from services.lesson_suggestion import Suggestion, combined, plan_for, suggested
from services.lessons import LessonSaved, keep_homework_time, locked_lesson, saved_answer
from services.remark_keeping import after_changes

GIVEN_BACK: Final = frozenset({"topic", "homework", "tasks", "task_kind", "kind"})


def accept_topic(
    session: Session, who: Principal, lesson_id: int, data: Mapping[str, object]
) -> LessonSaved:
    """Write into a lesson what the plan suggests, or the rows that `data` names, and commit.

    `data` may name `topic_id`, and `last_topic_id` where one lesson gives all rows up to it.
    Homework and tasks that the teacher typed before stay. A lesson that has taken a row already
    is left as it is unless a row is named. Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        journal, lesson = locked_lesson(session, who, lesson_id, CHANGES_LESSONS)
        plan = plan_for(session, journal.id, lesson.held_on)
        named = _named(plan, data)
        if named or lesson.topic_id is None:
            take = combined(plan, named, lesson.hours) if named else _next(plan, lesson)
            _write(lesson, take)
        session.flush()
        saved = saved_answer(journal, lesson)
        if journal.has_remarks:
            after_changes(session, journal.id)
        session.commit()
    return saved


def give_back(
    session: Session, who: Principal, lesson_id: int, before: Mapping[str, object]
) -> LessonSaved:
    """Undo `accept_topic` on a lesson that is not recorded yet, and commit.

    `before` may name what topic, homework, tasks, task_kind and kind were; what it does not name
    becomes empty, the kind stays. Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        journal, lesson = locked_lesson(session, who, lesson_id, CHANGES_LESSONS)
        if lesson.confirmed_at is not None:
            raise FieldsError({"topic_id": _("The lesson is recorded: its topic stays.")})
        if unknown := sorted(set(before) - GIVEN_BACK):
            raise FieldsError({unknown[0][:40]: _("A lesson has no such field.")})
        sent = {name: value for name, value in before.items() if value not in ("", None)}
        values = {"topic": "", "homework": "", "tasks": "", "task_kind": None}
        for name, value in (values | read_fields(sent)).items():
            setattr(lesson, name, value)
        lesson.topic_id = lesson.last_topic_id = None
        keep_homework_time(lesson)
        session.flush()
        saved = saved_answer(journal, lesson)
        session.commit()
    return saved


def _named(plan: JournalPlan, data: Mapping[str, object]) -> Sequence[PlanTopic]:
    """Return the rows that `data` names, from the first to the last; none where it names none."""
    places = {topic.id: place for place, topic in enumerate(plan.topics)}
    found: dict[str, int] = {}
    errors: dict[str, str] = {}
    for name, value in data.items():
        if name not in ("topic_id", "last_topic_id"):
            errors[name[:40]] = _("A lesson takes no such field from the plan.")
        elif value is not None:
            try:
                found[name] = places[key_of(value)]
            except (ValueError, LookupError):
                errors[name] = _("The plan of this journal has no such row.")
    first = found.get("topic_id")
    last = found.get("last_topic_id", first)
    if not errors and last is not None and (first is None or last < first):
        errors["last_topic_id"] = _("The last row stands after the first one in the plan.")
    if errors:
        raise FieldsError(errors)
    return () if first is None or last is None else plan.topics[first : last + 1]


def _next(plan: JournalPlan, lesson: Lesson) -> Suggestion:
    if lesson.topic:
        raise FieldsError({"topic_id": _("The lesson has a topic. Choose the row of the plan.")})
    found = suggested(plan, lesson.id)
    if found is None:
        if plan.head is None or not plan.topics:
            raise FieldsError({"topic_id": _("This journal has no lesson plan yet.")})
        raise FieldsError({"topic_id": _("Every topic of this semester's plan is given.")})
    return found


def _write(lesson: Lesson, take: Suggestion) -> None:
    is_linked = lesson.topic_id is not None
    lesson.topic_id, lesson.last_topic_id = take.topic_ids[0], take.last_topic_id
    texts: dict[str, Any] = {"topic": take.topic}
    for name in ("homework", "tasks"):
        if is_linked or not getattr(lesson, name):
            texts[name] = getattr(take, name)
    for name, value in read_fields(texts).items():  # a plan in a foreign language explains itself
        setattr(lesson, name, value)
    lesson.task_kind = take.task_kind or lesson.task_kind
    if lesson.pair is not None or take.kind is LessonKind.practice_day:
        lesson.kind = take.kind
    keep_homework_time(lesson)
