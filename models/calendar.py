"""Academic years and their semesters (kept by the module admin)."""

from datetime import date
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Key, Model, Public, reference, unique_with_gap

if TYPE_CHECKING:
    from models.curriculum import Programme


class AcademicYear(Public, Model):
    """An academic year, such as «2026/2027»."""

    __tablename__ = "academic_year"
    __table_args__ = (CheckConstraint("ends_on > starts_on", name="period"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(20), unique=True)
    starts_on: Mapped[date] = mapped_column(unique=True)
    ends_on: Mapped[date]

    def __str__(self) -> str:
        return self.name


class Semester(Public, Model):
    """A semester of a year; a programme of vocational training has short terms of its own."""

    __tablename__ = "semester"
    __table_args__ = (
        *unique_with_gap(
            "uq_semester_number",
            ("academic_year_id", "programme_id", "number"),
            "programme_id",
        ),
        CheckConstraint("ends_on > starts_on", name="period"),
        CheckConstraint("number BETWEEN 1 AND 12", name="number"),
    )

    id: Mapped[Key]
    academic_year_id: Mapped[int] = reference("academic_year.id")
    programme_id: Mapped[int | None] = reference("programme.id")
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    academic_year: Mapped[AcademicYear] = relationship()
    programme: Mapped[Optional["Programme"]] = relationship()

    def __str__(self) -> str:
        return f"{self.number} · {self.academic_year}"
