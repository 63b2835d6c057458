"""Practice, coursework, debts, absences, thesis and exam of a student for the academic record."""

from collections import defaultdict
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.enums import AbsenceKind
from domain.text import short_name
from models import (
    Absence,
    AcademicYear,
    Coursework,
    Curriculum,
    CurriculumItem,
    Debt,
    DemoExam,
    EmployeeLabel,
    FinalProtocol,
    Gradebook,
    Lesson,
    PracticePlacement,
    Semester,
    StudyGroup,
    Thesis,
    Work,
)
from services.record_shapes import (
    CourseworkMark,
    ExamMark,
    OpenDebt,
    PracticeMark,
    Term,
    ThesisMark,
)

_protocols: Final = PlainSelect(
    "number and day of the protocols of a student's own thesis and exam, found visible",
    select(FinalProtocol.id, FinalProtocol.number, FinalProtocol.held_on).where(
        FinalProtocol.id.in_(bindparam("protocols", expanding=True)),
        FinalProtocol.signed_at.is_not(None),
    ),
)


def practices_of(session: Session, student_id: int) -> tuple[PracticeMark, ...]:
    """Return the practices of a student that the viewer sees; only a signed one has a mark."""
    rows = session.execute(
        select(
            CurriculumItem.index_code,
            CurriculumItem.name,
            PracticePlacement.starts_on,
            PracticePlacement.ends_on,
            PracticePlacement.hours,
            PracticePlacement.code,
            PracticePlacement.signed_at,
        )
        .join(CurriculumItem, CurriculumItem.id == PracticePlacement.item_id)
        .where(PracticePlacement.student_id == student_id)
        .order_by(PracticePlacement.starts_on, PracticePlacement.id)
    )
    return tuple(
        PracticeMark(
            f"{row.index_code} {row.name}",
            row.starts_on,
            row.ends_on,
            row.hours,
            row.code if row.signed_at is not None else None,
            row.signed_at is not None,
        )
        for row in rows
    )


def courseworks_of(session: Session, student_id: int) -> tuple[CourseworkMark, ...]:
    """Return the courseworks of a student, within what the viewer sees."""
    rows = session.execute(
        select(
            CurriculumItem.index_code,
            CurriculumItem.name,
            Coursework.topic,
            Coursework.code,
            AcademicYear.name.label("year"),
            Semester.number,
        )
        .select_from(Coursework)
        .join(Gradebook, Gradebook.id == Coursework.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Semester, Semester.id == Coursework.semester_id)
        .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
        .where(Coursework.student_id == student_id)
        .order_by(Semester.starts_on, CurriculumItem.index_code)
    )
    return tuple(
        CourseworkMark(f"{row.index_code} {row.name}", row.topic, (row.year, row.number), row.code)
        for row in rows
    )


def debts_of(session: Session, student_id: int) -> tuple[OpenDebt, ...]:
    """Return the open debts of a student, within what the viewer sees."""
    rows = session.execute(
        select(
            CurriculumItem.index_code,
            CurriculumItem.name,
            Debt.kind,
            Lesson.held_on,
            Lesson.topic,
            Work.title,
        )
        .select_from(Debt)
        .join(Gradebook, Gradebook.id == Debt.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Lesson, Lesson.id == Debt.lesson_id)
        .outerjoin(Work, Work.id == Debt.work_id)
        .where(Debt.student_id == student_id, Debt.closed_on.is_(None))
        .order_by(CurriculumItem.index_code, Lesson.held_on, Debt.id)
    )
    return tuple(
        OpenDebt(f"{row.index_code} {row.name}", row.kind, row.held_on, row.topic, row.title or "")
        for row in rows
    )


def absences_of(session: Session, student_id: int) -> dict[Term, dict[AbsenceKind, int]]:
    """Return the hours missed by semester and kind; for coming late, how often."""
    amount = func.sum(Lesson.hours).label("hours")
    rows = session.execute(
        select(
            AcademicYear.name.label("year"),
            Semester.number,
            Absence.kind,
            amount,
            func.count(Absence.id).label("times"),
        )
        .select_from(Absence)
        .join(Lesson, Lesson.id == Absence.lesson_id)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .join(
            Semester,
            and_(
                Semester.academic_year_id == AcademicYear.id,
                Semester.starts_on <= Lesson.held_on,
                Semester.ends_on >= Lesson.held_on,
                func.coalesce(Semester.programme_id, Curriculum.programme_id)
                == Curriculum.programme_id,
            ),
        )
        .where(Absence.student_id == student_id)
        .group_by(AcademicYear.name, Semester.number, Absence.kind)
    )
    found: dict[Term, dict[AbsenceKind, int]] = defaultdict(dict)
    for row in rows:
        is_late = row.kind is AbsenceKind.late
        found[row.year, row.number][row.kind] = row.times if is_late else row.hours
    return dict(sorted(found.items()))


def final_of(
    session: Session, student_id: int
) -> tuple[tuple[ThesisMark, ...], tuple[ExamMark, ...]]:
    """Return theses and demonstration exams with the numbers of their protocols."""
    theses = session.execute(
        select(
            Thesis.topic,
            Thesis.defended_on,
            Thesis.code,
            Thesis.protocol_id,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
        )
        .select_from(Thesis)
        .outerjoin(EmployeeLabel, EmployeeLabel.id == Thesis.supervisor_id)
        .where(Thesis.student_id == student_id)
        .order_by(Thesis.id)
    ).all()
    exams = session.execute(
        select(
            DemoExam.kit_code,
            DemoExam.held_on,
            DemoExam.points,
            DemoExam.maximum,
            DemoExam.code,
            DemoExam.protocol_id,
        )
        .where(DemoExam.student_id == student_id)
        .order_by(DemoExam.held_on, DemoExam.id)
    ).all()
    keys = {row.protocol_id for row in (*theses, *exams) if row.protocol_id is not None}
    rows: Any = _protocols(session, proven=True, protocols=sorted(keys)) if keys else ()
    numbers = {
        row.id: _("No. %(number)s of %(day)s", number=row.number, day=f"{row.held_on:%d.%m.%Y}")
        for row in rows
    }
    return (
        tuple(
            ThesisMark(
                row.topic,
                short_name(row.last_name, row.first_name, row.patronymic) if row.last_name else "",
                row.defended_on,
                row.code,
                numbers.get(row.protocol_id, ""),
            )
            for row in theses
        ),
        tuple(ExamMark(*row[:5], numbers.get(row.protocol_id, "")) for row in exams),
    )
