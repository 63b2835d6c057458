"""What the frame of every page needs: navigation, the person, the language, the bell."""

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from access.principal import Principal, current_principal
from access.roles import Role
from access.session import db
from app import filters
from app.navigation import Section, navigation_for, place_of
from domain.text import short_name
from models.labels import label_of
from services.notices import SHOWN_AT_MOST, unread_count

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person is: the link of the navigation and the page itself."""

    path: str
    section: str
    link: str
    target: str  # path and query, to come back to from the choice of a language


class Frame:
    """Works out the parts of the frame when the template asks for them, once a page."""

    def __init__(self, who: Principal) -> None:
        self.who = who

    @cached_property
    def sections(self) -> list[Section]:
        """Return the navigation of the person."""
        return list(navigation_for(self.who))

    @cached_property
    def here(self) -> Place:
        """Return where the person is."""
        section, link = place_of(request.path, self.sections)
        target = request.full_path.rstrip("?") if request.method == "GET" else request.path
        return Place(request.path, section, link, target)

    @cached_property
    def unread(self) -> int | None:
        """Return the count of unread notices; None where the database cannot tell."""
        try:
            return unread_count(db.session)
        except SQLAlchemyError:  # the page of an error must come out when the database is down
            log.warning("unread notices not counted")
            return None

    @property
    def bell(self) -> str:
        """Return the bell's count as text: «99+» where there are more."""
        count = self.unread or 0
        return f"{SHOWN_AT_MOST}+" if count > SHOWN_AT_MOST else str(count)

    @property
    def bell_label(self) -> str:
        """Return what the bell says to those who do not see it."""
        return _("Inbox, unread: %(count)s", count=self.bell) if self.unread else _("Inbox")

    @property
    def person(self) -> str:
        """Return «Иванова А.»: the account's name as the narrow frame can hold it."""
        last, _space, first = self.who.name.rpartition(" ")
        return short_name(last, first, None) if last else self.who.name

    @property
    def roles(self) -> str:
        """Return the names of the person's roles."""
        return ", ".join(str(label_of(role)) for role in Role if role in self.who.roles)


def _frame() -> dict[str, Any]:
    who = current_principal()
    return {
        "who": who,
        "frame": Frame(who),
        "locale": str(get_locale() or "ru"),
        "languages": current_app.config["LANGUAGES"],
        "request_id": g.get("request_id", ""),
        "college": current_app.config["COLLEGE_NAME"],
    }


def init_app(app: Flask) -> None:
    """Give every template the frame and its filters."""
    filters.init_app(app)
    app.context_processor(_frame)
