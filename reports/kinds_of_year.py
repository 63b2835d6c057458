"""Parameters of reports about a year: its semesters, and a department or all of them."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import AcademicYear, Department, Semester
from reports.kinds import CHOICES, MAX_ID, Choice, ParameterError, UnknownRowError
from services.semester_now import semester_now

ALL: Final = 0


def key_in(raw: object, none: str) -> int:
    """Return a row's key from a form's text or a JSON number; raise with the sentence `none`."""
    text = str(raw).strip() if isinstance(raw, int | str) and not isinstance(raw, bool) else ""
    if not (text.isascii() and text.isdigit()):
        raise ParameterError(none)
    if len(text) > 10 or int(text) > MAX_ID:
        raise UnknownRowError(text)
    return int(text)


class SemesterKind:
    """A semester of an academic year."""

    name = "semester"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        key = key_in(raw, gettext("Choose a semester."))
        found = session.scalar(select(Semester.id).where(Semester.id == key))
        if found is None:
            raise UnknownRowError(str(key))
        return found

    def dump(self, value: int) -> int:
        return value

    def show(self, session: Session, value: int) -> str:
        row = session.execute(self._named().where(Semester.id == value)).first()
        return "—" if row is None else _semester_name(row.name, row.number)

    def usual(self, session: Session) -> int | None:
        found = semester_now(session)
        return None if found is None else found.id

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        query = self._named().where(Semester.programme_id.is_(None))
        rows = session.execute(query.order_by(Semester.starts_on.desc()).limit(CHOICES))
        return [Choice(str(row.id), _semester_name(row.name, row.number)) for row in rows]

    def has_more(self, _session: Session) -> bool:
        return False

    @staticmethod
    def _named() -> Select[int, str, int]:
        return select(Semester.id, AcademicYear.name, Semester.number).join(
            AcademicYear, AcademicYear.id == Semester.academic_year_id
        )


def _semester_name(year: str, number: int) -> str:
    return gettext("%(year)s, semester %(number)s", year=year, number=number)


class DepartmentKind:
    """A department, or all that the person follows: 0."""

    name = "department"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        key = key_in(raw, gettext("Choose a department."))
        if key == ALL:
            return ALL
        found = session.scalar(select(Department.id).where(Department.id == key))
        if found is None:
            raise UnknownRowError(str(key))
        return found

    def dump(self, value: int) -> int:
        return value

    def show(self, session: Session, value: int) -> str:
        if value == ALL:
            return gettext("all departments")
        return session.scalar(select(Department.name).where(Department.id == value)) or "—"

    def usual(self, _session: Session) -> int:
        return ALL

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        rows = session.execute(
            select(Department.id, Department.name).order_by(Department.name).limit(CHOICES)
        )
        every = Choice(str(ALL), gettext("all departments"))
        return [every, *(Choice(str(key), name) for key, name in rows)]

    def has_more(self, _session: Session) -> bool:
        return False
