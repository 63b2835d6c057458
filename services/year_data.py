"""All that a group's journals of a year hold, as plain tables for the archive (clause 7.7).

Column names are those of the database: a reader in ten years has no program of ours.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session

from models import (
    Absence,
    AttestationResult,
    AttestationSheet,
    AuditEntry,
    Coursework,
    CurriculumItem,
    Debt,
    Department,
    DisciplineResult,
    EmployeeLabel,
    Enrolment,
    Gradebook,
    GradeClosing,
    Inspection,
    InspectionRemark,
    JournalTeacher,
    Lesson,
    LessonPlan,
    LessonPlanTopic,
    MakeUp,
    MakeUpPlace,
    Mark,
    RemarkEntry,
    Semester,
    SemesterGrade,
    SheetExaminer,
    Student,
    StudyGroup,
    Subgroup,
    SubgroupMember,
    Work,
    YearGrade,
)
from models.calendar import AcademicYear

# Folded names, and accounts that stand beside names that are kept as text.
LEFT_OUT: Final = frozenset({"search_name", "sort_name", "search_text", "user_id"})
Tables = dict[str, list[dict[str, Any]]]


def group_data(session: Session, group_id: int, year: AcademicYear) -> Tables:
    """Return what the journals of a group share: people, semesters, items, sheets of the year."""
    of_group = {"group_id": group_id}
    sheets = select(AttestationSheet.id).where(
        AttestationSheet.group_id == group_id, AttestationSheet.academic_year_id == year.id
    )
    books = select(Gradebook.item_id).where(
        Gradebook.group_id == group_id, Gradebook.academic_year_id == year.id
    )
    group = select(StudyGroup.department_id).where(StudyGroup.id == group_id)
    people = select(Enrolment.student_id).where(Enrolment.group_id == group_id)
    subgroups = select(Subgroup.id).where(Subgroup.group_id == group_id)
    keepers = (
        select(JournalTeacher.teacher_id)
        .join(Gradebook, Gradebook.id == JournalTeacher.gradebook_id)
        .where(Gradebook.group_id == group_id, Gradebook.academic_year_id == year.id)
    )
    return {
        "academic_year": _rows(session, AcademicYear, AcademicYear.id == year.id),
        "semester": _rows(session, Semester, Semester.academic_year_id == year.id),
        "study_group": _rows(session, StudyGroup, StudyGroup.id == group_id),
        "department": _rows(session, Department, Department.id.in_(group)),
        "enrolment": _rows(session, Enrolment, *_equal(Enrolment, of_group)),
        "student": _rows(session, Student, Student.id.in_(people)),
        "subgroup": _rows(session, Subgroup, *_equal(Subgroup, of_group)),
        "subgroup_member": _rows(
            session, SubgroupMember, SubgroupMember.subgroup_id.in_(subgroups)
        ),
        "teacher": _rows(session, EmployeeLabel, EmployeeLabel.id.in_(keepers)),
        "curriculum_item": _rows(session, CurriculumItem, CurriculumItem.id.in_(books)),
        "attestation_sheet": _rows(session, AttestationSheet, AttestationSheet.id.in_(sheets)),
        "sheet_examiner": _rows(session, SheetExaminer, SheetExaminer.sheet_id.in_(sheets)),
        "attestation_result": _rows(
            session, AttestationResult, AttestationResult.sheet_id.in_(sheets)
        ),
    }


def journal_data(session: Session, gradebook_id: int) -> Tables:
    """Return all tables of one journal, its trail and its inspections among them."""
    lessons = select(Lesson.id).where(Lesson.gradebook_id == gradebook_id)
    plans = select(LessonPlan.id).where(LessonPlan.gradebook_id == gradebook_id)
    days = select(MakeUp.id).where(MakeUp.gradebook_id == gradebook_id)
    found = {
        "gradebook": _rows(session, Gradebook, Gradebook.id == gradebook_id),
        "lesson_plan_topic": _rows(session, LessonPlanTopic, LessonPlanTopic.plan_id.in_(plans)),
        "make_up_place": _rows(session, MakeUpPlace, MakeUpPlace.make_up_id.in_(days)),
    }
    for model in (Mark, Absence, Work):
        found[model.__tablename__] = _rows(session, model, model.lesson_id.in_(lessons))
    for model in _OF_BOOK:
        found[model.__tablename__] = _rows(session, model, model.gradebook_id == gradebook_id)
    return dict(sorted(found.items()))


_OF_BOOK: Final[tuple[Any, ...]] = (
    *(JournalTeacher, Lesson, LessonPlan, Debt, MakeUp, Coursework),
    *(SemesterGrade, YearGrade, DisciplineResult, GradeClosing),
    *(Inspection, InspectionRemark, RemarkEntry, AuditEntry),
)


def _equal(model: Any, values: dict[str, Any]) -> Iterable[ColumnElement[bool]]:
    return [getattr(model, name) == value for name, value in values.items()]


def _rows(session: Session, model: Any, *where: ColumnElement[bool]) -> list[dict[str, Any]]:
    names = [
        attribute.key for attribute in inspect(model).column_attrs if attribute.key not in LEFT_OUT
    ]
    query = select(*(getattr(model, name) for name in names)).where(*where).order_by(model.id)
    return [dict(zip(names, map(_plain, row), strict=True)) for row in session.execute(query)]


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: days and instants (UTC) as ISO 8601, numbers as such."""
    if isinstance(value, datetime):
        return f"{value.isoformat(timespec='seconds')}Z"
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
