"""The databases of one test process: a template with the cast in it, given anew to each test."""

import shutil
from contextlib import ExitStack
from datetime import UTC, datetime, time
from os import environ
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import time_machine
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url
from sqlalchemy.engine import URL

from access.principal import acting_as, system_principal
from access.session import db
from app import create_app
from app.access_sync import sync_roles
from config import Config
from tests.cast import TODAY, Cast, build
from tests.postgres import VARIABLE, throwaway_server
from tests.restoring import Restoring

ZONE: Final = ZoneInfo("Asia/Yekaterinburg")
NOON: Final = datetime.combine(TODAY, time(12), ZONE).astimezone(UTC)


def make_app(url: str, folder: Path) -> Flask:
    """Return an app on the database at `url`, with its instance in `folder`."""
    return create_app(
        Config(
            APP_ENV="test",
            DATABASE_URL=url,
            SECRET_KEY="a secret of the tests, long enough",
            INSTANCE_DIR=str(folder / "instance"),
            REDIS_URL=f"unix://{folder}/no-queue.sock",
        )
    )


def fill(app: Flask) -> Cast:
    """Migrate the empty database of `app`, write the roles and the cast; return the ids."""
    with app.app_context(), acting_as(system_principal("test")), time_machine.travel(NOON):
        upgrade()
        sync_roles()
        ids = build()
        db.engine.dispose()
    return ids


class Server:
    """A PostgreSQL server on which databases are made, from a template, and dropped."""

    def __init__(self, name: str, stack: ExitStack) -> None:
        """Use the server that the environment names, or a private one until `stack` closes."""
        url = environ.get(VARIABLE) or stack.enter_context(throwaway_server())
        if url is None:
            raise RuntimeError("no PostgreSQL server: tests/needs.py should have skipped this")
        self.name = name
        self.url = make_url(url).set(drivername="postgresql+psycopg")
        self.engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        stack.callback(self._drop_all)

    def database(self, suffix: str) -> URL:
        """Return the address of our database with this suffix."""
        return self.url.set(database=f"{self.name}_{suffix}")

    def plain(self, suffix: str) -> str:
        """Return the address of our database with this suffix as psycopg itself reads it."""
        url = self.database(suffix).set(drivername="postgresql")
        return url.render_as_string(hide_password=False)

    def create(self, suffix: str, template: str | None = None) -> URL:
        """Make a database anew, as a copy of the one with the suffix `template` where given."""
        url = self.database(suffix)
        source = self.database(template).database if template else "template0"
        with self.engine.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')
            connection.exec_driver_sql(
                f'CREATE DATABASE "{url.database}" TEMPLATE "{source}" STRATEGY file_copy'
            )
        return url

    def _drop_all(self) -> None:
        with self.engine.connect() as connection:
            for suffix in ("test", "template"):
                name = self.database(suffix).database
                connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.engine.dispose()


class Databases:
    """The one database of each kind in this process, made anew from its template for each test."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.stack = ExitStack()
        self.apps: dict[str, Flask] = {}
        self.casts: dict[str, Cast] = {}
        self.server: Server | None = None
        self.restoring: Restoring | None = None  # of PostgreSQL: copying takes half a second

    def fresh(self, kind: str) -> Flask:
        """Return the app of `kind`, «sqlite» or «postgres», on a database as after `fill`."""
        if kind not in self.apps:
            self._first(kind)
        app = self.apps[kind]
        if kind == "postgres" and self.restoring is not None:
            if self.restoring.is_clean():
                return app
            _let_go(app)
            if not self.restoring.restore():
                self._copy()
            return app
        _let_go(app)
        for leftover in self.folder.glob("test.db-*"):
            leftover.unlink()
        shutil.copyfile(self.folder / "template.db", self.folder / "fresh.db")
        (self.folder / "fresh.db").replace(self.folder / "test.db")
        return app

    def _first(self, kind: str) -> None:
        template, used = self._postgres() if kind == "postgres" else self._sqlite()
        self.casts[kind] = fill(make_app(template, self.folder))
        if self.server is not None and kind == "postgres":
            self.restoring = Restoring(self.server.plain("template"))
            self._copy()
        self.apps[kind] = make_app(used, self.folder)

    def _copy(self) -> None:
        assert self.server is not None
        assert self.restoring is not None
        self.restoring.end()
        self.server.create("test", template="template")
        self.restoring.begin(self.server.plain("test"))

    def _sqlite(self) -> tuple[str, str]:
        return f"sqlite:///{self.folder}/template.db", f"sqlite:///{self.folder}/test.db"

    def _postgres(self) -> tuple[str, str]:
        self.server = Server(self.name, self.stack)
        urls = self.server.create("template"), self.server.database("test")
        first, second = (url.render_as_string(hide_password=False) for url in urls)
        return first, second

    def close(self) -> None:
        """Let go of all connections and of the server."""
        for app in self.apps.values():
            _let_go(app)
        if self.restoring is not None:
            self.restoring.end()
        self.stack.close()


def _let_go(app: Flask) -> None:
    """Close the app's connections to its database."""
    with app.app_context():
        db.engine.dispose()
