"""REST: a curriculum as a tree and as a workbook, comparison, versions. Rows are the register's."""

from io import BytesIO
from typing import Final

from flask import Response, send_file
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.curriculum_compare import compare
from exchange.curriculum_xlsx import curriculum_workbook
from services.curriculum_groups import planned_move, point_groups
from services.curriculum_plans import curriculum_of, plan_of
from services.curriculum_versions import discard, supersede
from services.errors import FieldsError
from views.curriculum.answers import comparison_json, move_json, plan_json
from views.curriculum.changing import day_in
from views.curriculum.importing import XLSX, written_name
from views.journal.bodies import flag, json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

CURRICULUM: Final = Resource.curriculum


class CurriculumTreeApi(RestApi):
    """Curricula as a whole."""

    resource_name = "curriculum"
    class_permission_name = CURRICULUM
    openapi_spec_tag = "Curricula"

    @expose("/<int:pk>/tree", methods=["GET"])
    @needs(Action.read, CURRICULUM)
    @answers
    def tree(self, pk: int) -> Response:
        """Return cycles, items and hours of a curriculum as a tree, with the sums of each.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The curriculum
              content:
                application/json:
                  schema: {type: object}
        """
        curriculum = curriculum_of(db.session, pk)
        return compact({"id": pk, "result": plan_json(plan_of(db.session, curriculum))})

    @expose("/<int:pk>/export", methods=["GET"])
    @needs(Action.read, CURRICULUM)
    @answers
    def export(self, pk: int) -> Response:
        """Return a curriculum as a workbook that can be imported again.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The workbook
        """
        curriculum = curriculum_of(db.session, pk)
        content = BytesIO(curriculum_workbook(plan_of(db.session, curriculum)))
        name = written_name(curriculum)
        return send_file(content, XLSX, as_attachment=True, download_name=name)

    @expose("/<int:pk>/compare/<int:other>", methods=["GET"])
    @needs(Action.read, CURRICULUM)
    @answers
    def compare(self, pk: int, other: int) -> Response:
        """Return what differs between the curriculum `other` and the later one.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: path, name: other, required: true, schema: {type: integer}}
          responses:
            200:
              description: The differences
              content:
                application/json:
                  schema: {type: object}
        """
        later = plan_of(db.session, curriculum_of(db.session, pk))
        earlier = plan_of(db.session, curriculum_of(db.session, other))
        return compact(
            {"id": pk, "other": other, "result": comparison_json(compare(earlier, later))}
        )

    @expose("/<int:pk>/supersede", methods=["POST"])
    @needs(Action.create, CURRICULUM)
    @answers
    def supersede(self, pk: int) -> Response:
        """Copy a curriculum as its next version, in force from a day.
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
                  required: [in_force_from]
                  properties:
                    in_force_from: {type: string, format: date}
                    note: {type: string, maxLength: 500}
          responses:
            201:
              description: The new version
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        note = body.get("note", "")
        if not isinstance(note, str) or "\0" in note:
            raise FieldsError({"note": _("Send a text.")})
        day = day_in(body, "in_force_from")
        made = supersede(db.session, current_principal(), pk, day, note)
        key, version = made.id, made.version
        db.session.commit()
        return compact({"id": key, "version": version}, 201)

    @expose("/<int:pk>/groups", methods=["POST"])
    @needs(Action.update, CURRICULUM)
    @answers
    def groups(self, pk: int) -> Response:
        """Point groups to a version from a day on; without `confirm` only say what would follow.
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
                  required: [groups, from]
                  properties:
                    groups: {type: array, items: {type: integer}}
                    from: {type: string, format: date}
                    confirm: {type: boolean, default: false}
          responses:
            200:
              description: The groups, how many loads follow, which items stay
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        keys = body.get("groups")
        is_list = isinstance(keys, list) and all(type(key) is int for key in keys)
        if not isinstance(keys, list) or not is_list:
            raise FieldsError({"groups": _("Send a list of whole numbers.")})
        confirm, day = flag(body, "confirm", False), day_in(body, "from")
        act = point_groups if confirm else planned_move
        move = act(db.session, current_principal(), pk, keys, day)
        if confirm:
            db.session.commit()
        return compact(move_json(move, done=confirm))

    @expose("/<int:pk>/whole", methods=["DELETE"])
    @needs(Action.delete, CURRICULUM)
    @answers
    def discard(self, pk: int) -> Response:
        """Delete a version that nobody uses, with its cycles, items and hours.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204:
              description: It is gone
        """
        discard(db.session, current_principal(), pk)
        db.session.commit()
        return Response(status=204)
