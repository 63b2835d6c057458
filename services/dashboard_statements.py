"""What the dashboards count beside lessons: absences, debts, closings, remarks, final marks."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Date, Integer, and_, bindparam, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from access.proven import PlainSelect
from domain.clock import clock
from domain.enums import AbsenceKind, RemarkState
from models import (
    Absence,
    AcademicYear,
    AttestationSheet,
    Debt,
    Enrolment,
    Gradebook,
    GradeClosing,
    Inspection,
    InspectionRemark,
    Lesson,
    Semester,
    SemesterGrade,
    StudyGroup,
)
from services.duty_statements import covers
from services.journal_rights import Need, through
from services.monitor_statements import in_term, of_terms

ABSENT, OWED, CLOSING, STUDENTS = 1, 2, 3, 4
READS_DASHBOARD: Final[tuple[Need, ...]] = ((Resource.dashboard, Action.read),)
_BOOKS: Final = bindparam("books", expanding=True, type_=Integer())
_TODAY: Final = bindparam("today", type_=Date())


def _sum(condition: Any, value: Any = 1) -> Any:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)


_taught: Final = select(Lesson.id).where(in_term).correlate(Gradebook, Semester).exists()
_signed: Final = (
    select(GradeClosing.id)
    .where(
        GradeClosing.gradebook_id == Gradebook.id,
        GradeClosing.semester_id == Semester.id,
        GradeClosing.reopened_at.is_(None),
    )
    .correlate(Gradebook, Semester)
    .exists()
)
groups: Final = PlainSelect(
    "sums by group of journals that were found visible through a role that has a dashboard",
    union_all(
        select(
            literal(ABSENT).label("what"),
            Gradebook.group_id.label("group_id"),
            func.coalesce(func.sum(Lesson.hours), 0).label("first"),
            _sum(
                Absence.kind.in_([AbsenceKind.unexcused, AbsenceKind.unstated]), Lesson.hours
            ).label("second"),
        )
        .select_from(Gradebook)
        .join(Lesson, Lesson.gradebook_id == Gradebook.id)
        .join(Absence, Absence.lesson_id == Lesson.id)
        .where(
            Gradebook.id.in_(_BOOKS),
            Lesson.held_on.between(
                bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
            ),
            Lesson.confirmed_at.is_not(None),
            Absence.kind != AbsenceKind.late,
        )
        .group_by(Gradebook.group_id),
        select(
            literal(OWED),
            Gradebook.group_id,
            func.count(),
            func.count(Debt.student_id.distinct()),
        )
        .select_from(Gradebook)
        .join(Debt, Debt.gradebook_id == Gradebook.id)
        .where(
            Gradebook.id.in_(_BOOKS),
            Debt.closed_on.is_(None),
            select(Enrolment.id)
            .where(
                Enrolment.student_id == Debt.student_id,
                Enrolment.group_id == Gradebook.group_id,
                covers(Enrolment.starts_on, Enrolment.ends_on, _TODAY),
            )
            .correlate(Debt, Gradebook)
            .exists(),
        )
        .group_by(Gradebook.group_id),
        of_terms(
            select(literal(CLOSING), Gradebook.group_id, func.count(), _sum(_signed)).select_from(
                Gradebook
            ),
            Semester.ends_on < _TODAY,
        )
        .where(_taught)
        .group_by(Gradebook.group_id),
        select(literal(STUDENTS), Enrolment.group_id, func.count(), literal(0))
        .where(
            Enrolment.group_id.in_(bindparam("groups", expanding=True, type_=Integer())),
            covers(Enrolment.starts_on, Enrolment.ends_on, _TODAY),
        )
        .group_by(Enrolment.group_id),
    ),
)


def waiting(session: Session, group_ids: Sequence[int], year_ids: Sequence[int]) -> Any:
    """Return one row: open remarks, overdue ones, unsigned attestation sheets; of these groups.

    Within the row scope: who sees no remarks counts none.
    """
    of_groups = and_(Gradebook.group_id.in_(group_ids), Gradebook.academic_year_id.in_(year_ids))
    remarks = (
        select(func.count(InspectionRemark.id))
        .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
        .join(Gradebook, Gradebook.id == InspectionRemark.gradebook_id)
        .where(
            InspectionRemark.state != RemarkState.closed,
            Inspection.finished_at.is_not(None),
            of_groups,
        )
    )
    sheets = select(func.count(AttestationSheet.id)).where(
        AttestationSheet.signed_at.is_(None),
        AttestationSheet.group_id.in_(group_ids),
        AttestationSheet.academic_year_id.in_(year_ids),
        or_(AttestationSheet.held_on.is_(None), AttestationSheet.held_on <= clock.today()),
    )
    return session.execute(
        select(
            remarks.scalar_subquery().label("remarks"),
            remarks.where(InspectionRemark.due_on < clock.today())
            .scalar_subquery()
            .label("overdue"),
            sheets.scalar_subquery().label("sheets"),
        )
    ).one()


def final_marks(session: Session, since: date, department_id: int | None) -> Sequence[Any]:
    """Return how many of each final mark there are by semester since a day."""
    query = (
        select(
            Semester.id,
            Semester.number,
            Semester.starts_on,
            Semester.ends_on,
            Semester.programme_id,
            AcademicYear.name.label("year"),
            SemesterGrade.code,
            func.count().label("count"),
        )
        .select_from(SemesterGrade)
        .join(Semester, Semester.id == SemesterGrade.semester_id)
        .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
        .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
        .where(Semester.ends_on >= since, through(current_principal(), READS_DASHBOARD))
        .group_by(
            Semester.id,
            Semester.number,
            Semester.starts_on,
            Semester.ends_on,
            Semester.programme_id,
            AcademicYear.name,
            SemesterGrade.code,
        )
        .order_by(Semester.starts_on)
    )
    if department_id is not None:
        query = query.join(StudyGroup, StudyGroup.id == Gradebook.group_id).where(
            StudyGroup.department_id == department_id
        )
    return session.execute(query).all()
