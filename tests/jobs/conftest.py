"""A real queue server, and workers that are real processes without anybody who restarts them."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis

from config import ROOT, Config
from jobs.queue import connect
from supervisor import valkey
from tests.platform.running import PATIENCE, environment, wait_for


class Server:
    """The embedded queue server, started and killed by hand."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(valkey.command(self.config))
        wait_for(lambda: valkey.answers(self.config.queue_socket), PATIENCE, "queue server")

    def kill(self) -> None:
        """Kill it as `kill -9` does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @property
    def client(self) -> Redis:
        """A client of it."""
        return connect(self.config.queue_url, 3.0)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(Config(APP_ENV="test", INSTANCE_DIR=str(tmp_path / "instance")))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def queued(app: Flask, server: Server) -> Iterator[Flask]:
    """Return the app, in its context, with the real queue behind it."""
    app.config["REDIS_URL"] = server.config.queue_url
    with app.app_context():
        yield app


@pytest.fixture
def start_role(app: Flask, server: Server, tmp_path: Path) -> Iterator[Callable[[str], int]]:
    """Give `start_role("worker")`: start a process of that role, return its process id."""
    env = environment(
        Path(server.config.INSTANCE_DIR), DATABASE_URL=app.config["SQLALCHEMY_DATABASE_URI"]
    )
    started: list[subprocess.Popen[bytes]] = []

    def start(role: str) -> int:
        process = subprocess.Popen([sys.executable, str(ROOT / "run.py"), role], env=env, cwd="/")
        started.append(process)
        return process.pid

    yield start
    for process in started:
        process.send_signal(signal.SIGKILL)
        process.wait()
