"""The page of calendars for phones: addresses to copy, to renew and to close."""

from collections.abc import Callable
from typing import Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.enums import FeedKind
from domain.typed import MOST_ID, whole
from models import CalendarFeed
from services.calendar_feeds import add_feed, close_feed, feeds_of, own_feed, renew_feed
from services.errors import FieldsError, NotFoundError
from views.calendar.addresses import address_of
from views.needs import needs

FEED: Final = Resource.calendar_feed
Answer = str | Response | tuple[str, int]


class CalendarFeedView(BaseView):
    """Everyone's own calendars."""

    route_base = "/calendar"
    default_view = "feeds"
    class_permission_name = str(FEED)

    @expose("/")
    @needs(Action.read, FEED)
    def feeds(self) -> str:
        """Show the own calendars and how they get into a phone."""
        return self._page("")

    @expose("/", methods=["POST"])
    @needs(Action.create, FEED)
    def add(self) -> Answer:
        """Open a calendar of the own lessons or of a group."""
        who = current_principal()
        try:
            kind = FeedKind(request.form.get("kind", FeedKind.own))
            group_id = whole(request.form.get("group"))
        except ValueError:
            kind, group_id = FeedKind.group, None
        if group_id is not None and not 0 < group_id <= MOST_ID:
            group_id = None
        try:
            add_feed(db.session, who, kind, group_id)
        except FieldsError as wrong:
            db.session.rollback()
            return self._page(wrong.sentence), 422
        flash(_("The calendar is ready: copy its address or subscribe on this device."), "success")
        return redirect(url_for(".feeds"))

    def _page(self, error: str) -> str:
        who = current_principal()
        shown = [address_of(feed) for feed in feeds_of(db.session, who)]
        return str(
            self.render_template(
                "calendar/feeds.html",
                feeds=shown,
                has_own=any(one.kind is FeedKind.own for one in shown),
                groups=who.may(Action.read, Resource.timetable_slot),
                error=error,
            )
        )

    @expose("/<int:pk>/renew", methods=["GET", "POST"])
    @needs(Action.update, FEED)
    def renew(self, pk: int) -> Answer:
        """Ask whether a calendar is to get a new address, and give it one."""
        feed = self._own(pk)
        if request.method == "GET":
            return self._confirm(feed, renews=True)
        self._done(lambda: renew_feed(db.session, current_principal(), pk))
        flash(_("The calendar has a new address. The old one does not work any more."), "success")
        return redirect(url_for(".feeds"))

    @expose("/<int:pk>/close", methods=["GET", "POST"])
    @needs(Action.delete, FEED)
    def close(self, pk: int) -> Answer:
        """Ask whether a calendar is to be closed, and close it."""
        feed = self._own(pk)
        if request.method == "GET":
            return self._confirm(feed, renews=False)
        self._done(lambda: close_feed(db.session, current_principal(), pk))
        flash(_("The calendar is closed."), "success")
        return redirect(url_for(".feeds"))

    def _own(self, pk: int) -> CalendarFeed:
        try:
            return own_feed(db.session, current_principal(), pk)
        except NotFoundError:
            abort(404)

    def _done(self, work: Callable[[], object]) -> None:
        try:
            work()
        except NotFoundError:  # closed in another window meanwhile
            abort(404)

    def _confirm(self, feed: CalendarFeed, *, renews: bool) -> str:
        page = self.render_template("calendar/confirm.html", feed=address_of(feed), renews=renews)
        return str(page)
