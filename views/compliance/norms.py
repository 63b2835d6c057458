"""The page of the regulation's numbers: what is in force, since when, what comes (clause 11.3)."""

import re
from typing import Any, Final

from flask_appbuilder.views import BaseView, expose
from sqlalchemy import select

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.regulation import NORMS
from models import RegulationSetting
from models.labels import label_of
from services.regulation import rulebook
from views.compliance.spelling import spelled
from views.needs import needs

_NUMBER: Final = re.compile(r"\d+")


class NormsView(BaseView):
    """The numbers of the regulation in one table, for all staff."""

    route_base = "/regulation"
    default_view = "index"
    class_permission_name = str(Resource.regulation_setting)

    @expose("/")
    @needs(Action.read, Resource.regulation_setting)
    def index(self) -> str:
        """Show each number with its clause, its value today, and what it was and will be."""
        settings = list(
            db.session.scalars(select(RegulationSetting).order_by(RegulationSetting.starts_on))
        )
        today = clock.today()
        return str(
            self.render_template(
                "compliance/norms.html",
                norms=[_norm(rule, settings, today) for rule in _by_clause()],
                may_set=current_principal().may(Action.create, Resource.regulation_setting),
            )
        )


def _by_clause() -> list[Any]:
    """Return the norms as the regulation goes: clause 5.5.9 before 5.5.10."""
    return sorted(
        NORMS.values(), key=lambda rule: [int(one) for one in _NUMBER.findall(rule.clause)]
    )


def _norm(rule: Any, settings: list[RegulationSetting], today: Any) -> dict[str, Any]:
    own = [one for one in settings if one.key is rule.norm]
    in_force = [one for one in own if one.starts_on <= today]
    since = in_force[-1].starts_on if in_force else None
    return {
        "rule": rule,
        "label": label_of(rule.norm),
        "value": spelled(rule, rulebook(db.session).on(today).text(rule.norm)),
        "since": since and f"{since:%d.%m.%Y}",
        "default": spelled(rule, rule.default),
        "others": [
            {
                "from": f"{one.starts_on:%d.%m.%Y}",
                "value": spelled(rule, one.value),
                "to_come": one.starts_on > today,
            }
            for one in own
            if one.starts_on != since
        ],
    }
