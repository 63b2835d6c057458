"""Departments, positions and employees (clause 2.5; kept by HR)."""

from datetime import date
from typing import Optional

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Key, Model, Name, Person, Public, Scoped, reference


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
    __table_args__ = (CheckConstraint("left_on IS NULL OR left_on >= hired_on", name="period"),)

    id: Mapped[Key]
    department_id: Mapped[int | None] = reference("department.id")
    position_id: Mapped[int | None] = reference("position.id")
    user_id: Mapped[int | None] = reference("ab_user.id", unique=True)
    hired_on: Mapped[date]
    left_on: Mapped[date | None]

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
