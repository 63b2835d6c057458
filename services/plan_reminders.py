"""Reminding teachers of lesson plans that are not approved, never more often than agreed (4.2)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from access.principal import Principal, current_principal
from access.proven import PlainSelect
from access.session import writing
from domain.clock import clock
from domain.enums import PlanState
from domain.plan_reminders import DAILY, reminder_gap
from models import AcademicYear, Employee, Notice
from services.notices import message_key, notify
from services.plan_lock import require_decider
from services.plan_missing import MissingFilter, MissingPlan, missing_plans, planned_year

MESSAGE: Final = message_key(
    "Lesson plans are to be approved before classes start. Journals without one: %(count)s."
)
LINK: Final = "/plans/missing"
_accounts: Final = PlainSelect(
    "accounts of the teachers who keep journals without a plan, to remind them",
    select(Employee.id, Employee.user_id)
    .join(User, User.id == Employee.user_id)
    .where(Employee.id.in_(bindparam("teachers", expanding=True)), User.active.is_(True)),
)
_reminded: Final = PlainSelect(
    "when teachers were reminded last, so that nobody is reminded too often",
    select(Notice.user_id, func.max(Notice.created_at))
    .where(Notice.user_id.in_(bindparam("users", expanding=True)), Notice.message == str(MESSAGE))
    .group_by(Notice.user_id),
)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of reminding: teachers told now, told lately, and such without an account."""

    told: int
    lately: int
    unreachable: int


def remind(session: Session, who: Principal, year_id: int, narrowed: MissingFilter) -> Reminded:
    """Remind the teachers of the journals that `who` sees and `narrowed` leaves, and commit.

    Nobody is reminded twice within a day. Raises NotAllowedError for who does not decide on plans.
    """
    require_decider(who)
    with writing():
        _one_at_a_time(session, year_id)
        done = _tell(session, missing_plans(session, who, year_id, narrowed), DAILY)
        session.commit()
    return done


def remind_all_due(session: Session) -> Reminded:
    """Remind everyone who is due by the clock, as the system and in its own writing unit."""
    today = clock.today()
    year = planned_year(session, today)
    gap = reminder_gap(today, year.starts_on, year.ends_on) if year else None
    if year is None or gap is None:
        return Reminded(0, 0, 0)
    _one_at_a_time(session, year.id)
    found = missing_plans(session, current_principal(), year.id, MissingFilter())
    return _tell(session, found, gap)


def _one_at_a_time(session: Session, year_id: int) -> None:
    """Let two that remind follow each other: the second then sees what the first has sent."""
    session.execute(select(AcademicYear.id).where(AcademicYear.id == year_id).with_for_update())


def _tell(session: Session, missing: Iterable[MissingPlan], gap: int) -> Reminded:
    """Put one notice a teacher, with the number of journals, where the last is `gap` days old.

    A submitted plan waits for the methodist: nobody is reminded of it.
    """
    counts = Counter(
        one.journal.teacher_id for one in missing if one.state is not PlanState.submitted
    )
    if not counts:
        return Reminded(0, 0, 0)
    rows = _accounts(session, proven=True, teachers=sorted(counts)).all()
    users = {user_id: counts[employee_id] for employee_id, user_id in rows}
    earliest = clock.today() - timedelta(days=gap)
    lately = {
        user_id
        for user_id, at in _reminded(session, proven=True, users=sorted(users))
        if clock.local(at).date() > earliest
    }
    for user_id, count in users.items():
        if user_id not in lately:
            notify(session, [user_id], MESSAGE, {"count": count}, LINK)
    return Reminded(len(users) - len(lately), len(lately), len(counts) - len(users))
