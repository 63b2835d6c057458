"""The first page: what each role needs today."""

from flask_appbuilder.views import BaseView, expose
from werkzeug.wrappers import Response

from access.principal import current_principal
from views.answers import unauthorized


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
        return str(self.render_template("home/index.html"))
