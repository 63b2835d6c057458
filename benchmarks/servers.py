"""Web servers of a benchmark: gunicorn with one worker, on a free port, until the block ends."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from config import ROOT

SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn, and the database server that works for it, if that is a process."""

    port: int
    pid: int
    database: int | None = None

    def memory(self) -> int:
        """Return the resident memory of its largest worker, in bytes."""
        return max(_resident(child) for child in self.workers())

    def workers(self) -> list[int]:
        """Return the process ids of its workers."""
        return _children(self.pid)

    def busy(self) -> float:
        """Return the seconds that its workers, and the database's, have spent on a processor."""
        working = self.workers() + (_children(self.database) if self.database else [])
        return sum(map(_nanoseconds, working)) / 1e9


def _children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children]


def _nanoseconds(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    except OSError:  # a connection of the database that has just ended
        return 0


def postmaster(url: str) -> int | None:
    """Return the process id of the PostgreSQL server at `url`, None for SQLite."""
    engine = create_engine(url)
    try:
        if engine.dialect.name != "postgresql":
            return None
        with engine.connect() as connection:
            backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            # The name in parentheses may hold spaces; the parent is the second field after it.
            return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])
    finally:
        engine.dispose()


def _resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def server(factory: str, environment: Mapping[str, str], log: Path) -> Iterator[Server]:
    """Run the application that `factory` («module:function») makes; give its address."""
    port = _free_port()
    # The product's own settings; one worker, that is not replaced while it is measured.
    command = [
        *(sys.executable, "-m", "gunicorn", "-c", "python:supervisor.gunicorn_settings"),
        *("--workers", "1", "--max-requests", "0", "--bind", f"127.0.0.1:{port}"),
        f"{factory}()",
    ]
    settings = {**os.environ, **environment, "PORT": str(port)}
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603  our own command
            command, cwd=ROOT, env=settings, stdout=out, stderr=out
        )
    try:
        _wait(process, port, log)
        yield Server(port, process.pid, postmaster(environment["DATABASE_URL"]))
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    limit = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < limit and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"a server did not start: {log.read_text()[-2000:]}")
