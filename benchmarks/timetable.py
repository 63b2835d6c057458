"""`python -m benchmarks.timetable`: check and publish the timetable of a large college.

60 groups, 110 teachers, 50 rooms, about 40,000 lessons; meanwhile a teacher saves cells of the
grid. Budgets: conflicts in 2 s, publishing in 60 s, no save fails.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from typing import Final

from sqlalchemy import create_engine, delete, func, insert, select, update

from access.principal import acting_as, system_principal
from access.principals import principal_of_login
from access.session import GuardedSession, db
from app import create_app
from benchmarks.client import Call, Client
from benchmarks.data import PASSWORD, environment, load, subject
from benchmarks.inside import Today, grid_of
from benchmarks.servers import server
from benchmarks.timetable_data import PREFIX, Size, fill
from benchmarks.works import saving
from config import ROOT, Config
from jobs.publishing import publish
from models import StudyGroup, TeachingAssignment, Timetable, TimetableSlot
from services.publishing import publication_json, start_publication
from services.timetable_conflicts import conflicts_of
from tests.postgres import throwaway_server

CONFLICTS_BUDGET: Final = 2.0  # seconds
PUBLISH_BUDGET: Final = 60.0  # seconds
SATURDAY: Final = 6
PAUSE: Final = 0.05  # seconds between two saves: a busy teacher, twenty times over


def main(arguments: list[str] | None = None) -> int:
    """Measure on SQLite and, where asked for, on PostgreSQL; return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.timetable", description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL as well")
    parser.add_argument("--groups", type=int, default=60)
    parser.add_argument("--job", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.job:
        return _job(options.job)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        _measure("SQLite", f"sqlite:///{folder / 'college.db'}", folder, options.groups)
        if options.postgres:
            base = stack.enter_context(throwaway_server())
            if base is None:
                print("PostgreSQL is missing: apt-get install postgresql", file=sys.stderr)
            else:
                _measure("PostgreSQL", base, folder, options.groups)
    return 0


def _measure(name: str, url: str, folder: Path, groups: int) -> None:
    load(url, folder, "small")
    found = subject(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        table = connection.execute(select(func.min(Timetable.__table__.c.id))).scalar_one()
        slots = fill(connection, table, Size(groups=groups))
    engine.dispose()
    app = create_app(Config.from_env(environment(url, folder)))
    load_average = os.getloadavg()[0]
    print(
        f"{name}: {slots} pairs of {groups} groups beside the demo college; "
        f"the machine's load is {load_average:.1f} on {os.cpu_count()} processors"
    )
    with app.app_context():
        took, conflicts = _conflicts(table)
        _say("conflicts of the whole timetable", took, CONFLICTS_BUDGET, conflicts)
    with server("app:create_app", environment(url, folder), folder / "ours.log") as ours:
        teacher = Client(ours)
        teacher.sign_in("teacher", PASSWORD)
        save = saving(teacher, Today(found, teacher.get(grid_of(found)).body), found.students[:1])
        for _turn in range(20):
            save.send()
        alone = _saves(lambda done: done < 40, save.send)
        print(f"  saving a cell, nothing else at work: {_percentiles(alone)}")
        for what in ("publishing", "publishing again", "publishing every pair a day later"):
            if what.endswith("later"):
                _move_all(url, table)
            _publish(what, url, folder, table, save)


def _publish(what: str, url: str, folder: Path, table: int, save: Call) -> None:
    """Publish in a process of its own, as the worker does, and save cells as long as it runs."""
    job = subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-m", "benchmarks.timetable", "--job", str(table)],
        cwd=ROOT,
        env={**os.environ, **environment(url, folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    waited = _saves(_while_running(job), save.send)
    took, written, said = _answer(job)
    _say(what, took, PUBLISH_BUDGET, f"{written / took:.0f} lessons a second; {said}")
    print(f"  saving a cell meanwhile, none failed: {_percentiles(waited)}")


def _move_all(url: str, table: int) -> None:
    """Put every generated pair a day later, Saturday's on Monday: nothing clashes by that."""
    slot, head = TimetableSlot.__table__, Timetable.__table__
    load, group = TeachingAssignment.__table__, StudyGroup.__table__
    ours = select(load.c.id).join(group, group.c.id == load.c.group_id)
    here = slot.c.assignment_id.in_(ours.where(group.c.name.startswith(PREFIX)))
    engine = create_engine(url)
    with engine.begin() as connection:
        rows = [dict(row) for row in connection.execute(select(slot).where(here)).mappings()]
        connection.execute(delete(slot).where(here))
        later = [row | {"weekday": row["weekday"] % SATURDAY + 1} for row in rows]
        connection.execute(insert(slot), later)
        edition = update(head).values(edition=head.c.edition + 1)
        connection.execute(edition.where(head.c.id == table))
    engine.dispose()


def _conflicts(table: int) -> tuple[float, str]:
    with acting_as(system_principal("benchmark")), GuardedSession(db) as session:
        took = float("inf")
        for _turn in range(3):  # the best of three: a busy machine hurts one of them less
            started = time.perf_counter()
            found = conflicts_of(session, table)
            took = min(took, time.perf_counter() - started)
    blocking = sum(conflict.blocks for conflict in found)
    return took, f"{blocking} that block, {len(found) - blocking} warnings"


def _while_running(job: "subprocess.Popen[str]") -> Callable[[int], bool]:
    return lambda _done: job.poll() is None


def _saves(more: Callable[[int], bool], save: Callable[[], object]) -> list[float]:
    """Save one cell after the other while `more(done)`; return milliseconds; raise if one fails."""
    waited: list[float] = []
    while more(len(waited)):
        started = time.perf_counter()
        save()
        waited.append((time.perf_counter() - started) * 1000)
        time.sleep(PAUSE)
    return waited


def _percentiles(waited: list[float]) -> str:
    cuts = quantiles(waited, n=100) if len(waited) > 1 else waited * 99
    return (
        f"{len(waited)} saves, median {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, "
        f"longest {max(waited):.0f} ms"
    )


def _answer(job: "subprocess.Popen[str]") -> tuple[float, int, str]:
    out, _err = job.communicate()
    if job.returncode:
        raise RuntimeError(f"the job failed: {out}")
    seconds, written, said = out.strip().splitlines()[-1].split("\t")
    return float(seconds), int(written), said


def _job(table: int) -> int:
    """Publish as the worker does, in a process of its own; print the seconds and the outcome."""
    app = create_app(Config.from_env(dict(os.environ)))
    with app.app_context():
        who = principal_of_login("timetabler")
        if who is None:
            raise RuntimeError("the demo college has no timetabler")
        with acting_as(who), GuardedSession(db) as session:
            publication_id = start_publication(session, who, table)
        started = time.perf_counter()
        with acting_as(system_principal("job")):
            publish(publication_id)
        took = time.perf_counter() - started
        with acting_as(who), GuardedSession(db) as session:
            told = publication_json(session, publication_id)
    result = told["result"]
    if told["state"] != "done":
        raise RuntimeError(f"not published: {told}")
    written = sum(result[name] for name in ("added", "changed", "removed"))
    names = ("added", "changed", "removed", "kept", "left_count")
    print(f"{took}\t{written}\t" + ", ".join(f"{name} {result[name]}" for name in names))
    return 0


def _say(what: str, took: float, budget: float, more: str) -> None:
    verdict = "within" if took <= budget else "OVER"
    print(f"  {what}: {took:.2f} s, {verdict} {budget:.0f} s; {more}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
