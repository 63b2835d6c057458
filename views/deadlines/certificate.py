"""The certificate of an outage, to print (clause 10.3)."""

from typing import Final

from flask import Response, abort, current_app
from flask_appbuilder.views import BaseView, expose

from access.matrix import Action, Resource
from access.session import db
from domain.clock import clock
from domain.typed import MOST_ID
from services.errors import NotFoundError
from services.outage_facts import outage_facts
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

OUTAGE: Final = Resource.outage


class OutageView(BaseView):
    """What the register of outages does not show: the certificate."""

    route_base = "/outages"
    default_view = "certificate"
    class_permission_name = str(OUTAGE)

    @expose("/<int:outage_id>/certificate")
    @needs(Action.read, OUTAGE)
    def certificate(self, outage_id: int) -> str:
        """Show the certificate of an outage as a document."""
        if outage_id > MOST_ID:
            abort(404)
        try:
            facts = outage_facts(db.session, outage_id)
        except NotFoundError:
            abort(404)
        return str(
            self.render_template(
                "duty/certificate.html",
                facts=facts,
                outage=facts.outage,
                college=current_app.config["COLLEGE_NAME"],
                today=clock.today(),
            )
        )


class CertificateApi(RestApi):
    """What the certificate says, for programs; outages themselves are the register's."""

    resource_name = "outage"
    class_permission_name = OUTAGE
    openapi_spec_tag = "Outages"

    @expose("/<int:pk>/certificate", methods=["GET"])
    @needs(Action.read, OUTAGE)
    @answers
    def get(self, pk: int) -> Response:
        """Get what an outage touched, and until when its records are carried over (10.2, 10.3).
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The facts; `transfer_by` is null while the outage lasts
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      working_days: {type: integer}
                      lessons: {type: integer}
                      recorded: {type: integer}
                      in_time: {type: integer}
                      transfer_days: {type: integer}
                      transfer_by: {type: string, format: date, nullable: true}
        """
        facts = outage_facts(db.session, pk)
        return compact(
            {
                "id": pk,
                "working_days": facts.working_days,
                "lessons": facts.lessons,
                "recorded": facts.recorded,
                "in_time": facts.in_time,
                "transfer_days": facts.transfer_days,
                "transfer_by": facts.transfer_by and facts.transfer_by.isoformat(),
            }
        )
