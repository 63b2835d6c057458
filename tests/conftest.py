"""What tests share: databases copied from a template, the app, the cast and ways to act as them.

A test gets a database of its own with the cast in it (`app`, `cast`), in which code commits for
real. Tests below `tests/access`, `tests/models` and `tests/services`, and those marked
`both_databases`, run on SQLite and on PostgreSQL; `sqlite_only` takes one out.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from datetime import time as wall_time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from access import walk
from access.principal import acting_as, set_principal, system_principal
from access.principals import principal_of_login
from access.reading import strict_checks
from access.session import db, set_writing, writing
from scripts.i18n import compile_catalogue
from services import deadlines, regulation
from tests.cast import PASSWORD, TODAY, Cast
from tests.clauses import cases_by_clause
from tests.clients import sign_in, with_token
from tests.databases import NOON, ZONE, Databases

pytest_plugins = ["tests.needs", "tests.order"]
HERE = Path(__file__).parent
BOTH = {"access", "models", "services"}

strict_checks.append(walk.check)


def pytest_configure(config: pytest.Config) -> None:
    """Say what our marks mean; every clock of the machine shows UTC."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    compile_catalogue()
    for mark in (
        "both_databases: run on SQLite and on PostgreSQL",
        "sqlite_only: run on SQLite alone",
        "real_clock: leave the machine's clock alone",
        "fuzz: generated requests, many of them (make fuzz)",
    ):
        config.addinivalue_line("markers", mark)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that uses a database on both where it stands among those that should."""
    node = metafunc.definition
    marks = {mark.name for mark in node.iter_markers()}
    wanted = "both_databases" in marks or node.path.relative_to(HERE).parts[0] in BOTH
    if "database" in metafunc.fixturenames and wanted and "sqlite_only" not in marks:
        postgres = pytest.param("postgres", marks=pytest.mark.postgres)
        metafunc.parametrize("database", ["sqlite", postgres], indirect=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how much was walked: tests tell it by `record_property("walked", …)`."""
    sums: dict[str, list[int]] = {}
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, told in getattr(report, "user_properties", ()):
            if name == "walked" and report.when == "call":
                what, *numbers = told
                sums[what] = [a + b for a, b in zip(sums.get(what, [0, 0]), numbers, strict=True)]
    for what, (count, requests) in sums.items():
        terminalreporter.write_line(f"walked {count} {what}, with {requests} requests")
    reports = [one for one in terminalreporter.getreports("passed") if one.when == "call"]
    if clauses := cases_by_clause(reports):
        told = ", ".join(f"{clause} ({count})" for clause, count in clauses.items())
        terminalreporter.write_line(f"cases by clause of the regulation: {told}")


@pytest.fixture(autouse=True)
def _fixed_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let it be noon of the cast's day, wherever and whenever the tests run."""
    if request.node.get_closest_marker("real_clock"):
        yield
    else:
        with time_machine.travel(NOON):
            yield


@pytest.fixture
def at_local() -> Callable[..., AbstractContextManager[Any]]:
    """Give `with at_local("23:30"):`, the college's wall clock, of the cast's day or `day`."""

    def at(clock: str, day: date = TODAY) -> AbstractContextManager[Any]:
        moment = datetime.combine(day, wall_time.fromisoformat(clock), ZONE)
        return time_machine.travel(moment.astimezone(UTC))

    return at


@pytest.fixture(scope="session")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this test process."""
    return tmp_path_factory.mktemp("journal")


@pytest.fixture(scope="session")
def databases(worker: Path) -> Iterator[Databases]:
    """Keep this process's templates and apps."""
    name = f"journal_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    kept = Databases(worker, name)
    yield kept
    kept.close()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Return the kind of database the test runs on: «sqlite», or «postgres» where asked for."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def app(databases: Databases, database: str) -> Iterator[Flask]:
    """Return the app on a fresh copy of the database with the cast. No context is pushed."""
    regulation.forget()
    deadlines.forget()
    yield databases.fresh(database)
    set_principal(None)
    set_writing(False)


@pytest.fixture
def cast(app: Flask, databases: Databases, database: str) -> Cast:
    """Return the ids of the cast by name."""
    return databases.casts[database]


@pytest.fixture
def anonymous(app: Flask) -> FlaskClient:
    """Return a client that has not signed in."""
    return app.test_client()


@pytest.fixture
def client_as(app: Flask) -> Callable[[str], FlaskClient]:
    """Give `client_as(login)`: signed in through the page; its writes carry the CSRF token."""
    return lambda login: sign_in(app, login, PASSWORD)


@pytest.fixture
def api_as(app: Flask) -> Callable[[str], FlaskClient]:
    """Give `api_as(login)`: a program that signed in over REST and sends its bearer token."""
    return lambda login: with_token(app, login, PASSWORD)


@pytest.fixture
def act_as(app: Flask) -> Callable[..., AbstractContextManager[Session]]:
    """Give `with act_as(login, writes=True) as session:`; the login «system» is the system's."""

    @contextmanager
    def act(login: str, *, writes: bool = False) -> Iterator[Session]:
        with app.app_context():
            system = system_principal("test")
            who = system if login == "system" else principal_of_login(login)
            assert who is not None, login
            with acting_as(who):
                try:
                    if writes:
                        with writing():
                            yield db.session
                    else:
                        yield db.session
                finally:
                    db.session.rollback()
                    db.session.remove()

    return act


@pytest.fixture
def count_statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Give `with count_statements() as told:`; `told` then holds each SQL statement sent."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        told: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            told.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield told
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count
