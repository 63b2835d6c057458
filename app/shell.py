"""What the frame of every page needs: navigation, the person, the language, the bell."""

import logging
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from access.principal import Principal, current_principal
from access.roles import Role
from access.session import db
from app import addresses, catalogue, filters
from app.menu_items import Section
from app.navigation import navigation_for, place_of
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

    @property
    def links(self) -> Markup:
        """Return the navigation as HTML."""
        here = self.here
        locale = str(get_locale())
        return _links(self.who.roles, self.who.is_system, locale, here.section, here.link)

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
        """Return «Иванова А. П.»: the account's name as the narrow frame can hold it."""
        last, first, patronymic, *_rest = *self.who.name.split(maxsplit=2), "", "", ""
        return short_name(last, first, patronymic)

    @property
    def roles(self) -> str:
        """Return the names of the person's roles."""
        return _role_names(self.who.roles, str(get_locale()))


@lru_cache(maxsize=256)
def _role_names(roles: frozenset[Role], _locale: str) -> str:
    return ", ".join(str(label_of(role)) for role in Role if role in roles)


@lru_cache(maxsize=256)
def _links(
    roles: frozenset[Role], is_system: bool, _locale: str, section: str, link: str
) -> Markup:
    """Return the links that a role set sees. Rights are code: what they give never changes."""
    who = Principal(kind="user", roles=roles, is_system=is_system)
    html = render_template(
        "appbuilder/sections.html", sections=list(navigation_for(who)), here=section, link=link
    )
    return Markup(html)  # noqa: S704  a template's own output


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
    catalogue.init_app(app)
    addresses.init_app(app)
    app.context_processor(_frame)
