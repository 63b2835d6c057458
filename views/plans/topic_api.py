"""REST: single rows of lesson plans. Lists are the register's; whole tables the plan's."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.errors import FieldsError
from services.plan_decisions import save_remarks
from services.plan_topics import SavedRow, add_row, change_row, delete_row, plan_of
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.plans.bodies import key_in, optional_key, remarks_in
from views.rest_api import RestApi

TOPIC: Final = Resource.lesson_plan_topic
_OWN: Final = ("plan_id", "after")


class PlanRowApi(RestApi):
    """Rows of lesson plans for programs that write them one by one."""

    resource_name = "lesson_plan_topic"
    class_permission_name = TOPIC
    openapi_spec_tag = "Lesson plans"

    @expose("/", methods=["POST"])
    @needs(Action.create, TOPIC)
    @answers
    def post(self) -> Response:
        """Add a row to a draft, behind the row `after` or at the end.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [plan_id, title]
                  properties:
                    plan_id: {type: integer, minimum: 1}
                    after: {type: integer, nullable: true}
                    level: {type: string, enum: [section, theme, lesson]}
                    semester_number: {type: integer, minimum: 1, maximum: 12}
                    title: {type: string, maxLength: 2000}
                    hours: {type: integer, minimum: 0, maximum: 999}
                    kind: {type: string}
                    tasks: {type: string, maxLength: 2000}
                    task_kind: {type: string, nullable: true}
                    homework: {type: string, maxLength: 2000}
                    self_study: {type: string, maxLength: 2000}
                    self_study_hours: {type: integer, minimum: 0, maximum: 999}
                    competences: {type: string, maxLength: 250}
                    equipment: {type: string, maxLength: 2000}
          responses:
            201: {description: The row and the edition of its plan}
        """
        body = json_object()
        plan_id, after = key_in(body, "plan_id"), optional_key(body, "after")
        fields = {name: value for name, value in body.items() if name not in _OWN}
        saved = add_row(db.session, current_principal(), plan_id, fields, after)
        answer = _saved(saved, 201)
        answer.headers["Location"] = f"/api/v1/lesson_plan_topic/{saved.id}"
        return answer

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, TOPIC)
    @answers
    def put(self, pk: int) -> Response:
        """Change the fields of a draft's row that are sent, or the methodist's `remark` at it.
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
                    title: {type: string, maxLength: 2000}
                    hours: {type: integer, minimum: 0, maximum: 999}
                    kind: {type: string}
                    remark: {type: string, maxLength: 2000}
          responses:
            200: {description: The row and the edition of its plan}
        """
        plan_id = plan_of(db.session, pk)  # a row of others is told like a missing one, first
        body = json_object()
        if not body:
            raise FieldsError({"row": _("Name a field to change.")})
        if body.keys() == {"remark"}:
            return self._remark(pk, plan_id, body)
        return _saved(change_row(db.session, current_principal(), pk, body), 200)

    def _remark(self, pk: int, plan_id: int, body: dict[str, Any]) -> Response:
        text = remarks_in(body)[0] or ""
        save_remarks(db.session, current_principal(), plan_id, None, {pk: text})
        return compact({"id": pk, "plan_id": plan_id, "remark": text})

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, TOPIC)
    @answers
    def delete(self, pk: int) -> Response:
        """Delete a row of a draft.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The row is gone}
        """
        delete_row(db.session, current_principal(), pk)
        return Response(status=204)


def _saved(saved: SavedRow, status: int) -> Response:
    values = {"id": saved.id, "plan_id": saved.plan_id, "edition": saved.edition}
    return compact(values, status)
