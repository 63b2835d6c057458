"""Who teaches what, the gradebooks, their lessons, and what differs from «present, no mark»."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.cells import MARK_CODES
from domain.enums import AbsenceKind, LessonKind, LessonMode, Standing, TaskKind
from models.base import Key, LongText, Model, Scoped, choice, reference, unique_with_gap
from models.calendar import AcademicYear
from models.contingent import StudyGroup, Subgroup
from models.curriculum import CurriculumItem
from models.staff import Employee, EmployeeLabel

if TYPE_CHECKING:
    from models.people import Student
    from models.timetable import Room
    from models.works import Work


class Gradebook(Scoped, Model):
    """A journal: one item taught to a group or subgroup through a year (5.5.9).

    `part` tells the journals of teachers who share an item of one group. `teacher` is who keeps
    it at present; who kept it when, and who stood in, is in JournalTeacher.
    """

    __tablename__ = "gradebook"
    __table_args__ = (
        *unique_with_gap(
            "uq_gradebook_item",
            ("academic_year_id", "group_id", "subgroup_id", "item_id", "part"),
            "subgroup_id",
        ),
    )

    id: Mapped[Key]
    academic_year_id: Mapped[int] = reference("academic_year.id")
    group_id: Mapped[int] = reference("study_group.id")
    subgroup_id: Mapped[int | None] = reference("subgroup.id")
    item_id: Mapped[int] = reference("curriculum_item.id")
    part: Mapped[int] = mapped_column(default=1)
    teacher_id: Mapped[int] = reference("employee.id")

    academic_year: Mapped[AcademicYear] = relationship()
    group: Mapped[StudyGroup] = relationship()
    subgroup: Mapped[Subgroup | None] = relationship(passive_deletes="all")
    item: Mapped[CurriculumItem] = relationship()
    teacher: Mapped[Employee] = relationship(passive_deletes="all")
    teacher_label: Mapped[EmployeeLabel] = relationship(
        viewonly=True,
        primaryjoin="foreign(Gradebook.teacher_id) == EmployeeLabel.id",
    )

    def __str__(self) -> str:
        return f"{self.item.index_code} · {self.group}"


class JournalTeacher(Scoped, Model):
    """Who writes in a journal on which days: its teachers by date, and who stands in for them.

    Kept by the system from the teaching assignments and the changes of the timetable.
    """

    __tablename__ = "journal_teacher"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        Index("ix_journal_teacher_teacher_gradebook", "teacher_id", "gradebook_id"),
        Index("ix_journal_teacher_gradebook_starts_on", "gradebook_id", "starts_on"),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False, ondelete="CASCADE")
    teacher_id: Mapped[int] = reference("employee.id", index=False)
    standing: Mapped[Standing] = choice(Standing, default=Standing.main)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    change_id: Mapped[int | None] = reference("timetable_change.id", ondelete="CASCADE")

    gradebook: Mapped[Gradebook] = relationship()
    teacher: Mapped[Employee] = relationship(passive_deletes="all")
    teacher_label: Mapped[EmployeeLabel] = relationship(
        viewonly=True,
        primaryjoin="foreign(JournalTeacher.teacher_id) == EmployeeLabel.id",
    )

    def __str__(self) -> str:
        return f"{self.teacher_label} · {self.starts_on:%d.%m.%Y}"


class Lesson(Scoped, Model):
    """A lesson of a gradebook; it counts as recorded once `confirmed_at` is set (5.5.4)."""

    __tablename__ = "lesson"
    __table_args__ = (
        # Both hold what is summed up of many lessons: without it each is fetched for itself.
        Index("ix_lesson_gradebook_held_on", "gradebook_id", "held_on", "hours", "confirmed_at"),
        Index(
            "uq_lesson_gradebook_held_on_pair",
            "gradebook_id",
            "held_on",
            "pair",
            unique=True,
            sqlite_where=text("pair IS NOT NULL"),
            postgresql_where=text("pair IS NOT NULL"),
        ),
        Index("ix_lesson_held_on", "held_on", "gradebook_id", "confirmed_at"),
        CheckConstraint("pair IS NULL OR pair BETWEEN 1 AND 12", name="pair"),
        CheckConstraint("hours BETWEEN 1 AND 12", name="hours"),
        CheckConstraint("practical_hours BETWEEN 0 AND hours", name="practical_hours"),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    held_on: Mapped[date]
    pair: Mapped[int | None]  # practice days have none
    hours: Mapped[int] = mapped_column(default=2)  # academic hours
    practical_hours: Mapped[int] = mapped_column(default=0)  # of them practical training
    kind: Mapped[LessonKind] = choice(LessonKind, default=LessonKind.lecture)
    mode: Mapped[LessonMode] = choice(LessonMode, default=LessonMode.in_class)
    topic: Mapped[LongText] = mapped_column(default="")
    homework: Mapped[LongText] = mapped_column(default="")
    tasks: Mapped[LongText] = mapped_column(default="")
    task_kind: Mapped[TaskKind | None] = choice(TaskKind, nullable=True)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = reference("ab_user.id", index=False)
    homework_at: Mapped[datetime | None]  # when homework was first given (5.5.5)
    # What the timetable gave: a lesson that it did not give is never changed by publishing.
    is_scheduled: Mapped[bool] = mapped_column(default=False, server_default=false())
    room_id: Mapped[int | None] = reference("room.id", ondelete="SET NULL")
    topic_id: Mapped[int | None] = reference("lesson_plan_topic.id", ondelete="SET NULL")
    # Where one lesson gave several rows of the plan: the last of them.
    last_topic_id: Mapped[int | None] = reference("lesson_plan_topic.id", ondelete="SET NULL")

    gradebook: Mapped[Gradebook] = relationship()
    room: Mapped["Room | None"] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        pair = f" · {self.pair}" if self.pair else ""
        return f"{self.held_on:%d.%m.%Y}{pair}"


class Mark(Scoped, Model):
    """One mark of a student for a lesson; a cell such as `4/5` holds two, in order."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("lesson_id", "student_id", "ordinal"),
        Index("ix_mark_student_lesson", "student_id", "lesson_id"),
        # Few marks are for a work of their own.
        Index(
            "ix_mark_work_id",
            "work_id",
            sqlite_where=text("work_id IS NOT NULL"),
            postgresql_where=text("work_id IS NOT NULL"),
        ),
        CheckConstraint(
            "code IN ({})".format(", ".join(f"'{code}'" for code in MARK_CODES)),
            name="code",
        ),
    )

    id: Mapped[Key]
    lesson_id: Mapped[int] = reference("lesson.id", index=False)
    student_id: Mapped[int] = reference("student.id", index=False)
    ordinal: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(String(4))
    # The work it is for; its ordinal is the work's then. None: it is for the lesson.
    work_id: Mapped[int | None] = reference("work.id", index=False)

    lesson: Mapped[Lesson] = relationship()
    student: Mapped["Student"] = relationship()
    work: Mapped["Work | None"] = relationship(passive_deletes="all")

    def __str__(self) -> str:
        return f"{self.code} · {self.lesson}"


class Absence(Scoped, Model):
    """That a student missed a lesson or came late, and why."""

    __tablename__ = "absence"
    __table_args__ = (
        UniqueConstraint("lesson_id", "student_id"),
        Index("ix_absence_student_lesson", "student_id", "lesson_id"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 1 AND 90", name="minutes"),
        CheckConstraint("minutes IS NULL OR kind = 'late'", name="late_minutes"),
    )

    id: Mapped[Key]
    lesson_id: Mapped[int] = reference("lesson.id", index=False)
    student_id: Mapped[int] = reference("student.id", index=False)
    kind: Mapped[AbsenceKind] = choice(AbsenceKind)
    minutes: Mapped[int | None]  # of coming late

    lesson: Mapped[Lesson] = relationship()
    student: Mapped["Student"] = relationship()

    def __str__(self) -> str:
        return str(self.lesson)
