"""REST: adding, changing and deleting works of a lesson. Reading works is the register's."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.works import WorkSaved, create_work, delete_work, update_work
from views.journal.bodies import flag, json_object, optional_object, reason_in
from views.journal.lesson_api import YES
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

WORK: Final = Resource.work


class LessonWorksApi(RestApi):
    """Works of a lesson, for programs that add them."""

    resource_name = "lesson"
    class_permission_name = WORK
    openapi_spec_tag = "Journal"

    @expose("/<int:pk>/works", methods=["POST"])
    @needs(Action.create, WORK)
    @answers
    def post(self, pk: int) -> Response:
        """Add a work to a lesson; its marks are cells with its id as `work_id`.
        ---
        post:
          description: >-
            Unless told, a work is required, weighs 1, is given and due on the lesson's day. Its
            results are due within 7 days after it is due (5.5.6).
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [kind]
                  properties:
                    kind: {type: string}
                    title: {type: string, maxLength: 250}
                    is_required: {type: boolean, default: true}
                    weight: {type: integer, minimum: 1, maximum: 10}
                    issued_on: {type: string, format: date}
                    due_on: {type: string, format: date}
          responses:
            201:
              description: The work
              content:
                application/json:
                  schema: {type: object}
        """
        saved = create_work(db.session, current_principal(), pk, json_object())
        answer = _saved(saved, 201)
        answer.headers["Location"] = f"/api/v1/work/{saved.work_id}"
        return answer


class JournalWorkApi(RestApi):
    """Works for programs that change them."""

    resource_name = "work"
    class_permission_name = WORK
    openapi_spec_tag = "Journal"

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, WORK)
    @answers
    def put(self, pk: int) -> Response:
        """Change the fields of a work that are sent; the others stay.
        ---
        put:
          description: >-
            Nothing late becomes punctual: once a work was due it is not due any later, and once
            its results were due its days stay.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    kind: {type: string}
                    title: {type: string, maxLength: 250}
                    is_required: {type: boolean}
                    weight: {type: integer, minimum: 1, maximum: 10}
                    issued_on: {type: string, format: date}
                    due_on: {type: string, format: date}
          responses:
            200:
              description: The work
              content:
                application/json:
                  schema: {type: object}
        """
        return _saved(update_work(db.session, current_principal(), pk, json_object()), 200)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, WORK)
    @answers
    def delete(self, pk: int) -> Response:
        """Delete a work; where it has marks only with `confirm_loss`.
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
              description: The work is gone
            409:
              description: What would be lost - how many marks, names of students
              content:
                application/json:
                  schema: {type: object}
        """
        body = optional_object()
        confirmed = request.args.get("confirm_loss", "") in YES or flag(body, "confirm_loss", False)
        reason = reason_in(body | request.args.to_dict())
        delete_work(db.session, current_principal(), pk, confirmed, reason)
        return Response(status=204)


def _saved(saved: WorkSaved, status: int) -> Response:
    return compact({"id": saved.work_id, "work": saved.work}, status)
