"""REST: what a teacher has to do, with deadlines."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.duties import duties
from services.duty_shapes import Duty
from views.deadlines.pages import link_of
from views.deadlines.words import excuses_json
from views.journal.rest import answers, compact, number_in_query
from views.needs import needs
from views.rest_api import RestApi

DUTY: Final = Resource.duty


class DutyApi(RestApi):
    """The teacher's list of duties for programs that remind of them."""

    resource_name = "duty"
    class_permission_name = DUTY
    openapi_spec_tag = "Duties of a teacher"

    @expose("/", methods=["GET"])
    @needs(Action.read, DUTY)
    @answers
    def get_list(self) -> Response:
        """Get what is late, due today and soon in the own journals, the most urgent first.
        ---
        get:
          description: >-
            `urgency` is late, today, soon or news; `due` the last day in time; `late_by` working
            days of the college's week. `excused_by` says what moved the limit. `closed`: the
            lesson takes a correction window first.
          parameters:
          - {in: query, name: journal, schema: {type: integer}}
          responses:
            200:
              description: The duties and how many of each urgency
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      counts: {type: object}
                      count: {type: integer}
                      result: {type: array, items: {type: object}}
        """
        found = duties(db.session, current_principal(), number_in_query("journal"))
        return compact(
            {
                "counts": {urgency.name: count for urgency, count in found.counts.items()},
                "kinds": {kind.value: count for kind, count in found.kinds.items()},
                "count": len(found.lines),
                "result": [_line(duty) for duty in found.lines],
            }
        )


def _line(duty: Duty) -> dict[str, Any]:
    journal = duty.journal
    return {
        "urgency": duty.urgency.name,
        "kinds": [kind.value for kind in duty.kinds],
        "clause": duty.verdict.clause,
        "due": duty.due.isoformat(),
        "late_by": duty.late_by,
        "excused_by": excuses_json(duty.excused_by),
        "closed": duty.is_closed,
        "gradebook_id": journal.gradebook_id,
        "journal": journal.title,
        "group": journal.group,
        "subgroup": journal.subgroup,
        "lesson_id": duty.lesson_id,
        "work_id": duty.work_id,
        "held_on": duty.held_on and duty.held_on.isoformat(),
        "pair": duty.pair,
        "what": duty.what,
        "students": list(duty.students),
        "number": duty.number,
        "link": link_of(duty),
    }
