"""REST: remarks made, changed, taken back; answered, returned, prolonged, closed (5.3, 7.3)."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services import remarks as acts
from services.errors import FieldsError, NotFoundError
from services.remark_lists import EntryLine, RemarkLine, entries_of, find_remark
from services.remark_making import change_remark, drop_remark, make_remark
from views.inspections.asked import Fields, change_of, remark_of, said_of
from views.journal.bodies import json_object, optional_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

REMARK: Final = Resource.inspection_remark


class RemarkWriteApi(RestApi):
    """Remarks for programs. Reading one or many is the register's."""

    resource_name = "inspection_remark"
    class_permission_name = str(REMARK)
    openapi_spec_tag = "Control"

    @expose("/", methods=["POST"])
    @needs(Action.create, REMARK)
    @answers
    def post(self) -> Response:
        """Write a remark into an own inspection that is not finished.
        ---
        post:
          description: >-
            At a lesson, a student or, with neither, the whole journal. With `fact`, a key of the
            inspection's facts, the text is drafted and the cause is set. Without a day it is due
            in five working days.
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [inspection_id]
                  properties:
                    inspection_id: {type: integer, minimum: 1}
                    text: {type: string, maxLength: 2000}
                    lesson_id: {type: integer, minimum: 1}
                    student_id: {type: integer, minimum: 1}
                    cause: {type: string}
                    due_on: {type: string, format: date}
                    fact: {type: string}
          responses:
            201:
              description: The remark
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        fields = Fields({"inspection_id": body.get("inspection_id")}, ("inspection_id",))
        inspection_id = fields.key("inspection_id")
        fields.check()
        if inspection_id is None:
            raise FieldsError({"inspection_id": _("Say which inspection.")})
        new = remark_of({name: value for name, value in body.items() if name != "inspection_id"})
        key = make_remark(db.session, current_principal(), inspection_id, new)
        answer = _remark(key, 201)
        answer.headers["Location"] = f"/api/v1/inspection_remark/{key}"
        return answer

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, REMARK)
    @answers
    def put(self, pk: int) -> Response:
        """Change the text or the day of a remark that the teacher does not have yet.
        ---
        put:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    text: {type: string, maxLength: 2000}
                    due_on: {type: string, format: date}
          responses:
            200:
              description: The remark
              content:
                application/json:
                  schema: {type: object}
        """
        change_remark(db.session, current_principal(), pk, *change_of(json_object()))
        return _remark(pk)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, REMARK)
    @answers
    def delete(self, pk: int) -> Response:
        """Take a remark back that the teacher does not have yet.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204:
              description: It is taken back
        """
        drop_remark(db.session, current_principal(), pk)
        return Response(status=204)

    @expose("/<int:pk>/answer", methods=["POST"])
    @needs(Action.update, REMARK)
    @answers
    def answer(self, pk: int) -> Response:
        """Answer a remark as the teacher of the journal.
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
                  required: [text]
                  properties:
                    text: {type: string, maxLength: 2000}
          responses:
            200:
              description: The remark; closed where its cause is gone
              content:
                application/json:
                  schema: {type: object}
        """
        text, _day = said_of(optional_object())
        acts.answer_remark(db.session, current_principal(), pk, text)
        return _remark(pk)

    @expose("/<int:pk>/close", methods=["POST"])
    @needs(Action.update, REMARK)
    @answers
    def close(self, pk: int) -> Response:
        """Close a remark as its inspector, or as a deputy one that came to the deputies.
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
                    text: {type: string, maxLength: 2000}
          responses:
            200:
              description: The remark
              content:
                application/json:
                  schema: {type: object}
        """
        text, _day = said_of(optional_object())
        acts.close_remark(db.session, current_principal(), pk, text)
        return _remark(pk)

    @expose("/<int:pk>/return", methods=["POST"])
    @needs(Action.update, REMARK)
    @answers
    def give_back(self, pk: int) -> Response:
        """Return an answer with words.
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
                  required: [text]
                  properties:
                    text: {type: string, maxLength: 2000}
          responses:
            200:
              description: The remark
              content:
                application/json:
                  schema: {type: object}
        """
        text, _day = said_of(optional_object())
        acts.return_remark(db.session, current_principal(), pk, text)
        return _remark(pk)

    @expose("/<int:pk>/prolong", methods=["POST"])
    @needs(Action.update, REMARK)
    @answers
    def prolong(self, pk: int) -> Response:
        """Give a remark more time.
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
                  required: [due_on]
                  properties:
                    due_on: {type: string, format: date}
                    text: {type: string, maxLength: 2000}
          responses:
            200:
              description: The remark
              content:
                application/json:
                  schema: {type: object}
        """
        text, due_on = said_of(optional_object(), "due_on")
        acts.prolong_remark(db.session, current_principal(), pk, due_on, text)
        return _remark(pk)

    @expose("/<int:pk>/reopen", methods=["POST"])
    @needs(Action.update, REMARK)
    @answers
    def reopen(self, pk: int) -> Response:
        """Open a closed remark again.
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
                  required: [text]
                  properties:
                    text: {type: string, maxLength: 2000}
          responses:
            200:
              description: The remark
              content:
                application/json:
                  schema: {type: object}
        """
        text, _day = said_of(optional_object())
        acts.reopen_remark(db.session, current_principal(), pk, text)
        return _remark(pk)


def _remark(pk: int, status: int = 200) -> Response:
    found = find_remark(db.session, pk)
    if found is None:
        raise NotFoundError(_("There is no such remark, or it is not yours to see."))
    return compact(_json(found, entries_of(db.session, [pk])[pk]), status)


def _json(one: RemarkLine, entries: list[EntryLine]) -> dict[str, Any]:
    return {
        "id": one.id,
        "inspection_id": one.inspection_id,
        "gradebook_id": one.journal.gradebook_id,
        "lesson_id": one.lesson_id,
        "student_id": one.student_id,
        "cause": one.cause and str(one.cause),
        "text": one.text,
        "due_on": one.due_on.isoformat(),
        "state": str(one.state),
        "author": one.author,
        "is_overdue": one.is_overdue,
        "is_escalated": one.escalated_at is not None,
        "is_draft": one.is_draft,
        "entries": [
            {
                "event": str(entry.event),
                "text": entry.text,
                "at": f"{entry.at.isoformat(timespec='seconds')}Z",
                "author": entry.author,
            }
            for entry in entries
        ],
    }
