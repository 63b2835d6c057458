"""A sequential HTTP client with the cookies of one person who signed in, and a stopwatch."""

import http.client
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from statistics import median
from time import perf_counter
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.servers import Server

TOKEN: Final = re.compile(r'name="csrf[_-]token"[^>]*(?:value|content)="([^"]+)"')
WARM_UP: Final = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    body: bytes


class Client:
    """One person's browser: it keeps cookies and, where the server does, the connection."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def send(
        self, method: str, path: str, body: bytes | None = None, kind: str = "application/json"
    ) -> Answer:
        """Send a request; return the answer."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.token}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        for header in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(response.status, content)

    def get(self, path: str) -> Answer:
        """Get a page; raise where it is not 200."""
        answer = self.send("GET", path)
        if answer.status != 200:
            raise RuntimeError(f"GET {path}: {answer.status}")
        return answer

    def put(self, path: str, values: Mapping[str, Any]) -> Answer:
        """Put JSON; raise where the answer is not 200."""
        answer = self.send("PUT", path, json.dumps(values).encode())
        if answer.status != 200:
            raise RuntimeError(f"PUT {path}: {answer.status} {answer.body[:300]!r}")
        return answer

    def sign_in(self, login: str, password: str) -> None:
        """Sign in through the sign-in page."""
        found = TOKEN.search(self.get("/login/").body.decode())
        form = {"username": login, "password": password, "csrf_token": found[1] if found else ""}
        kind = "application/x-www-form-urlencoded"
        answer = self.send("POST", "/login/", urlencode(form).encode(), kind)
        if answer.status != 302:
            raise RuntimeError(f"{login} cannot sign in: {answer.status}")
        found = TOKEN.search(self.send("GET", "/password/").body.decode())
        self.token = found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians of one kind of request in milliseconds, and the size of its answer.

    `ms` is what the client waits, `cpu` what the servers' processes work for it: the latter
    suffers less on a machine that is busy with something else.
    """

    ms: float
    cpu: float
    size: int


@dataclass(frozen=True, slots=True)
class Call:
    """A request that is measured: who sends it, and how."""

    client: Client
    send: Callable[[], Answer]


def get(client: Client, path: str) -> Call:
    """Return the call that gets a page."""
    return Call(client, lambda: client.get(path))


def measure(calls: Mapping[str, Call], rounds: int) -> dict[str, Timing]:
    """Return the median of each call. They take turns, so that a busy machine hurts all alike."""
    waited: dict[str, list[float]] = {name: [] for name in calls}
    worked: dict[str, list[float]] = {name: [] for name in calls}
    sizes: dict[str, int] = {}
    for turn in range(-WARM_UP, rounds):
        for name, call in calls.items():
            busy, started = call.client.server.busy(), perf_counter()
            answer = call.send()
            passed = perf_counter() - started
            if turn >= 0:
                waited[name].append(passed * 1000)
                worked[name].append((call.client.server.busy() - busy) * 1000)
            sizes[name] = len(answer.body)
    return {name: Timing(median(waited[name]), median(worked[name]), sizes[name]) for name in calls}
