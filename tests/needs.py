"""Tests that need what a machine may lack: skipped with one line that says what to install.

With CI=true a skipped test is a failed one: there everything is installed first.
"""

import os
import shutil
from collections import Counter
from collections.abc import Generator
from typing import Any

import pytest

from tests.postgres import HOW_TO_INSTALL, VARIABLE, binaries

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def missing(marker: str) -> str | None:
    """Return what to install for tests with this marker, None if nothing is missing."""
    if marker == "postgres" and not os.environ.get(VARIABLE) and binaries() is None:
        return f"{HOW_TO_INSTALL}, then make test (or set {VARIABLE})"
    if marker == "e2e" and not any(shutil.which(name) for name in CHROMIUM):
        return "Chromium is missing: apt-get install chromium"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run."""
    for marker in ("postgres", "e2e"):
        if (reason := missing(marker)) is not None:
            for item in items:
                if item.get_closest_marker(marker):
                    item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, None]:
    """Make a skipped test a failed one where CI=true."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {_reason(report)}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once for each reason how many tests were skipped."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{count} skipped: {reason}")


def _reason(report: Any) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return str(text).removeprefix("Skipped: ")
