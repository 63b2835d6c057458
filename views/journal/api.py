"""REST: a journal's grid, its cells, their history, and adding lessons to it."""

from dataclasses import asdict
from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from services.cell_history import Change, history
from services.corrections import Correction, semester_corrections
from services.errors import FieldsError
from services.grid import load_grid
from services.grid_json import as_json
from services.journal_cells import record_cells
from services.lessons import create_lesson
from views.journal.bodies import cells_in, json_object
from views.journal.lesson_api import saved_lesson
from views.journal.rest import answers, compact, json_answer, number_in_query
from views.needs import needs
from views.rest_api import RestApi

GRADEBOOK: Final = Resource.gradebook


class JournalApi(RestApi):
    """The journal for programs: what the pages can, with the same rights."""

    resource_name = "gradebook"
    class_permission_name = GRADEBOOK
    openapi_spec_tag = "Journal"

    @expose("/<int:pk>/grid", methods=["GET"])
    @needs(Action.read, GRADEBOOK)
    @answers
    def grid(self, pk: int) -> Response:
        """Get a semester of a journal: students, lessons, cells that say something, averages.
        ---
        get:
          description: >-
            A cell is [lesson, student, text, flag, old text or null]; flag: 0, 1 late,
            2 corrected, 3 both. Works stand apart - `works` of the lessons and `work_cells`,
            which begin with the work. `enough` says whether a student's marks suffice.
            Students and parents get their own rows only.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - in: query
            name: semester
            description: The number of the semester in its year; by default the current one
            schema: {type: integer}
          responses:
            200:
              description: The grid
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      gradebook: {type: object}
                      students: {type: array, items: {type: object}}
                      lessons: {type: array, items: {type: object}}
                      cells: {type: array, items: {type: array, items: {}}}
                      works: {type: array, items: {type: object}}
                      work_cells: {type: array, items: {type: array, items: {}}}
        """
        return json_answer(as_json(load_grid(db.session, pk, number_in_query("semester"))))

    @expose("/<int:pk>/cells", methods=["PUT"])
    @needs(Action.update, Resource.mark)
    @answers
    def cells(self, pk: int) -> Response:
        """Record cells of a journal.
        ---
        put:
          description: >-
            `was` is the text that the typist saw: a cell that changed meanwhile comes back under
            `conflicts` and is left alone. The same batch sent twice changes nothing. After the
            lesson's day a cell needs a `reason`. `claimed_at` is the typist's own clock.
            With `work_id` the cell is that of a work of the lesson: one mark or nothing, in time
            within the week in which results are due.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [cells]
                  properties:
                    cells:
                      type: array
                      maxItems: 2000
                      items:
                        type: object
                        required: [lesson_id, student_id, text]
                        properties:
                          lesson_id: {type: integer, minimum: 1}
                          student_id: {type: integer, minimum: 1}
                          work_id: {type: integer, minimum: 1, nullable: true}
                          text: {type: string}
                          was: {type: string, nullable: true}
                          reason: {type: string, nullable: true, maxLength: 500}
                          claimed_at: {type: string, format: date-time, nullable: true}
          responses:
            200:
              description: What became of each cell
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      saved: {type: array, items: {type: object}}
                      conflicts: {type: array, items: {type: object}}
                      refused: {type: array, items: {type: object}}
        """
        result = record_cells(db.session, current_principal(), pk, cells_in(json_object()))
        parts = (result.saved, result.conflicts, result.refused)
        told = ([cell._asdict() for cell in part] for part in parts)
        return compact(dict(zip(("saved", "conflicts", "refused"), told, strict=True)))

    @expose("/<int:pk>/lessons", methods=["POST"])
    @needs(Action.create, Resource.lesson)
    @answers
    def add_lesson(self, pk: int) -> Response:
        """Add a lesson to a journal.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [held_on, topic]
                  properties:
                    held_on: {type: string, format: date}
                    pair: {type: integer, minimum: 1, maximum: 12, nullable: true}
                    hours: {type: integer, minimum: 1, maximum: 12}
                    practical_hours: {type: integer, minimum: 0, maximum: 12}
                    kind: {type: string}
                    mode: {type: string}
                    topic: {type: string, maxLength: 2000}
                    homework: {type: string, maxLength: 2000}
                    tasks: {type: string, maxLength: 2000}
                    task_kind: {type: string, nullable: true}
          responses:
            201:
              description: The lesson, and what is odd about it
              content:
                application/json:
                  schema: {type: object}
        """
        return saved_lesson(create_lesson(db.session, current_principal(), pk, json_object()), 201)

    @expose("/<int:pk>/history", methods=["GET"])
    @needs(Action.read, Resource.audit_entry)
    @answers
    def history(self, pk: int) -> Response:
        """Get the changes of a cell, or of a whole lesson, the newest first.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: query, name: lesson_id, required: true, schema: {type: integer}}
          - {in: query, name: student_id, schema: {type: integer}}
          - in: query
            name: work_id
            description: With it the changes of the work's cells, without it those of the lesson
            schema: {type: integer}
          responses:
            200:
              description: The changes
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      entries: {type: array, items: {type: object}}
        """
        lesson_id = number_in_query("lesson_id")
        if lesson_id is None:
            raise FieldsError({"lesson_id": _("Say which lesson.")})
        of = (number_in_query(name) for name in ("student_id", "work_id"))
        changes = history(db.session, pk, lesson_id, *of)
        return compact({"entries": [_change(change) for change in changes]})

    @expose("/<int:pk>/corrections", methods=["GET"])
    @needs(Action.read, Resource.audit_entry)
    @answers
    def corrections(self, pk: int) -> Response:
        """Get what was entered after its day in a semester: late records and corrections.
        ---
        get:
          description: >-
            One entry for each change of a cell after the day, by lesson and student; `old` is
            empty for a first record that came late. `held_on` is null where the lesson was
            deleted since.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - in: query
            name: semester
            description: The number of the semester in its year; by default the current one
            schema: {type: integer}
          responses:
            200:
              description: The late entries
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      corrections: {type: array, items: {type: object}}
        """
        found = semester_corrections(db.session, pk, number_in_query("semester"))
        return compact({"corrections": [_correction(one) for one in found]})


def _correction(one: Correction) -> dict[str, Any]:
    return asdict(one) | {
        "held_on": one.held_on and one.held_on.isoformat(),
        "at": f"{one.at.isoformat(timespec='seconds')}Z",
        "replaces": one.replaces,
    }


def _change(change: Change) -> dict[str, Any]:
    return asdict(change) | {
        "at": f"{change.at.isoformat(timespec='seconds')}Z",
        "when": f"{clock.local(change.at):%d.%m.%Y %H:%M}",  # by the college's clock
        "claimed_at": change.claimed_at and f"{change.claimed_at.isoformat(timespec='seconds')}Z",
    }
