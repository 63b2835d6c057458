"""REST: the delivery of programmes as sums of hours."""

from dataclasses import asdict
from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.delivery import DeliveryLine, delivery
from views.delivery.asked import asked_in
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

DELIVERY: Final = Resource.programme_delivery


class DeliveryApi(RestApi):
    """The delivery of programmes for programs that follow it."""

    resource_name = "programme_delivery"
    class_permission_name = DELIVERY
    openapi_spec_tag = "Delivery of the programme"

    @expose("/", methods=["GET"])
    @needs(Action.read, DELIVERY)
    @answers
    def get_list(self) -> Response:
        """Get hours by curriculum, load, plan and timetable beside those held, the worst first.
        ---
        get:
          description: >-
            `deviation` is held less what should have been held by today; `forecast` is held and
            still to come less the load. Semester 0 is the whole year.
          parameters:
          - in: query
            name: level
            schema: {type: string, enum: [department, group, teacher, journal]}
          - {in: query, name: year, schema: {type: integer}}
          - {in: query, name: semester, schema: {type: integer}}
          - {in: query, name: department, schema: {type: integer}}
          - {in: query, name: group, schema: {type: integer}}
          - {in: query, name: teacher, schema: {type: integer}}
          responses:
            200:
              description: The lines and their sum
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      year: {type: string, nullable: true}
                      semester: {type: integer}
                      total: {type: object}
                      result: {type: array, items: {type: object}}
        """
        asked = asked_in(request.args)
        found = delivery(db.session, current_principal(), asked)
        return compact(
            {
                "year": found.year and found.year.name,
                "semester": found.semester,
                "level": asked.level.value,
                "count": len(found.lines),
                "total": _line(found.total),
                "result": [_line(line) for line in found.lines],
            }
        )


def _line(line: DeliveryLine) -> dict[str, Any]:
    hours = line.hours
    return {
        "id": line.key,
        "name": line.name,
        "beside": line.beside,
        "teacher": line.teacher,
        "journals": line.journals,
        "behind": line.behind,
        "hours": asdict(hours)
        | {
            "deviation": hours.deviation,
            "forecast": hours.forecast,
            "unrecorded": hours.unrecorded,
        },
    }
