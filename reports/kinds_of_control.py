"""Parameters of reports of control: an academic year, an analytic note."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.text import fold
from models import AcademicYear, AnalyticNote, Department
from reports.kinds import CHOICES, Choice, ParameterError, UnknownRowError
from reports.kinds_of_year import key_in
from services.control_plan import plan_year


class AcademicYearKind:
    """An academic year."""

    name = "academic_year"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of a year; see Kind."""
        key = key_in(raw, gettext("Choose an academic year."))
        if session.scalar(select(AcademicYear.id).where(AcademicYear.id == key)) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return «2026/2027»."""
        return session.scalar(select(AcademicYear.name).where(AcademicYear.id == value)) or "—"

    def usual(self, session: Session) -> int | None:
        """Return the present year."""
        found = plan_year(session, None)
        return None if found is None else found.id

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        """Return the years, the latest first."""
        query = select(AcademicYear.id, AcademicYear.name)
        rows = session.execute(query.order_by(AcademicYear.starts_on.desc()).limit(CHOICES))
        return [Choice(str(key), name) for key, name in rows]

    def has_more(self, _session: Session) -> bool:
        """Return False: a college has few years."""
        return False


class NoteKind:
    """An analytic note that the person who asks sees."""

    name = "analytic_note"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of a note; see Kind."""
        key = key_in(raw, gettext("Choose a note."))
        if key <= 0:
            raise ParameterError(gettext("Choose a note."))
        if session.scalar(select(AnalyticNote.id).where(AnalyticNote.id == key)) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return the note's title."""
        return session.scalar(select(AnalyticNote.title).where(AnalyticNote.id == value)) or "—"

    def usual(self, _session: Session) -> None:
        """No note is more likely than another."""
        return

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        """Return the latest notes whose title or department holds `sought`."""
        rows = session.execute(
            select(AnalyticNote.id, AnalyticNote.title, Department.name)
            .join(Department, Department.id == AnalyticNote.department_id)
            .order_by(AnalyticNote.period_to.desc(), AnalyticNote.id.desc())
        )
        named = [(key, f"{title} · {department}") for key, title, department in rows]
        wanted = fold(sought)
        return [Choice(str(key), name) for key, name in named if wanted in fold(name)][:CHOICES]

    def has_more(self, session: Session) -> bool:
        """Return whether there are more notes than are listed."""
        return (session.scalar(select(func.count(AnalyticNote.id))) or 0) > CHOICES
