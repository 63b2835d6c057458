"""The diary of a practice: days recorded, shared out, confirmed, rejected by its head (5.5.13)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.practice import MOST_HOURS, shared_out
from domain.typed import is_storable
from models import PracticeDay
from services.errors import FieldsError
from services.practice_lock import lock_kept
from services.practice_view import study_days

MOST_DAYS: Final = 2000  # in one pass: fifty students for forty days
MOST_TEXT: Final = 500


@dataclass(frozen=True, slots=True)
class DayInput:
    """A day to record. No hours: the record goes. `what` None: what was done stays as it is."""

    placement_id: int
    day: date
    hours: int | None
    is_absent: bool = False
    what: str | None = None


def record_days(session: Session, who: Principal, wanted: Sequence[DayInput]) -> int:
    """Record days of practices that `who` heads, confirmed by that; commit. All of them or none.

    Returns how many records changed. Raises FieldsError («days.3.hours»), NotFoundError,
    NotAllowedError.
    """
    if len(wanted) > MOST_DAYS:
        raise FieldsError({"days": _("At most %(most)d days at once.", most=MOST_DAYS)})
    with writing():
        placements = lock_kept(session, who, {one.placement_id for one in wanted})
        check_days(placements, wanted)
        known = known_days(session, placements)
        latest = {(one.placement_id, one.day): one for one in wanted}  # the last word counts
        changed = sum(_record(session, known, one) for one in latest.values())
        session.commit()
    return changed


def fill_days(session: Session, who: Principal, ids: Collection[int]) -> int:
    """Record the study days until today that are empty, sharing the planned hours out; commit.

    Returns how many days were recorded. Days to come keep their share for later.
    """
    with writing():
        placements = lock_kept(session, who, ids)
        known, today, now = known_days(session, placements), clock.today(), clock.now()
        studied: dict[tuple[date, date], list[date]] = {}
        added = 0
        for row in placements.values():
            span = (row.starts_on, row.ends_on)
            if span not in studied:
                studied[span] = study_days(session, *span)
            taken = sum(d.hours for (key, _day), d in known.items() if key == row.id)
            empty = [day for day in studied[span] if (row.id, day) not in known]
            for day, hours in shared_out(empty, row.hours, taken).items():
                if day <= today and hours:
                    new = PracticeDay(placement_id=row.id, day=day, hours=hours, confirmed_at=now)
                    session.add(new)
                    added += 1
        session.commit()
    return added


def confirm_days(
    session: Session,
    who: Principal,
    ids: Collection[int],
    days: Collection[int] | None = None,
    seen: datetime | None = None,
) -> int:
    """Confirm proposed days of practices that `who` heads, all or those with the keys `days`.

    What was proposed after `seen` stays a proposal: nobody has looked at it. Commits.
    """
    with writing():
        found = _proposed(session, who, ids, days, seen)
        now = clock.now()
        for one in found:
            one.confirmed_at = now
        session.commit()
    return len(found)


def reject_days(
    session: Session,
    who: Principal,
    ids: Collection[int],
    days: Collection[int] | None = None,
    seen: datetime | None = None,
) -> int:
    """Take proposed days away, all or those with the keys `days`; commit. The trail keeps them."""
    with writing():
        found = _proposed(session, who, ids, days, seen)
        for one in found:
            session.delete(one)
        session.commit()
    return len(found)


def check_days(placements: Mapping[int, Any], wanted: Iterable[DayInput]) -> None:
    """Raise FieldsError for days outside of their practice or to come, hours and texts too long."""
    today, errors = clock.today(), {}
    for number, one in enumerate(wanted):
        row = placements[one.placement_id]
        if not row.starts_on <= one.day <= row.ends_on:
            errors[f"days.{number}.day"] = _("%(day)s is no day of this practice.", day=_said(one))
        elif one.day > today:
            errors[f"days.{number}.day"] = _("%(day)s is still to come.", day=_said(one))
        if one.hours is not None and not 0 <= one.hours <= MOST_HOURS:
            errors[f"days.{number}.hours"] = _(
                "From 0 to %(most)d hours on %(day)s.", most=MOST_HOURS, day=_said(one)
            )
        if one.what is not None and (len(one.what) > MOST_TEXT or not is_storable(one.what)):
            errors[f"days.{number}.what"] = _("At most %(most)d characters.", most=MOST_TEXT)
    if errors:
        raise FieldsError(errors)


def known_days(
    session: Session, placements: Collection[int]
) -> dict[tuple[int, date], PracticeDay]:
    """Return the recorded days of practices by practice and day."""
    rows = session.scalars(select(PracticeDay).where(PracticeDay.placement_id.in_(placements)))
    return {(row.placement_id, row.day): row for row in rows}


def _record(session: Session, known: Mapping[tuple[int, date], PracticeDay], one: DayInput) -> bool:
    row = known.get((one.placement_id, one.day))
    if one.hours is None:
        if row is not None:
            session.delete(row)
        return row is not None
    if row is None:
        row = PracticeDay(placement_id=one.placement_id, day=one.day)
        session.add(row)
    what = row.what if one.what is None else one.what.strip() or None
    if row.confirmed_at is not None and (row.hours, row.is_absent, row.what) == (
        one.hours,
        one.is_absent,
        what,
    ):
        return False
    row.hours, row.is_absent, row.what = one.hours, one.is_absent, what
    row.confirmed_at = row.confirmed_at or clock.now()
    return True


def _proposed(
    session: Session,
    who: Principal,
    ids: Collection[int],
    days: Collection[int] | None,
    seen: datetime | None,
) -> list[PracticeDay]:
    placements = lock_kept(session, who, ids)
    query = select(PracticeDay).where(
        PracticeDay.placement_id.in_(placements), PracticeDay.confirmed_at.is_(None)
    )
    if days is not None:
        query = query.where(PracticeDay.id.in_(days))
    if seen is not None:
        query = query.where(PracticeDay.proposed_at <= seen)
    return list(session.scalars(query))


def _said(one: DayInput) -> str:
    return f"{one.day:%d.%m.%Y}"
