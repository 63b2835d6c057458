"""Parameters of reports about the college: a period, and a department that the person follows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from models import AcademicYear, Department, Semester, StudyGroup
from reports.kinds import CHOICES, MAX_ID, Choice, ParameterError, UnknownRowError
from reports.kinds_of_year import ALL, DepartmentKind
from services.errors import NotFoundError
from services.performance_rows import Period, PeriodOf, period_row

SEMESTER, YEAR = "semester", "year"
ENDING: Final = timedelta(days=30)  # a semester that ends so soon is the one to report about


class TermKind:
    """A semester or an academic year: «semester-12», «year-3»."""

    name = "semester_or_year"
    json_type = "string"

    def read(self, session: Session, raw: object) -> PeriodOf:
        """Return the period; see Kind."""
        text = raw.strip() if isinstance(raw, str) else ""
        if not text:
            raise ParameterError(gettext("Choose a period."))
        kind, _sign, key = text.partition("-")
        if kind not in (SEMESTER, YEAR) or not (key.isascii() and key.isdigit()):
            raise ParameterError(
                gettext("A period is given as semester-N or year-N with the number of its row.")
            )
        if len(key) > 10 or int(key) > MAX_ID:
            raise UnknownRowError(text[:40])
        of = PeriodOf.semester(int(key)) if kind == SEMESTER else PeriodOf.year(int(key))
        try:
            period_row(session, of)
        except NotFoundError:
            raise UnknownRowError(text) from None
        return of

    def dump(self, value: PeriodOf) -> str:
        """Return the text that `read` takes."""
        if value.year_id is not None:
            return f"{YEAR}-{value.year_id}"
        return f"{SEMESTER}-{value.semester_id}"

    def show(self, session: Session, value: PeriodOf) -> str:
        """Return «2026/2027, semester 1»."""
        try:
            return period_row(session, value).name
        except NotFoundError:
            return "—"

    def usual(self, session: Session) -> PeriodOf | None:
        """The semester that ends soon, else the last one that ended, else the first."""
        terms = _semesters(session)
        soon = clock.today() + ENDING
        ended = [term.of for term in terms if term.last <= soon]
        return next(iter(ended), terms[-1].of if terms else None)

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        """Return the years and semesters that have begun, the latest first."""
        year = AcademicYear
        rows = session.execute(
            select(year.id, year.name, year.starts_on, year.ends_on).order_by(year.starts_on.desc())
        )
        years = [
            Period(PeriodOf.year(row.id), row.id, row.name, None, row.starts_on, row.ends_on)
            for row in rows
        ]
        today = clock.today()
        begun = [one for one in (*_semesters(session), *years) if one.first <= today]
        begun.sort(key=lambda one: (one.year, one.number or 0), reverse=True)
        return [Choice(self.dump(one.of), one.name) for one in begun[:CHOICES]]

    def has_more(self, _session: Session) -> bool:
        """Nobody searches for a period."""
        return False


def _semesters(session: Session) -> list[Period]:
    """Return the common semesters, the latest first."""
    rows = session.execute(
        select(
            Semester.id,
            AcademicYear.id.label("year_id"),
            AcademicYear.name,
            Semester.number,
            Semester.starts_on,
            Semester.ends_on,
        )
        .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
        .where(Semester.programme_id.is_(None))
        .order_by(Semester.starts_on.desc())
        .limit(CHOICES)
    )
    return [
        Period(
            PeriodOf.semester(row.id), row.year_id, row.name, row.number, row.starts_on, row.ends_on
        )
        for row in rows
    ]


class FollowedDepartmentKind(DepartmentKind):
    """A department in which the person sees a group, or all such departments: 0."""

    name = "followed_department"

    def read(self, session: Session, raw: object) -> int:
        """Return the key, 0 for all; a department without a visible group is not found."""
        key = super().read(session, raw)
        if key != ALL and session.scalar(_seen(key)) is None:
            raise UnknownRowError(str(key))
        return key

    def choices(self, session: Session, _sought: str = "") -> Sequence[Choice]:
        """Return the departments of the groups that the person sees."""
        rows = session.execute(
            select(Department.id, Department.name)
            .where(Department.id.in_(select(StudyGroup.department_id)))
            .order_by(Department.name)
            .limit(CHOICES)
        )
        every = Choice(str(ALL), gettext("all departments"))
        return [every, *(Choice(str(key), name) for key, name in rows)]


def _seen(key: int) -> Any:
    return select(StudyGroup.id).where(StudyGroup.department_id == key).limit(1)
