"""Study groups, subgroups and who is in them, by date (kept by the secretary)."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.clock import clock
from models.base import Key, Model, Scoped, folded, reference
from models.curriculum import Curriculum
from models.staff import Department, Employee, EmployeeLabel

if TYPE_CHECKING:
    from models.people import Student


@folded("search_name", "name")
class StudyGroup(Scoped, Model):
    """A study group; its programme is that of its curriculum."""

    __tablename__ = "study_group"
    __table_args__ = (UniqueConstraint("name", "intake_year"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(40), index=True)
    search_name: Mapped[str] = mapped_column(String(40), index=True)
    intake_year: Mapped[int] = mapped_column(index=True)
    first_course: Mapped[int] = mapped_column(default=1)  # 2 where the intake starts in course 2
    graduates_on: Mapped[date | None]
    curriculum_id: Mapped[int] = reference("curriculum.id")
    department_id: Mapped[int] = reference("department.id")
    curator_id: Mapped[int | None] = reference("employee.id")

    curriculum: Mapped[Curriculum] = relationship()
    department: Mapped[Department] = relationship()
    curator: Mapped[Employee | None] = relationship(passive_deletes="all")
    curator_label: Mapped[EmployeeLabel | None] = relationship(
        viewonly=True,
        primaryjoin="foreign(StudyGroup.curator_id) == EmployeeLabel.id",
    )

    def course_on(self, day: date) -> int:
        """Return the course (1, 2 …) the group is in on `day`; a year begins on 1 September."""
        return day.year - (day.month < 9) - self.intake_year + self.first_course

    @property
    def course(self) -> int:
        """Return the course the group is in today."""
        return self.course_on(clock.today())

    def __str__(self) -> str:
        return self.name


class Enrolment(Scoped, Model):
    """A student's time in a group; both days are days of the group."""

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        Index("ix_enrolment_student_group", "student_id", "group_id"),
        Index("ix_enrolment_group_student", "group_id", "student_id"),
    )

    id: Mapped[Key]
    student_id: Mapped[int] = reference("student.id", index=False)
    group_id: Mapped[int] = reference("study_group.id", index=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    ground: Mapped[str | None] = mapped_column(String(250))  # the order, as text

    student: Mapped["Student"] = relationship(back_populates="enrolments")
    group: Mapped[StudyGroup] = relationship()

    def __str__(self) -> str:
        return f"{self.student} · {self.group}"


class Subgroup(Scoped, Model):
    """A part of a group that is taught apart (clause 5.5.9)."""

    __tablename__ = "subgroup"
    __table_args__ = (UniqueConstraint("group_id", "name"),)

    id: Mapped[Key]
    group_id: Mapped[int] = reference("study_group.id")
    name: Mapped[str] = mapped_column(String(40))

    group: Mapped[StudyGroup] = relationship()
    members: Mapped[list["SubgroupMember"]] = relationship(
        back_populates="subgroup", passive_deletes="all"
    )

    def __str__(self) -> str:
        return f"{self.group} / {self.name}"


class SubgroupMember(Scoped, Model):
    """A student's time in a subgroup; both days are days of the subgroup."""

    __tablename__ = "subgroup_member"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        Index("ix_subgroup_member_subgroup_student", "subgroup_id", "student_id"),
    )

    id: Mapped[Key]
    subgroup_id: Mapped[int] = reference("subgroup.id", index=False)
    student_id: Mapped[int] = reference("student.id")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    subgroup: Mapped[Subgroup] = relationship(back_populates="members")
    student: Mapped["Student"] = relationship()

    def __str__(self) -> str:
        return f"{self.student} · {self.subgroup}"


__all__ = ["Enrolment", "StudyGroup", "Subgroup", "SubgroupMember"]
