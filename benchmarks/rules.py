"""`python -m benchmarks.rules`: the pages of deadlines, debts and final marks; writes a page.

Each takes turns with a generated list on one demo college: at most twice the list, ten statements.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from app import create_app
from benchmarks.data import PASSWORD, environment, load
from benchmarks.statements import signed_in, statements
from benchmarks.table import Row, machine
from config import ROOT, Config
from domain.clock import clock

PAGE: Final = ROOT / "docs" / "benchmarks-rules.md"
LIST: Final = ("deputy_director", "/registers/student/list/")
MOST_RATIO: Final = 2.0
MOST_STATEMENTS: Final = 10
OFFICE: Final = ("deputy_director", "department_head")
HEAD: Final = """# Benchmark of the journal's rules

Written by `python -m benchmarks.rules` on {day}. {machine}.

The time is the CPU time of a request, SQLite included: the median of {rounds}. Each page takes
turns with a generated list on the same demo college, `{path}` as {login}.
The statements are those of the small demo college and of the large one.

| work | measured | compared with | ratio | budget | |
| --- | --- | --- | --- | --- | --- |
"""


# The newest journal of `teacher` with a whole group, the largest one, and the student `student`.
OF_COLLEGE: Final = """
SELECT gradebook.id, count(*), (
    SELECT student.id FROM student JOIN ab_user ON ab_user.id = student.user_id
    WHERE ab_user.username = 'student')
FROM gradebook
JOIN employee ON employee.id = gradebook.teacher_id
JOIN ab_user ON ab_user.id = employee.user_id
JOIN enrolment ON enrolment.group_id = gradebook.group_id AND enrolment.ends_on IS NULL
WHERE ab_user.username = 'teacher' AND gradebook.subgroup_id IS NULL
GROUP BY gradebook.id ORDER BY gradebook.academic_year_id DESC, count(*) DESC LIMIT 1
"""


class Subject(NamedTuple):
    """The journal and the student whose pages are measured."""

    gradebook: int
    students: int  # in its group now
    student: int


def main(arguments: list[str] | None = None) -> int:
    """Measure, and write the page; return 0, also where a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--keep", type=Path, help="directory of databases; used again")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        small = _college(folder, "small")
        few = [len(statements(partial(who.get, path))) for _name, who, path in _opened(small)]
        rows = _measure(_college(folder, "college"), few, options.rounds)
        lines = [row.line() for row in rows]
    print("\n".join(lines))
    said = {"day": clock.today(), "machine": machine(), "rounds": options.rounds}
    head = HEAD.format(**said, login=LIST[0], path=LIST[1])
    PAGE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


def _college(folder: Path, scale: str) -> tuple[Flask, Subject]:
    url = f"sqlite:///{folder / scale}.db"
    if not (folder / f"{scale}.db").exists():
        load(url, folder, scale)
    return create_app(Config.from_env(environment(url, folder))), _subject(url)


def _subject(url: str) -> Subject:
    with create_engine(url).connect() as connection:
        return Subject(*connection.exec_driver_sql(OF_COLLEGE).one())


def _pages(subject: Subject) -> Iterator[tuple[str, str, str]]:
    """Yield who opens which page, and what it is called here: alike in every college."""
    closing = f"/journal/{subject.gradebook}/closing"
    yield "teacher", "/duties/", "`/duties/`"
    yield "teacher", closing, f"closing page of a journal, {subject.students} students,"
    for login in ("deputy_director", "director", "department_head", "curator", "student"):
        yield login, "/debts/", "`/debts/`"
    for login in OFFICE:
        for path in ("/journals/closing", "/sheets/", "/practice/", "/theses/", "/coursework/",
                     "/final/", "/compliance/", "/journals/"):  # fmt: skip
            yield login, path, f"`{path}`"
    yield "student", f"/students/{subject.student}/record", "the own academic record"
    for login in ("teacher", *OFFICE, "director", "curator", "student", "parent"):
        yield login, "/", "the first page"


def _opened(college: tuple[Flask, Subject]) -> Iterator[tuple[str, FlaskClient, str]]:
    app, subject = college
    client = cache(lambda login: signed_in(app, login, PASSWORD))
    for login, path, name in _pages(subject):
        yield f"{name} as {login}", client(login), path


def _measure(college: tuple[Flask, Subject], few: list[int], rounds: int) -> Iterator[Row]:
    office = signed_in(college[0], LIST[0], PASSWORD)
    for small, (name, client, path) in zip(few, _opened(college), strict=True):
        told = len(statements(partial(client.get, path)))
        turns = [(_spent(client, path), _spent(office, LIST[1])) for _turn in range(rounds)]
        page, other = map(median, zip(*turns, strict=True))
        yield Row(
            name,
            f"{page:.1f} ms, {small} and {told} statements",
            f"{other:.1f} ms, the list",
            page / other,
            f"{MOST_RATIO:g} ×, {MOST_STATEMENTS} statements",
            page <= MOST_RATIO * other and max(told, small) <= MOST_STATEMENTS,
        )


def _spent(client: FlaskClient, path: str) -> float:
    """Return the milliseconds of CPU that a request takes in this process."""
    started = time.process_time()
    client.get(path)
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
