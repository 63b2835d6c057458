"""The certificate of an outage, to print (clause 10.3)."""

from flask import abort, current_app
from flask_appbuilder.views import BaseView, expose

from access.matrix import Action, Resource
from access.session import db
from domain.clock import clock
from domain.typed import MOST_ID
from services.errors import NotFoundError
from services.outage_facts import outage_facts
from views.needs import needs


class OutageView(BaseView):
    """What the register of outages does not show: the certificate."""

    route_base = "/outages"
    default_view = "certificate"
    class_permission_name = str(Resource.outage)

    @expose("/<int:outage_id>/certificate")
    @needs(Action.read, Resource.outage)
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
