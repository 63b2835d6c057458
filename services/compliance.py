"""How the college stands today with the clauses of the regulation, as far as the viewer sees it.

Everything is counted in one statement, and by the row scope of who asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.clock import clock
from domain.enums import PlanState, RequestState
from domain.regulation import Norm
from models import (
    AcademicYear,
    AttestationSheet,
    CorrectionWindow,
    Coursework,
    Debt,
    Gradebook,
    GradeClosing,
    Lesson,
    LessonPlan,
    Outage,
    PracticePlacement,
    Semester,
    SemesterGrade,
    Thesis,
    Work,
)
from services.regulation import rulebook
from services.semester_now import semester_now


@dataclass(frozen=True, slots=True)
class Moment:
    """What the figures are about: today, the current semester, the day of overdue works."""

    today: date
    semester_id: int
    year_id: int
    first: date
    last: date
    works_due: date  # works due before that day should have results (5.5.6)


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of a clause: `what` in words with the number, None where it is not theirs."""

    what: Any
    count: int | None
    path: str  # of the list behind it


@dataclass(frozen=True, slots=True)
class _Measure:
    clause: str
    what: Any
    resource: Resource
    path: str
    query: Callable[[Moment], Select[Any]]


def _count(model: Any, *where: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).select_from(model).where(*where)


def _lessons(now: Moment, *where: ColumnElement[bool]) -> Select[Any]:
    return _count(Lesson, Lesson.held_on.between(now.first, min(now.last, now.today)), *where)


def _books(now: Moment, *where: ColumnElement[bool]) -> Select[Any]:
    return _count(Gradebook, Gradebook.academic_year_id == now.year_id, *where)


def _without_plan(now: Moment) -> Select[Any]:
    approved = select(LessonPlan.gradebook_id).where(LessonPlan.state == PlanState.approved)
    return _books(now, Gradebook.id.not_in(approved))


def _unsigned(now: Moment) -> Select[Any]:
    closed = and_(
        GradeClosing.gradebook_id == Gradebook.id,
        GradeClosing.semester_id == Semester.id,
        GradeClosing.reopened_at.is_(None),
    )
    return (
        select(func.count())
        .select_from(Gradebook)
        .join(Semester, Semester.academic_year_id == Gradebook.academic_year_id)
        .outerjoin(GradeClosing, closed)
        .where(
            Gradebook.academic_year_id == now.year_id,
            Semester.programme_id.is_(None),
            Semester.ends_on < now.today,
            GradeClosing.id.is_(None),
        )
    )


_MEASURES: Final = (
    _Measure(
        "3.6",
        _l("requests for a correction window wait for an answer"),
        Resource.correction_window,
        "/windows/",
        lambda _now: _count(CorrectionWindow, CorrectionWindow.state == RequestState.requested),
    ),
    _Measure(
        "4.2",
        _l("journals have no approved lesson plan"),
        Resource.gradebook,
        "/plans/missing",
        _without_plan,
    ),
    _Measure(
        "4.3",
        _l("debts of students are open"),
        Resource.debt,
        "/debts/",
        lambda _now: _count(Debt, Debt.closed_on.is_(None)),
    ),
    _Measure(
        "4.6",
        _l("ended semesters of journals are not signed"),
        Resource.grade_closing,
        "/journals/closing",
        _unsigned,
    ),
    _Measure(
        "5.5.4",
        _l("past lessons of the semester are not recorded"),
        Resource.lesson,
        "/registers/lesson/list/",
        lambda now: _lessons(now, Lesson.confirmed_at.is_(None), Lesson.held_on < now.today),
    ),
    _Measure(
        "5.5.5",
        _l("recorded lessons of the semester have no homework"),
        Resource.lesson,
        "/registers/lesson/list/",
        lambda now: _lessons(now, Lesson.confirmed_at.is_not(None), Lesson.homework == ""),
    ),
    _Measure(
        "5.5.6",
        _l("works wait for results longer than a week"),
        Resource.work,
        "/registers/work/list/",
        lambda now: _count(Work, Work.results_at.is_(None), Work.due_on < now.works_due),
    ),
    _Measure(
        "5.5.8",
        _l("recorded lessons of the semester have no topic"),
        Resource.lesson,
        "/registers/lesson/list/",
        lambda now: _lessons(now, Lesson.confirmed_at.is_not(None), Lesson.topic == ""),
    ),
    _Measure(
        "5.5.11",
        _l("attestation sheets are past their day and not signed"),
        Resource.attestation_sheet,
        "/sheets/",
        lambda now: _count(
            AttestationSheet,
            AttestationSheet.academic_year_id == now.year_id,
            AttestationSheet.signed_at.is_(None),
            AttestationSheet.held_on < now.today,
        ),
    ),
    _Measure(
        "5.5.12",
        _l("courseworks are past their day without a mark"),
        Resource.coursework,
        "/coursework/",
        lambda now: _count(Coursework, Coursework.code.is_(None), Coursework.due_on < now.today),
    ),
    _Measure(
        "5.5.13",
        _l("practices of students ended and are not signed"),
        Resource.practice_placement,
        "/practice/",
        lambda now: _count(
            PracticePlacement,
            PracticePlacement.signed_at.is_(None),
            PracticePlacement.ends_on < now.today,
        ),
    ),
    _Measure(
        "5.5.13",
        _l("theses have no supervisor"),
        Resource.thesis,
        "/theses/",
        lambda _now: _count(Thesis, Thesis.supervisor_id.is_(None), Thesis.code.is_(None)),
    ),
    _Measure(
        "6.1",
        _l("semester marks depart from their grounds, with a reason"),
        Resource.semester_grade,
        "/journals/closing",
        lambda now: _count(
            SemesterGrade,
            SemesterGrade.semester_id == now.semester_id,
            SemesterGrade.reason.is_not(None),
        ),
    ),
    _Measure(
        "6.2",
        _l("semester marks rest on too few marks"),
        Resource.semester_grade,
        "/journals/closing",
        lambda now: _count(
            SemesterGrade,
            SemesterGrade.semester_id == now.semester_id,
            SemesterGrade.marks < SemesterGrade.needed,
        ),
    ),
    _Measure(
        "10.1",
        _l("outages of the year are registered"),
        Resource.outage,
        "/registers/outage/list/",
        lambda now: (
            select(func.count())
            .select_from(Outage)
            .join(AcademicYear, AcademicYear.id == now.year_id)
            .where(
                Outage.starts_on <= AcademicYear.ends_on,
                or_(Outage.ends_on.is_(None), Outage.ends_on >= AcademicYear.starts_on),
            )
        ),
    ),
)
MEASURED: Final = frozenset(measure.clause for measure in _MEASURES)


def standing(session: Session, who: Principal) -> dict[str, list[Figure]]:
    """Return the figures by clause, as far as `who` sees the rows; none before the first semester.

    Takes one statement for all counts, and one for the semester.
    """
    semester = semester_now(session)
    if semester is None:
        return {}
    today = clock.today()
    days = timedelta(days=rulebook(session).on(today).whole(Norm.results_days))
    now = Moment(
        today,
        semester.id,
        semester.academic_year_id,
        semester.starts_on,
        semester.ends_on,
        today - days,
    )
    counts = session.execute(
        select(*(measure.query(now).scalar_subquery() for measure in _MEASURES))
    ).one()
    found: dict[str, list[Figure]] = {}
    for measure, count in zip(_MEASURES, counts, strict=True):
        theirs = who.may(Action.read, measure.resource)
        figure = Figure(measure.what, count if theirs else None, measure.path)
        found.setdefault(measure.clause, []).append(figure)
    return found
