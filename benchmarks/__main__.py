"""`python -m benchmarks`: measure the product against the bare floor; write docs/benchmarks.md."""

import argparse
import logging
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine

from app import create_app
from benchmarks import inside, works
from benchmarks.client import Client
from benchmarks.data import PASSWORD, Subject, environment, load, subject
from benchmarks.servers import Server, server
from benchmarks.table import PAGE, Row, Run, write
from config import Config
from tests.postgres import throwaway_server

ROUNDS = 60
SCALES = ("small", "college", "ten-years")


def main(arguments: list[str] | None = None) -> int:
    """Measure what `arguments` ask for; return 0, also where a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--ten-years", action="store_true", help="ten years of data as well")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL as well")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", type=Path, help="directory for the databases; used again")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        runs = [_run("SQLite", _sqlite(folder), folder, options)]
        if options.postgres:
            base = stack.enter_context(throwaway_server())
            if base is None:
                print("PostgreSQL is missing: apt-get install postgresql", file=sys.stderr)
            else:
                runs.append(_run("PostgreSQL", _postgres(base), folder / "postgres", options))
    write(runs)
    print(f"written: {PAGE}")
    return 0


def _sqlite(folder: Path) -> dict[str, str]:
    return {scale: f"sqlite:///{folder / scale}.db" for scale in (*SCALES, "stock")}


def _postgres(base: str) -> dict[str, str]:
    engine = create_engine(base, isolation_level="AUTOCOMMIT")
    names = {scale: scale.replace("-", "_") for scale in SCALES}
    with engine.connect() as connection:
        for name in names.values():
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return {scale: base.replace("/postgres?", f"/{name}?") for scale, name in names.items()}


def _run(name: str, urls: dict[str, str], folder: Path, options: argparse.Namespace) -> Run:
    """Measure on one kind of database."""
    folder.mkdir(parents=True, exist_ok=True)
    subjects: dict[str, Subject] = {}
    for scale in SCALES if options.ten_years else SCALES[:2]:
        if not _exists(urls[scale]):
            print(f"{name}: loading {scale}", flush=True)
            load(urls[scale], folder, scale)
        subjects[scale] = subject(urls[scale])
    app = create_app(Config.from_env(environment(urls["college"], folder)))
    rows: list[Row] = []
    for row in _measure(app, urls, subjects, folder, options.rounds):
        print(row.line(), flush=True)
        rows.append(row)
    marks = ", ".join(f"{s}: {found.marks:,} marks" for s, found in subjects.items())
    notes = [f"Databases: {marks.replace(',', ' ')}."]
    if any(row.met is False for row in rows):
        notes += [
            "",
            "Where the time goes, by package:",
            "",
            *inside.profiles(app, subjects["college"]),
        ]
    return Run(name, rows, notes)


def _exists(url: str) -> bool:
    return url.startswith("sqlite:///") and Path(url.removeprefix("sqlite:///")).exists()


def _measure(
    app: Flask, urls: dict[str, str], subjects: dict[str, Subject], folder: Path, rounds: int
) -> Iterator[Row]:
    college = subjects["college"]
    found = inside.counts(app, college)
    with _ours(urls["college"], folder) as ours, _floor(urls["college"], folder, college) as floor:
        teacher, director = Client(ours), Client(ours)
        teacher.sign_in("teacher", PASSWORD)
        director.sign_in("director", PASSWORD)
        yield from works.journal(teacher, Client(floor), college, found, rounds)
        with _stock(urls, folder) as stock:
            yield from works.register(director, stock, found, rounds)
        with ExitStack() as stack:
            yield from _with_history(stack, ours, urls, subjects, folder, rounds)
        yield from works.memory(ours)
    yield from inside.forms(app)


def _with_history(
    stack: ExitStack, ours: Server, urls: dict[str, str], subjects: dict[str, Subject],
    folder: Path, rounds: int,
) -> Iterator[Row]:  # fmt: skip
    """Compare a small college with a large one, and one year with ten."""
    if "ten-years" not in subjects:
        yield Row("ten years of data", "—", "—", None, "1.2 ×, no growth", None)
        return
    old = stack.enter_context(_ours(urls["ten-years"], folder))
    few = stack.enter_context(_ours(urls["small"], folder))
    small, large = Client(few), Client(old)
    for client in (small, large):
        client.sign_in("director", PASSWORD)
    rows = (subjects["small"].marks, subjects["ten-years"].marks)
    yield from works.growth(small, large, rows, rounds)
    yield from works.years(ours, old, (subjects["college"], subjects["ten-years"]), rounds)


@contextmanager
def _ours(url: str, folder: Path) -> Iterator[Server]:
    settings = environment(url, folder)
    with server("app:create_app", settings, folder / "ours.log") as found:
        yield found


@contextmanager
def _floor(url: str, folder: Path, found: Subject) -> Iterator[Server]:
    settings = {
        **environment(url, folder),
        "BENCH_GRADEBOOK": str(found.gradebook),
        "BENCH_STUDENTS": ",".join(map(str, found.students)),
        "BENCH_LESSONS": ",".join(map(str, found.lessons)),
    }
    with server("benchmarks.floor:create_app", settings, folder / "floor.log") as running:
        yield running


@contextmanager
def _stock(urls: dict[str, str], folder: Path) -> Iterator[Client]:
    """Give a client of the stock application, on a copy: FAB writes its permissions into it."""
    url = urls.get("stock", urls["college"])
    if "stock" in urls:
        copy = Path(url.removeprefix("sqlite:///"))
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(urls["college"].removeprefix("sqlite:///"))) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
    settings = environment(url, folder)
    with server("benchmarks.stock:create_app", settings, folder / "stock.log") as running:
        client = Client(running)
        client.sign_in("stock", PASSWORD)
        yield client


if __name__ == "__main__":
    sys.exit(main())
