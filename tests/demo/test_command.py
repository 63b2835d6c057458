"""`flask demo`: into a migrated database, on both databases, never in production."""

from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from access.principal import acting_as, system_principal
from access.session import db
from app import create_app
from config import Config


def make(url: str, folder: Path, environment: str = "test", password: str = "") -> Flask:
    """Return an app on a migrated, empty database."""
    app = create_app(
        Config(
            APP_ENV=environment,
            DATABASE_URL=url,
            SECRET_KEY="a secret of the tests, long enough",
            INSTANCE_DIR=str(folder / "instance"),
            DEMO_PASSWORD=password,
        )
    )
    with app.app_context(), acting_as(system_principal("test")):
        upgrade()
        db.engine.dispose()
    return app


def count(url: str, table: str) -> int:
    """Return how many rows a table holds."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
    engine.dispose()
    return found


def test_it_loads_once_and_keeps_a_random_password(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    app = make(url, tmp_path)
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 0, result.output
    assert count(url, "study_group") == 9
    kept = tmp_path / "instance" / "demo-password.txt"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text() in result.output
    again = app.test_cli_runner().invoke(args=["demo"])
    assert again.exit_code != 0
    assert "not empty" in again.output
    assert count(url, "study_group") == 9


def test_a_given_password_is_not_kept(tmp_path: Path) -> None:
    app = make(f"sqlite:///{tmp_path / 'demo.db'}", tmp_path, password="given by the operator")
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "instance" / "demo-password.txt").exists()
    assert "given by the operator" not in result.output


def test_production_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    app = make(url, tmp_path, environment="production")
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code != 0
    assert "production" in result.output
    assert count(url, "ab_user") == 0
