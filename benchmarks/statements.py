"""How many SQL statements a request takes, counted in the process that answers it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

OF_UNITS: Final = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)", re.IGNORECASE)
TOKEN: Final = re.compile(r'name="csrf[_-]token"[^>]*(?:value|content)="([^"]+)"')


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that any engine executes; BEGIN and its like are none."""
    found: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not OF_UNITS.match(statement):
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def signed_in(app: Flask, login: str, password: str) -> FlaskClient:
    """Return a client in this process that signed in as `login`."""
    client = app.test_client()
    found = TOKEN.search(client.get("/login/").text)
    token = found[1] if found else ""
    client.post("/login/", data={"username": login, "password": password, "csrf_token": token})
    found = TOKEN.search(client.get("/password/").text)
    client.environ_base["HTTP_X_CSRFTOKEN"] = found[1] if found else ""
    return client


def statements(call: Callable[[], Any]) -> list[str]:
    """Return the statements of the second of two equal requests: the first fills the caches."""
    call()
    with counted() as found:
        answer = call()
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.request.path}: {answer.status_code}")
    return found
