"""The teaching load (тарификация; kept by the deputy director)."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from models.base import Key, Model, Scoped, reference, unique_with_gap
from models.calendar import Semester
from models.contingent import StudyGroup, Subgroup
from models.curriculum import TAUGHT_KINDS, CurriculumItem
from models.staff import Employee, EmployeeLabel


class TeachingAssignment(Scoped, Model):
    """A semester's hours of an item in a group or subgroup, and who teaches them.

    `part` tells the shares of teachers who teach an item side by side; each keeps a journal.
    A change of teacher in mid-semester is a second row of the same part, with `starts_on`.
    """

    __tablename__ = "teaching_assignment"
    __table_args__ = (
        *unique_with_gap(
            "uq_teaching_assignment_part",
            ("semester_id", "group_id", "subgroup_id", "item_id", "part", "starts_on"),
            "subgroup_id",
            "starts_on",
        ),
        CheckConstraint(" + ".join(TAUGHT_KINDS) + " > 0", name="hours"),
        *(CheckConstraint(f"{kind} >= 0", name=kind) for kind in TAUGHT_KINDS),
        CheckConstraint("part BETWEEN 1 AND 9", name="part"),
    )

    id: Mapped[Key]
    semester_id: Mapped[int] = reference("semester.id")
    group_id: Mapped[int] = reference("study_group.id")
    subgroup_id: Mapped[int | None] = reference("subgroup.id")
    item_id: Mapped[int] = reference("curriculum_item.id")
    part: Mapped[int] = mapped_column(default=1)
    starts_on: Mapped[date | None]  # none: from the first day of the semester
    teacher_id: Mapped[int | None] = reference("employee.id")  # none: a vacancy
    theory: Mapped[int] = mapped_column(default=0)
    practice: Mapped[int] = mapped_column(default=0)
    lab: Mapped[int] = mapped_column(default=0)
    coursework: Mapped[int] = mapped_column(default=0)
    consultation: Mapped[int] = mapped_column(default=0)
    control: Mapped[int] = mapped_column(default=0)

    semester: Mapped[Semester] = relationship()
    group: Mapped[StudyGroup] = relationship()
    subgroup: Mapped[Subgroup | None] = relationship(passive_deletes="all")
    item: Mapped[CurriculumItem] = relationship()
    teacher: Mapped[Employee | None] = relationship(passive_deletes="all")
    teacher_label: Mapped[EmployeeLabel | None] = relationship(
        viewonly=True,
        primaryjoin="foreign(TeachingAssignment.teacher_id) == EmployeeLabel.id",
    )

    hours: Mapped[int] = column_property(
        theory + practice + lab + coursework + consultation + control
    )

    def __str__(self) -> str:
        return f"{self.item.index_code} · {self.group}"
