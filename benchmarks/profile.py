"""Where the time of a request goes, by package: printed beside what misses its budget."""

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from config import ROOT

TIMES: Final = 40
SHOWN: Final = 0.03  # a smaller share is not worth a word
NAMES: Final = {
    "sqlalchemy": "SQLAlchemy",
    "jinja2": "Jinja",
    "markupsafe": "Jinja",
    "flask": "Flask",
    "werkzeug": "Flask",
    "itsdangerous": "Flask",
    "flask_babel": "translations",
    "babel": "translations",
    "json": "JSON",
    "sqlite3": "database driver",
    "psycopg": "database driver",
}


def shares(call: Callable[[], Any]) -> str:
    """Return which packages a request spends its time in, the largest share first."""
    for _ in range(5):
        call()
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(TIMES):
        call()
    profiler.disable()
    found: dict[str, float] = {}
    stats: dict[Any, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    for (file, _line, function), (_cc, _nc, own, _all, callers) in stats.items():
        if file != "~":
            _add(found, _package(file), own)
        elif "sqlite3" in function or "psycopg" in function:
            _add(found, "database driver", own)
        else:  # what is written in C belongs to who called it
            for (caller, _l, _f), (_c, _n, spent, _t) in callers.items():
                _add(found, _package(caller), spent)
    whole = sum(found.values())
    parts = sorted(found.items(), key=lambda part: -part[1])
    return ", ".join(f"{name} {t / whole:.0%}" for name, t in parts if t / whole >= SHOWN)


def _add(found: dict[str, float], name: str, seconds: float) -> None:
    found[name] = found.get(name, 0.0) + seconds


def _package(file: str) -> str:
    path = Path(file)
    if "site-packages" in path.parts:
        name = path.parts[path.parts.index("site-packages") + 1].removesuffix(".py")
        return NAMES.get(name, name)
    if path.is_relative_to(ROOT / "app" / "templates") or path.suffix == ".html":
        return "Jinja"
    if path.is_relative_to(ROOT):
        return f"`{path.relative_to(ROOT).parts[0]}`"
    return NAMES.get(path.parent.name, "Python")
