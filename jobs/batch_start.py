"""What begins a batch: a person's wish, or the schedule after the end of a semester (10.4)."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal, acting_as
from access.principals import principal_of_user
from access.roles import Role
from domain.clock import clock
from domain.control_enums import BatchKind
from domain.enums import RunState
from domain.tasks import Outcome
from jobs.batches import enqueue_batch
from jobs.units import look, unit
from models import ReportBatch, Semester
from reports.batch_plan import Plan, Wanted, plan
from services.batches import request_batch
from services.notices import message_key, notify
from services.role_people import users_with

LOCALE: Final = "ru"  # of what the schedule makes
NO_SEMESTER: Final = message_key("No semester has ended yet.")
NOBODY: Final = message_key("No deputy director or administrator has an account.")
MADE_ALREADY: Final = message_key("Made already: batch No. %(number)s.")
NOTHING: Final = message_key("Nothing is due: no group has journals in the semester.")
BEGUN: Final = message_key("Batch No. %(number)s is begun: %(files)s files of %(groups)s groups.")


def begin(session: Session, found: Plan, locale: str) -> int:
    """Add the batch of a plan in the name of the person who asks; return its id.

    The caller commits, then calls enqueue_batch(). Raises ConflictError.
    """
    asked = found.wanted
    batch = request_batch(
        session,
        asked.kind,
        asked.year_id,
        asked.semester_id,
        asked.department_id,
        found.parts,
        locale,
    )
    return batch.id


def start_of_schedule() -> Outcome:
    """Begin the batch of the semester that ended last, for the college, in a deputy's name.

    For the schedule. One that is being made or is made already is not begun anew.
    """
    with look() as session:
        semester = _ended_last(session)
        if semester is None:
            return Outcome(NO_SEMESTER)
        earlier = _earlier(session, semester)
        if earlier is not None:
            return Outcome(MADE_ALREADY, {"number": earlier}, f"/batches/{earlier}")
        wanted = Wanted(BatchKind.semester, semester.academic_year_id, semester.id, None)
        who = _in_whose_name(session)
    if who is None:
        return Outcome(NOBODY)
    return _begin_as(who, wanted)


def _begin_as(who: Principal, wanted: Wanted) -> Outcome:
    with acting_as(who):
        with look() as session:
            found = plan(session, who, wanted)
        if not found.parts:
            return Outcome(NOTHING)
        with unit() as session:
            number = begin(session, found, LOCALE)
    params = {"number": number, "files": len(found.parts), "groups": len(found.groups)}
    with unit() as session:
        people = users_with(session, Role.module_admin, Role.deputy_director)
        notify(session, people, BEGUN, params, f"/batches/{number}")
    enqueue_batch(number)
    return Outcome(BEGUN, params, f"/batches/{number}")


def _ended_last(session: Session) -> Semester | None:
    return session.scalar(
        select(Semester)
        .where(Semester.programme_id.is_(None), Semester.ends_on < clock.today())
        .order_by(Semester.ends_on.desc())
        .limit(1)
    )


def _earlier(session: Session, semester: Semester) -> int | None:
    """Return the batch of the whole college that was made, or is, since the semester ended."""
    return session.scalar(
        select(ReportBatch.id)
        .where(
            ReportBatch.semester_id == semester.id,
            ReportBatch.department_id.is_(None),
            ReportBatch.state.in_((RunState.queued, RunState.running, RunState.done)),
            ReportBatch.created_at >= clock.start_of(semester.ends_on),
        )
        .order_by(ReportBatch.id.desc())
        .limit(1)
    )


def _in_whose_name(session: Session) -> Principal | None:
    for role in (Role.deputy_director, Role.module_admin):
        for user_id in users_with(session, role):
            who = principal_of_user(user_id, origin="schedule")
            if who is not None:
                return who
    return None
