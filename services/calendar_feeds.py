"""Calendars by a secret address: opening, renewing and closing them, and who reads by one.

The address holds the feed's key and a token, which the application's key signs from both the key
and a nonce. Whoever copies the database alone opens no calendar; a new nonce shuts the old
address.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.principals import principal_of_user
from access.proven import PlainSelect
from access.session import writing
from domain.clock import clock
from domain.enums import FeedKind
from models import CalendarFeed, StudyGroup
from services.errors import FieldsError, NotAllowedError, NotFoundError

MOST: Final = 20  # calendars of one person
FEED: Final = Resource.calendar_feed
_TOKEN_BYTES: Final = 24

_feed: Final = PlainSelect(
    "a calendar that is asked for by its signed address, before it is known who asks",
    select(
        CalendarFeed.id,
        CalendarFeed.user_id,
        CalendarFeed.kind,
        CalendarFeed.group_id,
        CalendarFeed.nonce,
        CalendarFeed.created_at,
    ).where(CalendarFeed.id == bindparam("feed")),
)


@dataclass(frozen=True, slots=True)
class OpenedFeed:
    """A calendar whose address was right, and the person whose eyes it is read with."""

    id: int
    who: Principal
    kind: FeedKind
    group_id: int | None
    created_at: datetime


def token_of(secret: str, feed_id: int, nonce: str) -> str:
    """Return the token of a feed's address; `secret` is the application's key."""
    key = hmac.digest(secret.encode(), b"calendar-feed", "sha256")
    signed = hmac.digest(key, f"{feed_id}:{nonce}".encode(), "sha256")
    return urlsafe_b64encode(signed[:_TOKEN_BYTES]).decode()


def origin_of(secret: str) -> str:
    """Return a name of this installation for the identities of events: the same for ever."""
    return hashlib.sha256(b"calendar-origin" + secret.encode()).hexdigest()[:16]


def open_feed(session: Session, secret: str, feed_id: int, token: str) -> OpenedFeed | None:
    """Return the calendar that an address leads to; None for a wrong, renewed or closed one.

    None too where the owner's account is not active any more.
    """
    row = _feed(session, proven=True, feed=feed_id).first()
    nonce = row.nonce if row is not None else "none"
    right = hmac.compare_digest(token_of(secret, feed_id, nonce).encode(), token.encode())
    if row is None or not right:
        return None
    who = principal_of_user(row.user_id, origin="calendar")
    if who is None or not who.may(Action.read, FEED):
        return None
    return OpenedFeed(row.id, who, row.kind, row.group_id, row.created_at)


def feeds_of(session: Session, who: Principal) -> list[CalendarFeed]:
    """Return the person's own calendars, theirs first, then groups by name."""
    rows = session.scalars(
        select(CalendarFeed)
        .where(CalendarFeed.user_id == (who.user_id or 0))
        .order_by(CalendarFeed.kind.desc(), CalendarFeed.id)
    )
    return list(rows)


def add_feed(
    session: Session, who: Principal, kind: FeedKind, group_id: int | None = None
) -> CalendarFeed:
    """Open a calendar of the own lessons or of a group's, and commit; one there is, is returned.

    Raises NotAllowedError, and FieldsError for a group that is not theirs to see or too many.
    """
    if who.user_id is None or not who.may(Action.create, FEED):
        raise NotAllowedError(_("Your role does not allow this."))
    if kind is FeedKind.group:
        _check_group(session, who, group_id)
    else:
        group_id = None
    with writing():
        present = feeds_of(session, who)
        for feed in present:
            if feed.kind is kind and feed.group_id == group_id:
                return feed
        if len(present) >= MOST:
            raise FieldsError({"group": _("At most %(most)d calendars.", most=MOST)})
        feed = CalendarFeed(
            user_id=who.user_id,
            kind=kind,
            group_id=group_id,
            nonce=secrets.token_urlsafe(24),
            created_at=clock.now(),
        )
        session.add(feed)
        session.commit()
    return feed


def renew_feed(session: Session, who: Principal, feed_id: int) -> CalendarFeed:
    """Give a calendar a new address, at once shutting the old one, and commit."""
    with writing():
        feed = own_feed(session, who, feed_id)
        feed.nonce = secrets.token_urlsafe(24)
        feed.created_at = clock.now()
        session.commit()
    return feed


def close_feed(session: Session, who: Principal, feed_id: int) -> None:
    """Close a calendar: its address leads nowhere from now on. Commits."""
    with writing():
        session.delete(own_feed(session, who, feed_id))
        session.commit()


def own_feed(session: Session, who: Principal, feed_id: int) -> CalendarFeed:
    """Return the person's own calendar; raise NotFoundError for a foreign or missing one."""
    feed = session.scalars(
        select(CalendarFeed).where(
            CalendarFeed.id == feed_id, CalendarFeed.user_id == (who.user_id or 0)
        )
    ).one_or_none()
    if feed is None:
        raise NotFoundError(_("There is no such calendar, or it is not yours."))
    return feed


def sees_group(session: Session, who: Principal, group_id: int | None) -> StudyGroup | None:
    """Return the group where the person, who must be the principal, may see its timetable."""
    if group_id is None or not who.may(Action.read, Resource.timetable_slot):
        return None
    return session.get(StudyGroup, group_id)


def _check_group(session: Session, who: Principal, group_id: int | None) -> None:
    if group_id is None:
        raise FieldsError({"group": _("Choose a group.")})
    if sees_group(session, who, group_id) is None:
        raise FieldsError({"group": _("There is no such group, or it is not yours to see.")})


__all__ = [
    "OpenedFeed",
    "add_feed",
    "close_feed",
    "feeds_of",
    "open_feed",
    "origin_of",
    "own_feed",
    "renew_feed",
    "sees_group",
    "token_of",
]
