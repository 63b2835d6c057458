"""The table of results: what was measured, its budget, and whether it was met."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config import ROOT
from domain.clock import clock

PAGE: Final = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One measured work."""

    work: str
    measured: str
    compared: str  # the floor, or what else it stands against
    ratio: float | None
    budget: str
    met: bool | None  # None: it could not be measured in this run

    def line(self) -> str:
        """Return the row as a line of a Markdown table."""
        ratio = "—" if self.ratio is None else f"{self.ratio:.2f}"
        met = {True: "met", False: "**missed**", None: "not measured"}[self.met]
        cells = (self.work, self.measured, self.compared, ratio, self.budget, met)
        return f"| {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class Run:
    """The results on one database."""

    database: str
    rows: list[Row]
    notes: list[str]


def machine() -> str:
    """Return what the benchmarks ran on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    return (
        f"{model or platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )


def text(runs: Iterable[Run]) -> str:
    """Return the whole page."""
    parts = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {clock.today().isoformat()}. {machine()}.",
        "",
        "Each request is sent one after another to gunicorn with one worker, by somebody who is",
        "signed in; the times are medians. The floor is a bare Flask route under the same gunicorn",
        "on the same database: one indexed query, then `json.dumps` or one Jinja loop of 25 × 60",
        "cells (`benchmarks/floor.py`). Floor and product take turns in the same run, so the",
        "ratios hold on a busy machine, the milliseconds do not. The budgets are those of the",
        "design, section 10.",
    ]
    for run in runs:
        parts += ["", f"## {run.database}", ""]
        parts += ["| work | measured | compared with | ratio | budget | |", "|" + " --- |" * 6]
        parts += [row.line() for row in run.rows]
        if run.notes:
            parts += ["", *run.notes]
    return "\n".join(parts) + "\n"
