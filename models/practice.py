"""Practice: bases, appointments by order, places, days, competences, one-off links (5.5.13)."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import AppointmentRole, CompetenceLevel
from models.base import Key, LongText, Model, Name, Public, Scoped, choice, folded, reference
from models.contingent import StudyGroup
from models.curriculum import CurriculumItem
from models.grades import KNOWN_CODE
from models.staff import Employee, EmployeeLabel

if TYPE_CHECKING:
    from models.people import Student


@folded("search_name", "name")
class PracticeBase(Public, Model):
    """An enterprise where students have practice, and the contract with it."""

    __tablename__ = "practice_base"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    search_name: Mapped[Name] = mapped_column(index=True)
    address: Mapped[str | None] = mapped_column(String(250))
    contract_number: Mapped[str | None] = mapped_column(String(60))
    contract_date: Mapped[date | None]
    valid_until: Mapped[date | None]

    def __str__(self) -> str:
        return self.name


class Appointment(Scoped, Model):
    """That an order appoints a person to a role for an object; entered by the deputy."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        Index("ix_appointment_employee_role", "employee_id", "role"),
    )

    id: Mapped[Key]
    employee_id: Mapped[int] = reference("employee.id", index=False)
    role: Mapped[AppointmentRole] = choice(AppointmentRole)
    group_id: Mapped[int | None] = reference("study_group.id")
    object: Mapped[str] = mapped_column(String(250))  # of what: «ВКР группы ИС-41»
    order_number: Mapped[str] = mapped_column(String(40))
    order_date: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    employee: Mapped[Employee] = relationship(passive_deletes="all")
    group: Mapped[StudyGroup | None] = relationship(passive_deletes="all")
    employee_label: Mapped[EmployeeLabel] = relationship(
        viewonly=True,
        primaryjoin="foreign(Appointment.employee_id) == EmployeeLabel.id",
    )

    def __str__(self) -> str:
        return f"{self.employee_label} · № {self.order_number} · {self.order_date:%d.%m.%Y}"


class PracticeLink(Scoped, Model):
    """A one-off link by which an enterprise proposes attendance and marks; only its hash is kept.

    It shows the placements that point to it and nothing else, until its day or its revocation.
    """

    __tablename__ = "practice_link"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Key]
    college_head_id: Mapped[int] = reference("employee.id")
    enterprise_head: Mapped[str] = mapped_column(String(200))
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    expires_on: Mapped[date]  # the last day it opens on
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    college_head: Mapped[Employee] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.enterprise_head} · {self.expires_on:%d.%m.%Y}"


class PracticePlacement(Scoped, Model):
    """A student's practice: where, when, under whom, and its mark. Once signed it is frozen."""

    __tablename__ = "practice_placement"
    __table_args__ = (
        UniqueConstraint("student_id", "item_id", "starts_on"),
        CheckConstraint("ends_on >= starts_on", name="period"),
        CheckConstraint("hours BETWEEN 1 AND 2000", name="hours"),
        CheckConstraint(f"code IS NULL OR {KNOWN_CODE}", name="code"),
        Index("ix_practice_placement_group_item", "group_id", "item_id"),
        Index("ix_practice_placement_head", "college_head_id", "ends_on"),
    )

    id: Mapped[Key]
    student_id: Mapped[int] = reference("student.id", index=False)
    group_id: Mapped[int] = reference("study_group.id", index=False)
    item_id: Mapped[int] = reference("curriculum_item.id")
    base_id: Mapped[int | None] = reference("practice_base.id")  # none: in the college
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours: Mapped[int]  # academic hours of the practice
    college_head_id: Mapped[int | None] = reference("employee.id", index=False)
    appointment_id: Mapped[int | None] = reference("appointment.id")
    enterprise_head: Mapped[str | None] = mapped_column(String(200))
    enterprise_position: Mapped[str | None] = mapped_column(String(200))
    contract: Mapped[str | None] = mapped_column(String(100))  # of this student, number and date
    diary_checked_on: Mapped[date | None]
    characteristic: Mapped[LongText | None]  # what the attestation sheet says in words
    proposed_code: Mapped[str | None] = mapped_column(String(4))  # by the enterprise
    proposed_at: Mapped[datetime | None]
    code: Mapped[str | None] = mapped_column(String(4))
    link_id: Mapped[int | None] = reference("practice_link.id", ondelete="SET NULL")
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    signed_name: Mapped[str | None] = mapped_column(String(200))
    student_name: Mapped[str | None] = mapped_column(String(200))  # as it was when signed

    student: Mapped["Student"] = relationship()
    group: Mapped[StudyGroup] = relationship()
    item: Mapped[CurriculumItem] = relationship()
    base: Mapped[PracticeBase | None] = relationship()
    college_head: Mapped[Employee | None] = relationship(passive_deletes="all")
    college_head_label: Mapped[EmployeeLabel | None] = relationship(
        viewonly=True,
        primaryjoin="foreign(PracticePlacement.college_head_id) == EmployeeLabel.id",
    )
    appointment: Mapped[Appointment | None] = relationship(passive_deletes="all")
    link: Mapped[PracticeLink | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.student} · {self.item.index_code}"


class PracticeDay(Scoped, Model):
    """A day of a student's practice: attendance, hours, what was done (the diary)."""

    __tablename__ = "practice_day"
    __table_args__ = (
        UniqueConstraint("placement_id", "day"),
        CheckConstraint("hours BETWEEN 0 AND 12", name="hours"),
    )

    id: Mapped[Key]
    placement_id: Mapped[int] = reference("practice_placement.id", index=False, ondelete="CASCADE")
    day: Mapped[date]
    hours: Mapped[int] = mapped_column(default=6)
    is_absent: Mapped[bool] = mapped_column(default=False)
    what: Mapped[str | None] = mapped_column(String(500))
    proposed_at: Mapped[datetime | None]  # by the enterprise; none: entered by the college
    confirmed_at: Mapped[datetime | None]  # by the college's head of practice

    placement: Mapped[PracticePlacement] = relationship()

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"


class PracticeCompetence(Scoped, Model):
    """A competence in the attestation sheet of a practice."""

    __tablename__ = "practice_competence"
    __table_args__ = (UniqueConstraint("placement_id", "code"),)

    id: Mapped[Key]
    placement_id: Mapped[int] = reference("practice_placement.id", index=False, ondelete="CASCADE")
    code: Mapped[str] = mapped_column(String(20))  # «ПК 1.1»
    title: Mapped[str] = mapped_column(String(500), default="")
    level: Mapped[CompetenceLevel | None] = choice(CompetenceLevel, nullable=True)

    placement: Mapped[PracticePlacement] = relationship()

    def __str__(self) -> str:
        return self.code
