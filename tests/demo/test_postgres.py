"""PostgreSQL gets the same demo college as SQLite, and numbers on after it."""

from collections.abc import Iterator
from contextlib import ExitStack
from os import getpid

import pytest
from sqlalchemy import Engine, create_engine, insert

from demo.load import load
from models import Position
from models.base import Model
from tests.databases import Server
from tests.demo.conftest import PASSWORD, SEED, TODAY, rows

pytestmark = pytest.mark.postgres


@pytest.fixture
def postgres() -> Iterator[Engine]:
    """Give an engine on an empty database."""
    with ExitStack() as stack:
        engine = create_engine(Server(f"demo_{getpid()}", stack).create("test"))
        stack.callback(engine.dispose)
        Model.metadata.create_all(engine)
        yield engine


def test_both_databases_get_the_same_rows(small: Engine, postgres: Engine) -> None:
    load(postgres, "small", SEED, PASSWORD, TODAY)
    assert rows(postgres) == rows(small)
    with postgres.begin() as connection:
        connection.execute(insert(Position.__table__).values(name="Дворник"))
