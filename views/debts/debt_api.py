"""REST: how many debts are open, by department and group, and in a group by student."""

from dataclasses import asdict
from typing import Any, Final

from flask import Response, abort
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.session import db
from services.debt_overview import Counts, debts_of_college, debts_of_group
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

DEBT: Final = Resource.debt


class DebtCountApi(RestApi):
    """Counts of open debts for programs; the debts themselves are the register's."""

    resource_name = "debt"
    class_permission_name = DEBT
    openapi_spec_tag = "Debts"

    @expose("/counts", methods=["GET"])
    @needs(Action.read, DEBT)
    @answers
    def counts(self) -> Response:
        """Get how many debts are open in each group that is seen, the most first.
        ---
        get:
          responses:
            200: {description: Departments with their groups}
        """
        result = [
            {
                "department_id": one.department_id,
                "department": one.department,
                **_counts(one.counts),
                "groups": [
                    {"group_id": group.group_id, "group": group.group, **_counts(group.counts)}
                    for group in one.groups
                ],
            }
            for one in debts_of_college(db.session)
        ]
        return compact({"result": result})

    @expose("/counts/<int:group_id>", methods=["GET"])
    @needs(Action.read, DEBT)
    @answers
    def counts_of_group(self, group_id: int) -> Response:
        """Get how many debts are open in a group, by student and journal.
        ---
        get:
          parameters:
          - {in: path, name: group_id, required: true, schema: {type: integer}}
          responses:
            200: {description: Journals and students of the group}
        """
        found = debts_of_group(db.session, group_id)
        if found is None:
            abort(404)
        return compact(
            {
                "group_id": found.group_id,
                "group": found.group,
                "in_group": found.in_group,
                "journals": [
                    {"gradebook_id": one.gradebook_id, "title": one.title, **_counts(one.counts)}
                    for one in found.journals
                ],
                "students": [
                    {
                        "student_id": one.student_id,
                        "student": one.student,
                        **_counts(one.counts),
                        "by_journal": {str(key): n for key, n in one.by_journal.items()},
                    }
                    for one in found.students
                ],
            }
        )


def _counts(counts: Counts) -> dict[str, Any]:
    return asdict(counts) | {"total": counts.total}
