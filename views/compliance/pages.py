"""The pages of compliance: all clauses, and one clause with its rule, numbers and figures."""

from typing import Any, Final

from flask import abort, request
from flask_appbuilder.views import BaseView, expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.regulation import NORMS
from models.labels import label_of
from services.compliance import standing
from services.regulation import rulebook
from views.compliance.spelling import spelled
from views.compliance.table import BY_CLAUSE, CLAUSES, STATES, ClauseRow, Met
from views.needs import needs, sought

BADGES: Final = {Met.met: "ok", Met.part: "warn", Met.not_yet: "info"}


class ComplianceView(BaseView):
    """The clauses of the regulation for those who look at journals."""

    route_base = "/compliance"
    default_view = "index"
    class_permission_name = str(Resource.compliance)

    @expose("/")
    @needs(Action.read, Resource.compliance)
    def index(self) -> str:
        """Show every clause: how far it is met, and how the college stands today."""
        chosen, text = request.args.get("met", ""), sought().casefold()
        rows = [row for row in CLAUSES if chosen in ("", row.met) and _holds(row, text)]
        return str(
            self.render_template(
                "compliance/index.html",
                rows=rows,
                figures=standing(db.session, current_principal()),
                counts={met: sum(row.met is met for row in CLAUSES) for met in Met},
                states=STATES,
                badges=BADGES,
                chosen=chosen,
                text=sought(),
            )
        )

    @expose("/<clause>")
    @needs(Action.read, Resource.compliance)
    def clause(self, clause: str) -> str:
        """Show one clause."""
        row = BY_CLAUSE.get(clause)
        if row is None:
            abort(404)
        who = current_principal()
        return str(
            self.render_template(
                "compliance/clause.html",
                row=row,
                state=STATES[row.met],
                badge=BADGES[row.met],
                figures=standing(db.session, who).get(clause, []),
                norms=norms_of(clause),
            )
        )


def _holds(row: ClauseRow, text: str) -> bool:
    return not text or text in row.clause or text in str(row.duty).casefold()


def norms_of(clause: str) -> list[dict[str, Any]]:
    """Return the numbers of a clause with the values in force today."""
    today = rulebook(db.session).on(clock.today())
    return [
        {"label": label_of(rule.norm), "value": spelled(rule, today.text(rule.norm))}
        for rule in NORMS.values()
        if rule.clause == clause
    ]
