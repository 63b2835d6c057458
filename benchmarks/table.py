"""The table of results: what was measured, its budget, and whether it was met."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.client import Timing
from config import ROOT
from domain.clock import clock

KB: Final = 1024
PAGE: Final = ROOT / "docs" / "benchmarks.md"
HEAD: Final = """# Benchmarks

Written by `make bench` and, with ten years of data, by `make scale`.

Each request is sent one after another to gunicorn with one worker, by somebody who is
signed in. The floor is a bare Flask route under the same gunicorn on the same database:
one indexed query, then `json.dumps` or one Jinja loop of 25 × 60 cells
(`benchmarks/floor.py`). Floor and product take turns in one run. The times are medians:
what the processes of the web and database server worked on the request, and in brackets
what the client waited. The ratio is that of the work. A busy machine distorts it less than
the wait, but still does: cold caches cost the larger programme more. The budgets are those
of the design, section 10.
"""


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


def size(timing: Timing) -> str:
    """Return the size of an answer as people read it."""
    return f"{timing.size / KB:.0f} KB"


def compare(
    work: str, ours: Timing, told: str, other: Timing, name: str, budget: str, most: float,
    *, also: bool = True,
) -> Row:  # fmt: skip
    """Return the row of a work against what it is compared with; `also` is the rest of its budget.

    The ratio is that of the time the servers' processes work, the database's too: it is
    distorted less than the wait by what else the machine does.
    """
    ratio = ours.cpu / other.cpu
    measured = f"{ours.cpu:.1f} ms ({ours.ms:.1f} waited)" + (f", {told}" if told else "")
    compared = f"{other.cpu:.1f} ms ({other.ms:.1f} waited), {name}"
    return Row(work, measured, compared, ratio, budget, ratio <= most and also)


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


def section(run: Run) -> str:
    """Return the results on one database as a section of the page."""
    parts = [f"## {run.database}", "", f"Measured on {clock.today().isoformat()}. {machine()}.", ""]
    parts += ["| work | measured | compared with | ratio | budget | |", "|" + " --- |" * 6]
    parts += [row.line() for row in run.rows]
    if run.notes:
        parts += ["", *run.notes]
    return "\n".join(parts) + "\n"


def write(runs: Iterable[Run]) -> None:
    """Write the page; sections of databases that were not measured now stay as they are."""
    old = PAGE.read_text(encoding="utf-8").split("\n## ")[1:] if PAGE.exists() else []
    sections = {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in old}
    sections |= {run.database: section(run) for run in runs}
    PAGE.write_text("\n".join([HEAD, *sections.values()]), encoding="utf-8")
