"""REST: reading the load place by place, its sums, making it, giving it to teachers."""

from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.errors import FieldsError
from services.load_facts import find_year, sees_groups
from services.load_generate import generate_load, missing_load
from services.load_give import give_teacher
from services.load_overview import group_totals, overview
from services.load_totals import department_totals, teacher_totals
from views.journal.bodies import flag, json_object, optional_object
from views.journal.rest import answers, compact, number_in_query
from views.load import bodies
from views.load.data import (
    department_data,
    generated_data,
    group_data,
    place_data,
    teacher_data,
)
from views.load.teachers import choices
from views.needs import needs, sought
from views.rest_api import RestApi

LOAD: Final = Resource.teaching_assignment
BY: Final = ("teacher", "group", "department")


class LoadApi(RestApi):
    """The teaching load for programs; single rows are the register's."""

    resource_name = "teaching_assignment"
    class_permission_name = LOAD
    openapi_spec_tag = "Teaching load"

    @expose("/load", methods=["GET"])
    @needs(Action.read, LOAD)
    @answers
    def load(self) -> Response:
        """Return what the curricula call for and what is given, place by place.
        ---
        get:
          parameters:
          - {in: query, name: year, schema: {type: integer}, description: the present one if none}
          - {in: query, name: semester, schema: {type: integer}}
          - {in: query, name: department, schema: {type: integer}}
          - {in: query, name: group, schema: {type: integer}}
          responses:
            200:
              description: Places with their rows and differences
              content:
                application/json:
                  schema: {type: object}
        """
        year = find_year(db.session, number_in_query("year"))
        group = number_in_query("group")
        found = overview(
            db.session,
            current_principal(),
            year,
            department_id=number_in_query("department"),
            group_ids=None if group is None else [group],
            semester_id=number_in_query("semester"),
        )
        places = [place_data(place) for place in found.places]
        return compact({"year": year.name, "count": len(places), "result": places})

    @expose("/totals", methods=["GET"])
    @needs(Action.read, LOAD)
    @answers
    def totals(self) -> Response:
        """Return the sums of a year by teacher (against the norm), group or department.
        ---
        get:
          parameters:
          - {in: query, name: year, schema: {type: integer}, description: the present one if none}
          - in: query
            name: by
            schema: {type: string, enum: [teacher, group, department], default: teacher}
          - {in: query, name: department, schema: {type: integer}}
          responses:
            200:
              description: Sums in academic hours
              content:
                application/json:
                  schema: {type: object}
        """
        year = find_year(db.session, number_in_query("year"))
        by = request.args.get("by", BY[0])
        if by not in BY:
            raise FieldsError({"by": _("One of: %(names)s.", names=", ".join(BY))})
        result = _totals(year, by, number_in_query("department"))
        return compact({"year": year.name, "count": len(result), "result": result})

    @expose("/generate", methods=["POST"])
    @needs(Action.create, LOAD)
    @answers
    def generate(self) -> Response:
        """Add the assignments that the curricula call for and that are missing, as vacancies.
        ---
        post:
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    year: {type: integer}
                    department: {type: integer}
                    groups: {type: array, items: {type: integer}}
                    dry_run: {type: boolean, default: false}
          responses:
            200:
              description: What was added, or with dry_run would be
              content:
                application/json:
                  schema: {type: object}
        """
        body = optional_object()
        work = missing_load if flag(body, "dry_run", False) else generate_load
        found = work(
            db.session,
            current_principal(),
            bodies.key(body, "year", required=False),
            department_id=bodies.key(body, "department", required=False),
            group_ids=bodies.keys(body, "groups"),
        )
        return compact(generated_data(found))

    @expose("/give", methods=["POST"])
    @needs(Action.update, LOAD)
    @answers
    def give(self) -> Response:
        """Give rows of the load to a teacher, or to nobody.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    ids: {type: array, items: {type: integer}, maxItems: 100}
                    teacher: {type: integer, nullable: true}
                    whole_year: {type: boolean, default: false}
          responses:
            200:
              description: The keys of the rows that were changed
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        changed = give_teacher(
            db.session,
            current_principal(),
            bodies.keys(body, "ids") or [],
            bodies.key(body, "teacher", required=False),
            flag(body, "whole_year", False),
        )
        return compact({"ids": changed})

    @expose("/teachers", methods=["GET"])
    @needs(Action.update, LOAD)
    @answers
    def teachers(self) -> Response:
        """Return employees to choose from, by name, with their hours of the year and the norm.
        ---
        get:
          parameters:
          - {in: query, name: q, schema: {type: string}}
          - {in: query, name: year, schema: {type: integer}}
          responses:
            200:
              description: Up to 20 employees
              content:
                application/json:
                  schema: {type: object}
        """
        year = find_year(db.session, number_in_query("year"))
        return compact(choices(db.session, year, sought()))


def _totals(year: Any, by: str, department_id: int | None) -> list[dict[str, Any]]:
    who = current_principal()
    if by == "teacher":
        found = teacher_totals(db.session, who, year, department_id=department_id)
        return [teacher_data(one) for one in found]
    if not sees_groups(who):
        return []
    sums = group_totals(overview(db.session, who, year, department_id=department_id))
    if by == "group":
        return [group_data(one) for one in sums]
    return [department_data(one) for one in department_totals(sums)]
