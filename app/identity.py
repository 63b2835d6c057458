"""Who is asking: resolved once per request, before anything else runs (cookie or bearer token)."""

import uuid
from dataclasses import replace
from typing import Final

from flask import Flask, g, request, session
from flask_jwt_extended import verify_jwt_in_request
from flask_jwt_extended.exceptions import JWTExtendedException
from flask_wtf.csrf import CSRFProtect
from jwt.exceptions import PyJWTError
from werkzeug.wrappers import Response as BaseResponse

from access.principal import ANONYMOUS, Principal, set_principal
from access.principals import principal_of_user
from access.session import db, set_writing
from views.answers import unauthorized

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Programs sign in and refresh without a page that could hold a token.
CSRF_EXEMPT: Final = frozenset({"SecurityApi.login", "SecurityApi.refresh"})

csrf = CSRFProtect()


def _anonymous() -> Principal:
    return Principal(kind=ANONYMOUS.kind, origin=request.remote_addr, request_id=g.request_id)


def _by_token() -> Principal | None:
    try:
        verify_jwt_in_request(refresh=request.endpoint == "SecurityApi.refresh")
    except (JWTExtendedException, PyJWTError):
        return None
    # The verification has looked the account up: `load_user_jwt` left it there.
    return replace(g.user.principal, origin=request.remote_addr, request_id=g.request_id)


def _account(user_id: str | int) -> Principal | None:
    return principal_of_user(int(user_id), origin=request.remote_addr, request_id=g.request_id)


def _resolve() -> BaseResponse | None:
    """Set the principal, check the CSRF token of a cookie's write, say what unit this is.

    A bearer token wins over a cookie; a bad one is 401.
    """
    g.request_id = uuid.uuid4().hex
    set_writing(False)
    set_principal(_anonymous())
    bearer = request.headers.get("Authorization", "").lower().startswith("bearer ")
    if bearer and request.method != "OPTIONS":  # which Flask-JWT-Extended never verifies
        who = _by_token()
        if who is None:
            return unauthorized()
        g.by_token = True
    else:
        user_id = session.get("_user_id")
        who = (_account(user_id) if user_id else None) or _anonymous()
        set_principal(who)  # a refusal of what follows is a page of theirs
        if request.method not in SAFE and request.endpoint not in CSRF_EXEMPT:
            if who.user_id is None and request.path.startswith("/api/"):
                return unauthorized()  # a program without a token is told so, not about CSRF
            csrf.protect()
    set_principal(who)
    set_writing(request.method not in SAFE)
    return None


def _forget(_error: BaseException | None) -> None:
    db.session.remove()
    set_principal(None)
    set_writing(False)


def init_app(app: Flask) -> None:
    """Install the resolver. Call it before FAB, whose own hook asks for the user."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf.init_app(app)
    app.before_request(_resolve)
    app.teardown_request(_forget)
