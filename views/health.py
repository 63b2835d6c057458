"""GET /healthz: what works, each part for itself, for those who watch the machine.

It needs no sign-in and says one word a part, never where a part is or what it holds.
"""

import threading
from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Flask, Response, current_app, jsonify
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from access.session import db
from jobs import presence
from jobs.queue import connection, queue

WITHIN: Final = 1.0  # seconds for one part to answer
UP: Final = "up"
DOWN: Final = "down"
UNKNOWN: Final = "unknown"

health = Blueprint("health", __name__)
State = dict[str, Any]


@health.get("/healthz")
def healthz() -> tuple[Response, int]:
    """Return the state of each part; 503 when one that is needed is not up."""
    parts = {"database": within(WITHIN, _database)} | _queue_parts()
    needed = current_app.config["HEALTH_NEEDS"].split(",")
    healthy = all(parts[name.strip()]["state"] == UP for name in needed if name.strip())
    answer = jsonify({"status": UP if healthy else DOWN, **parts})
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200 if healthy else 503


def within(seconds: float, check: Callable[[], State]) -> State:
    """Return what `check` says, or that it is down when it takes longer.

    Drivers have time limits of their own, but of several seconds, and not for every step.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    told: list[State] = []

    def run() -> None:
        with app.app_context():
            told.append(check())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    return told[0] if told else {"state": DOWN, "reason": "timeout"}


def _database() -> State:
    try:
        with db.engine.connect() as link:
            link.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return {"state": DOWN, "reason": "unreachable"}
    return {"state": UP}


def _queue_parts() -> dict[str, State]:
    client = connection(WITHIN)
    try:
        parts: dict[str, State] = {"queue": {"state": UP, "waiting": queue(client).count}}
        for name in (presence.WORKER, presence.CRON):
            shown = presence.is_shown(client, name)
            parts[name] = {"state": UP} if shown else {"state": DOWN, "reason": "no_heartbeat"}
    except RedisError as error:
        reason = "timeout" if "Timeout" in type(error).__name__ else "unreachable"
        unknown = {"state": UNKNOWN, "reason": "queue_down"}
        return {"queue": {"state": DOWN, "reason": reason}, "worker": unknown, "cron": unknown}
    return parts


def init_app(app: Flask) -> None:
    """Register the page."""
    app.register_blueprint(health)
