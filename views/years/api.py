"""REST: what is open in a year, closing it, taking that back; packages and their check."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import get_locale
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import key_of
from jobs.year_packages import enqueue_closing
from services.errors import FieldsError
from services.year_checks import open_points
from services.year_closing import (
    find_closing,
    find_year,
    packages_of,
    refusal,
    start,
    take_back,
)
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi
from views.years.files import check_package, find_package, send_package
from views.years.words import closing_json, fault_sentence, package_json, point_json

CLOSING: Final = Resource.year_closing
PACKAGE: Final = Resource.year_package


class YearClosingWriteApi(RestApi):
    """Closing years for programs. Reading one or many closings is the register's."""

    resource_name = "year_closing"
    class_permission_name = str(CLOSING)
    openapi_spec_tag = "Archive"

    @expose("/check/<int:year_id>", methods=["GET"])
    @needs(Action.read, CLOSING)
    @answers
    def check(self, year_id: int) -> Response:
        """Get what is still open in an academic year, and why it cannot be closed.
        ---
        get:
          parameters:
          - {in: path, name: year_id, required: true, schema: {type: integer}}
          responses:
            200:
              description: The open points
              content:
                application/json:
                  schema: {type: object}
        """
        year = find_year(db.session, year_id)
        points = [point_json(one) for one in open_points(db.session, year)]
        return compact({"result": points, "refusal": refusal(db.session, year)})

    @expose("/", methods=["POST"])
    @needs(Action.create, CLOSING)
    @answers
    def post(self) -> Response:
        """Freeze an academic year and have its packages built.
        ---
        post:
          description: >-
            From now on nothing in the journals of the year changes. Once all packages are built
            the year is closed for good.
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [academic_year]
                  properties:
                    academic_year: {type: integer, minimum: 1}
                    accepted:
                      type: string
                      maxLength: 2000
                      description: Why it is closed though something is open
          responses:
            202:
              description: The closing
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        year_id, accepted = _asked(body)
        key = start(db.session, current_principal(), year_id, accepted, str(get_locale()))
        enqueue_closing(key)
        answer = compact({"id": key, "result": closing_json(find_closing(db.session, key))})
        answer.status_code = 202
        answer.headers["Location"] = f"/api/v1/year_closing/{key}"
        return answer

    @expose("/<int:pk>/open", methods=["POST"])
    @needs(Action.update, CLOSING)
    @answers
    def open(self, pk: int) -> Response:
        """Open a year again whose packages are not all built.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The closing
              content:
                application/json:
                  schema: {type: object}
        """
        take_back(db.session, pk)
        return compact({"result": closing_json(find_closing(db.session, pk))})

    @expose("/<int:pk>/packages", methods=["GET"])
    @needs(Action.read, PACKAGE)
    @answers
    def packages(self, pk: int) -> Response:
        """Get the packages of a closing with how far each is.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The packages, and whether the job is over
              content:
                application/json:
                  schema: {type: object}
        """
        closing = find_closing(db.session, pk)
        found = packages_of(db.session, closing.id)
        built = sum(one.sha256 is not None for one in found)
        return compact(
            {
                "result": [package_json(one) for one in found],
                "built": built,
                "progress": 100 * built // max(len(found), 1),
                "is_over": closing.state not in ("queued", "running"),
            }
        )


def _asked(body: Mapping[str, Any]) -> tuple[int, str]:
    """Return the year and the reason that a body gives; raise FieldsError."""
    accepted = body.get("accepted") or ""
    if not isinstance(accepted, str):
        raise FieldsError({"accepted": _("Write it as text.")})
    try:
        return key_of(body.get("academic_year")), accepted
    except ValueError:
        raise FieldsError({"academic_year": _("Say which academic year.")}) from None


class YearPackageFileApi(RestApi):
    """Packages for programs. Reading one or many is the register's."""

    resource_name = "year_package"
    class_permission_name = str(PACKAGE)
    openapi_spec_tag = "Archive"

    @expose("/<int:pk>/file", methods=["GET"])
    @needs(Action.read, PACKAGE)
    @answers
    def file(self, pk: int) -> Response:
        """Download a package.
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
            409:
              description: It is not built yet, or its file is damaged
        """
        return send_package(find_package(db.session, pk))

    @expose("/<int:pk>/check", methods=["POST"])
    @needs(Action.update, PACKAGE)
    @answers
    def check(self, pk: int) -> Response:
        """Check that the file of a package is as it was built.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: Whether it is, and what is wrong
              content:
                application/json:
                  schema: {type: object}
        """
        found, intact = check_package(db.session, find_package(db.session, pk))
        faults = found.faults if found else ()
        said = [
            {"code": one.code, "path": one.path, "sentence": fault_sentence(one)} for one in faults
        ]
        return compact({"is_intact": intact, "faults": said})
