"""Coursework, thesis, demonstration exam, final attestation (clauses 3.1, 5.5.12, 5.5.13)."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import ExaminerRole, ProtocolKind
from models.base import Key, Model, Scoped, choice, reference
from models.calendar import Semester
from models.contingent import StudyGroup
from models.grades import KNOWN_CODE
from models.journal import Gradebook
from models.practice import Appointment
from models.staff import Employee, EmployeeLabel

if TYPE_CHECKING:
    from models.people import Student

Topic = String(500)


class Coursework(Scoped, Model):
    """A student's coursework in a journal: topic, days, mark (clause 5.5.12)."""

    __tablename__ = "coursework"
    __table_args__ = (
        UniqueConstraint("gradebook_id", "semester_id", "student_id"),
        CheckConstraint(f"code IS NULL OR {KNOWN_CODE}", name="code"),
        CheckConstraint(
            "due_on IS NULL OR issued_on IS NULL OR due_on >= issued_on", name="period"
        ),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    semester_id: Mapped[int] = reference("semester.id")
    student_id: Mapped[int] = reference("student.id")
    topic: Mapped[str] = mapped_column(Topic)
    issued_on: Mapped[date | None]
    due_on: Mapped[date | None]
    defended_on: Mapped[date | None]
    code: Mapped[str | None] = mapped_column(String(4))

    gradebook: Mapped[Gradebook] = relationship()
    semester: Mapped[Semester] = relationship()
    student: Mapped["Student"] = relationship()

    def __str__(self) -> str:
        return self.topic


class FinalProtocol(Scoped, Model):
    """A protocol of a meeting of the state examination commission. Once signed it is frozen."""

    __tablename__ = "final_protocol"
    __table_args__ = (
        UniqueConstraint("group_id", "kind", "number"),
        Index("ix_final_protocol_held_on", "held_on"),
    )

    id: Mapped[Key]
    group_id: Mapped[int] = reference("study_group.id", index=False)
    kind: Mapped[ProtocolKind] = choice(ProtocolKind)
    number: Mapped[str] = mapped_column(String(20))
    held_on: Mapped[date]
    created_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    signed_name: Mapped[str | None] = mapped_column(String(200))
    group_name: Mapped[str | None] = mapped_column(String(40))  # as it was when signed
    programme_name: Mapped[str | None] = mapped_column(String(300))

    group: Mapped[StudyGroup] = relationship()

    def __str__(self) -> str:
        return f"№ {self.number} · {self.group} · {self.held_on:%d.%m.%Y}"


class ProtocolMember(Scoped, Model):
    """Who sat in the commission by a protocol; people from outside are names alone."""

    __tablename__ = "protocol_member"

    id: Mapped[Key]
    protocol_id: Mapped[int] = reference("final_protocol.id", ondelete="CASCADE")
    role: Mapped[ExaminerRole] = choice(ExaminerRole, default=ExaminerRole.member)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str | None] = mapped_column(String(200))
    ordinal: Mapped[int] = mapped_column(default=0)

    protocol: Mapped[FinalProtocol] = relationship()

    def __str__(self) -> str:
        return self.name


class Thesis(Scoped, Model):
    """A student's thesis (ВКР): topic, supervisor by an order, review, defence, mark."""

    __tablename__ = "thesis"
    __table_args__ = (
        UniqueConstraint("student_id", "group_id"),
        CheckConstraint(f"code IS NULL OR {KNOWN_CODE}", name="code"),
        CheckConstraint("borrowed IS NULL OR borrowed BETWEEN 0 AND 100", name="borrowed"),
        Index("ix_thesis_group_student", "group_id", "student_id"),
    )

    id: Mapped[Key]
    student_id: Mapped[int] = reference("student.id", index=False)
    group_id: Mapped[int] = reference("study_group.id", index=False)
    topic: Mapped[str] = mapped_column(Topic)
    topic_order: Mapped[str | None] = mapped_column(String(100))  # number and date, as text
    supervisor_id: Mapped[int | None] = reference("employee.id")
    appointment_id: Mapped[int | None] = reference("appointment.id")
    reviewer: Mapped[str | None] = mapped_column(String(200))
    review_code: Mapped[str | None] = mapped_column(String(4))
    supervisor_code: Mapped[str | None] = mapped_column(String(4))  # what the supervisor proposes
    borrowed: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))  # percent
    is_admitted: Mapped[bool | None]
    admitted_on: Mapped[date | None]
    defended_on: Mapped[date | None]
    code: Mapped[str | None] = mapped_column(String(4))
    protocol_id: Mapped[int | None] = reference("final_protocol.id")
    student_name: Mapped[str | None] = mapped_column(String(200))  # as it was when signed

    student: Mapped["Student"] = relationship()
    group: Mapped[StudyGroup] = relationship()
    supervisor: Mapped[Employee | None] = relationship(passive_deletes="all")
    supervisor_label: Mapped[EmployeeLabel | None] = relationship(
        viewonly=True,
        primaryjoin="foreign(Thesis.supervisor_id) == EmployeeLabel.id",
    )
    appointment: Mapped[Appointment | None] = relationship(passive_deletes="all")
    protocol: Mapped[FinalProtocol | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return self.topic


class DemoExam(Scoped, Model):
    """A student's demonstration exam: kit, points, the mark they convert to."""

    __tablename__ = "demo_exam"
    __table_args__ = (
        UniqueConstraint("student_id", "kit_code", "held_on"),
        CheckConstraint("maximum > 0", name="maximum"),
        CheckConstraint("points IS NULL OR points BETWEEN 0 AND maximum", name="points"),
        CheckConstraint(f"code IS NULL OR {KNOWN_CODE}", name="code"),
        Index("ix_demo_exam_group_student", "group_id", "student_id"),
    )

    id: Mapped[Key]
    student_id: Mapped[int] = reference("student.id", index=False)
    group_id: Mapped[int] = reference("study_group.id", index=False)
    kit_code: Mapped[str] = mapped_column(String(60))  # КОД
    held_on: Mapped[date]
    maximum: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    points: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
    code: Mapped[str | None] = mapped_column(String(4))  # by the scale in force that day
    protocol_id: Mapped[int | None] = reference("final_protocol.id")
    student_name: Mapped[str | None] = mapped_column(String(200))  # as it was when signed

    student: Mapped["Student"] = relationship()
    group: Mapped[StudyGroup] = relationship()
    protocol: Mapped[FinalProtocol | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.kit_code} · {self.held_on:%d.%m.%Y}"
