"""Pages of the schedule: all tasks at a glance; one task, its settings and its runs (8.1)."""

from collections.abc import Mapping
from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db, writing
from domain.control_enums import TaskRhythm
from domain.tasks import TABLE
from domain.typed import MOST_ID
from models import ScheduledTask
from models.labels import label_of
from services import task_rows, task_runs
from services.errors import ConflictError, FieldsError, NotFoundError
from services.notices import mark_read_of
from services.role_people import names_of
from services.task_times import known_ends
from views.needs import needs, page_number
from views.schedule.api import begin_run
from views.schedule.words import local, run_line, task_line, weekdays

TASK: Final = Resource.scheduled_task
RUN: Final = Resource.task_run
Answer = str | Response | tuple[str, int]


class ScheduleView(BaseView):
    """What runs by the schedule, for the administrator; deputies and the director look."""

    route_base = "/schedule"
    default_view = "tasks"
    class_permission_name = str(TASK)

    @expose("/")
    @needs(Action.read, TASK)
    def tasks(self) -> str:
        """Show all tasks: when each is due, what its last run came to."""
        rows = _rows()
        ends, last = known_ends(db.session), task_runs.last_runs(db.session)
        lines = [task_line(rows[task.key], ends, last.get(rows[task.key].id)) for task in TABLE]
        return str(
            self.render_template(
                "schedule/list.html",
                lines=lines,
                moves=current_principal().may(Action.update, TASK),
                local=local,
            )
        )

    @expose("/<int:pk>", methods=["GET", "POST"])
    @needs(Action.read, TASK)
    def task(self, pk: int) -> Answer:
        """Show a task and its runs; the administrator switches and moves it here."""
        if request.method == "POST" and not current_principal().may(Action.update, TASK):
            abort(403)
        task = self._found(pk)
        if request.method == "GET":
            mark_read_of(db.session, url_for(".task", pk=pk))
            return self._page(self._found(pk), {}, {})
        sent = request.form.to_dict()
        try:
            task_rows.change_task(db.session, pk, _given(sent))
        except FieldsError as wrong:
            db.session.rollback()
            return self._page(self._found(pk), sent, wrong.errors), 422
        db.session.commit()
        flash(_("Saved. It holds from now on."), "success")
        return redirect(url_for(".task", pk=task.id))

    @expose("/<int:pk>/run", methods=["POST"])
    @needs(Action.create, RUN)
    def run(self, pk: int) -> Answer:
        """Run a task now."""
        self._found(pk)
        try:
            _run_id, queued = begin_run(pk)
        except ConflictError as refusal:
            db.session.rollback()
            flash(refusal.sentence, "warning")
        else:
            if not queued:
                flash(_("The queue is away. The task begins as soon as it is back."), "warning")
        return redirect(url_for(".task", pk=pk))

    def _found(self, pk: int) -> ScheduledTask:
        try:
            return task_rows.find_task(db.session, min(pk, MOST_ID))
        except NotFoundError:
            abort(404)

    def _page(self, task: ScheduledTask, sent: Mapping[str, Any], errors: Mapping[str, str]) -> str:
        page, who = page_number(), current_principal()
        runs, more = task_runs.runs_of(db.session, task.id, page)
        names = names_of(db.session, [run.user_id for run in runs])
        lines = [run_line(run, names.get(run.user_id or 0, "")) for run in runs]
        return str(
            self.render_template(
                "schedule/task.html",
                task=task_line(task, known_ends(db.session), None),
                runs=lines,
                running=next((line for line in lines if not line["is_over"]), None),
                page=page,
                more=more,
                sent=sent,
                errors=errors,
                moves=who.may(Action.update, TASK),
                begins=who.may(Action.create, RUN),
                rhythms=[(str(rhythm), str(label_of(rhythm))) for rhythm in TaskRhythm],
                weekdays=weekdays(),
                local=local,
            )
        )


def _rows() -> dict[str, ScheduledTask]:
    """Return the tasks' rows by key; those that are missing are made in a unit of their own."""
    rows = {task.key: task for task in db.session.scalars(task_rows.all_tasks())}
    if all(task.key in rows for task in TABLE):
        return rows
    db.session.rollback()
    with writing():
        task_rows.make_missing(db.session)
        db.session.commit()
    return {task.key: task for task in db.session.scalars(task_rows.all_tasks())}


def _given(sent: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of the form as the service takes them."""
    day = sent.get("day", "").strip()
    return {
        "is_on": "is_on" in sent,
        "rhythm": sent.get("rhythm", ""),
        "day": int(day) if day.isascii() and day.isdigit() and len(day) < 4 else day,
        "at": sent.get("at", "").strip()[:5],
    }
