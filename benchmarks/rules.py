"""`python -m benchmarks.rules`: the pages of deadlines, debts and final marks; writes a page.

Each page takes turns with a generated list on the same demo college. Budgets: twice the list, ten
statements, and no more statements in a large college than in a small one.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from app import create_app
from benchmarks.data import PASSWORD, environment, load
from benchmarks.statements import signed_in, statements
from benchmarks.table import KB, Row, machine
from config import ROOT, Config
from domain.clock import clock

PAGE: Final = ROOT / "docs" / "benchmarks-rules.md"
LIST: Final = ("deputy_director", "/registers/student/list/")
MOST_RATIO: Final = 2.0
MOST_STATEMENTS: Final = 10
OFFICE: Final = ("deputy_director", "department_head")
HEAD: Final = """# Benchmark of the journal's rules

Written by `python -m benchmarks.rules` on {day}. {machine}.

The time is the CPU time of a request in the process that answers it, SQLite included: the median
of {rounds}. Each page takes turns with a generated list of 25 rows on the same demo college,
`{path}` as {login}. The statements are those of the small demo college and of the large one.

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
    """Measure in a demo college, and write the page; return 0, also where a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--keep", type=Path, help="directory for the databases; used again")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        small = _college(folder, "small")
        few = [_told(client, path) for _name, client, path in _opened(small)]
        lines = []
        for row in _measure(_college(folder, "college"), few, options.rounds):
            print(row.line(), flush=True)
            lines.append(row.line())
    head = HEAD.format(
        day=clock.today(), machine=machine(), rounds=options.rounds, login=LIST[0], path=LIST[1]
    )
    PAGE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


def _college(folder: Path, scale: str) -> tuple[Flask, Subject]:
    path = folder / f"{scale}.db"
    url = f"sqlite:///{path}"
    if not path.exists():
        load(url, folder, scale)
    return create_app(Config.from_env(environment(url, folder))), _subject(url)


def _subject(url: str) -> Subject:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = Subject(*connection.exec_driver_sql(OF_COLLEGE).one())
    engine.dispose()
    return found


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
    clients: dict[str, FlaskClient] = {}
    for login, path, name in _pages(subject):
        if login not in clients:
            clients[login] = signed_in(app, login, PASSWORD)
        yield f"{name} as {login}", clients[login], path


def _told(client: FlaskClient, path: str) -> int:
    return len(statements(lambda: client.get(path)))


def _measure(college: tuple[Flask, Subject], few: list[int], rounds: int) -> Iterator[Row]:
    login, listed = LIST
    office = signed_in(college[0], login, PASSWORD)
    budget = f"{MOST_RATIO:g} ×, {MOST_STATEMENTS} statements"
    for small, (name, client, path) in zip(few, _opened(college), strict=True):
        told = _told(client, path)
        ours, lists = [], []
        for _turn in range(rounds):
            ours.append(_spent(client, path))
            lists.append(_spent(office, listed))
        page, other = median(ours), median(lists)
        yield Row(
            name,
            f"{page:.1f} ms, {small} and {told} statements, {_size(client, path)}",
            f"{other:.1f} ms, the list",
            page / other,
            budget,
            page <= MOST_RATIO * other and max(told, small) <= MOST_STATEMENTS,
        )


def _spent(client: FlaskClient, path: str) -> float:
    """Return the milliseconds of CPU that a request takes in this process."""
    started = time.process_time()
    client.get(path)
    return (time.process_time() - started) * 1000


def _size(client: FlaskClient, path: str) -> str:
    return f"{len(client.get(path).data) / KB:.0f} KB"


if __name__ == "__main__":
    sys.exit(main())
