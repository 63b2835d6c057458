"""One-off links for enterprises: made, shown once, revoked by the college (5.5.13).

Only the SHA-256 of a link's token is kept: whoever copies the database opens nothing.
See docs/adr/0017-one-off-links.md.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from access.audit import record
from access.principal import Principal
from access.session import system_write, writing
from domain.clock import clock
from domain.enums import AuditAction
from domain.practice import link_ends
from domain.regulation import Norm
from domain.text import squeeze
from domain.typed import is_storable
from models import PracticeLink, PracticePlacement
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.practice_lock import lock_placements
from services.practice_rows import PlacementRow, placement_rows
from services.practice_view import may_link
from services.regulation import rulebook

TOKEN_BYTES = 32
LONGEST_NAME = 200
MOST_PLACES = 100
_links: Final = PracticeLink.__table__


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A new link. The token is known now and never again."""

    id: int
    token: str
    enterprise_head: str
    expires_on: date
    places: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link with what it covers, as the college sees it."""

    id: int
    enterprise_head: str
    created_at: datetime
    expires_on: date
    revoked_at: datetime | None
    used_at: datetime | None
    places: tuple[PlacementRow, ...]

    @property
    def opens(self) -> bool:
        """Return whether the link still opens."""
        return self.revoked_at is None and self.expires_on >= clock.today() and bool(self.places)


def hash_of(token: str) -> str:
    """Return the fingerprint under which a token is kept."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def make_link(
    session: Session, who: Principal, ids: Collection[int], enterprise_head: str
) -> MadeLink:
    """Open a link for the enterprise's head over practices of one base and one head; commit.

    An earlier link of theirs shows them no more. It opens until some days after the last of them
    (norm practice_link_days). Raises FieldsError, NotFoundError, NotAllowedError.
    """
    name = squeeze(enterprise_head)
    if not name or len(name) > LONGEST_NAME or not is_storable(name):
        sentence = _("Write who will open the link: up to %(most)d characters.", most=LONGEST_NAME)
        raise FieldsError({"enterprise_head": sentence})
    if not ids or len(set(ids)) > MOST_PLACES:
        raise FieldsError(
            {"placements": _("Choose from 1 to %(most)d students.", most=MOST_PLACES)}
        )
    with writing():
        rows = list(lock_placements(session, ids).values())
        head_id = _one_head(who, rows)
        ends = _ends(session, max(row.ends_on for row in rows))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        key = _add(session, who, head_id, name, token, ends)
        for row in rows:
            row.link_id = key
        session.commit()
    return MadeLink(key, token, name, ends, len(rows))


def renew_link(session: Session, who: Principal, link_id: int) -> MadeLink:
    """Give a link a new token and the days that its practices now call for; commit.

    The old address opens nothing any more; a revoked link opens again. Raises FieldsError where
    nothing points to the link, NotFoundError, NotAllowedError.
    """
    with writing():
        link = _locked_link(session, who, link_id)
        covered = select(PracticePlacement.id).where(PracticePlacement.link_id == link.id)
        ids = session.scalars(covered).all()
        if not ids:
            raise FieldsError({"id": _("No practice is left in this link: make a new one.")})
        _one_head(who, list(lock_placements(session, ids).values()))
        rows = placement_rows(session, ids)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        link.token_hash, link.revoked_at = hash_of(token), None
        link.expires_on = _ends(session, max(row.ends_on for row in rows))
        made = MadeLink(link.id, token, link.enterprise_head, link.expires_on, len(rows))
        session.commit()
    return made


def revoke_link(session: Session, who: Principal, link_id: int) -> None:
    """Close a link for good; commit. Raises NotFoundError, NotAllowedError."""
    with writing():
        link = _locked_link(session, who, link_id)
        if link.revoked_at is None:
            link.revoked_at = clock.now()
        session.commit()


def links_of(session: Session, ids: Collection[int] | None = None) -> list[LinkRow]:
    """Return the links that the principal sees, the latest first; those of practices `ids` alone.

    At most a hundred.
    """
    query = select(PracticeLink).order_by(PracticeLink.created_at.desc(), PracticeLink.id.desc())
    if ids is not None:
        named = select(PracticePlacement.link_id).where(PracticePlacement.id.in_(ids))
        query = query.where(PracticeLink.id.in_(named))
    links = session.scalars(query.limit(100)).all()
    keys = [link.id for link in links]
    covered = session.scalars(
        select(PracticePlacement.id).where(PracticePlacement.link_id.in_(keys))
    ).all()
    rows = placement_rows(session, covered)
    return [_row(link, rows) for link in links]


def _add(session: Session, who: Principal, head_id: int, name: str, token: str, ends: date) -> int:
    """Write a link and its trail; return its key. Its head may be one whom `who` cannot read."""
    values = {
        "college_head_id": head_id,
        "enterprise_head": name,
        "token_hash": hash_of(token),
        "created_at": clock.now(),
        "created_by_id": who.user_id,
        "expires_on": ends,
    }
    added = insert(_links).values(**values).returning(_links.c.id)
    key = int(system_write(session, added).scalar_one())
    told = f"{name} · {ends:%d.%m.%Y}"
    record(
        session,
        [
            {
                "entity": PracticeLink.__tablename__,
                "entity_id": key,
                "action": AuditAction.create,
                "field": None,
                "old": None,
                "new": told,
            }
        ],
    )
    return key


def _ends(session: Session, last_day: date) -> date:
    """Return until when a link opens whose last practice ends on `last_day`; refuse the past."""
    grace = rulebook(session).on(clock.today()).whole(Norm.practice_link_days)
    ends = link_ends(last_day, grace)
    if ends < clock.today():
        raise FieldsError({"placements": _("These practices are over: a link opens no more.")})
    return ends


def _locked_link(session: Session, who: Principal, link_id: int) -> PracticeLink:
    link = session.scalar(select(PracticeLink).where(PracticeLink.id == link_id).with_for_update())
    if link is None:
        raise NotFoundError(_("There is no such link, or it is not yours to see."))
    if not may_link(who, link.college_head_id):
        raise NotAllowedError(_("Your role does not allow this."))
    return link


def _row(link: PracticeLink, rows: Sequence[PlacementRow]) -> LinkRow:
    return LinkRow(
        link.id,
        link.enterprise_head,
        link.created_at,
        link.expires_on,
        link.revoked_at,
        link.used_at,
        tuple(row for row in rows if row.link_id == link.id),
    )


def _one_head(who: Principal, rows: Sequence[PracticePlacement]) -> int:
    """Return the college's head of all the practices; refuse several heads or bases, a signed."""
    for row in rows:
        if not may_link(who, row.college_head_id):
            raise NotAllowedError(_("Only the college's head of this practice opens a link."))
    heads, bases = {row.college_head_id for row in rows}, {row.base_id for row in rows}
    (head_id, *more) = heads
    errors = {}
    if head_id is None or more:
        errors["placements"] = _("A link is for practices of one head from the college.")
    elif len(bases) > 1 or None in bases:
        errors["placements"] = _("A link is for students at one practice base.")
    elif any(row.signed_at is not None for row in rows):
        errors["placements"] = _("A signed practice takes no proposals.")
    if errors or head_id is None:
        raise FieldsError(errors)
    return head_id
