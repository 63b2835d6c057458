"""How punctual one lesson is: its record, its homework, the results of its works (5.5.4–5.5.6)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Integer, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.clock import clock
from domain.deadlines import (
    WITH_HOMEWORK,
    WITH_RESULTS,
    homework_punctuality,
    lesson_punctuality,
    results_punctuality,
)
from domain.verdict import Verdict
from models import Gradebook, Lesson, Mark, Work
from services.deadlines import judges
from services.errors import NotFoundError
from services.journal_keepers import KEEPER_COLUMNS, keeper_terms_in, with_keepers

_LESSON: Final = bindparam("lesson", type_=Integer())
_WHY: Final = "how punctual a lesson is that was found visible"
_marked: Final = exists(select(Mark.id).where(Mark.lesson_id == Lesson.id, Mark.work_id.is_(None)))
_lesson: Final = PlainSelect(
    _WHY,
    with_keepers(
        select(
            Gradebook.academic_year_id,
            Lesson.held_on,
            Lesson.pair,
            Lesson.kind,
            Lesson.task_kind,
            Lesson.confirmed_at,
            Lesson.homework,
            Lesson.homework_at,
            _marked.label("is_marked"),
            *KEEPER_COLUMNS,
        ).join(Gradebook, Gradebook.id == Lesson.gradebook_id)
    ).where(Lesson.id == _LESSON),
)
_works: Final = PlainSelect(
    _WHY,
    select(Work.id, Work.title, Work.kind, Work.due_on, Work.results_at)
    .where(Work.lesson_id == _LESSON, or_(Work.is_required.is_(True), Work.results_at.is_not(None)))
    .order_by(Work.ordinal),
)


@dataclass(frozen=True, slots=True)
class WorkPunctuality:
    """The verdict on the results of a work; no title: of the lesson as a whole."""

    work_id: int | None
    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class LessonPunctuality:
    """The verdicts on a lesson; None where nothing of the kind is due."""

    lesson_id: int
    record: Verdict
    homework: Verdict | None
    results: tuple[WorkPunctuality, ...]


def punctuality_of(session: Session, lesson_id: int) -> LessonPunctuality:
    """Return how punctual a lesson is; raise NotFoundError. Four statements as a rule.

    The lesson is looked for within the principal's scope.
    """
    if session.scalar(select(Lesson.id).where(Lesson.id == lesson_id)) is None:
        raise NotFoundError(_("There is no such lesson, or it is not yours to see."))
    rows = _lesson(session, proven=True, lesson=lesson_id).all()
    works = _works(session, proven=True, lesson=lesson_id).all()
    row = rows[0]
    keeper = keeper_terms_in(rows).on(row.held_on, row.pair)
    teacher_id = None if keeper is None else keeper.teacher_id
    teachers = [] if teacher_id is None else [teacher_id]
    made = judges(session, row.academic_year_id, teachers, row.held_on)
    judge = made.of(row.held_on, teacher_id)
    homework = None
    given_on = _day(row.homework_at) if row.homework else None
    # Nothing is said of homework that came from elsewhere and nobody knows when.
    if given_on is not None or (not row.homework and row.kind in WITH_HOMEWORK):
        homework = homework_punctuality(row.held_on, given_on, judge)
    results = [
        WorkPunctuality(
            work.id,
            work.title,
            results_punctuality(
                work.due_on, _day(work.results_at), made.of(work.due_on, teacher_id)
            ),
        )
        for work in works
    ]
    if not works and _lacks_results(row):
        whole = results_punctuality(row.held_on, None, judge)
        results.append(WorkPunctuality(None, "", whole))
    record = lesson_punctuality(row.held_on, _day(row.confirmed_at), judge)
    return LessonPunctuality(lesson_id, record, homework, tuple(results))


def _lacks_results(row: Any) -> bool:
    is_work = row.kind in WITH_RESULTS and row.task_kind is not None
    return is_work and not row.is_marked and row.held_on <= clock.today()


def _day(instant: datetime | None) -> date | None:
    return None if instant is None else clock.day_of(instant)
