"""REST: attendance sheets of months, handing over and receiving, beside their register (4.4)."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.month import Month
from domain.typed import key_of
from jobs.handovers import keep_sheet
from services.errors import FieldsError
from services.handovers import due_sheets, find_sheet, hand_over, place_of, receive
from views.handovers.words import sheet_json
from views.journal.bodies import json_object
from views.journal.rest import answers, compact, number_in_query
from views.needs import needs
from views.rest_api import RestApi

HANDOVER: Final = Resource.attendance_handover


class AttendanceHandoverWriteApi(RestApi):
    """Attendance sheets for programs. Lists of what was handed over are the register's."""

    resource_name = "attendance_handover"
    class_permission_name = str(HANDOVER)
    openapi_spec_tag = "Control"

    @expose("/sheets", methods=["GET"])
    @needs(Action.read, HANDOVER)
    @answers
    def sheets(self) -> Response:
        """Return the sheets of a month: of each group whether it was handed over and received.
        ---
        get:
          parameters:
          - {in: query, name: month, required: true, schema: {type: string}, description: "2026-10"}
          - {in: query, name: department, schema: {type: integer}}
          responses:
            200:
              description: The sheets by group
              content:
                application/json:
                  schema: {type: object}
        """
        month = _month(request.args.get("month"))
        department = number_in_query("department")
        found = due_sheets(db.session, month, department_id=department)
        return compact({"month": str(month), "sheets": [sheet_json(one) for one in found]})

    @expose("/", methods=["POST"])
    @needs(Action.create, HANDOVER)
    @answers
    def post(self) -> Response:
        """Hand the sheet of an own group for a finished month over, as its curator.
        ---
        post:
          description: The PDF of the sheet is built and goes to the archive.
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [group_id, month]
                  properties:
                    group_id: {type: integer, minimum: 1}
                    month: {type: string, description: "2026-10"}
          responses:
            201:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        try:
            group = key_of(body.get("group_id"))
        except ValueError:
            raise FieldsError({"group_id": _("Send the id as a whole number.")}) from None
        month = _month(body.get("month"))
        key = hand_over(db.session, current_principal(), group, month)
        keep_sheet(key)
        return compact(sheet_json(find_sheet(db.session, group, month)), 201)

    @expose("/<int:pk>/receive", methods=["POST"])
    @needs(Action.update, HANDOVER)
    @answers
    def take(self, pk: int) -> Response:
        """Receive a sheet, as the head of the group's department.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        group, month = place_of(db.session, pk)
        receive(db.session, current_principal(), group, month)
        return compact(sheet_json(find_sheet(db.session, group, month)))


def _month(value: object) -> Month:
    try:
        return Month.parse(value if isinstance(value, str) else "")
    except ValueError:
        said = _("A month is given as year and month, such as 2026-10.")
        raise FieldsError({"month": said}) from None
