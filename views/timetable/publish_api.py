"""REST: conflicts of a timetable, publishing it, how that goes. The list is a register's."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from jobs.publishing import cancel_job, enqueue_publication
from services.publishing import cancel_publication, publication_json, start_publication
from services.timetable_conflicts import conflict_json, conflicts_of
from views.answers import json_error
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

TIMETABLE: Final = Resource.timetable
PUBLICATION: Final = Resource.timetable_publication


class TimetablePublishApi(RestApi):
    """Checking and publishing for programs."""

    resource_name = "timetable"
    class_permission_name = TIMETABLE
    openapi_spec_tag = "Timetable"

    @expose("/<int:pk>/conflicts", methods=["GET"])
    @needs(Action.read, PUBLICATION)
    @answers
    def conflicts(self, pk: int) -> Response:
        """Return all that is wrong with a timetable: what blocks publishing, then warnings.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The conflicts, each with a sentence and the pairs that it concerns
              content:
                application/json:
                  schema: {type: object}
        """
        found = conflicts_of(db.session, pk)
        blocking = sum(conflict.blocks for conflict in found)
        told = [conflict_json(conflict) for conflict in found]
        return compact({"count": len(told), "blocking": blocking, "result": told})

    @expose("/<int:pk>/publish", methods=["POST"])
    @needs(Action.update, TIMETABLE)
    @answers
    def publish(self, pk: int) -> Response:
        """Publish a timetable as a job; with conflicts it is refused, and all of them are named.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            202:
              description: The publication, which waits or runs; ask for it until it has ended
              content:
                application/json:
                  schema: {type: object}
            409:
              description: The conflicts that block it, or the publication that runs at present
              content:
                application/json:
                  schema: {type: object}
        """
        publication_id = start_publication(db.session, current_principal(), pk)
        enqueue_publication(publication_id)
        answer = _state(publication_id, 202)
        answer.headers["Location"] = f"/api/v1/timetable_publication/{publication_id}"
        return answer


class PublicationResultApi(RestApi):
    """The state and the result of a publication."""

    resource_name = "timetable_publication"
    class_permission_name = PUBLICATION
    openapi_spec_tag = "Timetable"

    @expose("/<int:pk>/result", methods=["GET"])
    @needs(Action.read, PUBLICATION)
    @answers
    def result(self, pk: int) -> Response:
        """Return how far a publication is, what it did, and which lessons it left, and why.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: State, progress in percent, counts and lists
              content:
                application/json:
                  schema: {type: object}
        """
        return _state(pk, 200)

    @expose("/<int:pk>/cancel", methods=["POST"])
    @needs(Action.update, TIMETABLE)
    @answers
    def cancel(self, pk: int) -> Response:
        """Cancel a publication that waits or runs; journals that are done keep their lessons.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The publication, cancelled
              content:
                application/json:
                  schema: {type: object}
        """
        if not cancel_publication(db.session, current_principal(), pk):
            return json_error(422, _("It was too late to cancel: the publication had ended."))
        cancel_job(pk)
        return _state(pk, 200)


def _state(publication_id: int, status: int) -> Response:
    return compact(publication_json(db.session, publication_id), status)
