"""The roles that one process may have: web, worker, cron, and what is done before them."""

import logging.config
import os
import sys
from collections.abc import Callable
from typing import Final

from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import text

from access.session import db
from app import create_app
from app import logging as app_logging
from config import Config


def application() -> Flask:
    """Return the application for this process's environment, its logs set up."""
    config = Config.from_env()
    logging.config.dictConfig(app_logging.settings(config.LOG_LEVEL))
    return create_app(config)


def prepare() -> None:
    """Bring the database up to date, write the roles, load the demo into an empty database.

    One process does this before any other starts: several that create tables at once collide.
    """
    app = application()
    command(app, "db", "upgrade")
    command(app, "access", "sync")
    if app.config["APP_ENV"] != "production" and has_no_users(app):
        command(app, "demo", "--quiet")  # `run.py` greets with the logins


def command(app: Flask, *words: str) -> None:
    """Run a command of `flask` in this process; raise what it raises."""
    app.cli.main(args=list(words), obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)


def has_no_users(app: Flask) -> bool:
    """Return whether nobody has an account yet: the database is new."""
    with app.app_context(), db.engine.connect() as connection:
        return connection.execute(text("SELECT 1 FROM ab_user LIMIT 1")).first() is None


def web() -> None:
    """Become gunicorn."""
    arguments = ["-m", "gunicorn", "-c", "python:supervisor.gunicorn_settings", "app:create_app()"]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606  the same interpreter


def worker() -> None:
    """Build reports and do the other jobs of the queue."""
    from jobs.worker import run

    run(application())


def cron() -> None:
    """Put into the queue what is due."""
    from jobs.schedule import run

    run(application())


ROLES: Final[dict[str, Callable[[], None]]] = {
    "prepare": prepare,
    "web": web,
    "worker": worker,
    "cron": cron,
}
