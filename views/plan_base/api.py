"""REST: the base of plans, its search, and who has no plan (clauses 3.3, 4.2)."""

from dataclasses import asdict
from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.plan_base import STEP, BasePlace, list_plans, search_topics
from services.plan_base_read import base_plan
from services.plan_missing import missing_count, missing_plans, planned_year
from services.plan_reminders import remind
from views.journal.bodies import optional_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.plan_base.asked import asked_of, missing_of
from views.rest_api import RestApi

BASE: Final = Resource.plan_base


class PlanBaseApi(RestApi):
    """The base of lesson plans for programs."""

    resource_name = "plan_base"
    class_permission_name = BASE
    openapi_spec_tag = "Lesson plans"

    @expose("/", methods=["GET"])
    @needs(Action.read, BASE)
    @answers
    def get_list(self) -> Response:
        """Search the topics of plans in any word form, or list plans where no word is sought.
        ---
        get:
          description: >-
            Approved plans of the whole college; with another `state` those that one sees anyway.
          parameters:
          - {in: query, name: q, schema: {type: string}}
          - {in: query, name: programme, schema: {type: integer}}
          - {in: query, name: discipline, schema: {type: string}}
          - {in: query, name: group, schema: {type: integer}}
          - {in: query, name: teacher, schema: {type: integer}}
          - {in: query, name: year, schema: {type: integer}}
          - {in: query, name: state, schema: {type: string}}
          - {in: query, name: page, schema: {type: integer, minimum: 0}}
          responses:
            200: {description: "Topics in their plans, or plans; `more` says that others follow"}
        """
        asked = asked_of(request.args)
        skip = asked.page * STEP
        if asked.text:
            topics, more = search_topics(db.session, asked.text, asked.narrowed, STEP, skip)
            found: list[dict[str, Any]] = [
                _flat(one.place) | {name: getattr(one, name) for name in TOPIC} for one in topics
            ]
        else:
            plans, more = list_plans(db.session, asked.narrowed, STEP, skip)
            found = [
                _flat(one.place)
                | {"hours": one.hours, "rows": one.rows, "decided_at": _instant(one.decided_at)}
                for one in plans
            ]
        return compact({"result": found, "more": more})

    @expose("/<int:pk>", methods=["GET"])
    @needs(Action.read, BASE)
    @answers
    def get(self, pk: int) -> Response:
        """Get an approved plan with its rows.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200: {description: The plan}
        """
        values = asdict(base_plan(db.session, pk))
        values["decided_at"] = _instant(values["decided_at"])
        return compact(values)

    @expose("/missing", methods=["GET"])
    @needs(Action.read, BASE)
    @answers
    def missing(self) -> Response:
        """Get the journals of the planned year that have no approved plan.
        ---
        get:
          parameters:
          - {in: query, name: department, schema: {type: integer}}
          - {in: query, name: group, schema: {type: integer}}
          - {in: query, name: teacher, schema: {type: integer}}
          - {in: query, name: state, schema: {type: string}}
          responses:
            200: {description: "Counts, and the journals with the state of their plans"}
        """
        year, who = planned_year(db.session), current_principal()
        if year is None:
            return compact({"year": None, "missing": 0, "journals": 0, "result": []})
        rows = missing_plans(db.session, who, year.id, missing_of(request.args))
        values = asdict(missing_count(db.session, who, year.id)) | {"year": year.name}
        return compact(values | {"result": [asdict(one) for one in rows]})

    @expose("/missing/remind", methods=["POST"])
    @needs(Action.update, Resource.lesson_plan)
    @answers
    def remind(self) -> Response:
        """Remind the teachers of journals without an approved plan, each once a day at most.
        ---
        post:
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    department: {type: integer}
                    group: {type: integer}
                    teacher: {type: integer}
                    state: {type: string}
          responses:
            200: {description: "How many were told, told lately, and have no account"}
        """
        year = planned_year(db.session)
        values = {name: str(value) for name, value in optional_object().items()}
        if year is None:
            return compact({"told": 0, "lately": 0, "unreachable": 0})
        done = remind(db.session, current_principal(), year.id, missing_of(values))
        return compact(asdict(done))


TOPIC: Final = ("topic_id", "title", "level", "semester_number", "hours", "kind")


def _flat(place: BasePlace) -> dict[str, Any]:
    return {
        "plan_id": place.plan_id,
        "state": place.state,
        "year": place.year,
        "programme": place.programme,
        "journal": asdict(place.journal),
    }


def _instant(at: Any) -> str | None:
    return f"{at.isoformat(timespec='seconds')}Z" if at else None
