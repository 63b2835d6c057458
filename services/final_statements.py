"""The statements behind final marks: a fixed number, whatever the journal's size."""

from typing import Any, Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import (
    Integer,
    String,
    bindparam,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from access.proven import PlainSelect
from models import (
    Absence,
    CurriculumHours,
    Debt,
    Gradebook,
    GradeClosing,
    Lesson,
    Mark,
    Semester,
    SemesterGrade,
    Work,
    YearGrade,
)

_WHY: Final = "the journal was found visible, whole, through a role that reads cells"
MARK, ABSENCE, DEBT = 1, 2, 3

terms: Final = PlainSelect(
    "semesters and hours of a curriculum are open to all who see a journal, found before",
    select(
        Semester.id,
        Semester.number,
        Semester.starts_on,
        Semester.ends_on,
        Semester.programme_id,
        CurriculumHours.semester_number,
        (
            CurriculumHours.theory
            + CurriculumHours.practice
            + CurriculumHours.lab
            + CurriculumHours.coursework
        ).label("hours"),
        CurriculumHours.attestation,
    )
    .outerjoin(CurriculumHours, CurriculumHours.item_id == bindparam("item"))
    .where(
        Semester.academic_year_id == bindparam("year"),
        or_(Semester.programme_id.is_(None), Semester.programme_id == bindparam("programme")),
    )
    .order_by(Semester.starts_on, Semester.number),
)

lessons: Final = PlainSelect(
    _WHY,
    select(
        Lesson.id,
        Lesson.held_on,
        Lesson.hours,
        type_coerce(Lesson.kind, String()).label("kind"),
        type_coerce(Lesson.task_kind, String()).label("task_kind"),
        Lesson.confirmed_at,
    )
    .where(
        Lesson.gradebook_id == bindparam("gradebook"),
        Lesson.held_on.between(bindparam("first"), bindparam("last")),
    )
    .order_by(Lesson.held_on, Lesson.pair, Lesson.id),
)


def _of_term(model: Any) -> Any:
    return model.lesson_id.in_(
        select(Lesson.id).where(
            Lesson.gradebook_id == bindparam("gradebook"),
            Lesson.held_on.between(bindparam("first"), bindparam("last")),
        )
    )


cells: Final = PlainSelect(
    _WHY,
    union_all(
        select(
            literal(MARK).label("what"),
            Mark.lesson_id,
            Mark.student_id,
            Mark.ordinal.label("number"),
            Mark.code.label("text"),
            type_coerce(Work.kind, String()).label("kind"),
            Work.weight.label("weight"),
        )
        .outerjoin(Work, Work.id == Mark.work_id)
        .where(_of_term(Mark)),
        select(
            literal(ABSENCE),
            Absence.lesson_id,
            Absence.student_id,
            Absence.minutes,
            type_coerce(Absence.kind, String()),
            null(),
            null(),
        ).where(_of_term(Absence)),
        select(
            literal(DEBT),
            Debt.lesson_id,
            Debt.student_id,
            literal(0),
            literal(""),
            null(),
            null(),
        ).where(
            Debt.gradebook_id == bindparam("gradebook"), Debt.closed_on.is_(None), _of_term(Debt)
        ),
    ),
)

_OF_ITEM: Final = (
    Gradebook.academic_year_id == bindparam("year"),
    Gradebook.group_id == bindparam("group"),
    Gradebook.item_id == bindparam("item"),
)
semester_grades: Final = PlainSelect(
    "a mark of the same item and group in a neighbouring journal: double marks are a fault (5.5.9)",
    select(
        SemesterGrade.gradebook_id,
        SemesterGrade.semester_id,
        SemesterGrade.student_id,
        SemesterGrade.code,
        SemesterGrade.reason,
    )
    .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
    .where(*_OF_ITEM),
)
year_grades: Final = PlainSelect(
    "a mark of the same item and group in a neighbouring journal: double marks are a fault (5.5.9)",
    select(YearGrade.gradebook_id, YearGrade.student_id, YearGrade.code, YearGrade.reason)
    .join(Gradebook, Gradebook.id == YearGrade.gradebook_id)
    .where(*_OF_ITEM),
)

closings: Final = PlainSelect(
    "who signed and who reopened a journal stands beside it, for all who see it whole",
    select(
        GradeClosing.id,
        GradeClosing.semester_id,
        GradeClosing.signed_at,
        GradeClosing.signed_name,
        GradeClosing.signed_by_id,
        GradeClosing.reopened_at,
        User.last_name,
        User.first_name,
        GradeClosing.reopen_reason,
    )
    .outerjoin(User, User.id == GradeClosing.reopened_by_id)
    .where(GradeClosing.gradebook_id == bindparam("gradebook", type_=Integer()))
    .order_by(GradeClosing.id.desc()),
)
