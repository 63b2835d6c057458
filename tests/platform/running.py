"""The real system of `run.py` in a directory and on a port of its own, and what to do to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from config import ROOT

PATIENCE = 120.0  # s for what has no bar of its own: a process that starts on a busy machine


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(instance: Path, **more: str) -> dict[str, str]:
    """Return the environment of an empty college, production-like: there is no demo to load."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "APP_ENV": "production",
        "SECRET_KEY": "x" * 40,
        "DATABASE_URL": f"sqlite:///{instance}/journal.db",
        "INSTANCE_DIR": str(instance),
        "COOKIE_SECURE": "no",
        "PYTHONPATH": str(ROOT),
        **more,
    }


def wait_for(what: Callable[[], Any], seconds: float, told: str) -> float:
    """Wait until `what()` is true; return the seconds it took, fail with `told` after `seconds`."""
    begun = time.monotonic()
    while not what():
        if time.monotonic() - begun > seconds:
            raise AssertionError(f"{told}: not within {seconds:g} s")
        time.sleep(0.1)
    return time.monotonic() - begun


def alive(pid: int) -> bool:
    """Return whether process `pid` runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def offspring(pid: int) -> dict[int, str]:
    """Return the command lines of all processes below `pid`, by process id."""
    found: dict[int, str] = {}
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return found
    for child in map(int, children):
        try:
            line = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        found |= {child: line, **offspring(child)}
    return found


class Running:
    """A started system."""

    PARTS = {"web": "gunicorn", "worker": "run.py worker", "cron": "run.py cron", "queue": "valkey"}

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "run.py")],
                env={**env, "PORT": str(self.port)},
                stdout=output,
                stderr=output,
                cwd="/",
            )

    def health(self) -> tuple[int, dict[str, Any]]:
        """Return the status and the body of /healthz; (0, {}) if nothing answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=3) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, json.load(error)
        except (URLError, OSError):
            return 0, {}

    def is_up(self) -> bool:
        """Return whether all four parts are up."""
        return self.health()[0] == 200

    def wait_until_up(self, seconds: float = PATIENCE) -> float:
        """Return the seconds until all parts are up; fail with the log's end."""
        try:
            return wait_for(lambda: self.process.poll() is not None or self.is_up(), seconds, "up")
        finally:
            if not self.is_up():
                print(self.log.read_text()[-4000:])
                assert self.process.poll() is None, "it ended"

    def pid_of(self, part: str) -> int | None:
        """Return the process of a part: the one that the supervisor started itself."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        below = offspring(self.process.pid)
        mine = [int(pid) for pid in children.read_text().split()]
        found = [pid for pid in mine if self.PARTS[part] in below.get(pid, "")]
        return found[0] if found else None

    def kill(self, part: str) -> int:
        """Kill a part as `kill -9` does; return its process id."""
        pid = self.pid_of(part)
        assert pid is not None, f"{part} does not run"
        os.kill(pid, signal.SIGKILL)
        return pid

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Stop the system by a signal; return the seconds it took."""
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=30)
        return time.monotonic() - begun


@contextmanager
def running(env: dict[str, str], log: Path) -> Iterator[Running]:
    """Run the system within the block; nothing of it is left afterwards, whatever happens."""
    system = Running(env, log)
    try:
        yield system
    finally:
        left = offspring(system.process.pid)
        if system.process.poll() is None:
            system.stop()
        for pid in left:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
