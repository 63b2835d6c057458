"""`python -m benchmarks.batch`: all reports of a semester for 60 groups; writes a page.

The whole system runs as `run.py` starts it. While the batch is made a teacher opens a journal
again and again, and a worker is killed with its job in the middle.
"""

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.client import Client
from benchmarks.data import PASSWORD, environment, load
from benchmarks.servers import Server, _free_port
from benchmarks.table import machine
from config import ROOT
from domain.clock import clock

PAGE: Final = ROOT / "docs" / "benchmarks-batch.md"
MOST_RATIO: Final = 1.5  # of the journal page beside the batch to the idle one
IDLE_ROUNDS: Final = 60
PAUSE: Final = 0.25  # seconds between two openings of the journal
PATIENCE: Final = 3600  # seconds for the batch
KILL_AT: Final = 0.4  # of the files, when a worker is killed
# What a semester's batch left in the database, and what must not be there.
LEFT: Final = """
SELECT count(*), count(DISTINCT part.archived_id), sum(part.state = 'done'),
    sum(report.pages), sum(report.size), max(part.attempts), sum(part.attempts)
FROM batch_part AS part LEFT JOIN archived_report AS report ON report.id = part.archived_id
WHERE part.batch_id = ?
"""
DOUBLED: Final = """
SELECT count(*) FROM (SELECT 1 FROM archived_report WHERE created_at >= ?
GROUP BY code, format, params HAVING count(*) > 1)
"""
ARCHIVED: Final = "SELECT count(*) FROM archived_report WHERE created_at >= ?"
JOURNAL: Final = """
SELECT gradebook.id FROM gradebook JOIN employee ON employee.id = gradebook.teacher_id
JOIN ab_user ON ab_user.id = employee.user_id JOIN lesson ON lesson.gradebook_id = gradebook.id
WHERE ab_user.username = 'teacher'
GROUP BY gradebook.id ORDER BY max(lesson.held_on) DESC, count(*) DESC LIMIT 1
"""
SEMESTER: Final = """
SELECT id FROM semester WHERE programme_id IS NULL AND ends_on < date('now')
ORDER BY ends_on DESC LIMIT 1
"""
TEXT: Final = """# Benchmark of the batch of a semester

Written by `python -m benchmarks.batch` on {day}. {machine}.

The system of `run.py` with {workers} workers and two processes of the web server, on the demo
college of {groups} groups. A worker is killed with its job (`kill -9`) after {kill} of the files.

| what | measured | budget | |
| --- | --- | --- | --- |
| files of the semester that ended last | {files} | all of the plan, each once | {once} |
| pages of PDF | {pages} | | |
| size of the files, MB | {size} | | |
| time, s | {seconds} | | |
| files a minute | {rate} | | |
| peak memory of a worker's job, MB | {peak} | | |
| journal page, idle, ms (median) | {idle} | | |
| journal page beside the batch, ms (median) | {beside} | {ratio} × idle, at most {most} | {fast} |
| worker killed: files not made | {lost} | 0 | {none_lost} |
| worker killed: files in the archive twice | {doubled} | 0 | {none_doubled} |
| worker killed: attempts beyond the first | {again} | | |
"""


@dataclass
class Seen:
    """What was seen while the batch was made."""

    waits: list[float] = field(default_factory=list)  # ms
    peak: int = 0  # bytes
    killed: bool = False
    state: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


def main(arguments: list[str] | None = None) -> int:
    """Measure and write the page; return 1 where a budget is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", default="college", choices=["small", "college"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="a college that is loaded already")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = asked.folder or Path(made)
        url = f"sqlite:///{folder}/journal.db"
        if asked.folder is None:
            load(url, folder, asked.scale)
        with _system(url, folder, asked.workers) as server:
            values = _measure(server, folder / "journal.db")
    values |= {"workers": asked.workers, "day": f"{clock.today():%d.%m.%Y}", "machine": machine()}
    text = TEXT.format(**values)
    print(text)
    if asked.scale == "college":
        PAGE.write_text(text, encoding="utf-8")
    return int("❌" in text)


@contextmanager
def _system(url: str, folder: Path, workers: int) -> Iterator[Server]:
    """Run the whole system; give its web address."""
    port = _free_port()
    settings = {**os.environ, **environment(url, folder), "PORT": str(port)}
    settings |= {"REDIS_URL": "", "WORKERS": str(workers), "PYTHONPATH": str(ROOT)}
    with (folder / "system.log").open("ab") as out:
        process = subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, str(ROOT / "run.py")], cwd="/", env=settings, stdout=out, stderr=out
        )
    try:
        server = Server(port, process.pid)
        _until_up(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)


def _until_up(server: Server) -> None:
    limit = time.monotonic() + 120
    while time.monotonic() < limit:
        try:
            if Client(server).send("GET", "/healthz").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise RuntimeError("the system did not start: see system.log")


def _measure(server: Server, database: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(database)) as connection:
        (book,) = connection.execute(JOURNAL).fetchone()
        (semester,) = connection.execute(SEMESTER).fetchone()
    teacher, deputy = Client(server), Client(server)
    teacher.sign_in("teacher", PASSWORD)
    deputy.sign_in("deputy_director", PASSWORD)
    path = f"/journal/{book}"
    for _turn in range(10):
        teacher.get(path)
    idle = [_wait_for(teacher, path) for _turn in range(IDLE_ROUNDS)]
    since = clock.now().isoformat(sep=" ")
    body = json.dumps({"kind": "semester", "semester_id": semester}).encode()
    answer = deputy.send("POST", "/api/v1/report_batch/", body)
    if answer.status != 202:
        raise RuntimeError(f"no batch: {answer.status} {answer.body[:300]!r}")
    batch_id = int(json.loads(answer.body)["id"])
    seen = _watch(server, teacher, deputy, path, batch_id)
    idle += [_wait_for(teacher, path) for _turn in range(IDLE_ROUNDS)]
    return _values(database, batch_id, since, seen, idle)


def _wait_for(client: Client, path: str) -> float:
    time.sleep(PAUSE)
    started = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - started) * 1000


def _watch(server: Server, teacher: Client, deputy: Client, path: str, batch_id: int) -> Seen:
    """Open the journal until the batch is over; kill a worker with its job on the way."""
    seen, began = Seen(), time.monotonic()
    while time.monotonic() - began < PATIENCE:
        seen.waits.append(_wait_for(teacher, path))
        seen.peak = max([seen.peak, *(_peak(pid) for pid in _horses(server.pid))])
        if len(seen.waits) % 4:
            continue
        found = deputy.get(f"/api/v1/report_batch/{batch_id}/state").body
        seen.state = json.loads(found)["result"]
        if seen.state["is_over"]:
            break
        if not seen.killed and seen.state["made"] >= KILL_AT * seen.state["total"]:
            seen.killed = _kill_one(server.pid)
    seen.seconds = time.monotonic() - began
    return seen


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _workers(supervisor: int) -> list[int]:
    return [pid for pid in _children(supervisor) if "worker" in _line(pid)]


def _horses(supervisor: int) -> list[int]:
    """Return the processes that do a job at present."""
    return [horse for worker in _workers(supervisor) for horse in _children(worker)]


def _line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _peak(pid: int) -> int:
    """Return the most memory that a process held, in bytes."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) * 1024 for one in lines if one.startswith("VmHWM:")), 0)


def _kill_one(supervisor: int) -> bool:
    """Kill a worker that has a job; return whether one had."""
    for worker in _workers(supervisor):
        if _children(worker):
            os.kill(worker, signal.SIGKILL)
            return True
    return False


def _values(
    database: Path, batch_id: int, since: str, seen: Seen, idle: list[float]
) -> dict[str, Any]:
    with closing(sqlite3.connect(database)) as connection:
        files, archived, done, pages, size, _most, attempts = connection.execute(
            LEFT, (batch_id,)
        ).fetchone()
        (doubled,) = connection.execute(DOUBLED, (since,)).fetchone()
        (all_archived,) = connection.execute(ARCHIVED, (since,)).fetchone()
    once = files == archived == done == all_archived
    ratio = median(seen.waits) / median(idle)
    return {
        "groups": sum(one["group_id"] is not None for one in seen.state["groups"]),
        "kill": f"{KILL_AT:.0%}",
        "files": files,
        "once": _sign(once and seen.killed),
        "pages": pages,
        "size": f"{size / 1e6:.1f}",
        "seconds": f"{seen.seconds:.0f}",
        "rate": f"{60 * files / seen.seconds:.0f}",
        "peak": f"{seen.peak / 1e6:.0f}",
        "idle": f"{median(idle):.0f}",
        "beside": f"{median(seen.waits):.0f}",
        "ratio": f"{ratio:.2f}",
        "most": MOST_RATIO,
        "fast": _sign(ratio <= MOST_RATIO),
        "lost": files - (done or 0),
        "none_lost": _sign(done == files),
        "doubled": doubled,
        "none_doubled": _sign(not doubled),
        "again": attempts - files,
    }


def _sign(good: bool) -> str:
    return "✅" if good else "❌"


if __name__ == "__main__":
    sys.exit(main())
