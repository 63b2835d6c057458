"""What a machine lacks: a line that says what to install; in CI a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

TESTS = """
import pytest

@pytest.mark.e2e
@pytest.mark.parametrize("number", range(3))
def test_with_a_browser(number): ...

def test_with_nothing(): ...
"""


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_a_lack_is_said_once_and_fails_in_ci(tmp_path: Path, ci: str, code: int) -> None:
    (tmp_path / "test_lacking.py").write_text(TESTS)
    (tmp_path / "bin").mkdir()  # a machine without a browser
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.needs", "-c", os.devnull, str(tmp_path)],
        env=os.environ | {"CI": ci, "PATH": str(tmp_path / "bin"), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = told.stdout.splitlines()
    reason = "Chromium is missing: apt-get install chromium"
    if code:
        assert "1 passed" in lines[-1]
        assert "3 errors" in lines[-1]
        assert f"which CI does not allow: {reason}" in told.stdout
    else:
        assert "1 passed, 3 skipped" in lines[-1]
        assert lines.count(f"3 skipped: {reason}") == 1
    assert told.returncode == code
