"""A student's practice, or those of a group for one item, with sums and verdicts (5.5.13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.roles import Role
from domain.clock import clock
from domain.practice import PracticeFacts, Totals, blocking, totals, verdicts
from domain.verdict import Verdict
from models import AcademicYear, PracticePlacement
from services.errors import NotFoundError
from services.practice_rows import (
    CompetenceRow,
    DayRow,
    PlacementRow,
    competences_of,
    days_of,
    placement_rows,
)
from services.study_calendar import calendar_of


@dataclass(frozen=True, slots=True)
class Practice:
    """A student's practice as its page shows it."""

    row: PlacementRow
    days: tuple[DayRow, ...]
    competences: tuple[CompetenceRow, ...]
    sums: Totals
    verdicts: tuple[Verdict, ...]

    @property
    def blocks(self) -> list[Verdict]:
        """Return what blocks the signing; nothing does once it is signed."""
        return [] if self.row.signed_at else blocking(self.verdicts)

    @property
    def proposed(self) -> list[DayRow]:
        """Return the days that an enterprise proposed and nobody confirmed yet."""
        return [one for one in self.days if one.confirmed_at is None]

    @property
    def mark_waits(self) -> bool:
        """Return whether a proposed mark waits for the decision of the college's head."""
        row = self.row
        return row.proposed_code is not None and row.code is None and row.signed_at is None

    def day(self, day: date) -> DayRow | None:
        """Return the record of a day."""
        return next((one for one in self.days if one.day == day), None)


def may_keep(who: Principal, head_id: int | None) -> bool:
    """Return whether `who` records days and marks: the college's head of that very practice."""
    if head_id is None or not who.may(Action.update, Resource.practice_day):
        return False
    return who.employee_id == head_id and Role.teacher in who.roles


def may_place(who: Principal) -> bool:
    """Return whether `who` places students: the deputy director."""
    return who.may(Action.create, Resource.practice_placement)


def may_link(who: Principal, head_id: int | None) -> bool:
    """Return whether `who` opens a link for the enterprise: the head of practice, the deputy."""
    if not who.may(Action.create, Resource.practice_link):
        return False
    return may_place(who) or may_keep(who, head_id)


def practices(session: Session, ids: Iterable[int]) -> list[Practice]:
    """Return the practices `ids`, found visible by the caller: three statements for any number."""
    keys = list(ids)
    days, competences = days_of(session, keys), competences_of(session, keys)
    today = clock.today()
    return [
        _practice(row, days.get(row.id, []), competences.get(row.id, []), today)
        for row in placement_rows(session, keys)
    ]


def load_practice(session: Session, placement_id: int) -> Practice:
    """Return one practice; raise NotFoundError for one that is not the principal's to see."""
    seen = session.scalar(select(PracticePlacement.id).where(PracticePlacement.id == placement_id))
    found = practices(session, [placement_id]) if seen is not None else []
    if not found:
        raise missing()
    return found[0]


def group_practices(session: Session, group_id: int, item_id: int) -> list[Practice]:
    """Return the practices of a group for an item that the principal sees; NotFoundError: none."""
    ids = session.scalars(
        select(PracticePlacement.id).where(
            PracticePlacement.group_id == group_id, PracticePlacement.item_id == item_id
        )
    ).all()
    if not ids:
        raise missing()
    return practices(session, ids)


def missing() -> NotFoundError:
    """Return the refusal for a practice that is foreign or is not there."""
    return NotFoundError(_("There is no such practice, or it is not yours to see."))


def study_days(session: Session, first: date, last: date) -> list[date]:
    """Return the study days from `first` to `last`; without a study year all but Sundays."""
    years = session.scalars(
        select(AcademicYear)
        .where(AcademicYear.starts_on <= last, AcademicYear.ends_on >= first)
        .order_by(AcademicYear.starts_on)
    ).all()
    found: list[date] = []
    for year in years:
        begin, end = max(first, year.starts_on), min(last, year.ends_on)
        found += [day for day, _kind in calendar_of(session, year.id).study_days(begin, end)]
    if years:
        return found
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in every if day.isoweekday() < 7]


def shown_days(studied: Sequence[date], found: Iterable[Practice]) -> list[date]:
    """Return the study days with those on which something is recorded besides."""
    return sorted({*studied, *(one.day for practice in found for one in practice.days)})


def facts_of(
    row: PlacementRow, days: Sequence[DayRow], competences: Sequence[CompetenceRow]
) -> PracticeFacts:
    """Return what the rules of signing need of a practice."""
    return PracticeFacts(
        row.starts_on,
        row.ends_on,
        row.hours,
        tuple(one.fact for one in days),
        tuple(one.level for one in competences),
        row.code,
        row.proposed_code,
        has_head=row.head_id is not None,
        is_appointed=row.is_appointed,
        diary_checked_on=row.diary_checked_on,
        has_characteristic=bool(row.characteristic),
    )


def _practice(
    row: PlacementRow, days: list[DayRow], competences: list[CompetenceRow], today: date
) -> Practice:
    facts = facts_of(row, days, competences)
    said = () if row.signed_at else tuple(verdicts(facts, today))
    sums = totals(row.hours, facts.days)
    return Practice(row, tuple(days), tuple(competences), sums, said)
