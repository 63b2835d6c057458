"""Lesson plans (КТП) and their rows (clauses 3.3, 4.2, 5.5.2, 5.5.10)."""

from datetime import datetime
from typing import Optional

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import LessonKind, PlanRow, PlanState, TaskKind
from models.base import Key, LongText, Model, Public, Scoped, choice, reference
from models.journal import Gradebook


class LessonPlan(Scoped, Model):
    """A revision of the lesson plan of a gradebook; the approved one of them is in force."""

    __tablename__ = "lesson_plan"
    __table_args__ = (UniqueConstraint("gradebook_id", "revision"),)

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[PlanState] = choice(PlanState, default=PlanState.draft, index=True)
    edition: Mapped[int] = mapped_column(default=0)  # grows with every save: two editors meet
    source: Mapped[str | None] = mapped_column(String(250))  # what it was copied or imported from
    remark: Mapped[LongText] = mapped_column(default="")  # the methodist's, on the whole
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = reference("ab_user.id")

    gradebook: Mapped[Gradebook] = relationship()
    topics: Mapped[list["LessonPlanTopic"]] = relationship(
        back_populates="plan", order_by="LessonPlanTopic.position", passive_deletes="all"
    )

    def __str__(self) -> str:
        return f"{self.gradebook} · {self.revision}"


class LessonPlanTopic(Scoped, Model):
    """A row of a lesson plan: a section, a theme, or lessons with their hours.

    `hours` are academic hours with the teacher, of the kind that the kind of lesson stands for;
    those of self-study come beside them. `semester_number` is counted within the year.
    """

    __tablename__ = "lesson_plan_topic"
    __table_args__ = (
        Index("ix_lesson_plan_topic_plan_position", "plan_id", "position"),
        CheckConstraint("hours BETWEEN 0 AND 999", name="hours"),
        CheckConstraint("self_study_hours BETWEEN 0 AND 999", name="self_study_hours"),
        CheckConstraint("level = 'lesson' OR hours = 0", name="headings"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = reference("lesson_plan.id", index=False, ondelete="CASCADE")
    position: Mapped[int]
    level: Mapped[PlanRow] = choice(PlanRow, default=PlanRow.lesson)
    semester_number: Mapped[int] = mapped_column(default=1)
    title: Mapped[LongText] = mapped_column(default="")
    hours: Mapped[int] = mapped_column(default=0)
    kind: Mapped[LessonKind] = choice(LessonKind, default=LessonKind.lecture)
    tasks: Mapped[LongText] = mapped_column(default="")
    task_kind: Mapped[TaskKind | None] = choice(TaskKind, nullable=True)
    homework: Mapped[LongText] = mapped_column(default="")
    self_study: Mapped[LongText] = mapped_column(default="")
    self_study_hours: Mapped[int] = mapped_column(default=0)
    competences: Mapped[str] = mapped_column(String(250), default="")
    equipment: Mapped[LongText] = mapped_column(default="")
    remark: Mapped[LongText] = mapped_column(default="")  # the methodist's, on this row
    # The row of the earlier revision that this one was copied from: lessons move over with it.
    origin_id: Mapped[int | None] = reference("lesson_plan_topic.id", ondelete="SET NULL")

    plan: Mapped[LessonPlan] = relationship(back_populates="topics")
    origin: Mapped[Optional["LessonPlanTopic"]] = relationship(remote_side="LessonPlanTopic.id")

    def __str__(self) -> str:
        return self.title


class PlanStem(Public, Model):
    """A word stem of a row's title, so that topics are found in any word form on any database."""

    __tablename__ = "plan_stem"
    __table_args__ = (
        UniqueConstraint("stem", "topic_id"),
        Index("ix_plan_stem_topic_id", "topic_id"),
    )

    id: Mapped[Key]
    topic_id: Mapped[int] = reference("lesson_plan_topic.id", index=False, ondelete="CASCADE")
    stem: Mapped[str] = mapped_column(String(40))
