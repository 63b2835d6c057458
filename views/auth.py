"""Signing in and out, and the change of one's own password (clauses 5.6, 9.1)."""

from urllib.parse import urlsplit

from flask import flash, redirect, request, session, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import login_user, logout_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from access.principal import current_principal, set_principal
from access.session import db
from services.passwords import MIN_LENGTH, PasswordError, change_password
from views.answers import unauthorized


class SignInForm(FlaskForm):
    """Login and password."""

    username = StringField(lazy_gettext("Login"), validators=[DataRequired(), Length(max=128)])
    password = PasswordField(lazy_gettext("Password"), validators=[DataRequired(), Length(max=256)])


class PasswordForm(FlaskForm):
    """The present password and a new one, twice."""

    present = PasswordField(lazy_gettext("Present password"), validators=[DataRequired()])
    new = PasswordField(
        lazy_gettext("New password"),
        validators=[DataRequired(), Length(min=MIN_LENGTH, max=256)],
    )
    again = PasswordField(
        lazy_gettext("New password again"),
        validators=[DataRequired(), EqualTo("new", lazy_gettext("The two do not match."))],
    )


def safe_target(target: str | None) -> str:
    """Return `target` where it is a path of this site, else the home page."""
    parts = urlsplit((target or "").replace("\\", "/"))
    if not target or parts.scheme or parts.netloc or not target.startswith("/"):
        return "/"
    return target if not target.startswith("//") else "/"


def _forget_session() -> None:
    """Empty the session but for the language that was chosen."""
    locale = session.get("locale")
    session.clear()
    if locale:
        session["locale"] = locale


class AuthView(BaseView):
    """Sign-in, sign-out, own password. Open to everyone by its nature."""

    route_base = ""
    default_view = "login"

    @expose("/login/", methods=["GET", "POST"])
    def login(self) -> Response | str | tuple[str, int]:
        """Show the sign-in form, or sign in and go where the person wanted to go."""
        target = safe_target(request.args.get("next"))
        if current_principal().user_id is not None:
            return redirect(target)
        form = SignInForm()
        status = 200
        if form.validate_on_submit():
            user = self.appbuilder.sm.auth_user_db(form.username.data, form.password.data)
            if user is not None:
                _forget_session()  # what it held before signing in is worth nothing afterwards
                set_principal(user.principal)
                login_user(user)
                return redirect(target)
            form.password.errors = [_("Login or password is wrong.")]
            status = 401
        return self.render_template("auth/login.html", form=form), status

    @expose("/logout/", methods=["GET", "POST"])
    def logout(self) -> Response | str:
        """Ask on GET, sign out on POST."""
        if current_principal().user_id is None:
            return redirect(url_for("AuthView.login"))
        if request.method == "GET":
            return str(self.render_template("auth/logout.html"))
        logout_user()
        _forget_session()
        return redirect(url_for("AuthView.login"))

    @expose("/password/", methods=["GET", "POST"])
    def password(self) -> Response | str:
        """Change the own password."""
        who = current_principal()
        if who.user_id is None:
            return unauthorized()
        form = PasswordForm()
        if form.validate_on_submit():
            try:
                change_password(db.session, who.user_id, form.present.data, form.new.data)
            except PasswordError as refusal:
                getattr(form, refusal.field).errors = [refusal.sentence]
            else:
                flash(_("The password was changed."), "success")
                return redirect("/")
        return str(self.render_template("auth/password.html", form=form, min_length=MIN_LENGTH))
