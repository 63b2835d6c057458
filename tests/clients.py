"""Test clients that signed in as a person does, through the page, or as a program does."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

SAFE = {"GET", "HEAD", "OPTIONS"}
_TOKEN = re.compile(r'name="csrf[_-]token"[^>]*(?:value|content)="([^"]+)"')


class JournalClient(FlaskClient):
    """A client that adds what its sign-in gave: a CSRF token to each write, or a bearer token."""

    csrf: str | None = None
    bearer: str | None = None

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request; a header of the test's own wins over ours."""
        headers = dict(kwargs.pop("headers", None) or {})
        method = kwargs.get("method", "GET").upper()
        if self.csrf and method not in SAFE:
            headers.setdefault("X-CSRFToken", self.csrf)
        if self.bearer:
            headers.setdefault("Authorization", f"Bearer {self.bearer}")
        return super().open(*args, headers=headers, **kwargs)


def token_of(page: str) -> str:
    """Return the CSRF token that a page carries in a form or in its head."""
    found = _TOKEN.search(page)
    assert found, "the page carries no CSRF token"
    return found[1]


def sign_in(app: Flask, login: str, password: str) -> JournalClient:
    """Return a client that signed in through the sign-in page."""
    client = JournalClient(app, app.response_class)
    form = {
        "username": login,
        "password": password,
        "csrf_token": token_of(client.get("/login/").text),
    }
    answer = client.post("/login/", data=form)
    assert answer.status_code == 302, f"{login} cannot sign in: {answer.status_code}"
    client.csrf = token_of(client.get("/password/").text)
    return client


def with_token(app: Flask, login: str, password: str) -> JournalClient:
    """Return a client that signed in over REST and sends its bearer token."""
    client = JournalClient(app, app.response_class)
    answer = client.post(
        "/api/v1/security/login",
        json={"username": login, "password": password, "provider": "db"},
    )
    assert answer.status_code == 200, f"{login} cannot sign in: {answer.text}"
    client.bearer = answer.json["access_token"]
    return client
