"""REST: competences of attestation sheets of practice."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from models import PracticeCompetence
from services.practice_results import (
    MOST_COMPETENCES,
    CompetenceInput,
    copy_competences,
    set_competences,
)
from services.practice_view import load_practice, missing
from views.journal.bodies import flag, json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.practice.data import competence_input, key_in, keys_in, objects_in
from views.rest_api import RestApi

COMPETENCE: Final = Resource.practice_competence


class PracticeCompetenceWriteApi(RestApi):
    """Writing for programs. Lists and single rows are the register's."""

    resource_name = "practice_competence"
    class_permission_name = str(COMPETENCE)
    openapi_spec_tag = "Practice"

    @expose("/of/<int:pk>", methods=["PUT"])
    @needs(Action.update, COMPETENCE)
    @answers
    def put(self, pk: int) -> Response:
        """Make the attestation sheet of a practice hold exactly these competences.
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
                    competences:
                      type: array
                      maxItems: 40
                      items:
                        type: object
                        properties:
                          code: {type: string, maxLength: 20}
                          title: {type: string, maxLength: 500}
                          level: {type: string, enum: [mastered, partly, not_mastered]}
          responses:
            200:
              description: The competences
              content:
                application/json:
                  schema: {type: object}
        """
        given = objects_in(json_object(), "competences", MOST_COMPETENCES)
        wanted = [competence_input(one, number) for number, one in enumerate(given)]
        set_competences(db.session, current_principal(), pk, wanted)
        found = load_practice(db.session, pk).competences
        return compact({"id": pk, "ids": [one.id for one in found]})

    @expose("/copy", methods=["POST"])
    @needs(Action.create, COMPETENCE)
    @answers
    def copy(self) -> Response:
        """Copy the competences of one practice to others of the same item that lack them.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    source: {type: integer}
                    placements: {type: array, items: {type: integer}}
                    levels: {type: boolean, default: false}
          responses:
            200:
              description: How many were added
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        source, ids = key_in(body, "source"), keys_in(body, "placements")
        levels = flag(body, "levels", False)
        added = copy_competences(db.session, current_principal(), source, ids, levels=levels)
        return compact({"added": added})

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, COMPETENCE)
    @answers
    def delete(self, pk: int) -> Response:
        """Take a competence out of the attestation sheet.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The competence is gone}
        """
        row = db.session.get(PracticeCompetence, pk)
        if row is None:
            raise missing()
        kept = [
            CompetenceInput(one.code, one.title, one.level)
            for one in load_practice(db.session, row.placement_id).competences
            if one.id != pk
        ]
        set_competences(db.session, current_principal(), row.placement_id, kept)
        return Response(status=204)
