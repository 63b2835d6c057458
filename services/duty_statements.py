"""The journals of a teacher, and the lessons in them that lack something (5.5.3–5.5.5)."""

from typing import Any, Final

from sqlalchemy import Date, Integer, and_, bindparam, exists, or_, select

from access.proven import PlainSelect
from domain.deadlines import WITH_HOMEWORK
from models import Gradebook, GradeClosing, JournalTeacher, Lesson, Semester, StudyGroup
from services.journal_columns import COLUMNS, with_journal
from services.journal_keepers import held_by_me

MOST_ROWS: Final = 1000  # of one kind: a teacher with more has other worries than a list
WHY: Final = "duties of the person's own terms in journals, which is how a teacher sees journals"
ME: Final = bindparam("me", type_=Integer())
JOURNALS: Final = bindparam("journals", expanding=True, type_=Integer())
FIRST, TODAY = bindparam("first", type_=Date()), bindparam("today", type_=Date())


def covers(begins: Any, ends: Any, day: Any) -> Any:
    """Return whether a period with these ends, the last of which may be open, covers `day`."""
    return and_(begins <= day, or_(ends.is_(None), ends >= day))


def is_signed(day: Any) -> Any:
    """Return whether the semester of a Gradebook that holds `day`, or its year, is signed."""
    return exists(
        select(GradeClosing.id)
        .outerjoin(Semester, Semester.id == GradeClosing.semester_id)
        .where(
            GradeClosing.gradebook_id == Gradebook.id,
            GradeClosing.reopened_at.is_(None),
            or_(
                GradeClosing.semester_id.is_(None),
                and_(Semester.starts_on <= day, Semester.ends_on >= day),
            ),
        )
    )


journals: Final = PlainSelect(
    WHY,
    with_journal(select(*COLUMNS))
    .where(
        Gradebook.academic_year_id == bindparam("year"),
        Gradebook.id.in_(
            select(JournalTeacher.gradebook_id).where(JournalTeacher.teacher_id == ME)
        ),
    )
    .order_by(StudyGroup.name, Gradebook.id),
)

_without_homework: Final = and_(
    Lesson.homework == "", Lesson.kind.in_(sorted(WITH_HOMEWORK, key=str))
)
lessons: Final = PlainSelect(
    WHY,
    select(
        Lesson.id,
        Lesson.gradebook_id,
        Lesson.held_on,
        Lesson.pair,
        Lesson.topic,
        Lesson.confirmed_at,
        _without_homework.label("without_homework"),
    )
    .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
    .where(
        Gradebook.id.in_(JOURNALS),
        Lesson.held_on.between(FIRST, TODAY),
        or_(Lesson.confirmed_at.is_(None), Lesson.topic == "", _without_homework),
        held_by_me(),
        ~is_signed(Lesson.held_on),
    )
    .order_by(Lesson.held_on.desc(), Lesson.pair, Lesson.id)
    .limit(MOST_ROWS),
)
