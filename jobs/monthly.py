"""What the schedule makes or reminds of by itself: activity, weekly attendance, the year's end."""

from datetime import timedelta
from typing import Any, Final

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import acting_as
from access.principals import principal_of_user
from access.roles import Role
from domain.clock import clock
from domain.month import Month
from domain.span import Span
from domain.tasks import Outcome
from jobs.units import look, unit
from models import AcademicYear, Employee, Gradebook, StudyGroup, YearClosing
from reports import archiving
from reports.base import catalogue
from reports.build import build
from services.notices import message_key, notify
from services.role_people import users_with

LOCALE: Final = "ru"  # of what the schedule makes
NOBODY: Final = message_key("No administrator has an account.")
ACTIVITY: Final = message_key("Activity of users for %(month)s is in the archive.")
WEEK: Final = message_key("Attendance of group %(group)s: look at the past week.")
WEEKS: Final = message_key("Curators reminded of the past week: %(count)s.")
CLOSE: Final = message_key("The academic year %(year)s is over: close it and archive its journals.")
CLOSED: Final = message_key("No academic year waits to be closed.")


def report_activity() -> Outcome:
    """Put the activity of the past month into the archive; tell administrators and deputies (8.1).

    Made twice, it is the same report of the same month.
    """
    month = Month.of(clock.today()).previous()
    with look() as session:
        people = users_with(session, Role.module_admin, Role.deputy_director)
        admins = users_with(session, Role.module_admin)
    who = principal_of_user(admins[0], origin="schedule") if admins else None
    if who is None:
        return Outcome(NOBODY)
    report, params = catalogue()["user_activity"], {"month": str(month)}
    with acting_as(who), force_locale(LOCALE):
        built = build(report, who, params, "pdf")
        key = archiving.archive(report, who, params, "pdf", built)
    told: dict[str, Any] = {"month": f"{month.first:%m.%Y}"}
    with unit() as session:
        notify(session, people, ACTIVITY, told, f"/archive/{key}")
    return Outcome(ACTIVITY, told, f"/archive/{key}")


def remind_of_week() -> Outcome:
    """Tell curators to look at the attendance of the past week (5.4.4)."""
    week = Span.week_of(clock.today() - timedelta(days=7))
    with unit() as session:
        groups = _in_care(session, week)
        for group_id, name, user_id in groups:
            link = f"/reports/attendance_week?group_id={group_id}&week={week.first}"
            notify(session, [user_id], WEEK, {"group": name}, link)
    return Outcome(WEEKS, {"count": len({user for _group, _name, user in groups})})


def _in_care(session: Session, week: Span) -> list[tuple[int, str, int]]:
    """Return (id, name, the curator's account) of the groups that have journals in the week."""
    rows = session.execute(
        select(StudyGroup.id, StudyGroup.name, Employee.user_id)
        .join(Employee, Employee.id == StudyGroup.curator_id)
        .where(
            Employee.user_id.is_not(None),
            StudyGroup.id.in_(
                select(Gradebook.group_id)
                .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
                .where(AcademicYear.starts_on <= week.last, AcademicYear.ends_on >= week.first)
            ),
        )
        .order_by(StudyGroup.id)
    )
    return [(key, name, user) for key, name, user in rows if user is not None]


def remind_to_close() -> Outcome:
    """Tell deputies to close the academic year that ended last, unless it is closed (7.7)."""
    with unit() as session:
        year = session.execute(
            select(AcademicYear.id, AcademicYear.name)
            .where(
                AcademicYear.ends_on < clock.today(),
                AcademicYear.id.not_in(
                    select(YearClosing.academic_year_id).where(YearClosing.closed_at.is_not(None))
                ),
            )
            .order_by(AcademicYear.ends_on.desc())
            .limit(1)
        ).first()
        if year is None:
            return Outcome(CLOSED)
        people = users_with(session, Role.deputy_director)
        notify(session, people, CLOSE, {"year": year.name}, f"/years/{year.id}")
    return Outcome(CLOSE, {"year": year.name}, f"/years/{year.id}")
