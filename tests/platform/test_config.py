"""Settings: read from the environment, refused in sentences, secrets kept."""

import stat
from pathlib import Path

import pytest

from config import SOCKET_PATH_LIMIT, Config, ConfigError

PRODUCTION = {
    "APP_ENV": "production",
    "SECRET_KEY": "s" * 32,
    "DATABASE_URL": "postgresql://journal@db/journal",
}


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"APP_ENV": "prod"}, "APP_ENV must be one of development, test, production, not «prod»."),
        ({"PORT": "http"}, "PORT must be a whole number, not «http»."),
        ({"PORT": "65536"}, "PORT must be a whole number from 1 to 65535, not 65536."),
        ({"WORKERS": "0"}, "WORKERS must be a whole number from 1 to 64, not 0."),
        ({"REDIS_URL": "http://x"}, "REDIS_URL must be one of redis, rediss, unix, not «http»."),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must be one of postgres"),
        ({"COLLEGE_TIMEZONE": "../etc"}, "COLLEGE_TIMEZONE must be an IANA name"),
        ({"HEALTH_NEEDS": "mail"}, "HEALTH_NEEDS must be one of database, queue, worker, cron"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be 32 characters or longer."),
        (PRODUCTION | {"SECRET_KEY": ""}, "SECRET_KEY must be set in production."),
        (PRODUCTION | {"DATABASE_URL": " "}, "DATABASE_URL must be set in production."),
    ],
)
def test_a_wrong_setting_is_refused_in_a_sentence(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Config.from_env(environ)
    assert sentence in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_everything_has_a_default_that_works(tmp_path: Path) -> None:
    config = Config.from_env({"INSTANCE_DIR": str(tmp_path)})
    assert config.database_url == f"sqlite:///{tmp_path}/journal.db"
    assert config.queue_url == f"unix://{tmp_path}/queue/valkey.sock"
    assert config.embedded_queue
    assert not config.cookie_secure


def test_production_uses_psycopg_and_secure_cookies() -> None:
    settings = Config.from_env(PRODUCTION).flask_settings()
    assert settings["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://journal@db/journal"
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["SESSION_COOKIE_HTTPONLY"]


def test_a_development_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    environ = {"INSTANCE_DIR": str(tmp_path / "instance")}
    first = Config.from_env(environ).secret_key()
    assert len(first) >= 32
    assert Config.from_env(environ).secret_key() == first
    kept = tmp_path / "instance" / "secret-key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_socket_path_is_never_too_long(tmp_path: Path) -> None:
    deep = Config(INSTANCE_DIR=str(tmp_path / ("я" * 60)))
    assert len(bytes(deep.queue_socket)) < SOCKET_PATH_LIMIT
    other = Config(INSTANCE_DIR=str(tmp_path / ("ю" * 60)))
    assert deep.queue_socket != other.queue_socket


def test_secrets_do_not_show_in_its_text() -> None:
    assert "s" * 32 not in repr(Config.from_env(PRODUCTION | {"DEMO_PASSWORD": "hidden-word"}))
    assert "hidden-word" not in repr(Config.from_env({"DEMO_PASSWORD": "hidden-word"}))
