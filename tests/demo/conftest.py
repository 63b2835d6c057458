"""A demo college of the small scale, loaded once for all tests that only read it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, Engine, create_engine

from demo.load import load
from models.base import Model

TODAY: Final = date(2026, 11, 24)  # a Tuesday in the first semester
SUMMER: Final = date(2027, 6, 25)
SEED: Final = 5
PASSWORD: Final = "a password of the demo"


def college(path: Path, today: date = TODAY, seed: int = SEED) -> Engine:
    """Return an engine on a new database at `path` that holds the small demo college."""
    engine = create_engine(f"sqlite:///{path}")
    Model.metadata.create_all(engine)
    load(engine, "small", seed, PASSWORD, today)
    return engine


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table; salted hashes of passwords left out."""
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(
                    table.select()
                    .with_only_columns(*(c for c in table.columns if c.name != "password"))
                    .order_by(*table.primary_key.columns)
                )
            ]
            for table in Model.metadata.sorted_tables
        }


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an engine on the small college; for reading only."""
    return college(tmp_path_factory.mktemp("demo") / "small.db")


@pytest.fixture(scope="session")
def summer(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an engine on the same college at the end of the year; for reading only."""
    return college(tmp_path_factory.mktemp("demo") / "summer.db", SUMMER)


@pytest.fixture(params=["small", "summer"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """Give a connection to the small college, in autumn and in summer."""
    with request.getfixturevalue(request.param).connect() as found:
        yield found


@pytest.fixture
def today(connection: Connection, summer: Engine) -> str:
    """Return the day on which the college of `connection` was made."""
    return (SUMMER if connection.engine is summer else TODAY).isoformat()
