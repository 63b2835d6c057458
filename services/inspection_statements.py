"""The statements behind the facts of an inspection: of one journal, a fixed number (7.3)."""

from typing import Any, Final

from sqlalchemy import (
    Date,
    DateTime,
    Integer,
    String,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy import literal as value

from access.proven import PlainSelect
from domain.cells import NUMERIC
from domain.delivery import LESSON_KINDS
from domain.enums import ChangeKind, MakeUpOutcome, PlanRow, PlanState
from models import (
    Absence,
    AuditEntry,
    Debt,
    Gradebook,
    Lesson,
    LessonPlan,
    LessonPlanTopic,
    MakeUpPlace,
    Mark,
    TeachingAssignment,
    TimetableChange,
    Work,
)
from models.audit import CELL

WHY: Final = "the journal that is inspected was found visible, whole, through a role that reads it"
MARK, ABSENCE, OWED = 1, 2, 3
LOAD, PLAN, BULK = 1, 2, 3
_BOOK: Final = bindparam("gradebook", type_=Integer())
_FIRST, _LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
_SEMESTER: Final = bindparam("semester", type_=Integer())

lessons: Final = PlainSelect(
    WHY,
    select(
        Lesson.id,
        Lesson.held_on,
        Lesson.pair,
        Lesson.hours,
        type_coerce(Lesson.kind, String()).label("kind"),
        type_coerce(Lesson.task_kind, String()).label("task_kind"),
        Lesson.topic,
        Lesson.homework,
        Lesson.topic_id,
        Lesson.confirmed_at,
        Lesson.homework_at,
        Work.id.label("work_id"),
        type_coerce(Work.kind, String()).label("work_kind"),
        Work.title.label("work"),
        Work.is_required,
        Work.due_on,
        Work.results_at,
    )
    .outerjoin(Work, Work.lesson_id == Lesson.id)
    .where(Lesson.gradebook_id == _BOOK, Lesson.held_on.between(_FIRST, _LAST))
    .order_by(Lesson.held_on, Lesson.pair, Lesson.id, Work.ordinal),
)


def _in_span(model: Any) -> Any:
    return model.lesson_id.in_(
        select(Lesson.id).where(Lesson.gradebook_id == _BOOK, Lesson.held_on.between(_FIRST, _LAST))
    )


_has_a_day: Final = (
    select(MakeUpPlace.id)
    .where(MakeUpPlace.debt_id == Debt.id, MakeUpPlace.outcome == MakeUpOutcome.planned)
    .exists()
)
cells: Final = PlainSelect(
    WHY,
    union_all(
        select(
            value(MARK).label("what"),
            Mark.lesson_id,
            Mark.student_id,
            Mark.ordinal.label("number"),
            Mark.code.label("text"),
            Mark.work_id,
        ).where(_in_span(Mark)),
        select(
            value(ABSENCE),
            Absence.lesson_id,
            Absence.student_id,
            Absence.minutes,
            type_coerce(Absence.kind, String()),
            value(None, Integer()),
        ).where(_in_span(Absence)),
        select(
            value(OWED),
            Debt.lesson_id,
            Debt.student_id,
            value(0),
            value(""),
            value(None, Integer()),
        ).where(Debt.gradebook_id == _BOOK, Debt.closed_on.is_(None), ~_has_a_day, _in_span(Debt)),
    ),
)

_of_load: Final = and_(
    TeachingAssignment.group_id == Gradebook.group_id,
    TeachingAssignment.subgroup_id.is_not_distinct_from(Gradebook.subgroup_id),
    TeachingAssignment.item_id == Gradebook.item_id,
    TeachingAssignment.part == Gradebook.part,
    TeachingAssignment.semester_id == _SEMESTER,
)
_is_mark: Final = or_(*(AuditEntry.new.contains(code) for code in NUMERIC))
sums: Final = PlainSelect(
    WHY,
    union_all(
        select(
            value(LOAD).label("what"),
            func.coalesce(
                func.sum(sum(getattr(TeachingAssignment, kind) for kind in LESSON_KINDS)), 0
            ).label("first"),
            value(0).label("second"),
        )
        .select_from(Gradebook)
        .join(TeachingAssignment, _of_load)
        .where(Gradebook.id == _BOOK),
        select(value(PLAN), func.coalesce(func.sum(LessonPlanTopic.hours), 0), func.count())
        .select_from(LessonPlan)
        .outerjoin(
            LessonPlanTopic,
            and_(
                LessonPlanTopic.plan_id == LessonPlan.id,
                LessonPlanTopic.level == PlanRow.lesson,
                LessonPlanTopic.semester_number == bindparam("number", type_=Integer()),
            ),
        )
        .where(LessonPlan.gradebook_id == _BOOK, LessonPlan.state == PlanState.approved),
        select(
            value(BULK),
            func.coalesce(
                func.sum(
                    case((AuditEntry.at >= bindparam("lately", type_=DateTime()), 1), else_=0)
                ),
                0,
            ),
            func.count(),
        ).where(
            AuditEntry.gradebook_id == _BOOK,
            AuditEntry.field == CELL,
            AuditEntry.at >= bindparam("since", type_=DateTime()),
            AuditEntry.at < bindparam("until", type_=DateTime()),
            func.coalesce(AuditEntry.old, "") == "",
            _is_mark,
        ),
    ),
)
cancelled: Final = PlainSelect(
    WHY,
    select(TimetableChange.was)
    .select_from(Gradebook)
    .join(TeachingAssignment, _of_load)
    .join(TimetableChange, TimetableChange.assignment_id == TeachingAssignment.id)
    .where(
        Gradebook.id == _BOOK,
        or_(TimetableChange.kind == ChangeKind.cancel, TimetableChange.kind == ChangeKind.instead),
        TimetableChange.held_on < bindparam("today", type_=Date()),
    ),
)
