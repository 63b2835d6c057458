"""The secret addresses of calendars, as people copy them and phones subscribe to them."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from domain.enums import FeedKind
from models import CalendarFeed
from services.calendar_feeds import token_of


@dataclass(frozen=True, slots=True)
class Address:
    """A calendar with its address, the address for «subscribe», and what it holds."""

    id: int
    kind: FeedKind
    group_id: int | None
    title: str
    address: str
    subscribe: str


def address_of(feed: CalendarFeed) -> Address:
    """Return a person's own calendar with its address on this site."""
    secret = str(current_app.config["SECRET_KEY"])
    token = token_of(secret, feed.id, feed.nonce)
    address = url_for("CalendarFileView.file", feed_id=feed.id, token=token, _external=True)
    if feed.kind is FeedKind.own:
        title = _("My lessons")
    elif feed.group is None:
        title = _("A group that you do not see any more")
    else:
        title = _("Group %(name)s", name=feed.group.name)
    subscribe = "webcal:" + address.partition(":")[2]
    return Address(feed.id, feed.kind, feed.group_id, title, address, subscribe)


def json_of(feed: CalendarFeed) -> dict[str, Any]:
    """Return a calendar as programs read it."""
    shown = address_of(feed)
    return {
        "id": shown.id,
        "kind": str(shown.kind),
        "group": shown.group_id,
        "title": shown.title,
        "address": shown.address,
    }
