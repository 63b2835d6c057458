"""REST: what the plan has for a lesson, taking it over, and giving it back."""

from dataclasses import asdict
from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.lesson_accept import accept_topic, give_back
from services.lesson_suggestion import LessonPlanView, suggestion_of
from views.journal.bodies import optional_object
from views.journal.from_plan_words import plan_links, reason_sentence
from views.journal.lesson_api import saved_lesson
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

LESSON: Final = Resource.lesson


class LessonFromPlanApi(RestApi):
    """A lesson comes filled in from its plan."""

    resource_name = "lesson"
    class_permission_name = LESSON
    openapi_spec_tag = "Journal"

    @expose("/<int:pk>/suggestion", methods=["GET"])
    @needs(Action.read, Resource.lesson_plan_topic)
    @answers
    def suggestion(self, pk: int) -> Response:
        """Get what the plan of its journal has for a lesson, and what can be chosen instead.
        ---
        get:
          description: >-
            The approved plan counts; without one the latest draft, marked as not approved. Where
            nothing is suggested, `reason` is no_plan, exhausted or taken, and `sentence` says so.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The suggestion
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      lesson_id: {type: integer}
                      plan: {type: object, nullable: true}
                      suggestion: {type: object, nullable: true}
                      reason: {type: string, nullable: true}
                      choices: {type: array, items: {type: object}}
        """
        return compact(_view(suggestion_of(db.session, pk)))

    @expose("/<int:pk>/accept", methods=["POST"])
    @needs(Action.update, LESSON)
    @answers
    def accept(self, pk: int) -> Response:
        """Write into a lesson what the plan suggests, or the rows that are named.
        ---
        post:
          description: >-
            Without a body the suggestion is taken. `topic_id` takes that row of the plan instead,
            with `last_topic_id` all rows up to it. Homework and work that were typed before stay.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    topic_id: {type: integer, nullable: true}
                    last_topic_id: {type: integer, nullable: true}
          responses:
            200:
              description: The lesson
              content:
                application/json:
                  schema: {type: object}
        """
        saved = accept_topic(db.session, current_principal(), pk, optional_object())
        return saved_lesson(saved, 200)

    @expose("/<int:pk>/accept", methods=["DELETE"])
    @needs(Action.update, LESSON)
    @answers
    def give_back(self, pk: int) -> Response:
        """Undo taking over from the plan, while the lesson is not recorded.
        ---
        delete:
          description: >-
            The body may say what the fields were; those that it does not name become empty.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    topic: {type: string}
                    homework: {type: string}
                    tasks: {type: string}
                    task_kind: {type: string, nullable: true}
                    kind: {type: string}
          responses:
            200:
              description: The lesson
              content:
                application/json:
                  schema: {type: object}
        """
        return saved_lesson(give_back(db.session, current_principal(), pk, optional_object()), 200)


def _view(view: LessonPlanView) -> dict[str, Any]:
    head, found = view.head, view.suggestion
    plan = head and {
        "id": head.id,
        "revision": head.revision,
        "state": head.state.value,
        "is_approved": head.is_approved,
    }
    return {
        "lesson_id": view.lesson_id,
        "gradebook_id": view.gradebook_id,
        "topic_id": view.topic_id,
        "plan": plan,
        "suggestion": found and asdict(found) | {"last_topic_id": found.last_topic_id},
        "reason": view.reason,
        "sentence": reason_sentence(view.reason),
        "links": plan_links(view.gradebook_id, None if head is None else head.id),
        "choices": [asdict(choice) for choice in view.choices],
    }
