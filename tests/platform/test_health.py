"""GET /healthz: each part for itself, quickly, to anybody, and no secrets."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from jobs import presence
from tests.databases import make_app
from tests.jobs.conftest import Server, server  # noqa: F401  a fixture

pytestmark = pytest.mark.real_clock


@pytest.fixture
def healthy(app: Flask, server: Server) -> Flask:  # noqa: F811
    """Return the app with everything up: worker and cron have just shown themselves."""
    app.config["REDIS_URL"] = server.config.queue_url
    for part in (presence.WORKER, presence.CRON):
        presence.show(server.client, part)
    return app


def test_all_parts_are_up(healthy: Flask) -> None:
    answer = healthy.test_client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {
        "status": "up",
        "database": {"state": "up"},
        "queue": {"state": "up", "waiting": 0},
        "worker": {"state": "up"},
        "cron": {"state": "up"},
    }
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("part", ["worker", "cron"])
def test_a_part_without_a_sign_of_life_is_down(healthy: Flask, server: Server, part: str) -> None:  # noqa: F811
    server.client.delete(presence.key(part))
    answer = healthy.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["status"] == "down"
    assert answer.json[part] == {"state": "down", "reason": "no_heartbeat"}
    assert answer.json["queue"]["state"] == "up"


def test_what_is_not_needed_may_be_down(healthy: Flask, server: Server) -> None:  # noqa: F811
    server.client.delete(presence.key("cron"))
    healthy.config["HEALTH_NEEDS"] = "database, queue"
    answer = healthy.test_client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["cron"]["state"] == "down"


def test_without_the_queue_nobody_knows_of_worker_and_cron(
    healthy: Flask,
    server: Server,  # noqa: F811
) -> None:
    server.kill()
    answer = healthy.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["database"] == {"state": "up"}
    assert answer.json["queue"] == {"state": "down", "reason": "unreachable"}
    assert answer.json["worker"] == answer.json["cron"]
    assert answer.json["cron"] == {"state": "unknown", "reason": "queue_down"}


def test_a_queue_that_hangs_is_down_within_two_seconds(healthy: Flask, server: Server) -> None:  # noqa: F811
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGSTOP)
    begun = time.monotonic()
    try:
        answer = healthy.test_client().get("/healthz")
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    assert time.monotonic() - begun < 2
    assert answer.json is not None
    assert answer.json["queue"] == {"state": "down", "reason": "timeout"}


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port on which somebody listens and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_database_that_hangs_is_down_within_three_seconds(
    silent_port: int, tmp_path: Path
) -> None:
    app = make_app(f"postgresql://journal:word@127.0.0.1:{silent_port}/journal", tmp_path)
    app.test_client().get("/static/css/app.css")  # the first request of an app takes its time
    begun = time.monotonic()
    answer = app.test_client().get("/healthz")
    assert time.monotonic() - begun < 3
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["database"] == {"state": "down", "reason": "timeout"}


def test_no_address_path_or_password_is_told(tmp_path: Path) -> None:
    app = make_app("postgresql://journal:password-word@127.0.0.1:1/database-word", tmp_path)
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["database"] == {"state": "down", "reason": "unreachable"}
    for secret in ("password-word", "database-word", "127.0.0.1", str(tmp_path), ".sock"):
        assert secret not in answer.text
