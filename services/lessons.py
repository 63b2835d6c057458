"""Lessons of a journal: adding, changing, confirming (clauses 5.5.3 to 5.5.10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.enums import Standing
from domain.lesson_state import LessonState, state_of
from domain.same_topic import is_same_topic
from models import Lesson
from services.debt_keeping import after_confirming
from services.errors import FieldsError, NotFoundError
from services.grid_json import lesson_json
from services.grid_shapes import GridLesson
from services.journal_keepers import require_day
from services.journal_lock import LockedJournal, lock_journal
from services.journal_open import require_open
from services.journal_rights import ADDS_LESSONS, CHANGES_LESSONS, Need
from services.lesson_fields import DEFAULTS, NAMES, REQUIRED, Values, check_together, read_fields
from services.lesson_rules import check_day, check_pair, is_empty, warnings
from services.record_language import topic_problem
from services.remark_keeping import after_changes


@dataclass(frozen=True, slots=True)
class LessonSaved:
    """A lesson that was written; warnings are sentences that stop nothing."""

    lesson_id: int
    gradebook_id: int
    warnings: tuple[str, ...]
    lesson: dict[str, Any]  # as the grid's JSON gives it


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether attendance of a lesson was taken, who says so now and when (naive UTC)."""

    lesson_id: int
    confirmed_at: datetime | None
    confirmed_by: str | None
    state: LessonState


def create_lesson(
    session: Session, who: Principal, gradebook_id: int, data: Mapping[str, object]
) -> LessonSaved:
    """Add a lesson with the fields that `data` names and commit.

    Day and topic are required, all else has its usual value. Raises FieldsError, NotFoundError,
    NotAllowedError.
    """
    with writing():
        journal = lock_journal(session, who, gradebook_id, ADDS_LESSONS)
        values = DEFAULTS | read_fields(dict.fromkeys(REQUIRED, "") | dict(data))
        check_together(values)
        check_day(session, journal, values["held_on"])
        require_day(who, journal.keepers, values["held_on"])
        require_open(session, journal, values["held_on"])
        check_pair(session, journal, values)
        lesson = Lesson(gradebook_id=gradebook_id, **values)
        if values["homework"]:
            lesson.homework_at = clock.now()
        session.add(lesson)
        session.flush()
        saved = saved_answer(journal, lesson, warnings(session, journal, values))
        session.commit()
    return saved


def update_lesson(
    session: Session, who: Principal, lesson_id: int, data: Mapping[str, object]
) -> LessonSaved:
    """Change those fields of a lesson that `data` names and commit; the last writer wins in each.

    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        journal, lesson = locked_lesson(session, who, lesson_id, CHANGES_LESSONS)
        changes = _changes(lesson, read_fields(data))
        values = {name: getattr(lesson, name) for name in NAMES} | changes
        check_together(values)
        if "held_on" in changes:
            _check_move(session, journal, lesson, values)
            require_day(who, journal.keepers, values["held_on"])
            require_open(session, journal, values["held_on"])
        if changes.keys() & {"held_on", "pair"}:
            check_pair(session, journal, values, but=lesson.id)
        if "topic" in changes and not is_same_topic(lesson.topic, changes["topic"]):
            lesson.topic_id = lesson.last_topic_id = None  # another topic than the plan's
        for name, value in changes.items():
            setattr(lesson, name, value)
        keep_homework_time(lesson)
        session.flush()
        saved = saved_answer(journal, lesson, warnings(session, journal, values))
        if journal.has_remarks:
            after_changes(session, journal.id)
        session.commit()
    return saved


def confirm_lesson(
    session: Session, who: Principal, lesson_id: int, confirmed: bool = True
) -> Confirmation:
    """Say that attendance of a lesson was taken, or take that back, and commit (5.5.4).

    What is said already stays as it was said first. It can be taken back on the same day only.
    A lesson without a topic is not confirmed (5.5.8).
    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        journal, lesson = locked_lesson(session, who, lesson_id, CHANGES_LESSONS)
        now, today = clock.now(), clock.today()
        if confirmed and lesson.held_on > today:
            raise FieldsError({"confirmed": _("The lesson is still to come.")})
        if confirmed and lesson.confirmed_at is None:
            if (problem := topic_problem(lesson.topic)) is not None:
                raise FieldsError({"topic": problem})
            lesson.confirmed_at, lesson.confirmed_by_id = now, who.user_id
        elif not confirmed and lesson.confirmed_at is not None:
            if clock.day_of(lesson.confirmed_at) != today:
                sentence = _("A confirmation can be taken back on the day it was given only.")
                raise FieldsError({"confirmed": sentence})
            lesson.confirmed_at = lesson.confirmed_by_id = None
        session.flush()
        after_confirming(session, lesson.gradebook_id, lesson_id)
        if journal.has_remarks:
            after_changes(session, journal.id)
        state = state_of(lesson.held_on, lesson.confirmed_at, today)
        name = who.name if lesson.confirmed_by_id == who.user_id else None
        answer = Confirmation(lesson_id, lesson.confirmed_at, name, state)
        session.commit()
    return answer


def locked_lesson(
    session: Session, who: Principal, lesson_id: int, needs: tuple[Need, ...]
) -> tuple[LockedJournal, Lesson]:
    """Return a lesson that is `who`'s to write and its journal, locked first: `lock_journal`.

    Raises NotFoundError, NotAllowedError that names whose lessons of that day these are, or
    FieldsError where the journal is closed for changes of that day (3.6).
    """
    gradebook_id = session.scalar(select(Lesson.gradebook_id).where(Lesson.id == lesson_id))
    if gradebook_id is None:
        raise NotFoundError(_("There is no such lesson, or it is not yours to see."))
    journal = lock_journal(session, who, gradebook_id, needs)
    query = select(Lesson).where(Lesson.id == lesson_id).execution_options(populate_existing=True)
    lesson = session.scalars(query).one_or_none()
    if lesson is None:
        raise NotFoundError(_("There is no such lesson, or it is not yours to see."))
    require_day(who, journal.keepers, lesson.held_on)
    require_open(session, journal, lesson.held_on)
    return journal, lesson


def saved_answer(journal: LockedJournal, lesson: Lesson, odd: tuple[str, ...] = ()) -> LessonSaved:
    """Return what is told of a lesson that was written; `odd` are warnings."""
    keeper = journal.keepers.on(lesson.held_on, lesson.pair)
    shown = GridLesson(
        lesson.id,
        lesson.held_on,
        lesson.pair,
        lesson.hours,
        lesson.kind.value,
        lesson.mode.value,
        lesson.topic,
        lesson.homework,
        lesson.tasks,
        lesson.task_kind and lesson.task_kind.value,
        lesson.practical_hours,
        lesson.topic_id,
        lesson.room and lesson.room.name,
        state_of(lesson.held_on, lesson.confirmed_at, clock.today()),
        lesson.confirmed_at,
        "" if keeper is None else keeper.teacher,
        keeper is not None and keeper.standing is Standing.substitute,
        True,
    )
    return LessonSaved(lesson.id, lesson.gradebook_id, odd, lesson_json(shown))


def _changes(lesson: Lesson, values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(lesson, name) != value}


def keep_homework_time(lesson: Lesson) -> None:
    """Keep when a lesson's homework was first given (5.5.5).

    Taken back by the end of the lesson's day it was not given: otherwise a word on the day would
    make what follows it days later look punctual. Later it stays, as a correction of what was.
    """
    if not lesson.homework:
        if clock.today() <= lesson.held_on:
            lesson.homework_at = None
    elif lesson.homework_at is None:
        lesson.homework_at = clock.now()


def _check_move(session: Session, journal: LockedJournal, lesson: Lesson, values: Values) -> None:
    """Refuse another day for a lesson that holds something: what was late would become punctual."""
    if lesson.confirmed_at is not None or not is_empty(session, lesson.id):
        sentence = _("The lesson is recorded or holds marks or absences: its day stays.")
        raise FieldsError({"held_on": sentence})
    if lesson.held_on < clock.today():
        sentence = _("The day of the lesson is over: it stays, and what is recorded now is late.")
        raise FieldsError({"held_on": sentence})
    check_day(session, journal, values["held_on"])
