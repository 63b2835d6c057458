"""REST: the catalogue of reports, the choices of their parameters, asking for a run."""

from typing import Any

from flask import Response, abort, request
from flask_appbuilder.api import expose
from flask_babel import gettext

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from reports.base import Report, reports_for
from reports.params import ParamsError, choices, schema
from reports.reading import reading_as
from reports.render import FORMATS
from services.report_runs import MOST_UNFINISHED, TooManyRunsError, find_run
from views.answers import json_error
from views.needs import needs, sought
from views.reports.asking import as_json, ask_for_run, find_report
from views.rest_api import RestApi

RUN = Resource.report_run


class ReportApi(RestApi):
    """Reports that the person may have."""

    resource_name = "report"
    class_permission_name = RUN
    openapi_spec_tag = "Reports"

    @expose("/", methods=["GET"])
    @needs(Action.read, RUN)
    def get_list(self) -> Response:
        """List the reports with the parameters each asks for.
        ---
        get:
          responses:
            200:
              description: The reports
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      count: {type: integer}
                      result: {type: array, items: {type: object}}
        """
        result = [_as_json(report) for report in reports_for(current_principal())]
        return self.response(200, count=len(result), result=result)

    @expose("/<string:code>", methods=["GET"])
    @needs(Action.read, RUN)
    def get(self, code: str) -> Response:
        """Get one report.
        ---
        get:
          parameters:
          - {in: path, name: code, required: true, schema: {type: string}}
          responses:
            200:
              description: The report
              content:
                application/json:
                  schema: {type: object}
        """
        return self.response(200, id=code, result=_as_json(find_report(code)))

    @expose("/<string:code>/choices/<string:name>", methods=["GET"])
    @needs(Action.read, RUN)
    def choices(self, code: str, name: str) -> Response:
        """Search the values that a parameter may have.
        ---
        get:
          parameters:
          - {in: path, name: code, required: true, schema: {type: string}}
          - {in: path, name: name, required: true, schema: {type: string}}
          - {in: query, name: q, schema: {type: string}}
          responses:
            200:
              description: Up to fifty values
              content:
                application/json:
                  schema: {type: object}
        """
        report = find_report(code)
        try:
            with reading_as(report, current_principal()) as session:
                found = choices(report, session, name, sought())
        except KeyError:
            abort(404)
        result = [{"value": choice.value, "label": choice.label} for choice in found]
        return self.response(200, result=result)

    @expose("/<string:code>/run", methods=["POST"])
    @needs(Action.create, RUN)
    def run(self, code: str) -> Response:
        """Ask for a run of a report.
        ---
        post:
          parameters:
          - {in: path, name: code, required: true, schema: {type: string}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [params]
                  properties:
                    params: {type: object}
                    format: {type: string, enum: [pdf, xlsx]}
          responses:
            202:
              description: The run, in the queue
              content:
                application/json:
                  schema: {type: object}
        """
        report = find_report(code)
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            return json_error(400, gettext("Send a JSON object with params and format."))
        try:
            run_id, queued = ask_for_run(report, body.get("params"), body.get("format", FORMATS[0]))
        except ParamsError as error:
            return json_error(
                422, gettext("The parameters cannot be accepted."), errors=error.errors
            )
        except TooManyRunsError:
            sentence = gettext(
                "You have %(count)s reports in the queue. Wait until one is ready, or cancel one.",
                count=MOST_UNFINISHED,
            )
            return json_error(422, sentence)
        run = find_run(db.session, run_id)
        return self.response(202, id=run_id, queued=queued, result=as_json(run) if run else {})


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "code": report.code,
        "title": str(report.title),
        "about": str(report.about),
        "resource": report.resource,
        "formats": list(FORMATS),
        "params": schema(report),
    }
