"""REST: items of the plan of internal control beside their register (3.11)."""

from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.control_items import change_item, copy_items, delete_item, make_item, tell_item
from services.control_plan import find_item, plan_items, plan_year
from services.errors import FieldsError
from views.control_plan.asked import filter_of, key_in, planned_of, told_of
from views.control_plan.words import item_json
from views.journal.bodies import json_object
from views.journal.rest import answers, compact, number_in_query
from views.needs import needs
from views.rest_api import RestApi

ITEM: Final = Resource.control_plan_item


class ControlPlanItemWriteApi(RestApi):
    """The plan of control for programs. Lists with filters of columns are the register's."""

    resource_name = "control_plan_item"
    class_permission_name = str(ITEM)
    openapi_spec_tag = "Control"

    @expose("/plan", methods=["GET"])
    @needs(Action.read, ITEM)
    @answers
    def plan(self) -> Response:
        """Return the plan of a year with how each item stands.
        ---
        get:
          parameters:
          - {in: query, name: year, schema: {type: integer}, description: The present one unless said}
          - in: query
            name: state
            schema: {type: string, enum: [overdue, soon, underway, planned, done, cancelled]}
          - {in: query, name: department, schema: {type: integer}, description: "0: the whole college's"}
          - {in: query, name: mine, schema: {type: string, enum: ["1"]}}
          - {in: query, name: month, schema: {type: string}, description: "2026-10"}
          responses:
            200:
              description: The items by the day they are due
              content:
                application/json:
                  schema: {type: object}
        """  # noqa: E501
        asked = filter_of(request.args)
        year = plan_year(db.session, number_in_query("year"))
        items = plan_items(db.session, year.id, asked) if year else []
        return compact(
            {"academic_year_id": year and year.id, "items": [item_json(one) for one in items]}
        )

    @expose("/", methods=["POST"])
    @needs(Action.create, ITEM)
    @answers
    def post(self) -> Response:
        """Add an item to the plan of a year.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [academic_year_id, subject, responsible_id, starts_on, due_on]
                  properties:
                    academic_year_id: {type: integer, minimum: 1}
                    subject: {type: string, maxLength: 500}
                    department_id: {type: integer, nullable: true}
                    responsible_id: {type: integer, minimum: 1}
                    starts_on: {type: string, format: date}
                    due_on: {type: string, format: date}
                    form:
                      type: string
                      enum: [inspection, note, report, order, council, other]
          responses:
            201:
              description: The item
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        key = make_item(db.session, _year(body), planned_of(body, ("academic_year_id",)))
        answer = _item(key, 201)
        answer.headers["Location"] = f"/api/v1/control_plan_item/{key}"
        return answer

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.create, ITEM)
    @answers
    def put(self, pk: int) -> Response:
        """Change what an item says, as the deputy; the whole item is sent.
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
                  required: [subject, responsible_id, starts_on, due_on]
                  properties:
                    subject: {type: string, maxLength: 500}
                    department_id: {type: integer, nullable: true}
                    responsible_id: {type: integer, minimum: 1}
                    starts_on: {type: string, format: date}
                    due_on: {type: string, format: date}
                    form:
                      type: string
                      enum: [inspection, note, report, order, council, other]
          responses:
            200:
              description: The item
              content:
                application/json:
                  schema: {type: object}
        """
        find_item(db.session, pk)
        change_item(db.session, pk, planned_of(json_object()))
        return _item(pk)

    @expose("/<int:pk>/tell", methods=["POST"])
    @needs(Action.update, ITEM)
    @answers
    def tell(self, pk: int) -> Response:
        """Say how an item stands and what came of it: the deputy, or who answers for it.
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
                  required: [state]
                  properties:
                    state: {type: string, enum: [planned, underway, done, cancelled]}
                    done_on: {type: string, format: date}
                    result: {type: string, maxLength: 4000}
          responses:
            200:
              description: The item
              content:
                application/json:
                  schema: {type: object}
        """
        find_item(db.session, pk)
        tell_item(db.session, current_principal(), pk, told_of(json_object()))
        return _item(pk)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, ITEM)
    @answers
    def delete(self, pk: int) -> Response:
        """Delete an item that no inspection or note follows from.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: It is gone
              content:
                application/json:
                  schema: {type: object}
        """
        delete_item(db.session, pk)
        return compact({"id": pk})

    @expose("/copy", methods=["POST"])
    @needs(Action.create, ITEM)
    @answers
    def copy(self) -> Response:
        """Copy the plan of the year before into a year; what it has already stays.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [academic_year_id]
                  properties:
                    academic_year_id: {type: integer, minimum: 1}
          responses:
            200:
              description: How many items were added
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      added: {type: integer}
        """
        return compact({"added": copy_items(db.session, _year(json_object()))})


def _year(body: dict[str, Any]) -> int:
    errors: dict[str, str] = {}
    key = key_in(body, "academic_year_id", errors)
    if errors or key is None:
        raise FieldsError({"academic_year_id": _("Say which academic year.")})
    return key


def _item(pk: int, status: int = 200) -> Response:
    return compact(item_json(find_item(db.session, pk)), status)
