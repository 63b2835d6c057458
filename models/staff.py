"""Departments, positions and employees (clause 2.5; kept by HR)."""

from datetime import date
from typing import Optional

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import EmployeeAbsenceKind
from models.base import Key, Model, Name, Person, Public, Scoped, choice, reference


class Department(Public, Model):
    """A department (отделение) that groups and employees belong to."""

    __tablename__ = "department"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    head_id: Mapped[int | None] = reference("employee.id", use_alter=True)
    head: Mapped[Optional["Employee"]] = relationship(
        foreign_keys=head_id, post_update=True, passive_deletes="all"
    )

    def __str__(self) -> str:
        return self.name


class Position(Public, Model):
    """A position of the staff list."""

    __tablename__ = "position"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)

    def __str__(self) -> str:
        return self.name


class Employee(Person, Scoped, Model):
    """A person who works at the college."""

    __tablename__ = "employee"
    __table_args__ = (
        CheckConstraint("left_on IS NULL OR left_on >= hired_on", name="period"),
        CheckConstraint("norm_hours IS NULL OR norm_hours BETWEEN 1 AND 2000", name="norm_hours"),
    )

    id: Mapped[Key]
    department_id: Mapped[int | None] = reference("department.id")
    position_id: Mapped[int | None] = reference("position.id")
    user_id: Mapped[int | None] = reference("ab_user.id", unique=True)
    hired_on: Mapped[date]
    left_on: Mapped[date | None]
    norm_hours: Mapped[int | None]  # of teaching in a year; 720 for a whole post

    department: Mapped[Department | None] = relationship(foreign_keys=department_id)
    position: Mapped[Position | None] = relationship()


class EmployeeLabel(Public, Model):
    """The name of an employee beside a row that is visible: the teacher in a diary, a curator.

    A second, read-only face of the table `employee` that holds nothing but names, so that a
    name can be shown to someone who may not read employees.
    """

    __table__ = Employee.__table__
    __mapper_args__ = {
        "include_properties": [
            "id",
            "last_name",
            "first_name",
            "patronymic",
            "sort_name",
        ],
        "concrete": True,
    }

    full_name = Person.full_name
    short_name = Person.short_name

    def __str__(self) -> str:
        return str(self.short_name)


class EmployeeAbsence(Scoped, Model):
    """A period in which an employee is away; both days are days of it (kept by HR)."""

    __tablename__ = "employee_absence"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="period"),
        Index("ix_employee_absence_employee_starts_on", "employee_id", "starts_on"),
    )

    id: Mapped[Key]
    employee_id: Mapped[int] = reference("employee.id", index=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    kind: Mapped[EmployeeAbsenceKind] = choice(EmployeeAbsenceKind)
    note: Mapped[str | None] = mapped_column(String(250))

    employee: Mapped[Employee] = relationship()

    def __str__(self) -> str:
        return f"{self.employee} · {self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"
