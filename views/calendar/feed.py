"""What a phone reads: a calendar by its secret address, without signing in."""

import hashlib
from typing import Final

from flask import Response, abort, current_app, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.http import generate_etag

from access.matrix import Resource
from access.principal import acting_as
from access.session import db
from domain.clock import clock
from exchange.ical import calendar_file
from services.calendar_feeds import open_feed, origin_of
from services.calendar_lessons import content_of

FRESH: Final = 900  # seconds for which a client may keep what it has
LONGEST: Final = 100  # characters of a token


class CalendarFileView(BaseView):
    """Open to whoever knows an address: the address is the right, the owner's scope the rows."""

    route_base = "/calendar"
    default_view = "file"
    class_permission_name = str(Resource.calendar_feed)

    @expose("/<int:feed_id>/<string:token>.ics", methods=["GET"])
    def file(self, feed_id: int, token: str) -> Response:
        """Give the calendar; 404 alike for a wrong, renewed, closed or foreign address."""
        secret = str(current_app.config["SECRET_KEY"])
        feed = open_feed(db.session, secret, feed_id, token) if len(token) <= LONGEST else None
        if feed is None:
            abort(404)
        db.session.remove()  # a session has one principal; what it read so far were columns
        with acting_as(feed.who):
            try:
                content = content_of(db.session, feed)
            finally:
                db.session.remove()
        if content is None:
            abort(404)
        name = _("Timetable: %(name)s", name=content.name)
        body = calendar_file(name, clock.zone, content.events, feed.created_at, origin_of(secret))
        answer = Response(body, mimetype="text/calendar")
        answer.set_etag(generate_etag(hashlib.sha256(body).digest()))
        answer.headers["Cache-Control"] = f"private, max-age={FRESH}"
        answer.headers["Content-Disposition"] = 'inline; filename="timetable.ics"'
        answer.headers["X-Robots-Tag"] = "noindex"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer.make_conditional(request)  # type: ignore[return-value]
