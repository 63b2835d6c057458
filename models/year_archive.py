"""A closed academic year: its journals are read-only for good, a package of each group is kept."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import RunState
from models.base import Key, Model, Scoped, choice, reference
from models.calendar import AcademicYear
from models.contingent import StudyGroup


class YearClosing(Scoped, Model):
    """The closing of an academic year (7.7).

    From `frozen_at` the database refuses every change of what the journals of the year hold. Until
    `closed_at`, when all packages are built, the closing can be taken back.
    """

    __tablename__ = "year_closing"
    __table_args__ = (
        UniqueConstraint("academic_year_id"),
        CheckConstraint("(closed_at IS NULL) = (closed_name IS NULL)", name="closed"),
        CheckConstraint("closed_at IS NULL OR frozen_at IS NOT NULL", name="frozen"),
    )

    id: Mapped[Key]
    academic_year_id: Mapped[int] = reference("academic_year.id", index=False)
    state: Mapped[RunState] = choice(RunState, default=RunState.queued)
    locale: Mapped[str] = mapped_column(String(8), default="ru")
    started_at: Mapped[datetime]
    user_id: Mapped[int] = reference("ab_user.id", index=False)
    error: Mapped[str | None] = mapped_column(String(500))
    accepted: Mapped[str | None] = mapped_column(String(2000))  # what stayed open, and why
    frozen_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_name: Mapped[str | None] = mapped_column(String(200))

    academic_year: Mapped[AcademicYear] = relationship()

    def __str__(self) -> str:
        return str(self.academic_year)


class YearPackage(Scoped, Model):
    """The archive package of a group for a closed year: PDF, XLSX, JSON and a manifest, a zip.

    The file lies in the store of documents by its SHA-256.
    """

    __tablename__ = "year_package"
    __table_args__ = (UniqueConstraint("closing_id", "group_id"),)

    id: Mapped[Key]
    closing_id: Mapped[int] = reference("year_closing.id", index=False)
    group_id: Mapped[int] = reference("study_group.id")
    state: Mapped[RunState] = choice(RunState, default=RunState.queued)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(500))
    built_at: Mapped[datetime | None]
    file_name: Mapped[str | None] = mapped_column(String(250))
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(BigInteger)  # bytes
    files: Mapped[int | None]
    checked_at: Mapped[datetime | None]
    is_intact: Mapped[bool | None]

    closing: Mapped[YearClosing] = relationship()
    group: Mapped[StudyGroup] = relationship()

    def __str__(self) -> str:
        return self.file_name or str(self.group)
