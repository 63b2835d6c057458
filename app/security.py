"""FAB's security manager with rights taken from the matrix, and no query of its own."""

from typing import Any, Final

from flask import g
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_appbuilder.security.sqla.models import User
from flask_login import UserMixin
from sqlalchemy import func, select, update
from werkzeug.security import check_password_hash

from access.matrix import Action, Resource
from access.principal import Principal, current_principal
from access.principals import principal_of_user
from access.session import db, system_write, writing
from domain.clock import clock
from services.activity import note_sign_in
from views.auth import AuthView

_ACTIONS: Final = {f"can_{action}": action for action in Action}
_RESOURCES: Final = frozenset(Resource)
_DOCUMENTS: Final = frozenset({"OpenApi", "SwaggerView"})  # of the REST resources: name no rows


class SignedInUser(UserMixin):
    """The person who asks, as Flask-Login and FAB's templates want to see one."""

    def __init__(self, who: Principal) -> None:
        self.principal = who
        self.id = who.user_id
        self.username = who.name
        self.roles = sorted(who.roles)


class MatrixSecurityManager(SecurityManager):
    """Answers every question about rights from `access/matrix.py`."""

    authdbview = AuthView

    def register_views(self) -> None:
        """Register sign-in for people and for programs; FAB's user and role pages stay off."""
        self.auth_view = self.authdbview()
        self.appbuilder.add_view_no_menu(self.auth_view)
        if self.is_auth_limited:
            limit = self.limiter.limit(self.auth_rate_limit, methods=["POST"])
            limit(self.auth_view.blueprint)
        self.appbuilder.add_api(self.security_api)

    def create_db(self) -> None:
        """Do nothing: migrations own every table and `flask access sync` every role."""

    def has_access(self, permission_name: str, view_name: str) -> bool:
        """Return whether the present principal may do `can_<action>` to the resource."""
        if view_name in _DOCUMENTS:
            return current_principal().user_id is not None
        if permission_name not in _ACTIONS or view_name not in _RESOURCES:
            return False
        return current_principal().may(_ACTIONS[permission_name], Resource(view_name))

    def is_item_public(self, permission_name: str, view_name: str) -> bool:
        """Return False: nothing is public, sign-in and health aside."""
        return False

    def get_user_menu_access(self, menu_names: list[str] | None = None) -> set[str]:
        """Return no menus: `app/navigation.py` is the menu."""
        return set()

    def load_user(self, pk: Any) -> SignedInUser | None:
        """Return the person with account `pk`, without a query where they are who asks."""
        who = current_principal()
        if who.user_id != int(pk):
            found = principal_of_user(int(pk))
            if found is None:
                return None
            who = found
        return SignedInUser(who)

    def load_user_jwt(self, _header: Any, data: dict[str, Any]) -> SignedInUser | None:
        """Return the person whom a verified token names."""
        g.user = self.load_user(data["sub"])
        return g.user

    def auth_user_db(self, username: str, password: str) -> SignedInUser | None:
        """Return the person with this login and password, or None; count the attempt.

        The password is checked outside of any unit of work: hashing is slow.
        """
        with db.engine.connect() as connection:
            row = connection.execute(
                select(User.id, User.password, User.active).where(
                    func.lower(User.username) == (username or "").strip().lower()
                )
            ).first()
        hashed = row.password if row and row.password else _NOBODY
        matches = check_password_hash(hashed, password or "")
        if row is None:
            return None
        success = matches and bool(row.active)
        _count_sign_in(row.id, success)
        who = principal_of_user(row.id) if success else None
        return SignedInUser(who) if who else None


# The hash of no one's password: an unknown login costs the same time as a known one.
_NOBODY: Final = (
    "scrypt:32768:8:1$6dPzJ3bbvQTjIe0k$"
    "0f4b2d3f9c6b2a1d8e7f60514233241506978695a4b3c2d1e0f1021324354657"
    "68798a9babcbdcedfe0f10213243546576879809a1b2c3d4e5f60718293a4b5c"
)


def _count_sign_in(user_id: int, success: bool) -> None:
    if success:
        values: dict[str, Any] = {
            "last_login": clock.now(),
            "login_count": func.coalesce(User.login_count, 0) + 1,
            "fail_login_count": 0,
        }
    else:
        values = {"fail_login_count": func.coalesce(User.fail_login_count, 0) + 1}
    db.session.rollback()
    with writing():
        system_write(db.session, update(User).where(User.id == user_id).values(**values))
        note_sign_in(db.session, user_id, success=success)
        db.session.commit()
