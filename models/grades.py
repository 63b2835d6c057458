"""Marks of a semester, of a year, of a discipline, and their closing (clauses 4.6, 6.1, 6.2)."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.cells import MARK_CODES
from models.base import Key, Model, Scoped, reference
from models.calendar import Semester
from models.curriculum import CurriculumItem
from models.journal import Gradebook

if TYPE_CHECKING:
    from models.people import Student

KNOWN_CODE = "code IN ({})".format(", ".join(f"'{code}'" for code in MARK_CODES))


class SemesterGrade(Scoped, Model):
    """A student's mark of a semester in a journal, with the grounds it was given on.

    No row is a blank; `осв` is exempt, `н/а` is not attested: three different things.
    """

    __tablename__ = "semester_grade"
    __table_args__ = (
        UniqueConstraint("gradebook_id", "semester_id", "student_id"),
        Index("ix_semester_grade_student_semester", "student_id", "semester_id"),
        CheckConstraint(KNOWN_CODE, name="code"),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    semester_id: Mapped[int] = reference("semester.id")
    student_id: Mapped[int] = reference("student.id", index=False)
    code: Mapped[str] = mapped_column(String(4))
    # The grounds as they were when the mark was given.
    suggested: Mapped[str | None] = mapped_column(String(4))
    average: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    weighted: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    marks: Mapped[int] = mapped_column(default=0)
    needed: Mapped[int] = mapped_column(default=0)
    missed_hours: Mapped[int] = mapped_column(default=0)
    debts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(String(500))  # why it departs from the grounds
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = reference("ab_user.id", index=False)

    gradebook: Mapped[Gradebook] = relationship()
    semester: Mapped[Semester] = relationship()
    student: Mapped["Student"] = relationship()

    def __str__(self) -> str:
        return f"{self.code} · {self.semester}"


class YearGrade(Scoped, Model):
    """A student's mark of a year in a journal."""

    __tablename__ = "year_grade"
    __table_args__ = (
        UniqueConstraint("gradebook_id", "student_id"),
        CheckConstraint(KNOWN_CODE, name="code"),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    student_id: Mapped[int] = reference("student.id")
    code: Mapped[str] = mapped_column(String(4))
    suggested: Mapped[str | None] = mapped_column(String(4))
    reason: Mapped[str | None] = mapped_column(String(500))
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = reference("ab_user.id", index=False)

    gradebook: Mapped[Gradebook] = relationship()
    student: Mapped["Student"] = relationship()

    def __str__(self) -> str:
        return f"{self.code} · {self.gradebook}"


class DisciplineResult(Scoped, Model):
    """A student's result of an item over all its semesters: what the diploma supplement takes."""

    __tablename__ = "discipline_result"
    __table_args__ = (
        UniqueConstraint("student_id", "item_id"),
        CheckConstraint(KNOWN_CODE, name="code"),
    )

    id: Mapped[Key]
    student_id: Mapped[int] = reference("student.id", index=False)
    item_id: Mapped[int] = reference("curriculum_item.id")
    gradebook_id: Mapped[int | None] = reference("gradebook.id")  # the journal it was made in
    code: Mapped[str] = mapped_column(String(4))
    suggested: Mapped[str | None] = mapped_column(String(4))
    grounds: Mapped[str] = mapped_column(String(500), default="")  # the marks it follows from
    reason: Mapped[str | None] = mapped_column(String(500))
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = reference("ab_user.id", index=False)

    student: Mapped["Student"] = relationship()
    item: Mapped[CurriculumItem] = relationship()
    gradebook: Mapped[Gradebook | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.item.index_code} · {self.code}"


class GradeClosing(Scoped, Model):
    """That a semester of a journal (or, with no semester, its year) was signed, and reopened.

    While one is not reopened the database refuses every change of what it froze.
    """

    __tablename__ = "grade_closing"
    __table_args__ = (
        Index(
            "uq_grade_closing_semester",
            "gradebook_id",
            "semester_id",
            unique=True,
            sqlite_where=text("reopened_at IS NULL AND semester_id IS NOT NULL"),
            postgresql_where=text("reopened_at IS NULL AND semester_id IS NOT NULL"),
        ),
        Index(
            "uq_grade_closing_year",
            "gradebook_id",
            unique=True,
            sqlite_where=text("reopened_at IS NULL AND semester_id IS NULL"),
            postgresql_where=text("reopened_at IS NULL AND semester_id IS NULL"),
        ),
        Index("ix_grade_closing_gradebook_semester", "gradebook_id", "semester_id"),
        CheckConstraint("(reopened_at IS NULL) = (reopen_reason IS NULL)", name="reopened"),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    semester_id: Mapped[int | None] = reference("semester.id")
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    signed_name: Mapped[str] = mapped_column(String(200))
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    reopen_reason: Mapped[str | None] = mapped_column(String(500))

    gradebook: Mapped[Gradebook] = relationship()
    semester: Mapped[Semester | None] = relationship()

    def __str__(self) -> str:
        return f"{self.gradebook} · {self.semester or ''}"
