"""What the marks of the running semester support so far: the forecast of an academic record."""

from collections import defaultdict
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.averages import weighted
from domain.clock import clock
from domain.final_marks import figure
from models import CurriculumItem, Gradebook, Lesson, Mark, Semester, Work
from services.record_shapes import Forecast
from services.regulation import rulebook

WEIGHT_OF_LESSON: Final = 1


def forecast_of(session: Session, student_id: int) -> tuple[Forecast, ...]:
    """Return, by discipline of today's semester, the mark that its marks of today support.

    It is the rounding of clause 6.1 applied to the weighted average so far, no more: what is to
    come may change it. One statement.
    """
    today = clock.today()
    rows = session.execute(
        select(
            CurriculumItem.index_code,
            CurriculumItem.name,
            Mark.code,
            func.coalesce(Work.weight, WEIGHT_OF_LESSON).label("weight"),
        )
        .select_from(Mark)
        .join(Lesson, Lesson.id == Mark.lesson_id)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Semester, Semester.academic_year_id == Gradebook.academic_year_id)
        .outerjoin(Work, Work.id == Mark.work_id)
        .where(
            Mark.student_id == student_id,
            Semester.programme_id.is_(None),
            Semester.starts_on <= today,
            Semester.ends_on >= today,
            Lesson.held_on.between(Semester.starts_on, Semester.ends_on),
        )
    )
    marks: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        marks[f"{row.index_code} {row.name}"].append((row.code, row.weight))
    rules = rulebook(session).on(today)
    found = ((item, weighted(own), len(own)) for item, own in sorted(marks.items()))
    return tuple(
        Forecast(item, average, number, str(figure(average, rules)))
        for item, average, number in found
        if average is not None
    )
