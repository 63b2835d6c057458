"""What bad input and refusals get: a sentence, never a stack trace, nothing half-written."""

import logging
from typing import Any

from flask import Flask, Response, session
from flask.json.provider import DefaultJSONProvider
from flask_babel import lazy_gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from access.errors import Forbidden
from access.frozen import Frozen
from access.session import db
from services.frozen_words import frozen_sentence
from views.answers import error

log = logging.getLogger(__name__)

SENTENCES = {
    400: lazy_gettext("The request cannot be understood."),
    401: lazy_gettext("Sign in first."),
    403: lazy_gettext("Your role does not allow this."),
    404: lazy_gettext("There is no such page or record, or it is not yours to see."),
    405: lazy_gettext("This cannot be done here."),
    413: lazy_gettext("The file or request is too large."),
    415: lazy_gettext("This kind of content is not accepted here."),
    422: lazy_gettext("The data cannot be accepted."),
    429: lazy_gettext("Too many requests. Wait a little."),
    500: lazy_gettext("Something went wrong on our side. Nothing was written."),
    503: lazy_gettext("The journal is busy. Try again in a moment; nothing was written."),
}


class BoundedJSON(DefaultJSONProvider):
    """JSON as Flask reads and writes it; what is nested thousands deep is no JSON."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return what `s` says; raise ValueError where it is malformed."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("JSON is nested too deep") from None


def _http(exception: HTTPException) -> Any:
    status = exception.code or 500
    if status < 400:
        return exception
    if isinstance(exception.description, str) and getattr(exception, "for_people", False):
        return error(status, exception.description)
    return error(status, str(SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])))


def _forbidden(_exception: Forbidden) -> Any:
    db.session.rollback()
    return error(403, str(SENTENCES[403]))


def _frozen(exception: Frozen) -> Any:
    db.session.rollback()
    return error(409, frozen_sentence(exception))


def _busy(exception: OperationalError) -> Any:
    db.session.rollback()
    log.warning("database busy", extra={"error": type(exception.orig).__name__})
    return error(503, str(SENTENCES[503]))


def _unexpected(exception: Exception) -> Any:
    db.session.rollback()
    log.exception("unhandled", exc_info=exception)
    return error(500, str(SENTENCES[500]))


def _refused(response: BaseResponse) -> BaseResponse:
    """Answer 403 where a flush was refused and FAB swallowed the refusal."""
    if not db.session.registry.has() or "refused" not in db.session.info:
        return response
    db.session.info.pop("refused")
    db.session.rollback()
    session.pop("_flashes", None)
    answer = error(403, str(SENTENCES[403]))
    if isinstance(answer, Response):
        return answer
    body, status = answer
    return Response(body, status, mimetype="text/html")


def init_app(app: Flask) -> None:
    """Install the handlers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(Frozen, _frozen)
    app.register_error_handler(OperationalError, _busy)
    app.json = BoundedJSON(app)
    app.register_error_handler(Exception, _unexpected)
    app.after_request(_refused)
