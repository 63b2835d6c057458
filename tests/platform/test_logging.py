"""Logs: one JSON object a line, with the request's id, and nothing about people."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.logging import JsonFormatter

Logged = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def logged() -> Iterator[Logged]:
    """Give `logged()`: what was logged since, as the objects that a collector reads."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_request_is_told_by_its_route_and_its_id(anonymous: FlaskClient, logged: Logged) -> None:
    answer = anonymous.get("/login/?next=/registers/student/list/?search=Иванов")
    (entry,) = [line for line in logged() if line["logger"] == "journal.access"]
    assert entry["method"] == "GET"
    assert entry["route"] == "/login/"
    assert entry["status"] == answer.status_code
    assert entry["request_id"] == answer.headers["X-Request-Id"]
    assert entry["milliseconds"] > 0
    assert "Иванов" not in json.dumps(logged(), ensure_ascii=False)


def test_a_path_that_matches_no_route_is_not_told(anonymous: FlaskClient, logged: Logged) -> None:
    anonymous.get("/people/Иванов-Иван/passport")
    (entry,) = [line for line in logged() if line["logger"] == "journal.access"]
    assert entry["status"] == 404
    assert "route" not in entry


def test_a_failed_sign_in_names_nobody(anonymous: FlaskClient, logged: Logged) -> None:
    anonymous.post("/api/v1/security/login", json={
        "username": "ivanov-login", "password": "secret-word", "provider": "db",
    })  # fmt: skip
    everything = json.dumps(logged(), ensure_ascii=False)
    assert "ivanov-login" not in everything
    assert "secret-word" not in everything


def test_an_exception_is_told_by_type_and_place(app: Flask, logged: Logged) -> None:
    try:
        int("Иванов")
    except ValueError:
        logging.getLogger("app.errors").exception("unhandled")
    (entry,) = logged()
    assert entry["message"] == "unhandled"
    assert entry["exception"][0] == "builtins.ValueError"
    assert "test_logging.py" in entry["exception"][1]
    assert "Иванов" not in json.dumps(entry, ensure_ascii=False)


def test_what_a_library_puts_into_its_words_is_left_out(logged: Logged) -> None:
    logging.getLogger("flask_appbuilder.security").warning("Login failed for user: %s", "ivanov")
    logging.getLogger("rq.worker").error("job %s failed\nTraceback: Иванов", "report-run-7")
    first, second = logged()
    assert first["message"] == "Login failed for user: %s"
    assert second["message"] == "job report-run-7 failed"
