"""What an enterprise's head of practice sees and proposes by a one-off link (5.5.13).

Nobody signed in: the token is the only right, and it reaches the practices that point to its link
and nothing else. Everything is read and written past the scope for that reason, here alone; each
proposal stands in the trail under the name of the enterprise's head. A proposal never touches what
the college confirmed, nor anything that is signed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from access.audit import record
from access.principal import Principal, acting_as
from access.proven import PlainSelect
from access.session import system_write, writing
from domain.clock import clock
from domain.enums import AuditAction
from domain.practice import MARKS
from models import Employee, PracticeDay, PracticeLink, PracticePlacement
from services.errors import FieldsError, NotFoundError
from services.notices import message_key, notify
from services.practice_days import DayInput, check_days
from services.practice_links import hash_of
from services.practice_rows import DayRow, PlacementRow, days_of, placement_rows

_link: Final = PlainSelect(
    "a one-off link asked for by the fingerprint of its token: nobody signed in",
    select(
        PracticeLink.id,
        PracticeLink.enterprise_head,
        PracticeLink.expires_on,
        PracticeLink.used_at,
        Employee.user_id,
    )
    .join(Employee, Employee.id == PracticeLink.college_head_id)
    .where(
        PracticeLink.token_hash == bindparam("fingerprint"),
        PracticeLink.revoked_at.is_(None),
        PracticeLink.expires_on >= bindparam("today"),
    ),
)
_covered: Final = PlainSelect(
    "the practices that point to a one-off link that was opened by its token",
    select(PracticePlacement.id).where(PracticePlacement.link_id == bindparam("link")),
)
_locked: Final = PlainSelect(
    "a practice of a one-off link, locked while a proposal is written",
    select(
        PracticePlacement.id,
        PracticePlacement.starts_on,
        PracticePlacement.ends_on,
        PracticePlacement.code,
        PracticePlacement.proposed_code,
        PracticePlacement.student_id,
        PracticePlacement.group_id,
        PracticePlacement.item_id,
        PracticePlacement.signed_at,
    )
    .where(
        PracticePlacement.id == bindparam("placement"),
        PracticePlacement.link_id == bindparam("link"),
    )
    .with_for_update(),
)
_placements: Final = PracticePlacement.__table__
_days: Final = PracticeDay.__table__


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A link whose token was right, and what it shows."""

    id: int
    enterprise_head: str
    expires_on: date
    used_at: datetime | None
    places: tuple[PlacementRow, ...]
    days: Mapping[int, Sequence[DayRow]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one practice: days, and a mark or none."""

    placement_id: int
    days: tuple[DayInput, ...]
    code: str | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """How many days were proposed, how many were left as the college confirmed them."""

    days: int
    kept: int
    mark: bool


def open_link(session: Session, token: str) -> OpenedLink | None:
    """Return the link that a token opens today; None for a wrong, expired, revoked, empty one."""
    found = _link(session, proven=True, fingerprint=hash_of(token), today=clock.today()).first()
    if found is None:
        return None
    ids = [row.id for row in _covered(session, proven=True, link=found.id)]
    if not ids:
        return None
    rows = tuple(placement_rows(session, ids))
    return OpenedLink(
        found.id,
        found.enterprise_head,
        found.expires_on,
        found.used_at,
        rows,
        days_of(session, ids),
    )


def propose(
    session: Session, token: str, proposal: Proposal, origin: str | None, request_id: str | None
) -> Proposed:
    """Write a proposal that came by a link, and its trail; commit.

    Raises NotFoundError for a link that does not open or a practice that is not of it, FieldsError
    for what cannot be.
    """
    with writing():
        found = _link(session, proven=True, fingerprint=hash_of(token), today=clock.today()).first()
        place = (
            _locked(session, proven=True, placement=proposal.placement_id, link=found.id).first()
            if found is not None
            else None
        )
        if found is None or place is None:
            raise NotFoundError(_("There is no such page."))
        if place.signed_at is not None:
            raise FieldsError(
                {"placement": _("The practice is signed: it does not change any more.")}
            )
        check_days({place.id: place}, proposal.days)
        if proposal.code is not None and proposal.code not in MARKS:
            raise FieldsError({"code": _("A mark is one of: %(marks)s.", marks=", ".join(MARKS))})
        who = Principal(
            kind="practice_link",
            name=found.enterprise_head,
            origin=f"link {found.id} {origin or ''}".strip()[:64],
            request_id=request_id,
        )
        with acting_as(who):
            done = _write(session, place, proposal)
            if (done.days or done.mark) and not _used_today(found.used_at):
                _tell(session, found, place)
            used = update(PracticeLink.__table__).where(PracticeLink.__table__.c.id == found.id)
            system_write(session, used.values(used_at=clock.now()))
            session.commit()
    return done


def _used_today(used_at: datetime | None) -> bool:
    return used_at is not None and clock.day_of(used_at) == clock.today()


def _tell(session: Session, link: Any, place: Any) -> None:
    """Tell the college's head of practice that something waits: once a day for each link."""
    if link.user_id is not None:
        text = message_key("%(name)s proposes days or marks of practice: confirm or reject them.")
        path = f"/practice/group/{place.group_id}/{place.item_id}"
        notify(session, [link.user_id], text, {"name": link.enterprise_head}, path)


def _write(session: Session, place: Any, proposal: Proposal) -> Proposed:
    known = {row.day: row for row in days_of(session, [place.id]).get(place.id, [])}
    trail: list[dict[str, Any]] = []
    kept = 0
    now = clock.now()
    for one in proposal.days:
        row = known.get(one.day)
        if row is not None and row.confirmed_at is not None:
            kept += not _same(row, one)
            continue
        if one.hours is None or (row is not None and _same(row, one)):
            continue
        values = {
            "hours": one.hours,
            "is_absent": one.is_absent,
            "what": (one.what or "").strip() or None,
            "proposed_at": now,
        }
        trail.append(_write_day(session, place, one.day, row, values))
    mark = proposal.code is not None and place.code is None
    mark = mark and proposal.code != place.proposed_code
    if mark:
        changed = update(_placements).where(_placements.c.id == place.id)
        system_write(session, changed.values(proposed_code=proposal.code, proposed_at=now))
        trail.append(
            _entry("practice_placement", place.id, place)
            | {"field": "proposed_code", "old": place.proposed_code, "new": proposal.code}
        )
    record(session, trail)
    return Proposed(len(trail) - mark, kept, mark)


def _write_day(
    session: Session, place: Any, day: date, row: DayRow | None, values: dict[str, Any]
) -> dict[str, Any]:
    new = _told(values["hours"], values["is_absent"], values["what"])
    if row is None:
        added = insert(_days).values(placement_id=place.id, day=day, **values)
        key = system_write(session, added.returning(_days.c.id)).scalar_one()
        entry = _entry("practice_day", key, place)
        return entry | {"action": AuditAction.create, "new": f"{day:%d.%m.%Y}: {new}"}
    system_write(session, update(_days).where(_days.c.id == row.id).values(**values))
    entry = _entry("practice_day", row.id, place) | {"field": "hours", "new": new}
    return entry | {"old": _told(row.hours, row.is_absent, row.what)}


def _entry(entity: str, key: int, place: Any) -> dict[str, Any]:
    return {
        "entity": entity,
        "entity_id": key,
        "action": AuditAction.update,
        "field": None,
        "old": None,
        "new": None,
        "student_id": place.student_id,
    }


def _told(hours: int, is_absent: bool, what: str | None) -> str:
    sign = "н " if is_absent else ""
    return f"{sign}{hours}" + (f" · {what}" if what else "")


def _same(row: DayRow, one: DayInput) -> bool:
    what = (one.what or "").strip() or None
    return (row.hours, row.is_absent, row.what) == (one.hours, one.is_absent, what)
