"""The year of a student on one page: an academic record of all that the viewer may see.

Marks, sheets, practice, coursework, debts, absences, thesis, exam: each within the row scope of
who asks; twelve statements whatever there is.
"""

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
    AttestationResult,
    Coursework,
    Curriculum,
    CurriculumItem,
    Debt,
    DemoExam,
    DisciplineResult,
    EmployeeLabel,
    Enrolment,
    FinalProtocol,
    Gradebook,
    Lesson,
    PracticePlacement,
    Programme,
    Semester,
    SemesterGrade,
    Student,
    StudyGroup,
    Thesis,
    Work,
    YearGrade,
)
from services.errors import NotFoundError
from services.record_shapes import (
    AcademicRecord,
    CourseworkMark,
    Discipline,
    ExamMark,
    OpenDebt,
    PracticeMark,
    SheetMark,
    Stay,
    Term,
    ThesisMark,
)
from services.sheet_reading import heads_of

_protocols: Final = PlainSelect(
    "number and day of the protocols of a student's own thesis and exam, found visible",
    select(FinalProtocol.id, FinalProtocol.number, FinalProtocol.held_on).where(
        FinalProtocol.id.in_(bindparam("protocols", expanding=True)),
        FinalProtocol.signed_at.is_not(None),
    ),
)


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
    absences = _absences(session, student_id)
    theses, exams = _final(session, student_id)
    first = rows[0]
    names = (first.last_name, first.first_name, first.patronymic)
    return AcademicRecord(
        student_id=student_id,
        student=" ".join(part for part in names if part),
        record_book=first.record_book,
        stays=tuple(
            Stay(row.name, f"{row.code} {row.programme}", row.starts_on, row.ends_on)
            for row in rows
            if row.name is not None
        ),
        terms=tuple(sorted(terms)),
        disciplines=disciplines,
        sheets=_sheets(session, student_id),
        practices=_practices(session, student_id),
        courseworks=_courseworks(session, student_id),
        debts=_debts(session, student_id),
        absences=absences,
        theses=theses,
        exams=exams,
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


def _practices(session: Session, student_id: int) -> tuple[PracticeMark, ...]:
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


def _courseworks(session: Session, student_id: int) -> tuple[CourseworkMark, ...]:
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


def _debts(session: Session, student_id: int) -> tuple[OpenDebt, ...]:
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


def _absences(session: Session, student_id: int) -> dict[Term, dict[AbsenceKind, int]]:
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


def _final(
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
