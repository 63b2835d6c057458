"""`python run.py`: everything starts, whatever dies comes back, everything ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT
from tests.platform.running import (
    PATIENCE,
    Running,
    alive,
    environment,
    offspring,
    running,
    wait_for,
)
from tests.postgres import throwaway_server

pytestmark = pytest.mark.real_clock


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    path = tmp_path / "instance"
    path.mkdir()
    return path


def start_in_vain(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py")],
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_it_starts_ends_without_orphans_and_keeps_its_data(instance: Path, tmp_path: Path) -> None:
    env = environment(instance)
    with running(env, tmp_path / "log") as system:
        system.wait_until_up()
        status, body = system.health()
        assert status == 200
        assert body["status"] == "up"
        assert {body[part]["state"] for part in ("database", "queue", "worker", "cron")} == {"up"}
        below = offspring(system.process.pid)
        assert len(below) >= 6  # queue, gunicorn and its two, worker, cron
        assert system.stop(signal.SIGINT) < 8
        assert system.process.returncode == 0
        assert [line for pid, line in below.items() if alive(pid)] == []
    assert f"The journal is at http://127.0.0.1:{system.port}" in system.log.read_text()
    before = (instance / "journal.db").stat().st_ino
    with running(env, tmp_path / "log") as system:
        system.wait_until_up()
    assert (instance / "journal.db").stat().st_ino == before


def test_whatever_is_killed_comes_back(instance: Path, tmp_path: Path) -> None:
    with running(environment(instance), tmp_path / "log") as system:
        system.wait_until_up()
        for part in ("worker", "cron", "web", "queue"):
            killed = system.kill(part)
            took = wait_for(
                lambda part=part, killed=killed: _is_back(system, part, killed), 30, part
            )
            print(f"{part} killed: all up again after {took:.1f} s")


def _is_back(system: Running, part: str, killed: int) -> bool:
    pid = system.pid_of(part)
    return pid is not None and pid != killed and system.is_up()


def test_a_killed_supervisor_leaves_no_orphans(instance: Path, tmp_path: Path) -> None:
    with running(environment(instance), tmp_path / "log") as system:
        system.wait_until_up()
        below = offspring(system.process.pid)
        os.kill(system.process.pid, signal.SIGKILL)
        system.process.wait()
        wait_for(lambda: not any(alive(pid) for pid in below), 15, "all children gone")
    with running(environment(instance), tmp_path / "log") as system:
        system.wait_until_up()


def test_a_second_one_is_refused(instance: Path, tmp_path: Path) -> None:
    env = environment(instance)
    with running(env, tmp_path / "log") as system:
        system.wait_until_up()
        again = start_in_vain(env | {"PORT": "1"})
        assert again.returncode == 2
        assert "already runs" in again.stderr
        elsewhere = environment(tmp_path / "other", PORT=str(system.port))
        taken = start_in_vain(elsewhere)
        assert taken.returncode == 2
        assert f"Cannot listen on 127.0.0.1:{system.port}" in taken.stderr
        assert system.is_up()


def test_a_deep_checkout_works(tmp_path: Path) -> None:
    """A unix socket's path holds 107 bytes; a checkout may lie deeper."""
    instance = tmp_path / ("deep" * 20) / ("deeper" * 15)
    instance.mkdir(parents=True)
    with running(environment(instance), tmp_path / "log") as system:
        system.wait_until_up()


def test_wrong_settings_are_said_in_sentences(tmp_path: Path) -> None:
    refused = start_in_vain(environment(tmp_path, COLLEGE_TIMEZONE="Ural", PORT="0"))
    assert refused.returncode == 2
    assert refused.stderr.splitlines() == [
        "PORT must be a whole number from 1 to 65535, not 0.",
        "COLLEGE_TIMEZONE must be an IANA name such as Asia/Yekaterinburg, not «Ural».",
    ]


@pytest.mark.postgres
def test_it_runs_on_postgresql(instance: Path, tmp_path: Path) -> None:
    with throwaway_server() as server:
        assert server is not None
        with running(environment(instance, DATABASE_URL=server), tmp_path / "log") as system:
            system.wait_until_up()
