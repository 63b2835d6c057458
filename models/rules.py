"""The regulation's numbers as the college set them, outages, windows for corrections."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.enums import RequestState
from domain.regulation import Norm, NormError, check
from models.base import Key, LongText, Model, Public, Scoped, choice, reference
from models.journal import Gradebook
from models.staff import Employee, EmployeeLabel


class RegulationSetting(Public, Model):
    """A number of the regulation as the college set it, from a day on (clause 11.3).

    The form of `value` is the norm's (domain/regulation); where no row is in force the default
    of that table is.
    """

    __tablename__ = "regulation_setting"
    __table_args__ = (UniqueConstraint("key", "starts_on"),)

    id: Mapped[Key]
    key: Mapped[Norm] = choice(Norm)
    value: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date]
    ground: Mapped[str | None] = mapped_column(String(250))  # the order, as text

    def __str__(self) -> str:
        return f"{self.key} · {self.starts_on:%d.%m.%Y}"


@event.listens_for(RegulationSetting, "before_insert")
@event.listens_for(RegulationSetting, "before_update")
def _spell(_mapper: Any, _connection: Any, setting: RegulationSetting) -> None:
    """Keep the one spelling of a value; what is no value was refused in words before."""
    with suppress(NormError):
        setting.value = check(setting.key, setting.value)


class Outage(Public, Model):
    """A time when the journal could not be reached (clauses 10.1–10.3); times are «HH:MM»."""

    __tablename__ = "outage"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        Index("ix_outage_starts_on", "starts_on"),
    )

    id: Mapped[Key]
    starts_on: Mapped[date]
    starts_at: Mapped[str | None] = mapped_column(String(5))
    ends_on: Mapped[date | None]  # none: it lasts
    ends_at: Mapped[str | None] = mapped_column(String(5))
    what: Mapped[str] = mapped_column(String(250))
    source: Mapped[str | None] = mapped_column(String(250))  # where it is known from

    def __str__(self) -> str:
        return f"{self.starts_on:%d.%m.%Y} {self.what}"


class CorrectionWindow(Scoped, Model):
    """A teacher's request to change lessons of a journal that is closed for changes (3.6).

    Lessons held from `lessons_from` to `lessons_to` can be changed until `closes_at`, once granted.
    """

    __tablename__ = "correction_window"
    __table_args__ = (
        CheckConstraint("lessons_to >= lessons_from", name="period"),
        Index("ix_correction_window_gradebook_state", "gradebook_id", "state"),
        Index("ix_correction_window_state", "state", "requested_at"),
    )

    id: Mapped[Key]
    gradebook_id: Mapped[int] = reference("gradebook.id", index=False)
    teacher_id: Mapped[int] = reference("employee.id")
    lessons_from: Mapped[date]
    lessons_to: Mapped[date]
    reason: Mapped[LongText]
    state: Mapped[RequestState] = choice(RequestState, default=RequestState.requested)
    requested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = reference("ab_user.id")
    closes_at: Mapped[datetime | None]
    remark: Mapped[str | None] = mapped_column(String(500))  # of who decided

    gradebook: Mapped[Gradebook] = relationship()
    teacher: Mapped[Employee] = relationship(passive_deletes="all")
    teacher_label: Mapped[EmployeeLabel] = relationship(
        viewonly=True,
        primaryjoin="foreign(CorrectionWindow.teacher_id) == EmployeeLabel.id",
    )

    def __str__(self) -> str:
        return f"{self.gradebook} · {self.lessons_from:%d.%m.%Y}–{self.lessons_to:%d.%m.%Y}"
