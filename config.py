"""Settings: read from the environment, checked at start, each with a comment."""

import hashlib
import logging
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

ROOT: Final = Path(__file__).resolve().parent
ENVIRONMENTS: Final = ("development", "test", "production")
PARTS: Final = ("database", "queue", "worker", "cron")
# sun_path of a unix socket holds 108 bytes, the closing zero among them.
SOCKET_PATH_LIMIT: Final = 107
COMPILED: Final = 100  # statements that a process keeps compiled, 40 KB each
DRIVERS: Final = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
}


class ConfigError(ValueError):
    """A setting is wrong; the text says which and what it may be, one sentence a line."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one process. Each field is the environment variable of that name."""

    # development, test or production. Production refuses the demo and insists on its secrets.
    APP_ENV: str = "development"
    # SQLAlchemy address of the database; empty: SQLite in INSTANCE_DIR.
    DATABASE_URL: str = field(default="", repr=False)
    # Address of a Redis or Valkey server; empty: the embedded one that run.py starts.
    REDIS_URL: str = field(default="", repr=False)
    # Signs sessions and tokens, 32 characters or more; empty outside production: a random one,
    # kept in INSTANCE_DIR.
    SECRET_KEY: str = field(default="", repr=False)
    # The college's zone by its IANA name: every day, deadline and schedule is counted in it.
    COLLEGE_TIMEZONE: str = "Asia/Yekaterinburg"
    # The college's name, as pages and printed forms show it.
    COLLEGE_NAME: str = "Учебный техникум"
    # Where the embedded database, queue, built reports and local secrets are kept.
    INSTANCE_DIR: str = str(ROOT / "instance")
    # Built report files; hosts that run web or workers must share it. Empty: in INSTANCE_DIR.
    REPORTS_DIR: str = ""
    # Documents of the archive, kept by their SHA-256; shared as REPORTS_DIR is. Back them up with
    # the database. Empty: in INSTANCE_DIR.
    DOCUMENTS_DIR: str = ""
    # Address and port that the web server listens on.
    HOST: str = "127.0.0.1"
    PORT: int = 8000
    # Number of processes: of the web server, and of workers that run.py supervises.
    WEB_WORKERS: int = 2
    WORKERS: int = 1
    # Password of the demo logins; empty: a random one in INSTANCE_DIR/demo-password.txt.
    DEMO_PASSWORD: str = field(default="", repr=False)
    # Cookies only over TLS: yes or no; empty: yes in production.
    COOKIE_SECURE: str = ""
    # How many proxies stand before the web server and may say who the client is.
    TRUSTED_PROXIES: int = 0
    # Parts without which /healthz answers 503, separated by commas.
    HEALTH_NEEDS: str = ",".join(PARTS)
    # Least severe messages that are logged: DEBUG, INFO, WARNING, ERROR.
    LOG_LEVEL: str = "INFO"

    def __post_init__(self) -> None:
        """Refuse wrong settings all at once; raise ConfigError."""
        problems = [text for text in self._problems() if text]
        if problems:
            raise ConfigError("\n".join(problems))

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Return the settings that `environ` (the process's own by default) gives.

        Raise ConfigError with one sentence for each wrong setting.
        """
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for setting in fields(cls):
            text = environ.get(setting.name, "").strip()
            if text:
                number = setting.type is int
                values[setting.name] = _number(setting.name, text) if number else text
        return cls(**values)

    def _problems(self) -> list[str]:
        production = self.APP_ENV == "production"
        scheme = urlsplit(self.DATABASE_URL).scheme
        redis = urlsplit(self.REDIS_URL).scheme
        return [
            _choice("APP_ENV", self.APP_ENV, ENVIRONMENTS),
            _choice("LOG_LEVEL", self.LOG_LEVEL, tuple(logging.getLevelNamesMapping())),
            _choice("COOKIE_SECURE", self.COOKIE_SECURE, ("", "yes", "no")),
            _choice("The scheme of DATABASE_URL", scheme, ("", *DRIVERS)),
            _choice("The scheme of REDIS_URL", redis, ("", "redis", "rediss", "unix")),
            *(_choice("HEALTH_NEEDS", part, PARTS) for part in self.health_needs),
            _between("PORT", self.PORT, 1, 65535),
            _between("WEB_WORKERS", self.WEB_WORKERS, 1, 64),
            _between("WORKERS", self.WORKERS, 1, 64),
            _between("TRUSTED_PROXIES", self.TRUSTED_PROXIES, 0, 9),
            _zone_problem(self.COLLEGE_TIMEZONE),
            "SECRET_KEY must be 32 characters or longer." if 0 < len(self.SECRET_KEY) < 32 else "",
            "SECRET_KEY must be set in production." if production and not self.SECRET_KEY else "",
            "DATABASE_URL must be set in production."
            if production and not self.DATABASE_URL
            else "",
        ]

    @property
    def instance(self) -> Path:
        """The instance directory, absolute; made by `prepare_instance`."""
        return Path(self.INSTANCE_DIR).resolve()

    @property
    def reports_dir(self) -> Path:
        """The directory of built report files, absolute."""
        return Path(self.REPORTS_DIR).resolve() if self.REPORTS_DIR else self.instance / "reports"

    @property
    def documents_dir(self) -> Path:
        """Return where the documents of the archive are kept."""
        given = self.DOCUMENTS_DIR
        return Path(given).resolve() if given else self.instance / "documents"

    @property
    def database_url(self) -> str:
        """The database's address with the driver that we use, SQLite in the instance by default."""
        if not self.DATABASE_URL:
            return f"sqlite:///{self.instance / 'journal.db'}"
        scheme, rest = self.DATABASE_URL.split(":", 1)
        return f"{DRIVERS[scheme]}:{rest}"

    @property
    def embedded_queue(self) -> bool:
        """Whether run.py starts the queue's server itself."""
        return not self.REDIS_URL

    @property
    def queue_url(self) -> str:
        """The address of the queue's server."""
        return self.REDIS_URL or f"unix://{self.queue_socket}"

    @property
    def queue_socket(self) -> Path:
        """The embedded queue's unix socket: in the instance, or in /tmp when that is too deep."""
        path = self.instance / "queue" / "valkey.sock"
        if len(os.fsencode(path)) < SOCKET_PATH_LIMIT:
            return path
        digest = hashlib.sha256(os.fsencode(self.instance)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"journal-{os.getuid()}-{digest}" / "valkey.sock"

    @property
    def health_needs(self) -> tuple[str, ...]:
        """The parts that must be up for the whole to be healthy."""
        return tuple(part.strip() for part in self.HEALTH_NEEDS.split(",") if part.strip())

    @property
    def cookie_secure(self) -> bool:
        """Whether browsers may send our cookies over TLS only."""
        return self.COOKIE_SECURE == "yes" or (
            self.COOKIE_SECURE == "" and self.APP_ENV == "production"
        )

    def prepare_instance(self) -> Path:
        """Make the instance directory for its owner alone, and return it."""
        self.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.instance

    def secret_key(self) -> str:
        """Return SECRET_KEY, or outside production a random one made once for this instance."""
        return self.SECRET_KEY or kept_secret(self.prepare_instance() / "secret-key")

    def flask_settings(self) -> dict[str, Any]:
        """Return what Flask, its extensions and our own code read from `app.config`."""
        return {
            **{setting.name: getattr(self, setting.name) for setting in fields(self)},
            "INSTANCE_DIR": str(self.instance),
            "REPORTS_DIR": str(self.reports_dir),
            "DOCUMENTS_DIR": str(self.documents_dir),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.queue_url,
            "SECRET_KEY": self.secret_key(),
            **self._database_settings(),
            **self._session_settings(),
            **APPBUILDER_SETTINGS,
            "APP_NAME": self.COLLEGE_NAME,
            "AUTH_RATE_LIMITED": self.APP_ENV == "production",
            "RATELIMIT_ENABLED": self.APP_ENV == "production",
            "BABEL_DEFAULT_TIMEZONE": self.COLLEGE_TIMEZONE,
            "TESTING": self.APP_ENV == "test",
        }

    def _database_settings(self) -> dict[str, Any]:
        # An error's text must not show people's data: parameters stay out of it.
        # Every role set has statements of its own; 500 compiled ones would fill a worker.
        options: dict[str, Any] = {"hide_parameters": True, "query_cache_size": COMPILED}
        if not self.database_url.startswith("sqlite"):
            options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}
        return {
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": options,
            "SQLALCHEMY_TRACK_MODIFICATIONS": False,
        }

    def _session_settings(self) -> dict[str, Any]:
        return {
            "SESSION_COOKIE_NAME": "journal",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.cookie_secure,
            "REMEMBER_COOKIE_HTTPONLY": True,
            "REMEMBER_COOKIE_SAMESITE": "Lax",
            "REMEMBER_COOKIE_SECURE": self.cookie_secure,
            # A working day: a teacher's page stays open from the first pair to the last.
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
            "JWT_ACCESS_TOKEN_EXPIRES": timedelta(minutes=60),
        }


APPBUILDER_SETTINGS: Final[dict[str, Any]] = {
    "APP_THEME": "cerulean.css",  # loads nothing from another host
    "FAB_CREATE_DB": False,  # migrations own every table, ab_* too
    "FAB_UPDATE_PERMS": False,  # `flask access sync` writes them; at start it is 546 statements
    "FAB_ADD_SECURITY_VIEWS": True,
    "FAB_ADD_SECURITY_API": False,
    "FAB_API_SWAGGER_UI": True,
    "FAB_API_MAX_PAGE_SIZE": 200,
    "AUTH_USER_REGISTRATION": False,
    "AUTH_ROLE_ADMIN": "module_admin",
    "AUTH_ROLE_PUBLIC": "Public",
    "AUTH_RATE_LIMIT": "30 per minute",  # a whole college may share one address
    "RATELIMIT_STORAGE_URI": "memory://",
    "BABEL_DEFAULT_LOCALE": "ru",
    "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),  # relative ones are not found
    "LANGUAGES": {
        "ru": {"flag": "ru", "name": "Русский"},
        "en": {"flag": "gb", "name": "English"},
    },
    # One resolver decides who asks and whether a token is due, before any view.
    "WTF_CSRF_CHECK_DEFAULT": False,
    "WTF_CSRF_TIME_LIMIT": None,  # lives as long as the session
    "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
}


def kept_secret(path: Path, length: int = 48) -> str:
    """Return the secret in `path`, made at the first call, readable by its owner alone.

    `length` counts random bytes. Processes that start together agree on the first one's.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(length), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


def _number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ConfigError(f"{name} must be a whole number, not «{text}».") from None


def _choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value in allowed:
        return ""
    return f"{name} must be one of {', '.join(a for a in allowed if a)}, not «{value}»."


def _between(name: str, value: int, least: int, most: int) -> str:
    if least <= value <= most:
        return ""
    return f"{name} must be a whole number from {least} to {most}, not {value}."


def _zone_problem(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return f"COLLEGE_TIMEZONE must be an IANA name such as Asia/Yekaterinburg, not «{name}»."
    return ""
