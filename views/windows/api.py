"""REST: asking for a correction window, granting, refusing and withdrawing it (3.6)."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import key_of
from services.errors import FieldsError, NotFoundError
from services.window_lists import ListedWindow, find_window
from services.windows import (
    ask_window,
    grant_window,
    lesson_place,
    refuse_window,
    usual_days,
    withdraw_window,
)
from views.journal.bodies import json_object, optional_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi
from views.windows.asked import ASKED, given_of, remark_of, span_of

WINDOW: Final = Resource.correction_window


class CorrectionWindowWriteApi(RestApi):
    """Windows for programs. Reading one or many is the register's."""

    resource_name = "correction_window"
    class_permission_name = str(WINDOW)
    openapi_spec_tag = "Journal"

    @expose("/", methods=["POST"])
    @needs(Action.create, WINDOW)
    @answers
    def post(self) -> Response:
        """Ask for a window of an own journal, for the lessons of some days.
        ---
        post:
          description: >-
            Name a journal and days, or a lesson, whose journal and day are taken then. The head
            of the group's department is told.
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [reason]
                  properties:
                    gradebook_id: {type: integer, minimum: 1}
                    lesson_id: {type: integer, minimum: 1}
                    lessons_from: {type: string, format: date}
                    lessons_to: {type: string, format: date}
                    reason: {type: string, maxLength: 300}
          responses:
            201:
              description: The request
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        book = _key(body, "gradebook_id")
        lesson = _key(body, "lesson_id")
        if lesson is not None:
            book, day = lesson_place(db.session, lesson)
            body = {"lessons_from": day.isoformat()} | body
        if book is None:
            raise FieldsError({"gradebook_id": _("Say which journal.")})
        span = span_of(body, (*ASKED, "gradebook_id", "lesson_id"))
        key = ask_window(db.session, current_principal(), book, span)
        answer = _window(key, 201)
        answer.headers["Location"] = f"/api/v1/correction_window/{key}"
        return answer

    @expose("/<int:pk>/grant", methods=["POST"])
    @needs(Action.update, WINDOW)
    @answers
    def grant(self, pk: int) -> Response:
        """Grant a window, as the head of the department, for days or hours.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    days:
                      type: integer
                      minimum: 1
                      maximum: 30
                      description: To the end of that day; unless given as the norm says
                    hours: {type: integer, minimum: 1, maximum: 72}
                    remark: {type: string, maxLength: 500}
          responses:
            200:
              description: The window
              content:
                application/json:
                  schema: {type: object}
        """
        given = given_of(optional_object(), usual_days(db.session))
        grant_window(db.session, current_principal(), pk, given)
        return _window(pk)

    @expose("/<int:pk>/refuse", methods=["POST"])
    @needs(Action.update, WINDOW)
    @answers
    def refuse(self, pk: int) -> Response:
        """Refuse a window, as the head of the department, and say why.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [remark]
                  properties:
                    remark: {type: string, maxLength: 500}
          responses:
            200:
              description: The request
              content:
                application/json:
                  schema: {type: object}
        """
        refuse_window(db.session, current_principal(), pk, remark_of(optional_object()))
        return _window(pk)

    @expose("/<int:pk>/withdraw", methods=["POST"])
    @needs(Action.create, WINDOW)
    @answers
    def withdraw(self, pk: int) -> Response:
        """Take an own request back that was not decided on yet.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The request
              content:
                application/json:
                  schema: {type: object}
        """
        withdraw_window(db.session, current_principal(), pk)
        return _window(pk)


def _key(body: dict[str, Any], name: str) -> int | None:
    if body.get(name) is None:
        return None
    try:
        return key_of(body[name])
    except ValueError:
        raise FieldsError({name: _("Send the id as a whole number.")}) from None


def _window(pk: int, status: int = 200) -> Response:
    found = find_window(db.session, pk)
    if found is None:
        raise NotFoundError(_("There is no such request, or it is not yours to see."))
    return compact(_json(found), status)


def _json(one: ListedWindow) -> dict[str, Any]:
    closes_at = one.closes_at
    return {
        "id": one.id,
        "gradebook_id": one.gradebook_id,
        "teacher_id": one.teacher_id,
        "lessons_from": one.lessons_from.isoformat(),
        "lessons_to": one.lessons_to.isoformat(),
        "reason": one.reason,
        "state": str(one.state),
        "requested_at": f"{one.requested_at.isoformat(timespec='seconds')}Z",
        "closes_at": closes_at and f"{closes_at.isoformat(timespec='seconds')}Z",
        "remark": one.remark,
    }
