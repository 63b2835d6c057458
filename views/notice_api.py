"""REST: the notices of the person who asks."""

from typing import Any

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext

from access.matrix import Action, Resource
from access.session import db
from models import Notice
from models.labels import label_of
from services import notices
from views.answers import json_error
from views.inbox import own_notice
from views.needs import needs, page_number
from views.rest_api import RestApi

NOTICE = Resource.notice


class NoticeApi(RestApi):
    """The person's notices for a program."""

    resource_name = "notice"
    class_permission_name = NOTICE
    openapi_spec_tag = "Inbox"

    @expose("/", methods=["GET"])
    @needs(Action.read, NOTICE)
    def get_list(self) -> Response:
        """List the notices, unread first.
        ---
        get:
          parameters:
          - {in: query, name: page, schema: {type: integer, minimum: 0}}
          responses:
            200:
              description: A page of notices and the count of unread ones
              content:
                application/json:
                  schema: {type: object}
        """
        rows, more = notices.inbox(db.session, page_number())
        return self.response(
            200,
            unread=notices.unread_count(db.session),
            more=more,
            result=[_as_json(row) for row in rows],
        )

    @expose("/<int:notice_id>", methods=["GET"])
    @needs(Action.read, NOTICE)
    def get(self, notice_id: int) -> Response:
        """Get a notice.
        ---
        get:
          parameters:
          - {in: path, name: notice_id, required: true, schema: {type: integer}}
          responses:
            200:
              description: The notice
              content:
                application/json:
                  schema: {type: object}
        """
        return self.response(200, id=notice_id, result=_as_json(own_notice(notice_id)))

    @expose("/<int:notice_id>", methods=["PUT"])
    @needs(Action.update, NOTICE)
    def put(self, notice_id: int) -> Response:
        """Mark a notice as read.
        ---
        put:
          parameters:
          - {in: path, name: notice_id, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [read]
                  properties:
                    read: {type: boolean, enum: [true]}
          responses:
            200:
              description: The notice, read
              content:
                application/json:
                  schema: {type: object}
        """
        notice = own_notice(notice_id)
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            return json_error(400, gettext("Send a JSON object."))
        if body.get("read") is not True or len(body) > 1:
            sentence = gettext("Of a notice only «read» can be set, and only to true.")
            return json_error(422, sentence, errors={"read": sentence})
        notices.mark_read(db.session, notice)
        result = _as_json(notice)
        db.session.commit()
        return self.response(200, id=notice_id, result=result)

    @expose("/read_all", methods=["POST"])
    @needs(Action.update, NOTICE)
    def read_all(self) -> Response:
        """Mark all notices as read.
        ---
        post:
          responses:
            200:
              description: Done
              content:
                application/json:
                  schema: {type: object}
        """
        notices.mark_all_read(db.session)
        db.session.commit()
        return self.response(200, unread=0)


def _as_json(notice: Notice) -> dict[str, Any]:
    read_at = notice.read_at
    return {
        "id": notice.id,
        "text": notices.text_of(notice),
        "kind": notice.kind,
        "kind_label": str(label_of(notice.kind)),
        "link": notice.link,
        "created_at": f"{notice.created_at.isoformat(timespec='seconds')}Z",
        "read_at": f"{read_at.isoformat(timespec='seconds')}Z" if read_at else None,
    }
