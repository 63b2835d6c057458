"""The right that a page or a REST method needs, said above it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, request

from access.matrix import Action, Resource
from access.principal import current_principal
from views.answers import unauthorized

Method = Callable[..., Any]
MAX_PAGE = 10_000


def needs(action: Action, resource: Resource) -> Callable[[Method], Method]:
    """Answer 401 to nobody in particular, 403 to who may not do `action` to `resource`."""

    def decorate(method: Method) -> Method:
        @wraps(method)
        def checked(*args: Any, **kwargs: Any) -> Any:
            who = current_principal()
            if who.user_id is None:
                return unauthorized()
            if not who.may(action, resource):
                abort(403)
            return method(*args, **kwargs)

        return checked

    return decorate


def page_number() -> int:
    """Return the page that the request asks for, from 0; 0 for what is no page."""
    text = request.args.get("page", "")
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MAX_PAGE)):
        return 0
    return min(int(text), MAX_PAGE)


def sought() -> str:
    """Return what the request searches for, short and without what no database takes."""
    return request.values.get("q", "").replace("\0", "").strip()[:100]
