"""REST: changing, confirming and deleting a lesson. Reading lessons is the register's."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.lesson_loss import delete_lesson
from services.lessons import Confirmation, LessonSaved, confirm_lesson, update_lesson
from views.journal.bodies import flag, json_object, optional_object, reason_in
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

LESSON: Final = Resource.lesson
YES: Final = frozenset({"1", "true", "yes"})


class JournalLessonApi(RestApi):
    """Lessons for programs that write them."""

    resource_name = "lesson"
    class_permission_name = LESSON
    openapi_spec_tag = "Journal"

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, LESSON)
    @answers
    def put(self, pk: int) -> Response:
        """Change the fields of a lesson that are sent; the others stay.
        ---
        put:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
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
            200:
              description: The lesson, and what is odd about it
              content:
                application/json:
                  schema: {type: object}
        """
        return saved_lesson(update_lesson(db.session, current_principal(), pk, json_object()), 200)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, LESSON)
    @answers
    def delete(self, pk: int) -> Response:
        """Delete a lesson; where it holds marks or absences only with `confirm_loss`.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - in: query
            name: confirm_loss
            description: 1 where the loss that the answer 409 named is accepted
            schema: {type: string}
          - {in: query, name: reason, schema: {type: string}}
          responses:
            204:
              description: The lesson is gone
            409:
              description: What would be lost - counts of marks and absences, names of students
              content:
                application/json:
                  schema: {type: object}
        """
        body = optional_object()
        confirmed = request.args.get("confirm_loss", "") in YES or flag(body, "confirm_loss", False)
        reason = reason_in(body | request.args.to_dict())
        delete_lesson(db.session, current_principal(), pk, confirmed, reason)
        return Response(status=204)

    @expose("/<int:pk>/confirm", methods=["POST"])
    @needs(Action.update, LESSON)
    @answers
    def confirm(self, pk: int) -> Response:
        """Say that attendance of a lesson was taken, or take that back on the same day.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    confirmed: {type: boolean, default: true}
          responses:
            200:
              description: The state of the lesson
              content:
                application/json:
                  schema: {type: object}
        """
        confirmed = flag(optional_object(), "confirmed", True)
        return _confirmation(confirm_lesson(db.session, current_principal(), pk, confirmed))


def saved_lesson(saved: LessonSaved, status: int) -> Response:
    """Return the answer to a lesson that was written."""
    values = {"id": saved.lesson_id, "warnings": saved.warnings, "lesson": saved.lesson}
    answer = compact(values, status)
    if status == 201:
        answer.headers["Location"] = f"/api/v1/lesson/{saved.lesson_id}"
    return answer


def _confirmation(told: Confirmation) -> Response:
    at = told.confirmed_at
    return compact(
        {
            "lesson_id": told.lesson_id,
            "confirmed": at is not None,
            "confirmed_at": at and f"{at.isoformat(timespec='seconds')}Z",
            "confirmed_by": told.confirmed_by,
            "state": told.state.value,
        }
    )
