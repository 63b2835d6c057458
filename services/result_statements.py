"""The statements behind the results of disciplines: a fixed number, whatever the group's size."""

from typing import Final

from sqlalchemy import Integer, and_, bindparam, select

from access.proven import PlainSelect
from domain.enums import AttestationForm
from models import (
    AttestationResult,
    AttestationSheet,
    CurriculumHours,
    DisciplineResult,
    Gradebook,
    GradeClosing,
    Semester,
    SemesterGrade,
    YearGrade,
)

_WHY: Final = "marks of a student in an item, for its result: whoever signs sees the journal whole"
_STUDENTS: Final = bindparam("students", expanding=True, type_=Integer())
marks: Final = PlainSelect(
    _WHY,
    select(SemesterGrade.student_id, SemesterGrade.code)
    .join(Semester, Semester.id == SemesterGrade.semester_id)
    .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
    .where(
        Gradebook.item_id == bindparam("item"),
        SemesterGrade.student_id.in_(_STUDENTS),
    )
    .order_by(Semester.starts_on, SemesterGrade.id),
)
sheets: Final = PlainSelect(
    _WHY,
    select(AttestationResult.student_id, AttestationResult.code)
    .join(AttestationSheet, AttestationSheet.id == AttestationResult.sheet_id)
    .join(Semester, Semester.id == AttestationSheet.semester_id)
    .where(
        AttestationSheet.item_id == bindparam("item"),
        AttestationSheet.signed_at.is_not(None),
        AttestationResult.is_admitted,
        AttestationResult.code.is_not(None),
        AttestationResult.student_id.in_(_STUDENTS),
    )
    .order_by(Semester.starts_on, AttestationSheet.attempt, AttestationSheet.id),
)
present: Final = PlainSelect(
    _WHY,
    select(
        DisciplineResult.id,
        DisciplineResult.student_id,
        DisciplineResult.code,
        DisciplineResult.gradebook_id,
    ).where(
        DisciplineResult.item_id == bindparam("item"),
        DisciplineResult.student_id.in_(_STUDENTS),
    ),
)


waiting: Final = PlainSelect(
    _WHY,
    select(YearGrade.student_id)
    .join(Gradebook, Gradebook.id == YearGrade.gradebook_id)
    .join(
        GradeClosing,
        and_(
            GradeClosing.gradebook_id == Gradebook.id,
            GradeClosing.semester_id.is_(None),
            GradeClosing.reopened_at.is_(None),
        ),
    )
    .outerjoin(
        DisciplineResult,
        and_(
            DisciplineResult.student_id == YearGrade.student_id,
            DisciplineResult.item_id == Gradebook.item_id,
        ),
    )
    .where(
        Gradebook.item_id == bindparam("item"),
        YearGrade.student_id.in_(_STUDENTS),
        DisciplineResult.id.is_(None),
    ),
)
last_form: Final = PlainSelect(
    "hours of a curriculum are open to all who see a sheet",
    select(CurriculumHours.attestation)
    .where(
        CurriculumHours.item_id == bindparam("item"),
        CurriculumHours.attestation != AttestationForm.none,
    )
    .order_by(CurriculumHours.semester_number.desc())
    .limit(1),
)
