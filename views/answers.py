"""Answers that pages and REST share: an error is a page for a person, JSON for a program."""

from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse


def wants_json() -> bool:
    """Return whether a program asks: a REST path, or JSON preferred over HTML."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def unauthorized() -> BaseResponse:
    """Answer 401 to a program; send a person to the sign-in page and back afterwards."""
    if wants_json():
        return json_error(401, _("Sign in first."))
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("AuthView.login", next=target))


def json_error(status: int, message: str, **more: Any) -> Response:
    """Return a JSON answer with a sentence for people under `message`."""
    response = jsonify({"message": message, **more})
    response.status_code = status
    return response


def error(status: int, message: str) -> tuple[str, int] | Response:
    """Answer an error as a page or as JSON."""
    if wants_json():
        return json_error(status, message)
    return render_template("errors/error.html", status=status, message=message), status
