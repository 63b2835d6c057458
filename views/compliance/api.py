"""REST: the clauses of the regulation, how far each is met and how the college stands today."""

from typing import Any

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.compliance import Figure, standing
from views.compliance.table import CLAUSES, STATES, ClauseRow
from views.needs import needs
from views.rest_api import RestApi


class ComplianceApi(RestApi):
    """Compliance for programs."""

    resource_name = "compliance"
    class_permission_name = str(Resource.compliance)
    openapi_spec_tag = "Compliance"

    @expose("/", methods=["GET"])
    @needs(Action.read, Resource.compliance)
    def get_list(self) -> Response:
        """Get every clause: its duty, how far it is met, where, and the figures of today.
        ---
        get:
          responses:
            200:
              description: The clauses
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      result: {type: array, items: {type: object}}
        """
        figures = standing(db.session, current_principal())
        result = [_json(row, figures.get(row.clause, [])) for row in CLAUSES]
        return self.response(200, count=len(result), result=result)


def _json(row: ClauseRow, figures: list[Figure]) -> dict[str, Any]:
    return {
        "clause": row.clause,
        "duty": str(row.duty),
        "met": row.met,
        "state": str(STATES[row.met]),
        "pages": list(row.pages),
        "rule": row.rule,
        "test": row.test,
        "figures": [
            {"what": str(one.what), "count": one.count, "page": one.path} for one in figures
        ],
    }
