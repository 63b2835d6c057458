"""Closing an academic year: what is open is accepted, the journals freeze, packages are built.

From `start` nothing in the journals of the year changes (7.7). Until every package is built the
closing can be taken back; afterwards it is for good.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import system_write, writing
from domain.clock import clock
from domain.enums import RunState
from models import Gradebook, StudyGroup, YearClosing, YearPackage
from models.calendar import AcademicYear
from services.errors import ConflictError, FieldsError, NotFoundError
from services.notices import message_key
from services.year_checks import open_points

ATTEMPTS: Final = 3  # of one package
LEAST_REASON: Final = 10  # characters
MOST_REASON: Final = 2000
BROKEN: Final = message_key("The package could not be built. Try again, or ask the administrator.")
REVOKED: Final = message_key("Who began the closing has no longer the right to close a year.")
SOME_FAILED: Final = message_key("Some packages could not be built: begin again to build them.")


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year in the list: its closing, if it was begun, and how many packages are built."""

    year: AcademicYear
    closing: YearClosing | None
    journals: int
    packages: int
    built: int


def years(session: Session) -> Sequence[YearLine]:
    """Return all academic years, the latest first."""
    closings = {one.academic_year_id: one for one in session.scalars(select(YearClosing))}
    counted = session.execute(
        select(Gradebook.academic_year_id, func.count()).group_by(Gradebook.academic_year_id)
    )
    journals = {row[0]: row[1] for row in counted}
    packages = {
        row[0]: (row[1], row[2])
        for row in session.execute(
            select(YearPackage.closing_id, func.count(), func.count(YearPackage.sha256)).group_by(
                YearPackage.closing_id
            )
        )
    }
    found = session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc()))
    return [_line(one, closings.get(one.id), journals.get(one.id, 0), packages) for one in found]


def _line(
    year: AcademicYear,
    closing: YearClosing | None,
    journals: int,
    packages: Mapping[int, tuple[int, int]],
) -> YearLine:
    count, built = packages.get(closing.id, (0, 0)) if closing else (0, 0)
    return YearLine(year, closing, journals, count, built)


def find_year(session: Session, year_id: int) -> AcademicYear:
    """Return an academic year; raise NotFoundError."""
    year = session.get(AcademicYear, year_id)
    if year is None:
        raise NotFoundError(_("There is no such academic year."))
    return year


def find_closing(session: Session, closing_id: int) -> YearClosing:
    """Return a closing; raise NotFoundError."""
    closing = session.get(YearClosing, closing_id)
    if closing is None:
        raise NotFoundError(_("There is no such closing."))
    return closing


def closing_of(session: Session, year_id: int) -> YearClosing | None:
    """Return the closing of a year, begun or done."""
    return session.scalar(select(YearClosing).where(YearClosing.academic_year_id == year_id))


def packages_of(session: Session, closing_id: int) -> Sequence[YearPackage]:
    """Return the packages of a closing that the principal sees, by group."""
    query = (
        select(YearPackage)
        .join(StudyGroup, StudyGroup.id == YearPackage.group_id)
        .where(YearPackage.closing_id == closing_id)
        .order_by(StudyGroup.search_name, YearPackage.id)
    )
    return session.scalars(query).all()


def refusal(session: Session, year: AcademicYear) -> str | None:
    """Return why a year cannot be closed now, None where it can."""
    if year.ends_on >= clock.today():
        return _(
            "The year lasts until %(day)s: close it afterwards.", day=f"{year.ends_on:%d.%m.%Y}"
        )
    has = select(Gradebook.id).where(Gradebook.academic_year_id == year.id).limit(1)
    if session.scalar(has) is None:
        return _("The year has no journals: there is nothing to archive.")
    return None


def start(session: Session, who: Principal, year_id: int, accepted: str, locale: str) -> int:
    """Freeze a year and have its packages built; return the key of the closing. Commits.

    `accepted` says why it is closed with something open; needed only then. Put the job into the
    queue afterwards. Raises FieldsError, ConflictError, NotFoundError.
    """
    accepted = accepted.strip()
    year = find_year(session, year_id)
    if (why := refusal(session, year)) is not None:
        raise FieldsError({"academic_year": why})
    is_open = any(point.count for point in open_points(session, year))
    if is_open and len(accepted) < LEAST_REASON:
        raise FieldsError(
            {"accepted": _("Something is open still: say in a sentence why the year is closed.")}
        )
    if len(accepted) > MOST_REASON:
        raise FieldsError({"accepted": _("At most %(most)s characters, please.", most=MOST_REASON)})
    try:
        with writing():
            key = _freeze(session, who, year, accepted or None, locale)
            session.commit()
    except IntegrityError:
        session.rollback()
        raise ConflictError(_("The year is being closed already.")) from None
    return key


def _freeze(
    session: Session, who: Principal, year: AcademicYear, accepted: str | None, locale: str
) -> int:
    closing = closing_of(session, year.id)
    if closing is not None and closing.closed_at is not None:
        raise ConflictError(_("The year is closed already."))
    if closing is not None and closing.state in (RunState.queued, RunState.running):
        raise ConflictError(_("The year is being closed already."))
    if closing is None:
        closing = YearClosing(academic_year_id=year.id)
        session.add(closing)
    now = clock.now()
    closing.state, closing.error, closing.locale = RunState.queued, None, locale
    closing.started_at, closing.frozen_at, closing.user_id = now, now, who.user_id or 0
    closing.accepted = accepted
    session.flush()
    known = set(
        session.scalars(select(YearPackage.group_id).where(YearPackage.closing_id == closing.id))
    )
    query = select(Gradebook.group_id).where(Gradebook.academic_year_id == year.id).distinct()
    groups = set(session.scalars(query))
    table = YearPackage.__table__
    if gone := sorted(known - groups):  # since an earlier try its journals were taken away
        of_gone = table.c.closing_id == closing.id, table.c.group_id.in_(gone)
        system_write(session, delete(table).where(*of_gone))
    rows = [
        {"closing_id": closing.id, "group_id": group, "state": RunState.queued, "attempts": 0}
        for group in sorted(groups - known)
    ]
    if rows:
        system_write(session, insert(table), rows)
    # Whatever was built before the year was opened again is built anew: the journals may differ.
    system_write(
        session,
        update(table)
        .where(table.c.closing_id == closing.id)
        .values(state=RunState.queued, attempts=0, error=None, sha256=None, built_at=None),
    )
    return closing.id


def take_back(session: Session, closing_id: int) -> None:
    """Open a year again whose packages are not all built yet, and commit.

    Raises ConflictError once the year is closed for good.
    """
    with writing():
        closing = find_closing(session, closing_id)
        session.refresh(closing, with_for_update=True)
        if closing.closed_at is not None:
            raise ConflictError(_("The year is closed and archived: it stays closed."))
        closing.state, closing.frozen_at, closing.error = RunState.cancelled, None, None
        session.commit()
