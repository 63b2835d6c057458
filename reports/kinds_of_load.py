"""Parameters of the load sheet: an academic year; a teacher, or all of them."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.text import fold
from models import AcademicYear, EmployeeLabel, TeachingAssignment
from reports.kinds import CHOICES, Choice, UnknownRowError
from reports.kinds_of_year import ALL, key_in
from services.journal_columns import year_begun


class YearKind:
    """An academic year."""

    name = "academic_year"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        key = key_in(raw, gettext("Choose an academic year."))
        if session.get(AcademicYear, key) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        return value

    def show(self, session: Session, value: int) -> str:
        year = session.get(AcademicYear, value)
        return year.name if year else "—"

    def usual(self, session: Session) -> int | None:
        year = year_begun(session, clock.today())
        return year.id if year else None

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        query = select(AcademicYear).order_by(AcademicYear.starts_on.desc()).limit(CHOICES)
        return [Choice(str(year.id), year.name) for year in session.scalars(query)]

    def has_more(self, _session: Session) -> bool:
        return False


class TeacherKind:
    """A teacher of a load that the person sees, or all of them: 0."""

    name = "employee"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        key = key_in(raw, gettext("Choose a teacher."))
        if key != ALL and not self._teaches(session, key):
            raise UnknownRowError(str(key))
        return key

    @staticmethod
    def _teaches(session: Session, key: int) -> bool:
        seen = select(TeachingAssignment.id).where(TeachingAssignment.teacher_id == key).limit(1)
        return session.scalar(seen) is not None

    def dump(self, value: int) -> int:
        return value

    def show(self, session: Session, value: int) -> str:
        if value == ALL:
            return gettext("all teachers")
        teacher = session.get(EmployeeLabel, value)
        return teacher.short_name if teacher else "—"

    def usual(self, _session: Session) -> int:
        return ALL

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        teaching = select(TeachingAssignment.teacher_id)
        query = select(EmployeeLabel).where(EmployeeLabel.id.in_(teaching))
        rows = session.scalars(query.order_by(EmployeeLabel.sort_name, EmployeeLabel.id))
        wanted = fold(sought)
        found = [
            Choice(str(row.id), row.full_name()) for row in rows if wanted in fold(row.full_name())
        ]
        return [Choice(str(ALL), gettext("all teachers")), *found[:CHOICES]]

    def has_more(self, session: Session) -> bool:
        return len(self.choices(session)) > CHOICES
