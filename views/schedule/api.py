"""REST: tasks of the schedule, moved and switched; their runs, begun and watched (8.1)."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.session import db
from domain.typed import key_of
from jobs.tasks import enqueue_run
from services import task_rows, task_runs
from services.errors import FieldsError
from services.role_people import names_of
from services.task_times import known_ends
from views.journal.bodies import json_object
from views.journal.rest import answers
from views.needs import needs
from views.rest_api import RestApi
from views.schedule.words import as_json, run_line, task_line

TASK: Final = Resource.scheduled_task
RUN: Final = Resource.task_run


class ScheduledTaskJobApi(RestApi):
    """Tasks for programs. The list of rows is the register's."""

    resource_name = "scheduled_task"
    class_permission_name = str(TASK)
    openapi_spec_tag = "Schedule"

    @expose("/<int:pk>/state", methods=["GET"])
    @needs(Action.read, TASK)
    @answers
    def state(self, pk: int) -> Response:
        """Get a task: when it is due next, what its last run came to.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The task
              content:
                application/json:
                  schema: {type: object}
        """
        return self.response(200, id=pk, result=_task(pk))

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, TASK)
    @answers
    def put(self, pk: int) -> Response:
        """Switch a task on or off, or move it.
        ---
        put:
          description: >-
            `day` is a weekday from 1 (weekly), a day of the month (monthly), days after the last
            day of the semester or year. Moments before the change are not made up for.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    is_on: {type: boolean}
                    rhythm: {type: string, enum: [daily, weekly, monthly, semester, yearly]}
                    day: {type: integer, minimum: 0, maximum: 60}
                    at: {type: string, pattern: "^[0-2][0-9]:[0-5][0-9]$"}
          responses:
            200:
              description: The task
              content:
                application/json:
                  schema: {type: object}
        """
        task_rows.change_task(db.session, pk, json_object())
        result = _task(pk)
        db.session.commit()
        return self.response(200, id=pk, result=result)


class TaskRunJobApi(RestApi):
    """Runs for programs. The list of rows is the register's."""

    resource_name = "task_run"
    class_permission_name = str(RUN)
    openapi_spec_tag = "Schedule"

    @expose("/", methods=["POST"])
    @needs(Action.create, RUN)
    @answers
    def post(self) -> Response:
        """Run a task now.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [task_id]
                  properties:
                    task_id: {type: integer, minimum: 1}
          responses:
            202:
              description: The run, in the queue
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        try:
            task_id = key_of(body.get("task_id"))
        except ValueError:
            raise FieldsError({"task_id": _("Send the id as a whole number.")}) from None
        run_id, queued = begin_run(task_id)
        answer = self.response(202, id=run_id, queued=queued, result=run_state(run_id))
        answer.headers["Location"] = f"/api/v1/task_run/{run_id}"
        return answer

    @expose("/<int:pk>/state", methods=["GET"])
    @needs(Action.read, RUN)
    @answers
    def state(self, pk: int) -> Response:
        """Get a run: how far it is, what came of it.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The run
              content:
                application/json:
                  schema: {type: object}
        """
        return self.response(200, id=pk, result=run_state(pk))


def begin_run(task_id: int) -> tuple[int, bool]:
    """Ask for a run by hand and put it into the queue; return its id and whether that took it."""
    run = task_runs.ask_for_run(db.session, task_id)
    run_id, key = run.id, run.task.key
    db.session.commit()
    return run_id, enqueue_run(run_id, key)


def run_state(run_id: int) -> dict[str, Any]:
    """Return a run as REST shows it; raise NotFoundError."""
    run = task_runs.find_run(db.session, run_id)
    name = names_of(db.session, [run.user_id]).get(run.user_id or 0, "")
    return as_json(run_line(run, name))


def _task(task_id: int) -> dict[str, Any]:
    task = task_rows.find_task(db.session, task_id)
    last = task_runs.runs_of(db.session, task_id)[0]
    return as_json(task_line(task, known_ends(db.session), last[0] if last else None))
