"""Parameters of reports about any period: its days, and what is summed up by."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.monitor import MOST_DAYS
from domain.month import Month
from domain.span import Span
from models import AcademicYear, Semester
from reports.kinds import Choice, ParameterError, month_name
from reports.kinds_of_year import SemesterKind
from services.monitor_shapes import By
from services.semester_now import semester_now

MONTHS_LISTED: Final = 12
SEMESTERS_LISTED: Final = 12


class PeriodKind:
    """Days from a first to a last one, such as «2026-09-01..2026-12-29»."""

    name = "period"
    json_type = "string"

    def read(self, _session: Session, raw: object) -> Span:
        """Return the days; see Kind."""
        if not isinstance(raw, str) or not raw.strip():
            raise ParameterError(gettext("Choose a period."))
        first, dots, last = raw.strip().partition("..")
        try:
            span = Span(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            dots = ""
        if not dots:
            raise ParameterError(
                gettext("A period is given as two days, such as 2026-09-01..2026-12-29.")
            )
        if span.last < span.first:
            raise ParameterError(gettext("The last day of a period is not before the first."))
        if (span.last - span.first).days >= MOST_DAYS:
            raise ParameterError(gettext("A period has at most %(count)s days.", count=MOST_DAYS))
        if span.first > clock.today():
            raise ParameterError(gettext("This period has not begun yet."))
        return span

    def dump(self, value: Span) -> str:
        """Return both days."""
        return f"{value.first.isoformat()}..{value.last.isoformat()}"

    def show(self, _session: Session, value: Span) -> str:
        """Return «01.09.2026 – 29.12.2026»."""
        return f"{value.first:%d.%m.%Y} – {value.last:%d.%m.%Y}"

    def usual(self, session: Session) -> Span:
        """The semester, or the month where there is none or it has not begun."""
        today = clock.today()
        semester = semester_now(session)
        if semester is None or semester.starts_on > today:
            month = Month.of(today)
            return Span(month.first, month.last)
        return Span(semester.starts_on, semester.ends_on)

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        """Return this week, the latest semesters, then the latest months."""
        today = clock.today()
        week = Span.week_of(today)
        found = [
            Choice(self.dump(week), gettext("this week: %(days)s", days=self.show(session, week)))
        ]
        rows = session.execute(
            select(Semester.id, Semester.starts_on, Semester.ends_on)
            .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
            .where(Semester.programme_id.is_(None), Semester.starts_on <= today)
            .order_by(Semester.starts_on.desc())
            .limit(SEMESTERS_LISTED)
        ).all()
        for key, first, last in rows:
            name = SemesterKind().show(session, key)
            found.append(Choice(self.dump(Span(first, last)), name))
        month = Month.of(today)
        for _ in range(MONTHS_LISTED):
            found.append(Choice(self.dump(Span(month.first, month.last)), month_name(month)))
            month = month.previous()
        return found

    def has_more(self, _session: Session) -> bool:
        """Any other days are given over REST."""
        return False


class ByKind:
    """What a report is summed up by."""

    name = "by"
    json_type = "string"

    def read(self, _session: Session, raw: object) -> By:
        """Return what it is summed up by; see Kind."""
        try:
            return By(str(raw).strip())
        except ValueError:
            raise ParameterError(gettext("Choose what is summed up by.")) from None

    def dump(self, value: By) -> str:
        """Return the word of REST."""
        return str(value)

    def show(self, _session: Session, value: By) -> str:
        """Return «by groups»."""
        return {
            By.department: gettext("by departments"),
            By.group: gettext("by groups"),
            By.teacher: gettext("by teachers"),
            By.gradebook: gettext("by journals"),
        }[value]

    def usual(self, _session: Session) -> By:
        """Groups: what a head and a deputy look at first."""
        return By.group

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        """Return all four."""
        return [Choice(str(one), self.show(session, one)) for one in By]

    def has_more(self, _session: Session) -> bool:
        """There are four."""
        return False
