"""The archive of reports (10.8), batches that fill it (10.4), and what runs by the schedule."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import BatchKind, RunState, TaskRhythm
from models.base import Key, Model, Public, Scoped, choice, folded, reference
from models.calendar import AcademicYear, Semester
from models.contingent import StudyGroup
from models.staff import Department


class ReportBatch(Scoped, Model):
    """All reports due at the end of a semester or a year, for a department or the college."""

    __tablename__ = "report_batch"
    __table_args__ = (Index("ix_report_batch_created_at", "created_at"),)

    id: Mapped[Key]
    kind: Mapped[BatchKind] = choice(BatchKind)
    academic_year_id: Mapped[int] = reference("academic_year.id")
    semester_id: Mapped[int | None] = reference("semester.id")
    department_id: Mapped[int | None] = reference("department.id")  # none: the whole college
    user_id: Mapped[int] = reference("ab_user.id")
    locale: Mapped[str] = mapped_column(String(8), default="ru")
    state: Mapped[RunState] = choice(RunState, default=RunState.queued, index=True)
    error: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))  # of the zip with all files
    size: Mapped[int | None] = mapped_column(BigInteger)  # bytes

    academic_year: Mapped[AcademicYear] = relationship()
    semester: Mapped[Semester | None] = relationship()
    department: Mapped[Department | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"№ {self.id}"


class ArchivedReport(Scoped, Model):
    """A finished report that is kept until the group's education ends; its file never changes.

    The file lies in the store of documents by its SHA-256 (reports/document_store.py).
    """

    __tablename__ = "archived_report"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        Index("ix_archived_report_group_created", "group_id", "created_at"),
        Index("ix_archived_report_department_created", "department_id", "created_at"),
        Index("ix_archived_report_code_created", "code", "created_at"),
        Index("ix_archived_report_kept_until", "kept_until"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(64))  # of the catalogue
    title: Mapped[str] = mapped_column(String(250))
    search_title: Mapped[str] = mapped_column(String(250), index=True)
    format: Mapped[str] = mapped_column(String(8))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    group_id: Mapped[int | None] = reference("study_group.id", index=False)
    department_id: Mapped[int | None] = reference("department.id", index=False)
    academic_year_id: Mapped[int | None] = reference("academic_year.id")
    user_id: Mapped[int] = reference("ab_user.id")
    user_name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]  # bytes
    pages: Mapped[int | None]
    kept_until: Mapped[date | None]  # none: for ever
    checked_at: Mapped[datetime | None]
    is_intact: Mapped[bool | None]  # what the last check of the file found

    group: Mapped[StudyGroup | None] = relationship(passive_deletes="all")
    department: Mapped[Department | None] = relationship(passive_deletes="all")
    academic_year: Mapped[AcademicYear | None] = relationship()

    def __str__(self) -> str:
        return self.title


folded("search_title", "title")(ArchivedReport)


class BatchPart(Scoped, Model):
    """One file of a batch: made once, whatever crashes meanwhile."""

    __tablename__ = "batch_part"
    __table_args__ = (
        UniqueConstraint("batch_id", "position"),
        Index("ix_batch_part_batch_state", "batch_id", "state"),
    )

    id: Mapped[Key]
    batch_id: Mapped[int] = reference("report_batch.id", index=False)
    position: Mapped[int]
    group_id: Mapped[int | None] = reference("study_group.id")
    code: Mapped[str] = mapped_column(String(64))
    format: Mapped[str] = mapped_column(String(8))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[RunState] = choice(RunState, default=RunState.queued)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(500))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    archived_id: Mapped[int | None] = reference("archived_report.id")

    batch: Mapped[ReportBatch] = relationship()
    group: Mapped[StudyGroup | None] = relationship(passive_deletes="all")
    archived: Mapped[ArchivedReport | None] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.code} · {self.position}"


class ScheduledTask(Public, Model):
    """When a task of the schedule is due, and whether it is switched on; `key` is of domain/tasks.

    `day` is a weekday from 1 (weekly), a day of the month (monthly), days after the last day of
    the semester or year; it says nothing for a daily task. `at` is «HH:MM» of the college's clock.
    """

    __tablename__ = "scheduled_task"
    __table_args__ = (CheckConstraint("day BETWEEN 0 AND 60", name="day"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(40), unique=True)
    is_on: Mapped[bool] = mapped_column(default=True)
    rhythm: Mapped[TaskRhythm] = choice(TaskRhythm)
    day: Mapped[int] = mapped_column(default=0)
    at: Mapped[str] = mapped_column(String(5))
    last_due: Mapped[datetime | None]  # the moment that was started last: none is started twice

    def __str__(self) -> str:
        return self.key


class TaskRun(Public, Model):
    """One run of a scheduled task: when, by whose hand, what came of it."""

    __tablename__ = "task_run"
    __table_args__ = (Index("ix_task_run_task_started", "task_id", "started_at"),)

    id: Mapped[Key]
    task_id: Mapped[int] = reference("scheduled_task.id", index=False)
    due_at: Mapped[datetime | None]  # none: run by hand
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    state: Mapped[RunState] = choice(RunState, default=RunState.queued)
    user_id: Mapped[int | None] = reference("ab_user.id", index=False)  # none: by the clock
    # An English message key and its parameters, as in a notice.
    message: Mapped[str | None] = mapped_column(String(250))
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    task: Mapped[ScheduledTask] = relationship()

    def __str__(self) -> str:
        return f"{self.task} · {self.started_at:%d.%m.%Y}"
