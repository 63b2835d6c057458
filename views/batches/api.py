"""REST: batches of reports, planned, begun, watched, stopped and gone on with (10.4)."""

from typing import Any, Final

from flask import Response, abort, request, send_file
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.session import db
from jobs.batches import enqueue_batch
from reports.batch_plan import Plan
from reports.batch_zip import path_of
from services import batches
from services.role_people import names_of
from views.batches.asking import planned, started
from views.batches.words import as_json, batch_line, group_line, part_line, title_of
from views.journal.bodies import json_object
from views.journal.rest import answers
from views.needs import needs
from views.rest_api import RestApi

BATCH: Final = Resource.report_batch


class ReportBatchJobApi(RestApi):
    """Batches for programs. The list of rows is the register's."""

    resource_name = "report_batch"
    class_permission_name = str(BATCH)
    openapi_spec_tag = "Reports"

    @expose("/plan", methods=["GET"])
    @needs(Action.create, BATCH)
    @answers
    def plan(self) -> Response:
        """Show what a batch would make.
        ---
        get:
          parameters:
          - {in: query, name: kind, required: true, schema: {type: string, enum: [semester, year]}}
          - {in: query, name: semester_id, schema: {type: integer}}
          - {in: query, name: academic_year_id, schema: {type: integer}}
          - {in: query, name: department_id, schema: {type: integer}}
          responses:
            200:
              description: The files by group and report
              content:
                application/json:
                  schema: {type: object}
        """
        return self.response(200, result=_plan(planned(request.args.to_dict())))

    @expose("/", methods=["POST"])
    @needs(Action.create, BATCH)
    @answers
    def post(self) -> Response:
        """Make all reports due at the end of a semester or a year.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [kind]
                  properties:
                    kind: {type: string, enum: [semester, year]}
                    semester_id: {type: integer, description: for a semester}
                    academic_year_id: {type: integer, description: for a year}
                    department_id:
                      type: integer
                      description: the whole college where it is missing
          responses:
            202:
              description: The batch, in the queue
              content:
                application/json:
                  schema: {type: object}
        """
        batch_id, queued = started(planned(json_object()))
        answer = self.response(202, id=batch_id, queued=queued, result=batch_state(batch_id))
        answer.headers["Location"] = f"/api/v1/report_batch/{batch_id}"
        return answer

    @expose("/<int:pk>/state", methods=["GET"])
    @needs(Action.read, BATCH)
    @answers
    def state(self, pk: int) -> Response:
        """Get how far a batch is, group by group.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The batch
              content:
                application/json:
                  schema: {type: object}
        """
        return self.response(200, id=pk, result=batch_state(pk))

    @expose("/<int:pk>/cancel", methods=["POST"])
    @needs(Action.update, BATCH)
    @answers
    def cancel(self, pk: int) -> Response:
        """Stop a batch; what is made stays in the archive.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The batch, stopped
              content:
                application/json:
                  schema: {type: object}
        """
        batches.cancel(db.session, pk)
        db.session.commit()
        return self.response(200, id=pk, result=batch_state(pk))

    @expose("/<int:pk>/resume", methods=["POST"])
    @needs(Action.update, BATCH)
    @answers
    def resume(self, pk: int) -> Response:
        """Go on with a batch that was stopped, or try again what failed.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The batch, in the queue again
              content:
                application/json:
                  schema: {type: object}
        """
        queued = resumed(pk)
        return self.response(200, id=pk, queued=queued, result=batch_state(pk))

    @expose("/<int:pk>/file", methods=["GET"])
    @needs(Action.read, BATCH)
    @answers
    def file(self, pk: int) -> Response:
        """Get the zip with all files that are made.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The zip
              content:
                application/zip:
                  schema: {type: string, format: binary}
        """
        return send_zip(pk)


def resumed(batch_id: int) -> bool:
    """Go on with a batch; return whether the queue took it."""
    batches.resume(db.session, batch_id)
    db.session.commit()
    return enqueue_batch(batch_id)


def batch_state(batch_id: int) -> dict[str, Any]:
    """Return a batch with its groups and what failed; raise NotFoundError."""
    batch = batches.find_batch(db.session, batch_id)
    counts = batches.counts_of(db.session, [batch_id])[batch_id]
    name = names_of(db.session, [batch.user_id]).get(batch.user_id, "")
    return as_json(batch_line(batch, counts, name)) | {
        "groups": [group_line(one) for one in batches.groups_of(db.session, batch_id)],
        "faults": [part_line(one) for one in batches.failed_parts(db.session, batch_id)],
    }


def send_zip(batch_id: int) -> Response:
    """Return the zip of a batch under its own name; 404 where it has none."""
    batch = batches.find_batch(db.session, batch_id)
    path = path_of(batch_id, batch.sha256 or "")
    if not batch.sha256 or not path.is_file():
        abort(404)
    name = f"{title_of(batch)}.zip".replace("/", "-")
    answer = send_file(
        path,
        mimetype="application/zip",
        as_attachment=True,
        download_name=name,
        etag=batch.sha256,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _plan(found: Plan) -> dict[str, Any]:
    return {
        "files": len(found.parts),
        "is_early": found.is_early,
        "groups": [
            {
                "id": key,
                "name": name,
                "files": {code: found.counts[key, code] for code in found.codes},
            }
            for key, name in found.groups
        ],
        "common": {code: found.counts[None, code] for code in found.codes},
    }
