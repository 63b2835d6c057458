"""REST: lesson plans, their rows as a table, copies, revisions. Lists are the register's."""

from dataclasses import asdict
from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.lesson_plans import create_plan, delete_draft, revise_plan
from services.plan_copy import Source, copy_plan, sources_for
from services.plan_fields import lines_in
from services.plan_history import compare_revisions
from services.plan_json import check_json, compared_json, dates_json, plan_json
from services.plan_rows import save_rows
from services.plan_view import load_plan
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.plans.bodies import edition_in, key_in
from views.rest_api import RestApi

PLAN: Final = Resource.lesson_plan
TOPIC: Final = Resource.lesson_plan_topic


class PlanTableApi(RestApi):
    """Lesson plans for programs: what the editor can, with the same rights."""

    resource_name = "lesson_plan"
    class_permission_name = PLAN
    openapi_spec_tag = "Lesson plans"

    @expose("/", methods=["POST"])
    @needs(Action.create, PLAN)
    @answers
    def post(self) -> Response:
        """Begin an empty plan of a journal that has none.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [gradebook_id]
                  properties:
                    gradebook_id: {type: integer, minimum: 1}
          responses:
            201: {description: The id of the plan}
        """
        book_id = key_in(json_object(), "gradebook_id")
        return _made(create_plan(db.session, current_principal(), book_id))

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, PLAN)
    @answers
    def delete(self, pk: int) -> Response:
        """Delete a draft, or a returned plan, with its rows.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The plan is gone}
        """
        delete_draft(db.session, current_principal(), pk)
        return Response(status=204)

    @expose("/<int:pk>/rows", methods=["GET"])
    @needs(Action.read, TOPIC)
    @answers
    def rows(self, pk: int) -> Response:
        """Get a plan with its rows, its hours three ways, and the days of its lessons.
        ---
        get:
          description: >-
            `hours` compares the plan with the curriculum and the load by semester and kind;
            `blocks` are sentences that stop it from being submitted; `dates` are by row id.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200: {description: The plan}
        """
        return compact(plan_json(load_plan(db.session, current_principal(), pk)))

    @expose("/<int:pk>/rows", methods=["PUT"])
    @needs(Action.create, TOPIC)
    @answers
    def put_rows(self, pk: int) -> Response:
        """Save the whole table of a draft or returned plan.
        ---
        put:
          description: >-
            Rows with an `id` keep it, rows without one are new, rows that are missing are deleted.
            `edition` is the one that was loaded: where the plan was saved meanwhile nothing is
            written, and the answer 409 holds `edition`, `rows`, `by` and `at` as they are now.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [edition, rows]
                  properties:
                    edition: {type: integer, minimum: 0}
                    rows:
                      type: array
                      maxItems: 1000
                      items:
                        type: object
                        properties:
                          id: {type: integer, nullable: true}
                          origin_id: {type: integer, nullable: true}
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
            200: {description: "The edition, the ids of the rows in order, hours and dates"}
            409: {description: "The plan was saved meanwhile; how it stands now"}
        """
        body = json_object()
        edition, lines = edition_in(body), lines_in(body.get("rows"))
        who = current_principal()
        saved = save_rows(db.session, who, pk, edition, lines)
        view = load_plan(db.session, who, pk)
        values = {"edition": saved.edition, "ids": saved.ids}
        return compact(values | check_json(view.check) | dates_json(view.dates))

    @expose("/<int:pk>/hours", methods=["GET"])
    @needs(Action.read, PLAN)
    @answers
    def hours(self, pk: int) -> Response:
        """Get the hours of a plan three ways, and what stops it from being submitted.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200: {description: Hours by semester and kind with the exact differences}
        """
        return compact(check_json(load_plan(db.session, current_principal(), pk).check))

    @expose("/<int:pk>/revise", methods=["POST"])
    @needs(Action.create, PLAN)
    @answers
    def revise(self, pk: int) -> Response:
        """Begin a revision of a plan in force, as a copy of it; the plan stays in force meanwhile.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            201: {description: The id of the draft}
        """
        return _made(revise_plan(db.session, current_principal(), pk))

    @expose("/<int:pk>/copy", methods=["POST"])
    @needs(Action.create, PLAN)
    @answers
    def copy(self, pk: int) -> Response:
        """Make the rows of this plan those of a journal's draft; nothing is adjusted.
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
                  required: [gradebook_id]
                  properties:
                    gradebook_id: {type: integer, minimum: 1}
          responses:
            201: {description: The id of the draft}
        """
        book_id = key_in(json_object(), "gradebook_id")
        return _made(copy_plan(db.session, current_principal(), book_id, pk))

    @expose("/sources/<int:gradebook_id>", methods=["GET"])
    @needs(Action.read, Resource.plan_base)
    @answers
    def sources(self, gradebook_id: int) -> Response:
        """Get the plans of the same discipline that a journal's plan can be copied from.
        ---
        get:
          parameters:
          - {in: path, name: gradebook_id, required: true, schema: {type: integer}}
          responses:
            200: {description: "Own plans first, then colleagues' approved ones"}
        """
        found = sources_for(db.session, current_principal(), gradebook_id)
        return compact({"sources": [_source(one) for one in found]})

    @expose("/<int:pk>/compare/<int:other>", methods=["GET"])
    @needs(Action.read, TOPIC)
    @answers
    def compare(self, pk: int, other: int) -> Response:
        """Get what differs between two revisions of a journal's plan.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: path, name: other, required: true, schema: {type: integer}}
          responses:
            200: {description: Both revisions and the rows that differ}
        """
        return compact(compared_json(compare_revisions(db.session, pk, other)))


def _made(plan_id: int) -> Response:
    answer = compact({"id": plan_id}, 201)
    answer.headers["Location"] = f"{request.host_url}api/v1/lesson_plan/{plan_id}"
    return answer


def _source(one: Source) -> dict[str, Any]:
    return {
        "plan_id": one.plan_id,
        "year": one.year,
        "state": one.state.value,
        "hours": one.hours,
        "own": one.own,
        **asdict(one.journal),
    }
