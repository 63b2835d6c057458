"""REST: one run of a report. The list of runs is the generated register's."""

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext

from access.matrix import Action, Resource
from access.session import db
from services.report_runs import find_run as seen_run
from views.answers import json_error
from views.needs import needs
from views.reports.asking import as_json, cancel, find_run, send_result
from views.rest_api import RestApi

RUN = Resource.report_run


class ReportRunJobApi(RestApi):
    """The state of a run, its cancelling, its file."""

    resource_name = "report_run"
    class_permission_name = RUN
    openapi_spec_tag = "Reports"

    @expose("/<int:run_id>", methods=["GET"])
    @needs(Action.read, RUN)
    def state(self, run_id: int) -> Response:
        """Get the state of a run.
        ---
        get:
          parameters:
          - {in: path, name: run_id, required: true, schema: {type: integer}}
          responses:
            200:
              description: The run
              content:
                application/json:
                  schema: {type: object}
        """
        return self.response(200, id=run_id, result=as_json(find_run(run_id)))

    @expose("/<int:run_id>/cancel", methods=["POST"])
    @needs(Action.update, RUN)
    def cancel(self, run_id: int) -> Response:
        """Cancel a run that waits or is being built.
        ---
        post:
          parameters:
          - {in: path, name: run_id, required: true, schema: {type: integer}}
          responses:
            200:
              description: The run, cancelled
              content:
                application/json:
                  schema: {type: object}
        """
        if not cancel(find_run(run_id)):
            return json_error(422, gettext("It was too late to cancel: the report had ended."))
        run = seen_run(db.session, run_id)
        return self.response(200, id=run_id, result=as_json(run) if run else {})

    @expose("/<int:run_id>/file", methods=["GET"])
    @needs(Action.read, RUN)
    def file(self, run_id: int) -> Response:
        """Get the finished file.
        ---
        get:
          parameters:
          - {in: path, name: run_id, required: true, schema: {type: integer}}
          responses:
            200:
              description: The file, as PDF or XLSX
              content:
                application/pdf:
                  schema: {type: string, format: binary}
                application/vnd.openxmlformats-officedocument.spreadsheetml.sheet:
                  schema: {type: string, format: binary}
        """
        return send_result(find_run(run_id))
