"""All journals of a group for a year as one book: seconds of CPU and megabytes of memory.

    INSTANCE_DIR=… python -m benchmarks.journals GROUP YEAR

Builds the report in a process of its own, as a worker's work horse does, and prints a line with
what it took. Budget (design, section 10): 10 s of CPU and 150 MB for 12 journals, 100 pages.
"""

import argparse
import multiprocessing
import resource
import time
from multiprocessing.connection import Connection
from typing import Any

from flask_babel import force_locale

from access.principal import acting_as
from access.principals import principal_of_login
from app import create_app
from reports.base import catalogue
from reports.build import build
from reports.render import load_all


def measure(code: str, params: dict[str, Any], login: str, format: str) -> dict[str, float]:
    """Return pages, size, seconds of CPU and the highest memory of one build, in a child."""
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("spawn").Process(
        target=_build, args=(code, params, login, format, there)
    )
    child.start()
    found: dict[str, float] = here.recv()
    child.join()
    return found


def _build(code: str, params: dict[str, Any], login: str, format: str, answer: Connection) -> None:
    app = create_app()
    load_all()
    with app.app_context(), force_locale("ru"):
        who = principal_of_login(login)
        if who is None:
            raise SystemExit(f"nobody signs in as {login}")
        with acting_as(who):
            before = _memory()
            started = time.process_time()
            built = build(catalogue()[code], who, params, format)
            seconds = time.process_time() - started
    answer.send(
        {
            "pages": built.file.pages or 0,
            "bytes": len(built.file.content),
            "seconds": round(seconds, 2),
            "idle_mb": round(before, 1),
            "peak_mb": round(_memory(), 1),
        }
    )


def _memory() -> float:
    """Return the highest memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure both formats and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", type=int)
    parser.add_argument("year", type=int)
    parser.add_argument("--login", default="director")
    asked = parser.parse_args()
    params = {"group_id": asked.group, "year_id": asked.year}
    for format in ("pdf", "xlsx"):
        print(format, measure("journals_of_group", params, asked.login, format))


if __name__ == "__main__":
    main()
