"""Parameters of reports about a group: a semester, a year, a week of it; and its frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Final

from flask_babel import gettext, lazy_gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.span import Span
from models import AcademicYear, StudyGroup
from reports.kinds import Choice, GroupKind, ParameterError, UnknownRowError
from reports.kinds_of_year import ALL, SemesterKind, key_in
from reports.params import Asked

WEEKS_LISTED: Final = 60


class YearKind:
    """An academic year that has begun."""

    name = "academic_year"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of a year; see Kind."""
        key = key_in(raw, gettext("Choose an academic year."))
        starts_on = session.scalar(select(AcademicYear.starts_on).where(AcademicYear.id == key))
        if starts_on is None:
            raise UnknownRowError(str(key))
        if starts_on > clock.today():
            raise ParameterError(gettext("This academic year has not begun yet."))
        return key

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return «2026/2027»."""
        return session.scalar(select(AcademicYear.name).where(AcademicYear.id == value)) or "—"

    def usual(self, session: Session) -> int | None:
        """The last year that has begun."""
        return session.scalar(_begun(AcademicYear.id).limit(1))

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        """Return the years that have begun, the latest first."""
        rows = session.execute(_begun(AcademicYear.id, AcademicYear.name).limit(50))
        return [Choice(str(key), name) for key, name in rows]

    def has_more(self, _session: Session) -> bool:
        """Nobody searches for a year."""
        return False


def _begun(*columns: Any) -> Any:
    return (
        select(*columns)
        .where(AcademicYear.starts_on <= clock.today())
        .order_by(AcademicYear.starts_on.desc())
    )


class WeekKind:
    """A week that has begun, given as any day of it."""

    name = "week"
    json_type = "string"

    def read(self, _session: Session, raw: object) -> Span:
        """Return Monday to Sunday; see Kind."""
        if not isinstance(raw, str) or not raw.strip():
            raise ParameterError(gettext("Choose a week."))
        try:
            day = date.fromisoformat(raw.strip())
        except ValueError:
            day = date.min
        if not 2000 <= day.year <= 2100:
            raise ParameterError(gettext("A week is given as a day of it, such as 2026-10-12."))
        week = Span.week_of(day)
        if week.first > clock.today():
            raise ParameterError(gettext("This week has not begun yet."))
        return week

    def dump(self, value: Span) -> str:
        """Return the Monday."""
        return value.first.isoformat()

    def show(self, _session: Session, value: Span) -> str:
        """Return «12.10.2026 – 18.10.2026»."""
        return f"{value.first:%d.%m.%Y} – {value.last:%d.%m.%Y}"

    def usual(self, _session: Session) -> Span:
        """This week from Wednesday on; before, the week just past."""
        today = clock.today()
        return Span.week_of(today if today.weekday() > 1 else today - timedelta(days=7))

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        """Return the weeks back to the first academic year, the latest first."""
        oldest = session.scalar(select(func.min(AcademicYear.starts_on)))
        week = Span.week_of(clock.today())
        found: list[Choice] = []
        while len(found) < WEEKS_LISTED and (oldest is None or week.last >= oldest):
            found.append(Choice(self.dump(week), self.show(session, week)))
            week = Span.week_of(week.first - timedelta(days=7))
        return found

    def has_more(self, _session: Session) -> bool:
        """Earlier weeks are given over REST."""
        return False


class GroupOrAllKind(GroupKind):
    """A study group that the person sees, or all of them: 0."""

    name = "study_group_or_all"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of a group, 0 for all; see Kind."""
        if str(raw).strip() == str(ALL) and not isinstance(raw, bool):
            return ALL
        return super().read(session, raw)

    def show(self, session: Session, value: int) -> str:
        """Return the group's name."""
        return gettext("all groups") if value == ALL else super().show(session, value)

    def usual(self, session: Session) -> int:
        """The group in the person's own care; else all."""
        return super().usual(session) or ALL

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        """Return all groups as one choice, then those whose name holds `sought`."""
        return [Choice(str(ALL), gettext("all groups")), *super().choices(session, sought)]


@dataclass(frozen=True, slots=True)
class OneGroup:
    """A report about a group as it is today."""

    group_id: Annotated[int, Asked(GroupKind(), lazy_gettext("Group"))]


@dataclass(frozen=True, slots=True)
class GroupSemester:
    """A report about a group's semester."""

    group_id: Annotated[int, Asked(GroupKind(), lazy_gettext("Group"))]
    semester_id: Annotated[int, Asked(SemesterKind(), lazy_gettext("Semester"))]


@dataclass(frozen=True, slots=True)
class GroupYear:
    """A report about a group's academic year."""

    group_id: Annotated[int, Asked(GroupKind(), lazy_gettext("Group"))]
    year_id: Annotated[int, Asked(YearKind(), lazy_gettext("Academic year"))]


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """A report about a group's week."""

    group_id: Annotated[int, Asked(GroupKind(), lazy_gettext("Group"))]
    week: Annotated[Span, Asked(WeekKind(), lazy_gettext("Week"))]


def kept_until(session: Session, params: Any) -> date | None:
    """Return the day the group's education ends: until then its reports are kept (10.8)."""
    return session.scalar(select(StudyGroup.graduates_on).where(StudyGroup.id == params.group_id))
