"""The kinds of parameter that a report may ask for: how each is read, shown, offered and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import format_date, gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.clock import clock
from domain.month import Month
from domain.text import fold
from models import AcademicYear, StudyGroup

CHOICES = 50  # more rows than this are searched for, not listed
YEARS_BACK = 5
MAX_ID = 2**31 - 1


class ParameterError(ValueError):
    """A value that is none; the message is a sentence in the language of the person who asks."""


class UnknownRowError(LookupError):
    """A row that does not exist for the person who asks: answered with 404."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be chosen."""

    value: str
    label: str


class Kind(Protocol):
    """A kind of parameter."""

    name: str  # in the schema that REST shows
    json_type: str

    def read(self, session: Session, raw: object, /) -> Any:
        """Return the value that `raw` (a form's text or a JSON value) stands for.

        Raises ParameterError with a sentence, or UnknownRowError for a row that is not seen.
        """

    def dump(self, value: Any, /) -> str | int:
        """Return `value` as JSON keeps it; `read` takes it back."""

    def show(self, session: Session, value: Any, /) -> str:
        """Return `value` in words."""

    def usual(self, session: Session, /) -> Any | None:
        """Return the value that the person who asks most likely wants."""

    def choices(self, session: Session, sought: str = "", /) -> Sequence[Choice]:
        """Return up to CHOICES values whose label contains `sought`."""

    def has_more(self, session: Session, /) -> bool:
        """Return whether there are more values than `choices` lists."""


class GroupKind:
    """A study group that the person who asks sees."""

    name = "study_group"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        text = str(raw).strip() if isinstance(raw, int | str) else ""
        if not text:
            raise ParameterError(gettext("Choose a group."))
        if isinstance(raw, bool) or not (text.isascii() and text.isdigit()):
            raise ParameterError(gettext("The group is given by its number."))
        if len(text) > 10 or int(text) > MAX_ID:
            raise UnknownRowError(text)
        found = session.scalar(select(StudyGroup.id).where(StudyGroup.id == int(text)))
        if found is None:
            raise UnknownRowError(text)
        return found

    def dump(self, value: int) -> int:
        return value

    def show(self, session: Session, value: int) -> str:
        group = session.scalar(select(StudyGroup).where(StudyGroup.id == value))
        return group.name if group else "—"

    def usual(self, session: Session) -> int | None:
        """The group in the person's own care, the latest intake first; or the only one."""
        own = select(StudyGroup.id).where(
            StudyGroup.curator_id == (current_principal().employee_id or 0)
        )
        mine = session.scalar(own.order_by(StudyGroup.intake_year.desc(), StudyGroup.id).limit(1))
        if mine is not None:
            return mine
        some = session.scalars(select(StudyGroup.id).limit(2)).all()
        return some[0] if len(some) == 1 else None

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        query = select(StudyGroup.id, StudyGroup.name, StudyGroup.intake_year)
        if sought:
            query = query.where(StudyGroup.search_name.contains(fold(sought), autoescape=True))
        rows = session.execute(
            query.order_by(
                StudyGroup.intake_year.desc(), StudyGroup.search_name, StudyGroup.id
            ).limit(CHOICES)
        ).all()
        return [Choice(str(key), f"{name} · {year}") for key, name, year in rows]

    def has_more(self, session: Session) -> bool:
        counted = select(StudyGroup.id).limit(CHOICES + 1).subquery()
        return (session.scalar(select(func.count()).select_from(counted)) or 0) > CHOICES


class MonthKind:
    """A calendar month, of an academic year that the college keeps."""

    name = "month"
    json_type = "string"

    def read(self, _session: Session, raw: object) -> Month:
        if not isinstance(raw, str) or not raw.strip():
            raise ParameterError(gettext("Choose a month."))
        try:
            month = Month.parse(raw)
        except ValueError:
            raise ParameterError(
                gettext("A month is given as year and month, such as 2026-10.")
            ) from None
        if month.first > clock.today():
            raise ParameterError(gettext("This month has not begun yet."))
        return month

    def dump(self, value: Month) -> str:
        return str(value)

    def show(self, _session: Session, value: Month) -> str:
        return month_name(value)

    def usual(self, _session: Session) -> Month:
        """The month just past until the sheet of it is due (the 10th, clause 4.4), else this."""
        today = clock.today()
        this = Month.of(today)
        return this.previous() if today.day <= 10 else this

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        month = Month.of(clock.today())
        first = session.scalar(select(func.min(AcademicYear.starts_on)))
        oldest = max(
            Month.of(first) if first else Month(month.year - 1, month.number),
            Month(month.year - YEARS_BACK, month.number),
        )
        found = []
        while month >= oldest:
            found.append(Choice(str(month), month_name(month)))
            month = month.previous()
        return found

    def has_more(self, _session: Session) -> bool:
        return False


def month_name(month: Month) -> str:
    """Return «октябрь 2026» in the reader's language."""
    return str(format_date(month.first, "LLLL yyyy"))
