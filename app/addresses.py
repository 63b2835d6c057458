"""Addresses in the templates, built once: a page names dozens, and building one is slow."""

from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request


def _url_for(endpoint: str, **values: Any) -> str:
    """Return `flask.url_for()` of the same; what depends on the request is built anew."""
    if endpoint.startswith((".", "_")) or any(name.startswith("_") for name in values):
        return current_app.url_for(endpoint, **values)
    try:
        return _found(request.script_root, endpoint, tuple(values.items()))
    except TypeError:  # a value that is no key of a cache
        return current_app.url_for(endpoint, **values)


@lru_cache(maxsize=1024)
def _found(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return current_app.url_for(endpoint, **dict(values))


def init_app(app: Flask) -> None:
    """Give the templates this function in place of Flask's own."""
    app.jinja_env.globals["url_for"] = _url_for
