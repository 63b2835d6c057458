"""Debts of students in journals, and the days on which they make them up (clause 4.3)."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import DebtEnd, DebtKind, MakeUpOutcome
from models.base import Key, Model, Scoped, choice, reference, unique_with_gap
from models.journal import Gradebook, Lesson
from models.works import Work

if TYPE_CHECKING:
    from models.people import Student
    from models.timetable import Room


class Debt(Scoped, Model):
    """What a student owes for a lesson or a work of it. Kept by the system from the journal."""

    __tablename__ = "debt"
    __table_args__ = (
        *unique_with_gap(
            "uq_debt_cause", ("lesson_id", "student_id", "kind", "work_id"), "work_id"
        ),
        CheckConstraint("(closed_on IS NULL) = (ended IS NULL)", name="closed"),
        Index("ix_debt_student_closed_on", "student_id", "closed_on"),
        # Open ones are few beside those of ten years.
        Index(
            "ix_debt_open",
            "gradebook_id",
            "student_id",
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
        Index("ix_debt_gradebook_id", "gradebook_id"),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    lesson_id: Mapped[int] = reference("lesson.id", index=False, ondelete="CASCADE")
    work_id: Mapped[int | None] = reference("work.id", ondelete="CASCADE")
    student_id: Mapped[int] = reference("student.id", index=False)
    kind: Mapped[DebtKind] = choice(DebtKind)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    ended: Mapped[DebtEnd | None] = choice(DebtEnd, nullable=True)

    gradebook: Mapped[Gradebook] = relationship()
    lesson: Mapped[Lesson] = relationship()
    work: Mapped[Work | None] = relationship(passive_deletes="all")
    student: Mapped["Student"] = relationship()

    def __str__(self) -> str:
        return f"{self.student} · {self.lesson}"


class MakeUp(Scoped, Model):
    """A day of consultation on which students of a journal make up what they owe."""

    __tablename__ = "make_up"
    __table_args__ = (Index("ix_make_up_gradebook_held_on", "gradebook_id", "held_on"),)

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[str | None] = mapped_column(String(5))  # «HH:MM»
    room_id: Mapped[int | None] = reference("room.id", ondelete="SET NULL")
    note: Mapped[str | None] = mapped_column(String(250))

    gradebook: Mapped[Gradebook] = relationship()
    room: Mapped["Room | None"] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.gradebook} · {self.held_on:%d.%m.%Y}"


class MakeUpPlace(Scoped, Model):
    """That a student comes to a make-up day for a debt, and what came of it."""

    __tablename__ = "make_up_place"
    __table_args__ = (
        UniqueConstraint("make_up_id", "debt_id"),
        Index("ix_make_up_place_student", "student_id", "make_up_id"),
    )

    id: Mapped[Key]
    make_up_id: Mapped[int] = reference("make_up.id", index=False)
    debt_id: Mapped[int] = reference("debt.id", ondelete="CASCADE")
    student_id: Mapped[int] = reference("student.id", index=False)
    outcome: Mapped[MakeUpOutcome] = choice(MakeUpOutcome, default=MakeUpOutcome.planned)
    code: Mapped[str | None] = mapped_column(String(4))  # the mark that was given
    recorded_at: Mapped[datetime | None]

    make_up: Mapped[MakeUp] = relationship()
    debt: Mapped[Debt] = relationship()
    student: Mapped["Student"] = relationship()

    def __str__(self) -> str:
        return f"{self.student} · {self.make_up}"
