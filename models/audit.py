"""The append-only trail: who changed what, when, from where, why (clauses 3.6, 7.6, 9.1)."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import AuditAction
from models.base import Key, Model, Scoped, choice, reference

if TYPE_CHECKING:
    from models.journal import Gradebook, Lesson
    from models.people import Student

CELL = "cell"  # the `field` of an entry about a journal's cell; old and new are cell texts


class AuditEntry(Scoped, Model):
    """One changed field of one row. A cell of the journal is one field, whatever rows hold it."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_lesson_student", "lesson_id", "student_id"),
        Index("ix_audit_entry_row", "entity", "entity_id"),
        Index("ix_audit_entry_gradebook_at", "gradebook_id", "at"),
        # Late entries are few: a journal shows which of its cells have them.
        Index(
            "ix_audit_entry_late",
            "gradebook_id",
            sqlite_where=text("is_late = 1"),
            postgresql_where=text("is_late"),
        ),
    )

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(index=True)
    # No key to ab_user: the trail outlives an account. The name is as it was at that moment.
    user_id: Mapped[int | None] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(200))
    roles: Mapped[str] = mapped_column(String(200), default="")
    origin: Mapped[str | None] = mapped_column(String(64))  # address, or «cli», or a job's name
    request_id: Mapped[str | None] = mapped_column(String(40))
    entity: Mapped[str] = mapped_column(String(40))  # table name
    entity_id: Mapped[int | None]
    action: Mapped[AuditAction] = choice(AuditAction)
    field: Mapped[str | None] = mapped_column(String(40))
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(String(500))
    is_late: Mapped[bool] = mapped_column(default=False)  # after the lesson's day
    claimed_at: Mapped[datetime | None]  # the browser's clock, a claim only
    # What the entry is about, so that scope and lookup need no join; no keys, rows may go.
    gradebook_id: Mapped[int | None]
    lesson_id: Mapped[int | None]
    student_id: Mapped[int | None]

    personal: Mapped["AuditPersonalValue | None"] = relationship(viewonly=True, uselist=False)

    def __str__(self) -> str:
        return f"№ {self.id}"

    gradebook: Mapped["Gradebook | None"] = relationship(
        viewonly=True, primaryjoin="foreign(AuditEntry.gradebook_id) == Gradebook.id"
    )
    lesson: Mapped["Lesson | None"] = relationship(
        viewonly=True, primaryjoin="foreign(AuditEntry.lesson_id) == Lesson.id"
    )
    student: Mapped["Student | None"] = relationship(
        viewonly=True, primaryjoin="foreign(AuditEntry.student_id) == Student.id"
    )


class AuditPersonalValue(Scoped, Model):
    """Old and new value of a personal field, apart, so that the law's erasure can reach them."""

    __tablename__ = "audit_personal_value"

    id: Mapped[Key]
    entry_id: Mapped[int] = reference("audit_entry.id", unique=True)
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
