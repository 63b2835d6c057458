"""Academic years, semesters, the study calendar and the bells."""

from datetime import date
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import DayKind
from models.base import Key, Model, Public, choice, reference, unique_with_gap

if TYPE_CHECKING:
    from models.curriculum import Programme


class AcademicYear(Public, Model):
    """An academic year, such as «2026/2027»."""

    __tablename__ = "academic_year"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="period"),
        CheckConstraint("week_days IN (5, 6)", name="week_days"),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(20), unique=True)
    starts_on: Mapped[date] = mapped_column(unique=True)
    ends_on: Mapped[date]
    week_days: Mapped[int] = mapped_column(default=6)  # study days of a week, from Monday

    def __str__(self) -> str:
        return self.name


class Semester(Public, Model):
    """A semester of a year; a programme of vocational training has short terms of its own."""

    __tablename__ = "semester"
    __table_args__ = (
        *unique_with_gap(
            "uq_semester_number",
            ("academic_year_id", "programme_id", "number"),
            "programme_id",
        ),
        CheckConstraint("ends_on > starts_on", name="period"),
        CheckConstraint("number BETWEEN 1 AND 12", name="number"),
    )

    id: Mapped[Key]
    academic_year_id: Mapped[int] = reference("academic_year.id")
    programme_id: Mapped[int | None] = reference("programme.id")
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    academic_year: Mapped[AcademicYear] = relationship()
    programme: Mapped[Optional["Programme"]] = relationship()

    def __str__(self) -> str:
        return f"{self.number} · {self.academic_year}"


class CalendarDay(Public, Model):
    """A day on which the college departs from the week and the law's holidays: off, or worked."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint("works_as IS NULL OR works_as BETWEEN 1 AND 7", name="works_as"),
        CheckConstraint("works_as IS NULL OR kind = 'working'", name="works_as_working"),
    )

    id: Mapped[Key]
    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[DayKind] = choice(DayKind)
    works_as: Mapped[int | None]  # the weekday (1 Monday … 7) whose timetable a worked day follows
    bell_schedule_id: Mapped[int | None] = reference("bell_schedule.id")
    note: Mapped[str | None] = mapped_column(String(250))

    bell_schedule: Mapped[Optional["BellSchedule"]] = relationship()

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"


class BellSchedule(Public, Model):
    """A named set of bells; `weekday` where one day of the week has bells of its own."""

    __tablename__ = "bell_schedule"
    __table_args__ = (
        CheckConstraint("weekday IS NULL OR weekday BETWEEN 1 AND 7", name="weekday"),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    weekday: Mapped[int | None] = mapped_column(unique=True)  # none: every day that has no own

    bells: Mapped[list["Bell"]] = relationship(
        back_populates="schedule", order_by="Bell.pair", passive_deletes="all"
    )

    def __str__(self) -> str:
        return self.name


class Bell(Public, Model):
    """When a pair begins and ends, as «HH:MM» of the college's zone."""

    __tablename__ = "bell"
    __table_args__ = (
        UniqueConstraint("schedule_id", "pair"),
        CheckConstraint("pair BETWEEN 1 AND 12", name="pair"),
        CheckConstraint("ends_at > starts_at", name="period"),
    )

    id: Mapped[Key]
    schedule_id: Mapped[int] = reference("bell_schedule.id", index=False)
    pair: Mapped[int]
    starts_at: Mapped[str] = mapped_column(String(5))
    ends_at: Mapped[str] = mapped_column(String(5))

    schedule: Mapped[BellSchedule] = relationship(back_populates="bells")

    def __str__(self) -> str:
        return f"{self.pair}: {self.starts_at}–{self.ends_at}"
