"""The year of a student on one page: an academic record of all that the viewer may see.

Marks, sheets, practice, coursework, debts, absences, thesis, exam: each within the row scope of
who asks; thirteen statements whatever there is.
"""

from flask_babel import gettext as _
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from domain.text import full_name
from models import (
    AcademicYear,
    AttestationResult,
    Curriculum,
    CurriculumItem,
    DisciplineResult,
    Enrolment,
    Gradebook,
    Programme,
    Semester,
    SemesterGrade,
    Student,
    StudyGroup,
    YearGrade,
)
from services.errors import NotFoundError
from services.record_forecast import forecast_of
from services.record_parts import absences_of, courseworks_of, debts_of, final_of, practices_of
from services.record_shapes import (
    AcademicRecord,
    Discipline,
    SheetMark,
    Stay,
    Term,
)
from services.sheet_reading import heads_of


def academic_record(session: Session, student_id: int) -> AcademicRecord:
    """Return the record of a student whom the person sees; raise NotFoundError."""
    rows = session.execute(
        select(
            Student.last_name,
            Student.first_name,
            Student.patronymic,
            Student.record_book,
            Enrolment.starts_on,
            Enrolment.ends_on,
            StudyGroup.name,
            Programme.code,
            Programme.name.label("programme"),
        )
        .outerjoin(Enrolment, Enrolment.student_id == Student.id)
        .outerjoin(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .outerjoin(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .outerjoin(Programme, Programme.id == Curriculum.programme_id)
        .where(Student.id == student_id)
        .order_by(Enrolment.starts_on)
    ).all()
    if not rows:
        raise NotFoundError(_("There is no such student, or the student is not yours to see."))
    disciplines, terms = _disciplines(session, student_id)
    absences = absences_of(session, student_id)
    theses, exams = final_of(session, student_id)
    first = rows[0]
    return AcademicRecord(
        student_id=student_id,
        student=full_name(first.last_name, first.first_name, first.patronymic),
        record_book=first.record_book,
        stays=tuple(
            Stay(row.name, f"{row.code} {row.programme}", row.starts_on, row.ends_on)
            for row in rows
            if row.name is not None
        ),
        terms=tuple(sorted(terms)),
        disciplines=disciplines,
        sheets=_sheets(session, student_id),
        practices=practices_of(session, student_id),
        courseworks=courseworks_of(session, student_id),
        debts=debts_of(session, student_id),
        absences=absences,
        theses=theses,
        exams=exams,
        forecast=forecast_of(session, student_id),
    )


def _disciplines(session: Session, student_id: int) -> tuple[tuple[Discipline, ...], set[Term]]:
    """Return the final marks by item, and the semesters that have any. Two statements."""
    marks = session.execute(
        select(
            CurriculumItem.id,
            CurriculumItem.index_code,
            CurriculumItem.name,
            AcademicYear.name.label("year"),
            Semester.number,
            SemesterGrade.code,
            YearGrade.code.label("year_code"),
        )
        .select_from(SemesterGrade)
        .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Semester, Semester.id == SemesterGrade.semester_id)
        .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
        .outerjoin(
            YearGrade,
            and_(
                YearGrade.gradebook_id == SemesterGrade.gradebook_id,
                YearGrade.student_id == SemesterGrade.student_id,
            ),
        )
        .where(SemesterGrade.student_id == student_id)
        .order_by(CurriculumItem.index_code, AcademicYear.starts_on, Semester.number)
    )
    found: dict[int, Discipline] = {}
    terms: set[Term] = set()
    for row in marks:
        one = found.setdefault(row.id, Discipline(f"{row.index_code} {row.name}", {}, {}))
        one.terms[row.year, row.number] = row.code
        terms.add((row.year, row.number))
        if row.year_code is not None:
            one.years[row.year] = row.year_code
    results = session.execute(
        select(
            CurriculumItem.id,
            CurriculumItem.index_code,
            CurriculumItem.name,
            DisciplineResult.code,
        )
        .join(CurriculumItem, CurriculumItem.id == DisciplineResult.item_id)
        .where(DisciplineResult.student_id == student_id)
    )
    for key, index, name, code in results:
        found.setdefault(key, Discipline(f"{index} {name}", {}, {})).result = code
    return tuple(sorted(found.values(), key=lambda one: one.item)), terms


def _sheets(session: Session, student_id: int) -> tuple[SheetMark, ...]:
    """Return what stands on the student's sheets; a mark of a signed one alone. Two statements."""
    rows = session.execute(
        select(
            AttestationResult.sheet_id,
            AttestationResult.is_admitted,
            AttestationResult.attendance,
            AttestationResult.code,
        )
        .where(AttestationResult.student_id == student_id)
        .order_by(AttestationResult.id)
    ).all()
    heads = heads_of(session, [row.sheet_id for row in rows]) if rows else {}
    found = [
        SheetMark(head, row.is_admitted, row.attendance, row.code if head.is_signed else None)
        for row in rows
        if (head := heads.get(row.sheet_id)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.head.year, one.head.semester_number)))
