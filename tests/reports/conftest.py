"""A database of its own with the hand-made college, and words in plain English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask_babel import Babel
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from domain.month import Month
from models.base import Model
from reports.catalogue.attendance_month import REPORT, GroupMonth
from reports.dataset import Dataset
from tests.reports.college import College, build_college

OCTOBER = Month(2026, 10)


@pytest.fixture
def words() -> Iterator[Flask]:
    """An application that knows nothing but the language of its texts."""
    app = Flask(__name__)
    Babel(app, default_locale="en")
    with app.app_context():
        yield app


@pytest.fixture
def after_october() -> Iterator[None]:
    """Let it be 5 November 2026, when the sheet of October is due."""
    with time_machine.travel("2026-11-05T09:00:00+05:00", tick=False):
        yield


@pytest.fixture
def session() -> Iterator[Session]:
    """An unscoped session over an empty database in memory."""
    engine = create_engine("sqlite://")
    Model.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def college(session: Session) -> College:
    """The hand-made college."""
    return build_college(session)


@pytest.fixture
def sheet(words: Flask, after_october: None, session: Session, college: College) -> Dataset:
    """The sheet of ИС-21 for October 2026."""
    params = GroupMonth(college.group_id, OCTOBER)
    return REPORT.build(
        session, params, organisation="Учебный техникум", made_on="Made on 05.11.2026"
    )


@pytest.fixture(autouse=True)
def _own_files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Keep each test's files apart: the database begins anew with the same ids."""
    if "app" not in request.fixturenames:
        yield
        return
    app: Flask = request.getfixturevalue("app")
    before = app.config["REPORTS_DIR"]
    app.config["REPORTS_DIR"] = str(tmp_path / "reports")
    yield
    app.config["REPORTS_DIR"] = before
