"""REST: the person's own calendars, their addresses, renewing and closing them."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.enums import FeedKind
from domain.typed import key_of
from services.calendar_feeds import add_feed, close_feed, feeds_of, own_feed, renew_feed
from services.errors import FieldsError
from views.calendar.addresses import json_of
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

FEED: Final = Resource.calendar_feed


class CalendarFeedApi(RestApi):
    """Calendars by address. Nobody sees those of others."""

    resource_name = "calendar_feed"
    class_permission_name = str(FEED)
    openapi_spec_tag = "Timetable"

    @expose("/", methods=["GET"])
    @needs(Action.read, FEED)
    @answers
    def get_list(self) -> Response:
        """Return the own calendars with their addresses.
        ---
        get:
          responses:
            200:
              description: Calendars
              content:
                application/json:
                  schema: {type: object}
        """
        rows = [json_of(feed) for feed in feeds_of(db.session, current_principal())]
        return compact({"count": len(rows), "ids": [row["id"] for row in rows], "result": rows})

    @expose("/<int:pk>", methods=["GET"])
    @needs(Action.read, FEED)
    @answers
    def get(self, pk: int) -> Response:
        """Return one own calendar.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The calendar
              content:
                application/json:
                  schema: {type: object}
        """
        feed = own_feed(db.session, current_principal(), pk)
        return compact({"id": pk, "result": json_of(feed)})

    @expose("/", methods=["POST"])
    @needs(Action.create, FEED)
    @answers
    def post(self) -> Response:
        """Open a calendar of the own lessons, or of a group that the caller sees.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    kind: {type: string, enum: [own, group]}
                    group: {type: integer, nullable: true}
          responses:
            201:
              description: The calendar with its address
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        try:
            kind = FeedKind(str(body.get("kind")))
        except ValueError:
            sentence = _("Choose one of: %(values)s.", values=", ".join(FeedKind))
            raise FieldsError({"kind": sentence}) from None
        group = body.get("group")
        try:
            group_id = None if group is None else key_of(group)
        except ValueError:
            raise FieldsError({"group": _("Send the id as a whole number.")}) from None
        feed = add_feed(db.session, current_principal(), kind, group_id)
        return compact({"id": feed.id, "result": json_of(feed)}, 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, FEED)
    @answers
    def put(self, pk: int) -> Response:
        """Give a calendar a new address; the old one stops working.
        ---
        put:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The calendar with its new address
              content:
                application/json:
                  schema: {type: object}
        """
        feed = renew_feed(db.session, current_principal(), pk)
        return compact({"id": pk, "result": json_of(feed)})

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, FEED)
    @answers
    def delete(self, pk: int) -> Response:
        """Close a calendar: its address leads nowhere from now on.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The calendar is closed}
        """
        close_feed(db.session, current_principal(), pk)
        return Response(status=204)
