"""The activity of a month by role and person (clauses 8.1, 7.2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.roles import Role
from domain.clock import clock
from domain.month import Month
from models import ActivityDay
from services.activity import writes_of

_accounts: Final = PlainSelect(
    "accounts with their roles, for the activity report of those who read activity",
    select(User.id, User.last_name, User.first_name, User.last_login, RoleRow.name)
    .join(assoc_user_role, assoc_user_role.c.user_id == User.id)
    .join(RoleRow, RoleRow.id == assoc_user_role.c.role_id)
    .where(User.active.is_(True))
    .order_by(User.last_name, User.first_name, User.id),
)


@dataclass(slots=True)
class PersonActivity:
    """An active account in a month. The instant is naive UTC."""

    name: str
    roles: list[Role]
    last_login: datetime | None
    sign_ins: int = 0
    refusals: int = 0
    writes: int = 0
    days: set[date] = field(default_factory=set)  # with a sign-in or a change

    @property
    def came(self) -> bool:
        """Return whether the person was there in the month."""
        return bool(self.days)


@dataclass(frozen=True, slots=True)
class DayActivity:
    """All people on a day."""

    day: date
    people: int
    sign_ins: int
    writes: int


@dataclass(frozen=True, slots=True)
class MonthActivity:
    """A month: people by name, days in order."""

    people: tuple[PersonActivity, ...]
    days: tuple[DayActivity, ...]

    def of(self, role: Role) -> list[PersonActivity]:
        """Return the people with a role."""
        return [one for one in self.people if role in one.roles]


def month_activity(session: Session, month: Month) -> MonthActivity:
    """Return the activity of a month up to today, for whoever may read activity.

    What the last two days changed is counted now: the job of the night counts earlier days.
    """
    people: dict[int, PersonActivity] = {}
    for row in _accounts(session, proven=True):
        if row.id not in people:
            name = f"{row.last_name} {row.first_name}".strip()
            people[row.id] = PersonActivity(name, [], row.last_login)
        if row.name in set(Role):
            people[row.id].roles.append(Role(row.name))
    rows = session.execute(
        select(
            ActivityDay.user_id,
            ActivityDay.day,
            ActivityDay.sign_ins,
            ActivityDay.refusals,
            ActivityDay.writes,
        ).where(ActivityDay.day.between(month.first, month.last))
    ).all()
    live = _live(session, month)
    days: dict[date, dict[int, tuple[int, int]]] = defaultdict(dict)
    for user_id, day, sign_ins, refusals, writes in rows:
        days[day][user_id] = sign_ins, writes
        if user_id in people:
            people[user_id].refusals += refusals
    for day, counted in live.items():
        for user_id, writes in counted.items():
            sign_ins, kept = days[day].get(user_id, (0, 0))
            days[day][user_id] = sign_ins, max(kept, writes)
    _give(people, days)
    shown = [one for one in people.values() if one.roles]
    return MonthActivity(tuple(shown), _by_day(month, days))


def _live(session: Session, month: Month) -> Mapping[date, Mapping[int, int]]:
    today = clock.today()
    last = (today - timedelta(days=1), today)
    return {day: writes_of(session, day) for day in last if month.first <= day <= month.last}


def _give(
    people: Mapping[int, PersonActivity], days: Mapping[date, Mapping[int, tuple[int, int]]]
) -> None:
    """Add the days to the people."""
    for day, counted in days.items():
        for user_id, (sign_ins, writes) in counted.items():
            one = people.get(user_id)
            if one is not None and (sign_ins or writes):
                one.sign_ins += sign_ins
                one.writes += writes
                one.days.add(day)


def _by_day(
    month: Month, days: Mapping[date, Mapping[int, tuple[int, int]]]
) -> tuple[DayActivity, ...]:
    found: Sequence[date] = [day for day in month.days if day <= clock.today()]
    return tuple(
        DayActivity(
            day,
            sum(any(pair) for pair in days.get(day, {}).values()),
            sum(pair[0] for pair in days.get(day, {}).values()),
            sum(pair[1] for pair in days.get(day, {}).values()),
        )
        for day in found
    )
