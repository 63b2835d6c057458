"""The works past their week whose results are not all there, counted by journal (5.5.6)."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.monitor import Counts
from models import Enrolment, Gradebook, Lesson, Student
from services.duty_results import expected, lacking
from services.duty_statements import covers
from services.monitor_lessons import WHY
from services.monitor_limits import Limits
from services.monitor_shapes import Book


def lacking_works(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Return a select of `columns` of the works due from `first` to `today`, both binds.

    Of the journals of the bind `journals`: those that somebody lacks a result of. `columns` takes
    Lesson, Gradebook and what `expected` names: it is given as the subquery.
    """
    due = expected()
    somebody = (
        select(Enrolment.id)
        .join(Student, Student.id == Enrolment.student_id)
        .where(
            Enrolment.group_id == Gradebook.group_id,
            covers(Enrolment.starts_on, Enrolment.ends_on, Lesson.held_on),
            *lacking(due.c.work_id, due.c.due_on),
        )
        .correlate(due, Lesson, Gradebook)
        .exists()
    )
    shown = [getattr(due.c, one) if isinstance(one, str) else one for one in columns]
    return (
        select(*shown)
        .select_from(due)
        .join(Lesson, Lesson.id == due.c.lesson_id)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .where(somebody)
    )


_counts: Final = PlainSelect(
    WHY, lacking_works(Lesson.gradebook_id, func.count()).group_by(Lesson.gradebook_id)
)


def count_works(session: Session, books: Sequence[Book], bounds: Limits) -> dict[int, Counts]:
    """Return how many works of the period lack results, by journal: one statement."""
    if not bounds.days or not books:
        return {}
    rows = _counts(
        session,
        proven=True,
        journals=[book.id for book in books],
        first=bounds.days[0],
        today=bounds.results_until,
    )
    return {key: Counts(no_results=number) for key, number in rows}
