"""Control: the plan of the year, inspections, remarks, attendance sheets handed over."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import (
    ControlForm,
    ControlState,
    InspectionKind,
    PartVerdict,
    RemarkCause,
    RemarkEvent,
    RemarkState,
)
from models.base import Key, LongText, Model, Scoped, choice, reference
from models.calendar import AcademicYear
from models.contingent import StudyGroup
from models.journal import Gradebook, Lesson
from models.staff import Department, EmployeeLabel

if TYPE_CHECKING:
    from models.people import Student


class ControlPlanItem(Scoped, Model):
    """An item of the plan of internal control of a year (3.11): what, when, who, how it ends."""

    __tablename__ = "control_plan_item"
    __table_args__ = (
        CheckConstraint("due_on >= starts_on", name="period"),
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done"),
        Index("ix_control_plan_item_academic_year_due", "academic_year_id", "due_on"),
    )

    id: Mapped[Key]
    academic_year_id: Mapped[int] = reference("academic_year.id", index=False)
    subject: Mapped[str] = mapped_column(String(500))
    department_id: Mapped[int | None] = reference("department.id")  # none: the whole college
    responsible_id: Mapped[int] = reference("employee.id")
    starts_on: Mapped[date]
    due_on: Mapped[date]
    form: Mapped[ControlForm] = choice(ControlForm, default=ControlForm.inspection)
    state: Mapped[ControlState] = choice(ControlState, default=ControlState.planned)
    done_on: Mapped[date | None]
    result: Mapped[LongText | None]

    academic_year: Mapped[AcademicYear] = relationship()
    department: Mapped[Department | None] = relationship(passive_deletes="all")
    responsible: Mapped[EmployeeLabel] = relationship(
        viewonly=True,
        primaryjoin="foreign(ControlPlanItem.responsible_id) == EmployeeLabel.id",
    )

    def __str__(self) -> str:
        return self.subject


class Inspection(Scoped, Model):
    """An inspection of a journal: the four parts of clause 7.3, the facts of the day beside them.

    Names are kept as they were: an inspection is a document once it is finished.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        CheckConstraint("period_to >= period_from", name="period"),
        Index("ix_inspection_gradebook_opened", "gradebook_id", "opened_at"),
        Index("ix_inspection_inspector_opened", "inspector_id", "opened_at"),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    kind: Mapped[InspectionKind] = choice(InspectionKind, default=InspectionKind.monthly)
    inspector_id: Mapped[int] = reference("ab_user.id", index=False)
    inspector_name: Mapped[str] = mapped_column(String(200))
    control_item_id: Mapped[int | None] = reference("control_plan_item.id")
    period_from: Mapped[date]  # lessons of these days are inspected
    period_to: Mapped[date]
    opened_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    completeness: Mapped[PartVerdict | None] = choice(PartVerdict, check="completeness")
    delivery: Mapped[PartVerdict | None] = choice(PartVerdict, check="delivery")
    objectivity: Mapped[PartVerdict | None] = choice(PartVerdict, check="objectivity")
    control_works: Mapped[PartVerdict | None] = choice(PartVerdict, check="control_works")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # as they were at the end
    summary: Mapped[LongText | None]

    gradebook: Mapped[Gradebook] = relationship()
    control_item: Mapped[ControlPlanItem | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.gradebook} · {self.period_from:%d.%m.%Y}–{self.period_to:%d.%m.%Y}"


class InspectionRemark(Scoped, Model):
    """A remark at a lesson, a student or the whole journal, with a day by which it is put right."""

    __tablename__ = "inspection_remark"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        Index("ix_inspection_remark_inspection", "inspection_id", "id"),
        Index("ix_inspection_remark_gradebook_state", "gradebook_id", "state"),
        Index("ix_inspection_remark_state_due", "state", "due_on"),
    )

    id: Mapped[Key]
    inspection_id: Mapped[int] = reference("inspection.id", index=False)
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    lesson_id: Mapped[int | None] = reference("lesson.id", ondelete="SET NULL")
    student_id: Mapped[int | None] = reference("student.id")
    cause: Mapped[RemarkCause | None] = choice(RemarkCause)  # none: a person judges it
    text: Mapped[LongText]
    due_on: Mapped[date]
    state: Mapped[RemarkState] = choice(RemarkState, default=RemarkState.open)
    created_at: Mapped[datetime]
    author_id: Mapped[int] = reference("ab_user.id", index=False)
    author_name: Mapped[str] = mapped_column(String(200))
    escalated_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    inspection: Mapped[Inspection] = relationship()
    gradebook: Mapped[Gradebook] = relationship()
    lesson: Mapped[Lesson | None] = relationship(passive_deletes="all")
    student: Mapped["Student | None"] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return self.text[:80]


class RemarkEntry(Scoped, Model):
    """What happened to a remark: an answer, a return, an escalation, its end. Only added to."""

    __tablename__ = "remark_entry"
    __table_args__ = (Index("ix_remark_entry_remark", "remark_id", "id"),)

    id: Mapped[Key]
    remark_id: Mapped[int] = reference("inspection_remark.id", index=False)
    gradebook_id: Mapped[int] = reference("gradebook.id")
    event: Mapped[RemarkEvent] = choice(RemarkEvent)
    text: Mapped[LongText | None]
    at: Mapped[datetime]
    author_id: Mapped[int | None] = reference("ab_user.id", index=False)  # none: the system
    author_name: Mapped[str] = mapped_column(String(200), default="")

    remark: Mapped[InspectionRemark] = relationship()

    def __str__(self) -> str:
        return f"{self.event} · {self.at:%d.%m.%Y}"


class AttendanceHandover(Scoped, Model):
    """That a curator handed the attendance sheet of a month over, and the head received it (4.4).

    `month` is its first day. The sheet itself is the archived report.
    """

    __tablename__ = "attendance_handover"
    __table_args__ = (
        UniqueConstraint("group_id", "month"),
        CheckConstraint("received_at IS NULL OR handed_at IS NOT NULL", name="order"),
        Index("ix_attendance_handover_month", "month"),
    )

    id: Mapped[Key]
    group_id: Mapped[int] = reference("study_group.id", index=False)
    month: Mapped[date]
    handed_at: Mapped[datetime | None]
    handed_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    handed_name: Mapped[str | None] = mapped_column(String(200))
    received_at: Mapped[datetime | None]
    received_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    received_name: Mapped[str | None] = mapped_column(String(200))
    archived_id: Mapped[int | None] = reference("archived_report.id")

    group: Mapped[StudyGroup] = relationship()

    def __str__(self) -> str:
        return f"{self.group} · {self.month:%m.%Y}"
