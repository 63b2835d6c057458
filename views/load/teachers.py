"""Whom a row of the load can be given to: employees by name, those who have hours free first."""

from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.text import fold
from models import AcademicYear, Employee, Semester, TeachingAssignment

SIZE: Final = 20


def choices(session: Session, year: AcademicYear, search: str) -> dict[str, Any]:
    """Return up to SIZE employees of the year whose name holds `search`, and whether more are.

    Beside each stands the load of the year and the norm. Who teaches or has a norm comes first.
    """
    hours = (
        select(
            TeachingAssignment.teacher_id.label("teacher_id"),
            func.sum(TeachingAssignment.hours).label("hours"),
        )
        .join(Semester, Semester.id == TeachingAssignment.semester_id)
        .where(Semester.academic_year_id == year.id)
        .group_by(TeachingAssignment.teacher_id)
        .subquery()
    )
    query = (
        select(Employee, hours.c.hours)
        .outerjoin(hours, hours.c.teacher_id == Employee.id)
        .where(
            Employee.hired_on <= year.ends_on,
            or_(Employee.left_on.is_(None), Employee.left_on >= year.starts_on),
        )
        .order_by(
            or_(Employee.norm_hours.is_not(None), hours.c.hours.is_not(None)).desc(),
            Employee.sort_name,
            Employee.id,
        )
        .limit(SIZE + 1)
    )
    for word in fold(search).split():
        query = query.where(Employee.search_name.contains(word, autoescape=True))
    rows = session.execute(query).all()
    results = [
        {"id": one.id, "text": one.full_name(), "note": _note(int(given or 0), one.norm_hours)}
        for one, given in rows[:SIZE]
    ]
    return {"results": results, "more": len(rows) > SIZE}


def _note(hours: int, norm: int | None) -> str:
    if norm is None:
        return _("%(hours)d h", hours=hours)
    return _("%(hours)d of %(norm)d h", hours=hours, norm=norm)
