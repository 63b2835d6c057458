"""Students and guardians; identity and contacts stand apart, with rights of its own (152-ФЗ)."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import ContactKind, Relation, Sex
from models.base import Key, Model, Name, Person, Scoped, choice, reference

if TYPE_CHECKING:
    from models.contingent import Enrolment


class Student(Person, Scoped, Model):
    """A student (обучающийся)."""

    __tablename__ = "student"

    id: Mapped[Key]
    record_book: Mapped[str] = mapped_column(String(40), unique=True)
    user_id: Mapped[int | None] = reference("ab_user.id", unique=True)

    enrolments: Mapped[list["Enrolment"]] = relationship(
        back_populates="student", order_by="Enrolment.starts_on", passive_deletes="all"
    )
    identity: Mapped["StudentIdentity | None"] = relationship(
        back_populates="student", passive_deletes="all"
    )
    contacts: Mapped[list["StudentContact"]] = relationship(
        back_populates="student", passive_deletes="all"
    )
    guardian_links: Mapped[list["GuardianChild"]] = relationship(
        back_populates="student", passive_deletes="all"
    )


class StudentIdentity(Scoped, Model):
    """What a teacher does not need to know of a student; a right of its own (152-ФЗ)."""

    __tablename__ = "student_identity"

    id: Mapped[Key]
    student_id: Mapped[int] = reference("student.id", unique=True)
    birth_date: Mapped[date | None]
    sex: Mapped[Sex | None] = choice(Sex, nullable=True)

    student: Mapped[Student] = relationship(back_populates="identity")

    def __str__(self) -> str:
        return str(self.student)


class Contact:
    """One way to reach a person."""

    kind: Mapped[ContactKind] = choice(ContactKind)
    value: Mapped[Name]
    note: Mapped[str | None] = mapped_column(String(250))

    def __str__(self) -> str:
        return self.value


class StudentContact(Contact, Scoped, Model):
    """A contact of a student."""

    __tablename__ = "student_contact"

    id: Mapped[Key]
    student_id: Mapped[int] = reference("student.id")
    student: Mapped[Student] = relationship(back_populates="contacts")


class Guardian(Person, Scoped, Model):
    """A parent or another lawful representative of students."""

    __tablename__ = "guardian"

    id: Mapped[Key]
    user_id: Mapped[int | None] = reference("ab_user.id", unique=True)

    contacts: Mapped[list["GuardianContact"]] = relationship(
        back_populates="guardian", passive_deletes="all"
    )
    children: Mapped[list["GuardianChild"]] = relationship(
        back_populates="guardian", passive_deletes="all"
    )


class GuardianContact(Contact, Scoped, Model):
    """A contact of a guardian."""

    __tablename__ = "guardian_contact"

    id: Mapped[Key]
    guardian_id: Mapped[int] = reference("guardian.id")
    guardian: Mapped[Guardian] = relationship(back_populates="contacts")


class GuardianChild(Scoped, Model):
    """That a guardian stands for a student, and so may see what the student sees (5.7)."""

    __tablename__ = "guardian_child"
    __table_args__ = (
        UniqueConstraint("guardian_id", "student_id"),
        Index("ix_guardian_child_student_guardian", "student_id", "guardian_id"),
    )

    id: Mapped[Key]
    guardian_id: Mapped[int] = reference("guardian.id", index=False)
    student_id: Mapped[int] = reference("student.id", index=False)
    relation: Mapped[Relation] = choice(Relation)

    guardian: Mapped[Guardian] = relationship(back_populates="children")
    student: Mapped[Student] = relationship(back_populates="guardian_links")

    def __str__(self) -> str:
        return f"{self.guardian} · {self.student}"
