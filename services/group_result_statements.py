"""The statements behind all results of a group: a fixed number, whatever its size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from domain.span import Days
from models import (
    AttestationResult,
    AttestationSheet,
    Coursework,
    CurriculumItem,
    DisciplineResult,
    Gradebook,
    GradeClosing,
    PracticePlacement,
    Semester,
    SemesterGrade,
    YearGrade,
)
from models.staff import EmployeeLabel

Rows = Sequence[Row[*tuple[Any, ...]]]
_ITEM = (
    CurriculumItem.id.label("item_id"),
    CurriculumItem.position,
    CurriculumItem.index_code,
    CurriculumItem.name.label("item"),
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which group and time results are read. No semester: of the whole year."""

    group_id: int
    year_id: int
    semester_ids: Sequence[int]
    is_year: bool
    days: Days
    graduates_on: date | None


def semesters_of(
    session: Session, programme_id: int, semester_id: int | None, year_id: int | None
) -> Rows:
    """Return the semester, or those of the year, with the short terms of the group's programme.

    A programme with terms of its own has those that end within the semester beside it.
    """
    own = or_(Semester.programme_id.is_(None), Semester.programme_id == programme_id)
    query = select(Semester).where(own)
    if semester_id is None:
        query = query.where(Semester.academic_year_id == year_id)
    else:
        chosen = select(Semester).where(Semester.id == semester_id).subquery()
        query = query.where(
            Semester.academic_year_id == chosen.c.academic_year_id,
            or_(
                Semester.id == chosen.c.id,
                and_(
                    Semester.programme_id.is_not(None),
                    Semester.ends_on.between(chosen.c.starts_on, chosen.c.ends_on),
                ),
            ),
        )
    rows = session.execute(
        query.with_only_columns(
            Semester.id,
            Semester.number,
            Semester.academic_year_id,
            Semester.starts_on,
            Semester.ends_on,
        ).order_by(Semester.starts_on)
    )
    return rows.all()


def journals(session: Session, scope: Scope) -> Rows:
    """Return the journals of the group in the year with their items and teachers."""
    query = (
        select(
            Gradebook.id,
            Gradebook.part,
            Gradebook.subgroup_id,
            *_ITEM,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
        )
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .where(Gradebook.group_id == scope.group_id, Gradebook.academic_year_id == scope.year_id)
        .order_by(CurriculumItem.position, CurriculumItem.index_code, Gradebook.part, Gradebook.id)
    )
    return session.execute(query).all()


def semester_marks(session: Session, scope: Scope, books: Sequence[int]) -> Rows:
    """Return the marks of the semesters in these journals."""
    query = select(
        SemesterGrade.gradebook_id,
        SemesterGrade.semester_id,
        SemesterGrade.student_id,
        SemesterGrade.code,
    ).where(
        SemesterGrade.gradebook_id.in_(books), SemesterGrade.semester_id.in_(scope.semester_ids)
    )
    return session.execute(query).all()


def year_marks(session: Session, books: Sequence[int]) -> Rows:
    """Return the marks of the year in these journals."""
    query = select(YearGrade.gradebook_id, YearGrade.student_id, YearGrade.code).where(
        YearGrade.gradebook_id.in_(books)
    )
    return session.execute(query).all()


def discipline_results(session: Session, books: Sequence[int]) -> Rows:
    """Return the results of whole disciplines that were made in these journals."""
    query = select(
        DisciplineResult.gradebook_id, DisciplineResult.student_id, DisciplineResult.code
    ).where(DisciplineResult.gradebook_id.in_(books))
    return session.execute(query).all()


def sheet_results(session: Session, scope: Scope) -> Rows:
    """Return the lines of signed attestation sheets, earlier attempts first."""
    query = (
        select(
            *_ITEM,
            AttestationSheet.form,
            AttestationSheet.semester_id,
            AttestationSheet.attempt,
            AttestationResult.student_id,
            AttestationResult.is_admitted,
            AttestationResult.attendance,
            AttestationResult.code,
        )
        .select_from(AttestationResult)
        .join(AttestationSheet, AttestationSheet.id == AttestationResult.sheet_id)
        .join(CurriculumItem, CurriculumItem.id == AttestationSheet.item_id)
        .where(
            AttestationSheet.group_id == scope.group_id,
            AttestationSheet.semester_id.in_(scope.semester_ids),
            AttestationSheet.signed_at.is_not(None),
        )
        .order_by(AttestationSheet.attempt, AttestationSheet.number, AttestationResult.id)
    )
    return session.execute(query).all()


def courseworks(session: Session, scope: Scope, books: Sequence[int]) -> Rows:
    """Return the marks of courseworks of the semesters in these journals."""
    query = select(
        Coursework.gradebook_id, Coursework.semester_id, Coursework.student_id, Coursework.code
    ).where(Coursework.gradebook_id.in_(books), Coursework.semester_id.in_(scope.semester_ids))
    return session.execute(query).all()


def practices(session: Session, scope: Scope) -> Rows:
    """Return the practices of the group that end within the days; a mark of a signed one alone."""
    query = (
        select(
            *_ITEM,
            PracticePlacement.student_id,
            PracticePlacement.code,
            PracticePlacement.signed_at,
        )
        .join(CurriculumItem, CurriculumItem.id == PracticePlacement.item_id)
        .where(
            PracticePlacement.group_id == scope.group_id,
            PracticePlacement.ends_on.between(scope.days.first, scope.days.last),
        )
        .order_by(PracticePlacement.ends_on, PracticePlacement.id)
    )
    return session.execute(query).all()


def closed(session: Session, scope: Scope, books: Sequence[int]) -> set[int]:
    """Return the journals whose final marks of the period are signed."""
    of_period = (
        GradeClosing.semester_id.is_(None)
        if scope.is_year
        else GradeClosing.semester_id.in_(scope.semester_ids)
    )
    query = select(GradeClosing.gradebook_id).where(
        GradeClosing.gradebook_id.in_(books), of_period, GradeClosing.reopened_at.is_(None)
    )
    return set(session.scalars(query))
