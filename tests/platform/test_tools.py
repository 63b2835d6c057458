"""Style, types and layers hold; the commands say what they do and what they lack."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

BIN = Path(sys.executable).parent


def run(*command: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports",),
    ],
    ids=" ".join,
)
def test_the_code_keeps(command: tuple[str, ...]) -> None:
    told = run(BIN / command[0], *command[1:])
    assert told.returncode == 0, told.stdout + told.stderr


def test_make_help_lists_what_can_be_done() -> None:
    told = run("make", "help")
    for target in ("run", "test", "lint", "types", "e2e", "i18n", "migrate", "demo", "bench"):
        assert f"make {target} " in told.stdout


def test_a_python_without_venv_is_said_in_a_sentence(tmp_path: Path) -> None:
    python = tmp_path / "python3"
    python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n')
    python.chmod(0o755)
    told = run("make", "install", f"PYTHON={python}", f"VENV={tmp_path}/venv")
    assert told.returncode != 0
    assert "apt-get install python3-venv" in told.stdout


def test_locks_hold_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        pins = [line for line in text.splitlines() if "==" in line]
        assert all(line.endswith("\\") for line in pins), "a pin without hashes"
        assert text.count("--hash=sha256:") >= len(pins) > 50
