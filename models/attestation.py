"""Sheets of interim attestation: who examines, who is admitted, what came of it (5.5.11)."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import Attendance, AttestationForm, ExaminerRole
from models.base import Key, Model, Scoped, choice, reference
from models.calendar import AcademicYear, Semester
from models.contingent import StudyGroup
from models.curriculum import CurriculumItem
from models.grades import KNOWN_CODE
from models.staff import Employee, EmployeeLabel

if TYPE_CHECKING:
    from models.people import Student


class AttestationSheet(Scoped, Model):
    """A sheet of an exam, a credit or a module exam. Once signed it is frozen, names as text."""

    __tablename__ = "attestation_sheet"
    __table_args__ = (
        UniqueConstraint("academic_year_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("attempt BETWEEN 0 AND 2", name="attempt"),
        Index("ix_attestation_sheet_group_semester", "group_id", "semester_id"),
    )

    id: Mapped[Key]
    academic_year_id: Mapped[int] = reference("academic_year.id", index=False)
    number: Mapped[int]  # within the year
    group_id: Mapped[int] = reference("study_group.id", index=False)
    semester_id: Mapped[int] = reference("semester.id")
    item_id: Mapped[int] = reference("curriculum_item.id")
    form: Mapped[AttestationForm] = choice(AttestationForm)
    attempt: Mapped[int] = mapped_column(default=0)  # 0 the first time, 1 and 2 the retakes
    retake_of_id: Mapped[int | None] = reference("attestation_sheet.id")
    is_individual: Mapped[bool] = mapped_column(default=False)
    held_on: Mapped[date | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    # As they were when it was signed.
    signed_name: Mapped[str | None] = mapped_column(String(200))
    group_name: Mapped[str | None] = mapped_column(String(40))
    item_name: Mapped[str | None] = mapped_column(String(300))
    programme_name: Mapped[str | None] = mapped_column(String(300))

    academic_year: Mapped[AcademicYear] = relationship()
    group: Mapped[StudyGroup] = relationship()
    semester: Mapped[Semester] = relationship()
    item: Mapped[CurriculumItem] = relationship()
    retake_of: Mapped[Optional["AttestationSheet"]] = relationship(
        remote_side="AttestationSheet.id", passive_deletes="all"
    )

    def __str__(self) -> str:
        return f"№ {self.number} · {self.item.index_code} · {self.group}"


class SheetExaminer(Scoped, Model):
    """Who examines by a sheet: one teacher, or a commission with its chairman."""

    __tablename__ = "sheet_examiner"
    __table_args__ = (UniqueConstraint("sheet_id", "employee_id"),)

    id: Mapped[Key]
    sheet_id: Mapped[int] = reference("attestation_sheet.id", index=False, ondelete="CASCADE")
    employee_id: Mapped[int] = reference("employee.id")
    role: Mapped[ExaminerRole] = choice(ExaminerRole, default=ExaminerRole.examiner)
    ordinal: Mapped[int] = mapped_column(default=0)
    name: Mapped[str | None] = mapped_column(String(200))  # as it was when the sheet was signed

    sheet: Mapped[AttestationSheet] = relationship()
    employee: Mapped[Employee] = relationship(passive_deletes="all")
    employee_label: Mapped[EmployeeLabel] = relationship(
        viewonly=True,
        primaryjoin="foreign(SheetExaminer.employee_id) == EmployeeLabel.id",
    )

    def __str__(self) -> str:
        return self.name or str(self.employee_label)


class AttestationResult(Scoped, Model):
    """A student's line of a sheet."""

    __tablename__ = "attestation_result"
    __table_args__ = (
        UniqueConstraint("sheet_id", "student_id"),
        CheckConstraint(f"code IS NULL OR {KNOWN_CODE}", name="code"),
    )

    id: Mapped[Key]
    sheet_id: Mapped[int] = reference("attestation_sheet.id", index=False, ondelete="CASCADE")
    student_id: Mapped[int] = reference("student.id")
    is_admitted: Mapped[bool] = mapped_column(default=True)
    admission_note: Mapped[str | None] = mapped_column(String(500))  # why not, or why in spite
    ticket: Mapped[str | None] = mapped_column(String(20))
    attendance: Mapped[Attendance] = choice(Attendance, default=Attendance.present)
    code: Mapped[str | None] = mapped_column(String(4))
    # As they were when the sheet was signed.
    student_name: Mapped[str | None] = mapped_column(String(200))
    record_book: Mapped[str | None] = mapped_column(String(40))

    sheet: Mapped[AttestationSheet] = relationship()
    student: Mapped["Student"] = relationship()

    def __str__(self) -> str:
        return f"{self.student_name or self.student} · {self.code or ''}"
