"""Larger bodies for the few methods that take files, and what a body that is too large gets."""

from typing import Any, Final

from flask import Flask, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from app.errors import SENTENCES
from views.answers import error
from views.uploads import FORM_ALLOWANCE, LIMIT, MB, too_large

# So much of a refused body is read and thrown away: a browser shows the answer only after that.
MOST_DRAINED: Final = 128 * MB
CHUNK: Final = 64 * 1024


def _limit() -> int | None:
    """Return how large a file the method asked for may take; None where it takes none."""
    method = current_app.view_functions.get(request.endpoint or "")
    return getattr(method, LIMIT, None)


def _allow() -> None:
    """Let the request be as large as its method says, before anything reads it."""
    most = _limit()
    if most is not None:
        request.max_content_length = most + FORM_ALLOWANCE


def _refuse(_exception: RequestEntityTooLarge) -> Any:
    """Answer 413 with the limit in words, having read the rest of the body in small pieces."""
    stream, left = request.environ["wsgi.input"], MOST_DRAINED
    while left > 0 and (piece := stream.read(CHUNK)):
        left -= len(piece)
    most = _limit()
    return error(413, str(SENTENCES[413]) if most is None else too_large(most))


def init_app(app: Flask) -> None:
    """Install both. Call it before `identity`, whose CSRF check reads the form."""
    app.before_request(_allow)
    app.register_error_handler(RequestEntityTooLarge, _refuse)
