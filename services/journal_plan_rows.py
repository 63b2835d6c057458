"""What the flow of plans is made from, of any number of journals: three statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.enums import LessonKind, PlanRow, PlanState, TaskKind
from domain.terms import Term, current
from models import (
    AcademicYear,
    Curriculum,
    Gradebook,
    Lesson,
    LessonPlan,
    LessonPlanTopic,
    Semester,
    StudyGroup,
)

_JOURNALS: Final[Any] = bindparam("journals", expanding=True)
_WHY: Final = "the journals were found visible, whole, through roles that read their plans"


@dataclass(frozen=True, slots=True)
class PlanTopic:
    """A row of the plan in force that lessons give."""

    id: int
    position: int
    section_id: int  # 0: before the first section
    section: str
    theme: str
    semester: int
    title: str
    hours: int
    kind: LessonKind
    tasks: str
    task_kind: TaskKind | None
    homework: str
    origin_id: int | None


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The revision of a plan that a journal follows: the approved one, else the latest draft."""

    id: int
    revision: int
    state: PlanState

    @property
    def is_approved(self) -> bool:
        """Return whether the methodist approved it."""
        return self.state is PlanState.approved


class PlanLesson(NamedTuple):
    """A lesson, as far as the plan goes."""

    id: int
    day: date
    pair: int | None
    hours: int
    topic: str
    topic_id: int | None
    last_topic_id: int | None
    is_confirmed: bool


_terms: Final = PlainSelect(
    _WHY,
    select(
        Gradebook.id,
        AcademicYear.starts_on.label("year_starts_on"),
        AcademicYear.ends_on.label("year_ends_on"),
        Semester.number,
        Semester.starts_on,
        Semester.ends_on,
        Semester.programme_id,
    )
    .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
    .outerjoin(
        Semester,
        (Semester.academic_year_id == Gradebook.academic_year_id)
        & or_(Semester.programme_id.is_(None), Semester.programme_id == Curriculum.programme_id),
    )
    .where(Gradebook.id.in_(_JOURNALS))
    .order_by(Gradebook.id, Semester.starts_on, Semester.number),
)
_topics: Final = PlainSelect(
    _WHY,
    select(
        LessonPlan.gradebook_id,
        LessonPlan.id,
        LessonPlan.revision,
        LessonPlan.state,
        LessonPlanTopic.id,
        LessonPlanTopic.position,
        LessonPlanTopic.level,
        LessonPlanTopic.semester_number,
        LessonPlanTopic.title,
        LessonPlanTopic.hours,
        LessonPlanTopic.kind,
        LessonPlanTopic.tasks,
        LessonPlanTopic.task_kind,
        LessonPlanTopic.homework,
        LessonPlanTopic.origin_id,
    )
    .outerjoin(LessonPlanTopic, LessonPlanTopic.plan_id == LessonPlan.id)
    .where(LessonPlan.gradebook_id.in_(_JOURNALS), LessonPlan.state != PlanState.superseded)
    .order_by(LessonPlan.gradebook_id, LessonPlanTopic.position, LessonPlanTopic.id),
)
_lessons: Final = PlainSelect(
    _WHY,
    select(
        Lesson.gradebook_id,
        Lesson.id,
        Lesson.held_on,
        Lesson.pair,
        Lesson.hours,
        Lesson.topic,
        Lesson.topic_id,
        Lesson.last_topic_id,
        Lesson.confirmed_at.is_not(None),
    )
    .where(Lesson.gradebook_id.in_(_JOURNALS))
    .order_by(Lesson.held_on, Lesson.pair, Lesson.id),
)


def read_terms(session: Session, gradebook_ids: Sequence[int]) -> dict[int, tuple[Term, ...]]:
    """Return the terms of each journal's year, those of its programme where that has its own."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in _terms(session, proven=True, journals=list(gradebook_ids)):
        rows[row.id].append(row)
    return {key: _terms_of(found) for key, found in rows.items()}


def _terms_of(rows: Sequence[Any]) -> tuple[Term, ...]:
    own = [row for row in rows if row.programme_id is not None]
    found: dict[int, Term] = {}
    for row in own or rows:
        if row.number is not None:
            found.setdefault(row.number, Term(row.number, row.starts_on, row.ends_on))
    return tuple(found.values()) or (Term(1, rows[0].year_starts_on, rows[0].year_ends_on),)


def semester_of(terms: Sequence[Term], day: date) -> int:
    """Return the number of the semester that a lesson of `day` counts to."""
    term = current(terms, day)
    return 1 if term is None else term.number


def read_topics(
    session: Session, gradebook_ids: Sequence[int]
) -> dict[int, tuple[PlanHead, tuple[PlanTopic, ...]]]:
    """Return the plan that each journal follows, where it has one, with its rows in order."""
    heads: dict[int, PlanHead] = {}
    rows: dict[int, list[Any]] = {}
    revisions: dict[int, list[PlanHead]] = defaultdict(list)
    for gradebook_id, plan_id, revision, state, *row in _topics(
        session, proven=True, journals=list(gradebook_ids)
    ):
        if plan_id not in heads:
            heads[plan_id], rows[plan_id] = PlanHead(plan_id, revision, state), []
            revisions[gradebook_id].append(heads[plan_id])
        if row[0] is not None:
            rows[plan_id].append(row)
    found = {}
    for gradebook_id, some in revisions.items():
        head = max(some, key=lambda one: (one.is_approved, one.revision))
        found[gradebook_id] = head, tuple(_with_headings(rows[head.id]))
    return found


def _with_headings(rows: Sequence[Any]) -> list[PlanTopic]:
    section_id, section, theme = 0, "", ""
    found = []
    for key, position, level, semester, title, hours, *rest in rows:
        if level is PlanRow.section:
            section_id, section, theme = key, title, ""
        elif level is PlanRow.theme:
            theme = title
        else:
            place = (key, position, section_id, section, theme, semester, title, hours)
            found.append(PlanTopic(*place, *rest))
    return found


def read_plan_lessons(
    session: Session, gradebook_ids: Sequence[int]
) -> dict[int, list[PlanLesson]]:
    """Return the lessons of each journal in their order."""
    found: dict[int, list[PlanLesson]] = defaultdict(list)
    for gradebook_id, *values in _lessons(session, proven=True, journals=list(gradebook_ids)):
        found[gradebook_id].append(PlanLesson(*values))
    return found
