"""What the job that builds the packages of a closed year claims, ends and tells (clause 7.7)."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from access.session import system_write
from domain.clock import clock
from domain.enums import RunState
from models import AcademicYear, StudyGroup, YearClosing, YearPackage
from services.notices import message_key, notify
from services.year_closing import ATTEMPTS, SOME_FAILED

CLOSED: Final = message_key("The year %(year)s is closed and archived: %(packages)s packages.")
FAILED: Final = message_key("The year %(year)s is not closed yet. %(why)s")
_closing, _package = YearClosing.__table__, YearPackage.__table__


@dataclass(frozen=True, slots=True)
class Order:
    """What the job has to know of a closing."""

    id: int
    year_id: int
    year: str
    user_id: int
    locale: str
    accepted: str


@dataclass(frozen=True, slots=True)
class Package:
    """One package that is to be built."""

    id: int
    group_id: int
    group: str


def claim(session: Session, closing_id: int) -> Order | None:
    """Begin, or go on with, a closing; None where there is nothing to do any more."""
    row = session.execute(
        select(YearClosing, AcademicYear.name)
        .join(AcademicYear, AcademicYear.id == YearClosing.academic_year_id)
        .where(YearClosing.id == closing_id)
    ).first()
    if row is None or row[0].closed_at is not None:
        return None
    closing, name = row
    if closing.state not in (RunState.queued, RunState.running):
        return None
    _set_state(session, closing_id, RunState.running)
    return Order(
        closing.id,
        closing.academic_year_id,
        name,
        closing.user_id,
        closing.locale,
        closing.accepted or "",
    )


def going_on(session: Session, closing_id: int) -> bool:
    """Return whether nobody took the closing back."""
    return (
        session.scalar(select(YearClosing.state).where(YearClosing.id == closing_id))
        is RunState.running
    )


def waiting(session: Session, closing_id: int) -> tuple[list[Package], int]:
    """Return the packages still to be built, and how many there are in all."""
    rows = session.execute(
        select(YearPackage.id, YearPackage.group_id, StudyGroup.name, YearPackage.state)
        .join(StudyGroup, StudyGroup.id == YearPackage.group_id)
        .where(YearPackage.closing_id == closing_id)
        .order_by(StudyGroup.search_name, YearPackage.id)
    ).all()
    ended = (RunState.done, RunState.failed)
    return [Package(*row[:3]) for row in rows if row.state not in ended], len(rows)


def begin_package(session: Session, package_id: int) -> bool:
    """Note that a package is being built; False where it was tried too often."""
    attempts = session.scalar(select(YearPackage.attempts).where(YearPackage.id == package_id))
    if (attempts or 0) >= ATTEMPTS:
        return False
    system_write(
        session,
        update(_package)
        .where(_package.c.id == package_id)
        .values(state=RunState.running, attempts=(attempts or 0) + 1),
    )
    return True


def keep_package(
    session: Session, package_id: int, *, sha256: str, size: int, files: int, name: str
) -> None:
    """Note a package that was built."""
    values = {"sha256": sha256, "size": size, "files": files, "file_name": name}
    system_write(
        session,
        update(_package)
        .where(_package.c.id == package_id)
        .values(state=RunState.done, built_at=clock.now(), error=None, **values),
    )


def fail_package(session: Session, package_id: int, why: str) -> None:
    """Note that a package could not be built."""
    system_write(
        session,
        update(_package)
        .where(_package.c.id == package_id)
        .values(state=RunState.failed, error=why),
    )


def finish(session: Session, order: Order, name: str) -> bool:
    """Close the year for good where all packages are built; tell who began it. Return whether."""
    states = list(
        session.scalars(select(YearPackage.state).where(YearPackage.closing_id == order.id))
    )
    if any(state is not RunState.done for state in states):
        fail(session, order, SOME_FAILED)
        return False
    system_write(
        session,
        update(_closing)
        .where(_closing.c.id == order.id, _closing.c.state == RunState.running)
        .values(state=RunState.done, closed_at=clock.now(), closed_name=name, error=None),
    )
    params = {"year": order.year, "packages": len(states)}
    notify(session, [order.user_id], CLOSED, params, f"/years/{order.year_id}")
    return True


def fail(session: Session, order: Order, why: str) -> None:
    """Note that a closing could not go on; the year stays frozen until it is begun again."""
    _set_state(session, order.id, RunState.failed, why)
    params = {"year": order.year, "why": {"key": why}}
    notify(session, [order.user_id], FAILED, params, f"/years/{order.year_id}")


def unfinished(session: Session) -> list[int]:
    """Return the closings that wait or are being built: for those whose job was lost."""
    query = select(YearClosing.id).where(
        YearClosing.state.in_((RunState.queued, RunState.running)),
        YearClosing.closed_at.is_(None),
    )
    return list(session.scalars(query))


def _set_state(
    session: Session, closing_id: int, state: RunState, error: str | None = None
) -> None:
    system_write(
        session,
        update(_closing).where(_closing.c.id == closing_id).values(state=state, error=error),
    )
