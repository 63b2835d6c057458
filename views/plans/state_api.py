"""REST: a lesson plan's way to approval: submitted, withdrawn, remarked on, returned, approved."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.lesson_plans import submit_plan, withdraw_plan
from services.plan_decisions import approve_plan, return_plan, save_remarks
from services.plan_json import plan_json
from services.plan_view import load_plan
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.plans.bodies import edition_in, remarks_in
from views.rest_api import RestApi

PLAN: Final = Resource.lesson_plan


class PlanStateApi(RestApi):
    """The states of lesson plans for programs."""

    resource_name = "lesson_plan"
    class_permission_name = PLAN
    openapi_spec_tag = "Lesson plans"

    @expose("/<int:pk>/submit", methods=["POST"])
    @needs(Action.update, PLAN)
    @answers
    def submit(self, pk: int) -> Response:
        """Hand a plan to the methodist; the answer 422 says in sentences what stops it.
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
                  required: [edition]
                  properties:
                    edition: {type: integer, minimum: 0}
          responses:
            200: {description: The plan}
            409: {description: "The plan was saved meanwhile; how it stands now"}
        """
        submit_plan(db.session, current_principal(), pk, edition_in(json_object()))
        return _plan(pk)

    @expose("/<int:pk>/withdraw", methods=["POST"])
    @needs(Action.update, PLAN)
    @answers
    def withdraw(self, pk: int) -> Response:
        """Take a submission back before it is decided.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200: {description: The plan}
        """
        withdraw_plan(db.session, current_principal(), pk)
        return _plan(pk)

    @expose("/<int:pk>/remarks", methods=["PUT"])
    @needs(Action.update, PLAN)
    @answers
    def remarks(self, pk: int) -> Response:
        """Keep remarks on a submitted plan and at its rows; an empty one is taken away.
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
                    remark: {type: string, maxLength: 2000}
                    rows:
                      type: object
                      description: The id of a row and the remark at it
                      additionalProperties: {type: string, maxLength: 2000}
          responses:
            200: {description: The plan}
        """
        whole, rows = remarks_in(json_object())
        save_remarks(db.session, current_principal(), pk, whole, rows)
        return _plan(pk)

    @expose("/<int:pk>/return", methods=["POST"])
    @needs(Action.update, PLAN)
    @answers
    def return_(self, pk: int) -> Response:
        """Return a submitted plan to its teacher with remarks.
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
                  required: [edition]
                  properties:
                    edition: {type: integer, minimum: 0}
                    remark: {type: string, maxLength: 2000}
                    rows:
                      type: object
                      additionalProperties: {type: string, maxLength: 2000}
          responses:
            200: {description: The plan}
            409: {description: "The plan was saved meanwhile; how it stands now"}
        """
        body = json_object()
        edition, (whole, rows) = edition_in(body), remarks_in(body)
        return_plan(db.session, current_principal(), pk, edition, whole, rows)
        return _plan(pk)

    @expose("/<int:pk>/approve", methods=["POST"])
    @needs(Action.update, PLAN)
    @answers
    def approve(self, pk: int) -> Response:
        """Approve a submitted plan: it is in force, the earlier revision no longer.
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
                  required: [edition]
                  properties:
                    edition: {type: integer, minimum: 0}
          responses:
            200: {description: The plan}
            409: {description: "The plan was saved meanwhile; how it stands now"}
        """
        approve_plan(db.session, current_principal(), pk, edition_in(json_object()))
        return _plan(pk)


def _plan(plan_id: int) -> Response:
    return compact(plan_json(load_plan(db.session, current_principal(), plan_id)))
