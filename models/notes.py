"""Analytic notes of the heads of departments (4.5): sentences with the figures they rest on."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Key, Model, Scoped, reference
from models.calendar import AcademicYear
from models.control import ControlPlanItem
from models.staff import Department


class AnalyticNote(Scoped, Model):
    """A note on how the journals of a department were kept in a period; signed, it is frozen."""

    __tablename__ = "analytic_note"
    __table_args__ = (
        CheckConstraint("period_to >= period_from", name="period"),
        Index("ix_analytic_note_department_period", "department_id", "period_to"),
    )

    id: Mapped[Key]
    department_id: Mapped[int] = reference("department.id", index=False)
    academic_year_id: Mapped[int] = reference("academic_year.id")
    control_item_id: Mapped[int | None] = reference("control_plan_item.id")
    title: Mapped[str] = mapped_column(String(250))
    period_from: Mapped[date]
    period_to: Mapped[date]
    author_id: Mapped[int] = reference("ab_user.id")
    author_name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    drafted_at: Mapped[datetime]  # the figures are those of this moment
    signed_at: Mapped[datetime | None]
    signed_name: Mapped[str | None] = mapped_column(String(200))
    archived_id: Mapped[int | None] = reference("archived_report.id")

    department: Mapped[Department] = relationship()
    academic_year: Mapped[AcademicYear] = relationship()
    control_item: Mapped[ControlPlanItem | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return self.title


class NoteParagraph(Scoped, Model):
    """A sentence or paragraph of a note.

    `text` names figures as «{held}»; their values are in `figures` and are nobody's to edit.
    `rests_on` is the address of the list of rows behind it.
    """

    __tablename__ = "note_paragraph"
    __table_args__ = (Index("ix_note_paragraph_note_position", "note_id", "position"),)

    id: Mapped[Key]
    note_id: Mapped[int] = reference("analytic_note.id", index=False, ondelete="CASCADE")
    position: Mapped[int]
    section: Mapped[str] = mapped_column(String(40))
    code: Mapped[str | None] = mapped_column(String(60))  # none: the head's own paragraph
    text: Mapped[str] = mapped_column(String(4000))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rests_on: Mapped[str | None] = mapped_column(String(250))

    note: Mapped[AnalyticNote] = relationship()

    def __str__(self) -> str:
        return self.text[:80]
