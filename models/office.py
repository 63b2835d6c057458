"""What belongs to one signed-in person: notices and report runs."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from domain.enums import NoticeKind, RunState
from models.base import Key, Model, Scoped, choice, reference


class Notice(Scoped, Model):
    """A notice in a person's inbox."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_user_read_at", "user_id", "read_at"),)

    id: Mapped[Key]
    user_id: Mapped[int] = reference("ab_user.id", index=False, ondelete="CASCADE")
    kind: Mapped[NoticeKind] = choice(NoticeKind, default=NoticeKind.info)
    # An English message key and its parameters: a notice is read in the reader's language.
    message: Mapped[str] = mapped_column(String(250))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    link: Mapped[str | None] = mapped_column(String(250))
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class ReportRun(Scoped, Model):
    """One building of a report: asked for by whom, with what, how far, and its result."""

    __tablename__ = "report_run"
    __table_args__ = (
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
        Index("ix_report_run_user_created_at", "user_id", "created_at"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(64), index=True)
    format: Mapped[str] = mapped_column(String(8))  # pdf, xlsx
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    locale: Mapped[str] = mapped_column(String(8), default="ru")
    user_id: Mapped[int] = reference("ab_user.id", index=False)
    state: Mapped[RunState] = choice(RunState, default=RunState.queued, index=True)
    progress: Mapped[int] = mapped_column(default=0)  # percent
    error: Mapped[str | None] = mapped_column(String(500))
    file_name: Mapped[str | None] = mapped_column(String(250))
    sha256: Mapped[str | None] = mapped_column(String(64))
    pages: Mapped[int | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    kept_until: Mapped[date | None]

    def __str__(self) -> str:
        return f"№ {self.id}"
