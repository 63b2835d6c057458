"""Logs: one JSON object a line, with the request's id, and nothing about people.

Query strings, form fields, names, logins and addresses never reach a log: a request is told by
its route's pattern, an exception by its type and the lines of code it passed. What libraries say
is kept to their fixed words, because they put logins and values into the rest.
"""

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import Any, Final

from flask import Flask, g, has_request_context, request
from werkzeug.wrappers import Response

from access.principal import NoPrincipalError, current_principal

ACCESS: Final = logging.getLogger("journal.access")
# Loggers whose messages hold nothing but our own words.
OWN: Final = (
    "access",
    "app",
    "gunicorn",
    "jobs",
    "journal",
    "reports",
    "rq",  # ids of jobs and workers; the traceback that it adds stands below the first line
    "services",
    "supervisor",
)
# Chatter of a healthy system.
QUIET: Final = ("alembic", "flask_appbuilder", "fontTools", "rq", "sqlalchemy", "xhtml2pdf")
EXTRAS: Final = ("error", "method", "milliseconds", "report", "route", "run", "status")


class JsonFormatter(logging.Formatter):
    """Format a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON: time, level, logger, message, request id and extras."""
        own = record.name.partition(".")[0] in OWN
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": (record.getMessage() if own else str(record.msg)).partition("\n")[0],
            "request_id": request_id(),
        }
        entry |= {name: vars(record)[name] for name in EXTRAS if name in vars(record)}
        if record.exc_info and record.exc_info[1] is not None:
            entry["exception"] = told(record.exc_info[1])
        return json.dumps(
            {key: value for key, value in entry.items() if value is not None}, ensure_ascii=False
        )


def told(error: BaseException) -> list[str]:
    """Return where and by which types `error` came about; its own words may quote people's data."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return lines


def request_id() -> str | None:
    """Return the id of the request or job at work, None outside of both."""
    if has_request_context():
        return g.get("request_id")
    try:
        return current_principal().request_id
    except NoPrincipalError:
        return None


def settings(level: str = "INFO") -> dict[str, Any]:
    """Return the settings for `logging.config.dictConfig`: everything as JSON to stderr."""
    quiet = {name: {"level": "WARNING"} for name in QUIET}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "app.logging.JsonFormatter"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": sys.stderr,
                "formatter": "json",
            }
        },
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            **quiet,
            # gunicorn gives its loggers handlers of their own; ours speaks once, from the root.
            "gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": True},
        },
    }


def _start_clock() -> None:
    g.started = time.perf_counter()


def _log_request(response: Response) -> Response:
    if request.endpoint not in ("static", "health.healthz"):
        ACCESS.info(
            "request",
            extra={
                "method": request.method,
                "route": str(request.url_rule) if request.url_rule else None,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - g.started) * 1000, 1)
                if "started" in g
                else None,
            },
        )
    return response


def init_app(app: Flask) -> None:
    """Log each request. Call it first: its hook must begin before and end after all others."""
    app.before_request(_start_clock)
    app.after_request(_log_request)
