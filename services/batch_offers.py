"""The semesters and years that a batch can be made for, the latest first."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from models import AcademicYear, Semester

Choice = tuple[int, str]
MOST = 20


def periods_of(session: Session) -> tuple[list[Choice], list[Choice]]:
    """Return (id, name) of the semesters and of the years that have begun, latest first."""
    today = clock.today()
    semesters = session.execute(
        select(Semester.id, AcademicYear.name, Semester.number)
        .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
        .where(Semester.programme_id.is_(None), Semester.starts_on <= today)
        .order_by(Semester.starts_on.desc())
        .limit(MOST)
    )
    years = session.execute(
        select(AcademicYear.id, AcademicYear.name)
        .where(AcademicYear.starts_on <= today)
        .order_by(AcademicYear.starts_on.desc())
        .limit(MOST)
    )
    return (
        [
            (key, _("%(year)s, semester %(number)s", year=name, number=number))
            for key, name, number in semesters
        ],
        [(key, name) for key, name in years],
    )
