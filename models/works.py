"""Works of a lesson: what was set, when its results are due (clauses 5.5.6, 5.5.10)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import TaskKind
from models.base import Key, Model, Scoped, choice, reference
from models.journal import Lesson


class Work(Scoped, Model):
    """A work that students do for marks of its own; a lesson can hold several.

    Its marks are rows of Mark with `work_id`, whose `ordinal` is the work's: 10 and up, so that
    they never meet the marks for the lesson itself (0 and 1).
    """

    __tablename__ = "work"
    __table_args__ = (
        UniqueConstraint("lesson_id", "ordinal"),
        CheckConstraint("ordinal BETWEEN 10 AND 19", name="ordinal"),
        CheckConstraint("weight BETWEEN 1 AND 10", name="weight"),
        CheckConstraint("due_on >= issued_on", name="period"),
        Index(
            "ix_work_pending",
            "due_on",
            "lesson_id",
            sqlite_where=text("results_at IS NULL"),
            postgresql_where=text("results_at IS NULL"),
        ),
        # The trail of its cells names a work by its key: none is given twice.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Key]
    lesson_id: Mapped[int] = reference("lesson.id", index=False)
    ordinal: Mapped[int] = mapped_column(default=10)
    kind: Mapped[TaskKind] = choice(TaskKind)
    title: Mapped[str] = mapped_column(String(250), default="")
    is_required: Mapped[bool] = mapped_column(default=True)
    weight: Mapped[int] = mapped_column(default=1)
    issued_on: Mapped[date]
    due_on: Mapped[date]  # when it is handed in or held; its results follow within the week (5.5.6)
    results_at: Mapped[datetime | None]  # when the last result that was due came in, first time

    lesson: Mapped[Lesson] = relationship()

    def __str__(self) -> str:
        return self.title or str(self.lesson)
