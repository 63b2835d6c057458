"""The choice of the language: kept in the session, and back to the page where it was made."""

from flask import abort, current_app, redirect, request, session
from flask_appbuilder.views import BaseView, expose
from flask_babel import refresh
from werkzeug.wrappers import Response

from views.auth import safe_target


class LanguageView(BaseView):
    """Open to everyone by its nature: the sign-in page has the choice too."""

    route_base = "/language"
    default_view = "choose"

    @expose("/<string:locale>")
    def choose(self, locale: str) -> Response:
        """Set the language and go back to the path `next` of this site; 404 for another one."""
        if locale not in current_app.config["LANGUAGES"]:
            abort(404)
        session["locale"] = locale
        refresh()
        return redirect(safe_target(request.args.get("next")))
