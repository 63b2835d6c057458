"""Programmes, curricula, their items and the hours of each semester (kept by the methodist)."""

from datetime import date
from typing import Optional

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import AttestationForm, ItemKind, ProgrammeKind
from models.base import Code, Key, Model, Name, Public, choice, folded, reference

# Kinds of hours taught by a teacher, and all kinds that add up to the total of a semester.
TAUGHT_KINDS = ("theory", "practice", "lab", "coursework", "consultation", "control")
HOUR_KINDS = (*TAUGHT_KINDS, "self_study")


class Programme(Public, Model):
    """An educational programme, such as 09.02.07 (clauses 2.3, 2.4)."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("code", "name"),)

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(index=True)
    name: Mapped[Name]
    qualification: Mapped[str | None] = mapped_column(String(250))
    kind: Mapped[ProgrammeKind] = choice(ProgrammeKind)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Curriculum(Public, Model):
    """A version of a programme's curriculum; groups point to one.

    A version that a group points to is not edited: a later one supersedes it from a day.
    """

    __tablename__ = "curriculum"
    __table_args__ = (UniqueConstraint("programme_id", "intake_year", "version"),)

    id: Mapped[Key]
    programme_id: Mapped[int] = reference("programme.id")
    intake_year: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    months: Mapped[int | None]  # how long the education takes
    supersedes_id: Mapped[int | None] = reference("curriculum.id")
    in_force_from: Mapped[date | None]  # the day from which it replaces the earlier version
    note: Mapped[str | None] = mapped_column(String(500))

    programme: Mapped[Programme] = relationship()
    supersedes: Mapped[Optional["Curriculum"]] = relationship(remote_side="Curriculum.id")
    cycles: Mapped[list["CurriculumCycle"]] = relationship(
        back_populates="curriculum",
        order_by="CurriculumCycle.position",
        passive_deletes="all",
    )
    items: Mapped[list["CurriculumItem"]] = relationship(
        back_populates="curriculum",
        order_by="CurriculumItem.position",
        passive_deletes="all",
    )

    def __str__(self) -> str:
        return f"{self.programme.code} · {self.intake_year} · № {self.version}"


class CurriculumCycle(Public, Model):
    """A cycle or a section of a curriculum: ОГСЭ, ОП, ПЦ …; cycles may lie within cycles."""

    __tablename__ = "curriculum_cycle"
    __table_args__ = (UniqueConstraint("curriculum_id", "code"),)

    id: Mapped[Key]
    curriculum_id: Mapped[int] = reference("curriculum.id")
    parent_id: Mapped[int | None] = reference("curriculum_cycle.id")
    code: Mapped[Code]
    name: Mapped[Name]
    position: Mapped[int] = mapped_column(default=0)

    curriculum: Mapped[Curriculum] = relationship(back_populates="cycles")
    parent: Mapped[Optional["CurriculumCycle"]] = relationship(remote_side="CurriculumCycle.id")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@folded("search_text", "index_code", "name")
class CurriculumItem(Public, Model):
    """A discipline, module, course, practice or exam of a curriculum."""

    __tablename__ = "curriculum_item"
    __table_args__ = (UniqueConstraint("curriculum_id", "index_code"),)

    id: Mapped[Key]
    curriculum_id: Mapped[int] = reference("curriculum.id")
    cycle_id: Mapped[int | None] = reference("curriculum_cycle.id")
    parent_id: Mapped[int | None] = reference("curriculum_item.id")
    index_code: Mapped[Code] = mapped_column(index=True)
    name: Mapped[Name]
    search_text: Mapped[Name] = mapped_column(index=True)
    kind: Mapped[ItemKind] = choice(ItemKind)
    position: Mapped[int] = mapped_column(default=0)

    curriculum: Mapped[Curriculum] = relationship(back_populates="items")
    cycle: Mapped[CurriculumCycle | None] = relationship()
    parent: Mapped[Optional["CurriculumItem"]] = relationship(remote_side="CurriculumItem.id")
    hours: Mapped[list["CurriculumHours"]] = relationship(
        back_populates="item",
        order_by="CurriculumHours.semester_number",
        passive_deletes="all",
    )

    def __str__(self) -> str:
        return f"{self.index_code} {self.name}"


class CurriculumHours(Public, Model):
    """The academic hours of an item in a semester of the programme, and how it is attested.

    Hours of practical training are a part of the others and are never added to them.
    """

    __tablename__ = "curriculum_hours"
    __table_args__ = (
        UniqueConstraint("item_id", "semester_number"),
        CheckConstraint("semester_number BETWEEN 1 AND 12", name="semester_number"),
        *(
            CheckConstraint(f"{kind} >= 0", name=kind)
            for kind in (*HOUR_KINDS, "practical_training")
        ),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = reference("curriculum_item.id")
    semester_number: Mapped[int]  # counted through the whole programme, from 1
    theory: Mapped[int] = mapped_column(default=0)
    practice: Mapped[int] = mapped_column(default=0)
    lab: Mapped[int] = mapped_column(default=0)
    self_study: Mapped[int] = mapped_column(default=0)
    coursework: Mapped[int] = mapped_column(default=0)
    consultation: Mapped[int] = mapped_column(default=0)
    control: Mapped[int] = mapped_column(default=0)  # interim attestation
    practical_training: Mapped[int] = mapped_column(default=0)
    attestation: Mapped[AttestationForm] = choice(AttestationForm, default=AttestationForm.none)

    item: Mapped[CurriculumItem] = relationship(back_populates="hours")

    @property
    def total(self) -> int:
        """Return all hours of the semester, practical training not added again."""
        return int(sum(getattr(self, kind) or 0 for kind in HOUR_KINDS))

    def __str__(self) -> str:
        return f"{self.item} · {self.semester_number}"
