"""The final marks of the present year that a student and a parent look at (clauses 3.2, 5.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models import (
    AcademicYear,
    CurriculumItem,
    Gradebook,
    Semester,
    SemesterGrade,
    Student,
    YearGrade,
)


@dataclass(frozen=True, slots=True)
class OwnFinals:
    """A discipline's marks: by the number of the semester, and of the year where it is given."""

    title: str
    semesters: Mapping[int, str]
    year: str | None


def own_finals(session: Session, student_id: int, today: date) -> list[OwnFinals]:
    """Return the final marks of a student in the year of `today`, by discipline.

    The session's scope shows own and children's marks alone.
    """
    latest = select(func.max(AcademicYear.starts_on)).where(AcademicYear.starts_on <= today)
    rows = session.execute(
        select(
            CurriculumItem.id,
            CurriculumItem.index_code,
            CurriculumItem.name,
            Semester.number,
            SemesterGrade.code,
            YearGrade.code.label("year"),
        )
        .select_from(SemesterGrade)
        .join(Student, Student.id == SemesterGrade.student_id)
        .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Semester, Semester.id == SemesterGrade.semester_id)
        .outerjoin(
            YearGrade,
            and_(
                YearGrade.gradebook_id == SemesterGrade.gradebook_id,
                YearGrade.student_id == SemesterGrade.student_id,
            ),
        )
        .where(
            SemesterGrade.student_id == student_id,
            AcademicYear.starts_on == latest.scalar_subquery(),
        )
        .order_by(CurriculumItem.position, CurriculumItem.id, Semester.number)
    ).all()
    marks: dict[int, dict[int, str]] = {}
    for row in rows:
        marks.setdefault(row.id, {})[row.number] = row.code
    titles = {row.id: (f"{row.index_code} {row.name}", row.year) for row in rows}
    return [OwnFinals(title, marks[key], year) for key, (title, year) in titles.items()]
