"""The whole system on one machine: what is started in which order, and how it ends."""

import contextlib
import fcntl
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from access.roles import Role
from config import ROOT, Config, ConfigError
from supervisor import valkey
from supervisor.process import Child, stop_all

# Of the demo; they have nothing in common with the first of their role.
SECOND_LOGINS: Final = ("teacher2", "curator2", "department_head2", "student2", "parent2")
TICK: Final = 0.2  # seconds between two looks at the processes
QUEUE_WITHIN: Final = 30.0  # seconds for the queue server to read its data
HEALTHY_WITHIN: Final = 90.0  # seconds
GRACE: Final = 6.0  # seconds to end by itself
QUEUE_GRACE: Final = 4.0  # seconds


class Stopped(Exception):
    """Somebody asked the system to stop."""


class System:
    """Web server, workers, cron and, where no other is named, the queue server."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.children: list[Child] = []
        self.stopping = False

    def run(self) -> int:
        """Run until stopped by Ctrl-C, SIGTERM or SIGHUP; return the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            with only_one(self.config.prepare_instance() / "run.lock"):
                check_port(self.config.HOST, self.config.PORT)
                return self._run()
        except ConfigError as error:
            say(str(error))
            return 2

    def _run(self) -> int:
        queue: Child | None = None
        try:
            # One that lost its supervisor is just ending: two must never write the same data.
            self._await(lambda: not valkey.answers(self.config.queue_socket), QUEUE_GRACE)
            queue = self._queue_server()
            self._prepare()
            if queue is not None:
                self._await(lambda: valkey.answers(self.config.queue_socket), QUEUE_WITHIN)
            self.children += self._roles()
            self._await(self._is_healthy, HEALTHY_WITHIN)
            greet(self.config, healthy=self._is_healthy())
            while True:
                self._tick()
        except Stopped:
            return 0
        except ConfigError as error:
            say(str(error))
            return 1
        finally:
            servers = [child for child in self.children if child is queue]
            stop_all([child for child in self.children if child is not queue], GRACE)
            stop_all(servers, QUEUE_GRACE)
            say("stopped")

    def _queue_server(self) -> Child | None:
        if not self.config.embedded_queue:
            return None
        child = Child("queue", valkey.command(self.config), say)
        self.children.append(child)
        return child

    def _roles(self) -> list[Child]:
        workers = [f"worker {number}" for number in range(1, self.config.WORKERS + 1)]
        names = ["web", *(workers if len(workers) > 1 else ["worker"]), "cron"]
        return [Child(name, role_command(name.partition(" ")[0]), say) for name in names]

    def _prepare(self) -> None:
        say("preparing the database")
        child = Child("prepare", role_command("prepare"), say)
        child.start()
        try:
            while not child.wait(time.monotonic() + TICK):
                self._tick()
        except Stopped:
            stop_all([child], GRACE)
            raise
        if child.process is not None and child.process.returncode != 0:
            raise ConfigError("The database could not be prepared; the lines above say why.")

    def _await(self, ready: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not ready() and time.monotonic() < end:
            self._tick()

    def _tick(self) -> None:
        for child in self.children:
            child.tend()
        if self.stopping:
            raise Stopped
        time.sleep(TICK)

    def _is_healthy(self) -> bool:
        return all(state == "up" for state in health(self.config).values())

    def _ask_to_stop(self, _number: int, _frame: object) -> None:
        self.stopping = True


def role_command(role: str) -> list[str]:
    """Return the command that starts one role."""
    return [sys.executable, str(ROOT / "run.py"), role]


def address(config: Config) -> str:
    """Return the address at which this machine reaches the web server."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(config.HOST, config.HOST)  # noqa: S104
    return f"http://{host}:{config.PORT}"


def health(config: Config) -> dict[str, str]:
    """Return the state of each part as /healthz tells it; {"web": "down"} if it does not answer."""
    try:
        with urlopen(f"{address(config)}/healthz", timeout=3) as answer:  # noqa: S310  our own
            told = json.load(answer)
    except HTTPError as error:
        with contextlib.suppress(ValueError):
            told = json.load(error)
            return {part: told[part]["state"] for part in told if part != "status"}
        return {"web": "down"}
    except (URLError, OSError, ValueError):
        return {"web": "down"}
    return {part: told[part]["state"] for part in told if part != "status"}


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; raise ConfigError if another system runs on this instance."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigError(
                f"The journal already runs on {path.parent}: stop it first."
            ) from None
        yield


def check_port(host: str, port: int) -> None:
    """Raise ConfigError if the web server could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(
                f"Cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}); "
                "choose another port: make run PORT=8080"
            ) from None


def greet(config: Config, *, healthy: bool) -> None:
    """Print the address and, for a demo, the logins and their password."""
    if not healthy:
        down = [part for part, state in health(config).items() if state != "up"]
        say(f"running, but not up yet: {', '.join(down)}")
    lines = [f"The journal is at {address(config)}", "Stop it with Ctrl-C."]
    password = config.DEMO_PASSWORD or kept(config.instance / "demo-password.txt")
    if config.APP_ENV != "production" and password:
        logins = ", ".join([*Role, *SECOND_LOGINS])
        lines[1:1] = [f"Demo logins: {logins}", f"Password of each: {password}"]
    print("\n".join(["", *lines, ""]), flush=True)


def kept(path: Path) -> str:
    """Return the text of a small file, empty where there is none."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def say(text: str) -> None:
    """Print a line about the processes."""
    print(f"run: {text}", file=sys.stderr, flush=True)
