"""The timetable of a semester, its publications, practice periods and what changes on a date."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from domain.enums import ChangeKind, FeedKind, ImportKind, RoomKind, RunState, WeekKind
from models.base import Key, Model, Name, Public, Scoped, choice, folded, reference
from models.calendar import Semester
from models.contingent import StudyGroup, Subgroup
from models.load import TeachingAssignment
from models.staff import Employee, EmployeeLabel


@folded("search_name", "name")
class Room(Public, Model):
    """A room where lessons are held; `capacity` is in seats."""

    __tablename__ = "room"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity BETWEEN 1 AND 2000", name="capacity"),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    search_name: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[RoomKind] = choice(RoomKind, default=RoomKind.classroom)
    capacity: Mapped[int | None]
    is_shared: Mapped[bool] = mapped_column(default=False)  # several groups at once: a gym

    def __str__(self) -> str:
        return self.name


class Timetable(Public, Model):
    """The weekly timetable of a semester; lessons come from it when it is published."""

    __tablename__ = "timetable"

    id: Mapped[Key]
    semester_id: Mapped[int] = reference("semester.id", unique=True)
    edition: Mapped[int] = mapped_column(default=0)  # grows with every change of a slot
    published_edition: Mapped[int | None]
    published_at: Mapped[datetime | None]

    semester: Mapped[Semester] = relationship()

    def __str__(self) -> str:
        return str(self.semester)


class TimetableSlot(Scoped, Model):
    """A pair of the week that an assignment has; slots with one `stream` are held together.

    The teacher is the assignment's, by date. `weekday` is 1 for Monday.
    """

    __tablename__ = "timetable_slot"
    __table_args__ = (
        Index("ix_timetable_slot_place", "timetable_id", "weekday", "pair"),
        UniqueConstraint("assignment_id", "weekday", "pair", "weeks"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("pair BETWEEN 1 AND 12", name="pair"),
        CheckConstraint("hours BETWEEN 1 AND 4", name="hours"),
    )

    id: Mapped[Key]
    timetable_id: Mapped[int] = reference("timetable.id", index=False)
    assignment_id: Mapped[int] = reference("teaching_assignment.id", index=False)
    weekday: Mapped[int]
    pair: Mapped[int]
    weeks: Mapped[WeekKind] = choice(WeekKind, default=WeekKind.every)
    hours: Mapped[int] = mapped_column(default=2)  # academic hours
    room_id: Mapped[int | None] = reference("room.id")
    stream: Mapped[str | None] = mapped_column(String(40))

    timetable: Mapped[Timetable] = relationship()
    assignment: Mapped[TeachingAssignment] = relationship()
    room: Mapped[Room | None] = relationship()

    def __str__(self) -> str:
        return f"{self.weekday}/{self.pair} · {self.assignment}"


class PracticePeriod(Scoped, Model):
    """Days on which a group has practice instead of lessons; both days are days of it."""

    __tablename__ = "practice_period"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="period"),
        CheckConstraint("hours_a_day BETWEEN 1 AND 12", name="hours_a_day"),
        Index("ix_practice_period_group_starts_on", "group_id", "starts_on"),
    )

    id: Mapped[Key]
    group_id: Mapped[int] = reference("study_group.id", index=False)
    assignment_id: Mapped[int | None] = reference("teaching_assignment.id")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours_a_day: Mapped[int] = mapped_column(default=6)  # academic hours
    note: Mapped[str | None] = mapped_column(String(250))

    group: Mapped[StudyGroup] = relationship()
    assignment: Mapped[TeachingAssignment | None] = relationship()

    def __str__(self) -> str:
        return f"{self.group} · {self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"


class TimetableChange(Scoped, Model):
    """What happens to one lesson of the timetable on one date, and on which ground."""

    __tablename__ = "timetable_change"
    __table_args__ = (
        Index("ix_timetable_change_held_on", "held_on"),
        UniqueConstraint("assignment_id", "held_on", "pair"),
        CheckConstraint("pair BETWEEN 1 AND 12", name="pair"),
        CheckConstraint("new_pair IS NULL OR new_pair BETWEEN 1 AND 12", name="new_pair"),
    )

    id: Mapped[Key]
    group_id: Mapped[int] = reference("study_group.id")
    assignment_id: Mapped[int] = reference("teaching_assignment.id", index=False)
    held_on: Mapped[date]
    pair: Mapped[int]
    kind: Mapped[ChangeKind] = choice(ChangeKind)
    teacher_id: Mapped[int | None] = reference("employee.id")  # who stands in
    instead_id: Mapped[int | None] = reference("teaching_assignment.id")
    new_day: Mapped[date | None]
    new_pair: Mapped[int | None]
    room_id: Mapped[int | None] = reference("room.id")
    ground: Mapped[Name]
    created_at: Mapped[datetime]
    # What the lesson held before it was taken out or moved, so that undoing brings it back.
    was: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    group: Mapped[StudyGroup] = relationship()
    assignment: Mapped[TeachingAssignment] = relationship(foreign_keys=assignment_id)
    instead: Mapped[TeachingAssignment | None] = relationship(foreign_keys=instead_id)
    teacher: Mapped[Employee | None] = relationship(passive_deletes="all")
    room: Mapped[Room | None] = relationship()
    teacher_label: Mapped[EmployeeLabel | None] = relationship(
        viewonly=True,
        primaryjoin="foreign(TimetableChange.teacher_id) == EmployeeLabel.id",
    )

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y} · {self.pair} · {self.group}"


class TimetablePublication(Scoped, Model):
    """One publishing of a timetable: by whom, how far, and what it did."""

    __tablename__ = "timetable_publication"
    __table_args__ = (
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
        Index("ix_timetable_publication_timetable_created_at", "timetable_id", "created_at"),
    )

    id: Mapped[Key]
    timetable_id: Mapped[int] = reference("timetable.id", index=False)
    user_id: Mapped[int] = reference("ab_user.id")
    edition: Mapped[int]
    state: Mapped[RunState] = choice(RunState, default=RunState.queued, index=True)
    progress: Mapped[int] = mapped_column(default=0)  # percent
    error: Mapped[str | None] = mapped_column(String(500))
    # Counts of lessons added, changed, removed, kept; and the lessons that were left as they are.
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    timetable: Mapped[Timetable] = relationship()

    def __str__(self) -> str:
        return f"№ {self.id}"


def _target(model: Any, kind: ImportKind) -> Any:
    """Return the relation of a remembered name to a row of `model`, where it is of `kind`."""
    return relationship(
        model,
        primaryjoin=lambda: and_(
            foreign(ImportName.target_id) == model.id, ImportName.kind == kind
        ),
        viewonly=True,
    )


class ImportName(Scoped, Model):
    """What a name of an imported timetable stands for here, as somebody chose once."""

    __tablename__ = "import_name"
    __table_args__ = (UniqueConstraint("kind", "search_name"),)

    id: Mapped[Key]
    kind: Mapped[ImportKind] = choice(ImportKind)
    name: Mapped[Name]
    search_name: Mapped[Name]
    target_id: Mapped[int | None]  # of the table that `kind` names; none: never imported
    target_text: Mapped[str | None] = mapped_column(String(250))  # for subjects: the folded name

    # What `target_id` names, by kind, so that a list of names loads them at once.
    teacher: Mapped[EmployeeLabel | None] = _target(EmployeeLabel, ImportKind.teacher)
    group: Mapped[StudyGroup | None] = _target(StudyGroup, ImportKind.group)
    subgroup: Mapped[Subgroup | None] = _target(Subgroup, ImportKind.subgroup)
    room: Mapped[Room | None] = _target(Room, ImportKind.room)

    def __str__(self) -> str:
        return self.name


class CalendarFeed(Scoped, Model):
    """A calendar that a person's phone reads by a secret address, which can be renewed.

    The address is signed from `nonce` with the application's key: a copy of the database alone
    opens no calendar.
    """

    __tablename__ = "calendar_feed"

    id: Mapped[Key]
    user_id: Mapped[int] = reference("ab_user.id", ondelete="CASCADE")
    kind: Mapped[FeedKind] = choice(FeedKind)
    group_id: Mapped[int | None] = reference("study_group.id")
    nonce: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]

    group: Mapped[StudyGroup | None] = relationship()

    def __str__(self) -> str:
        return f"№ {self.id}"
