"""The first page: what each role needs today."""

from datetime import date
from typing import Final

from flask import request
from flask_appbuilder.views import BaseView, expose
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.principal import current_principal
from domain.clock import clock
from views.answers import unauthorized
from views.home_blocks import Asked, blocks_for

EARLIEST: Final = date(2000, 1, 1)


class HomeView(BaseView):
    """Open to everyone who signed in; each block follows the rights of its role."""

    route_base = ""
    default_view = "index"

    @expose("/")
    def index(self) -> Response | str:
        """Show the blocks of the person's roles; send nobody in particular to the sign-in."""
        who = current_principal()
        if who.user_id is None:
            return unauthorized()
        asked = Asked(who, request.args.get("student", type=int), _day(request.args.get("until")))
        title = _("Today, %(day)s", day=format_date(clock.today(), "d MMMM"))
        return str(
            self.render_template("home/index.html", blocks=blocks_for(asked), today_title=title)
        )


def _day(text: str | None) -> date | None:
    """Return the day that an address names, within reason; None where it names none."""
    try:
        return max(EARLIEST, min(date.fromisoformat(text or ""), clock.today()))
    except ValueError:
        return None
