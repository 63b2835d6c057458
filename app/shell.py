"""What the frame of every page needs: navigation, the person, the language, the bell."""

from typing import Any

from flask import Flask

from access.principal import current_principal
from app.navigation import navigation_for


def _frame() -> dict[str, Any]:
    who = current_principal()
    return {"who": who, "sections": list(navigation_for(who))}


def init_app(app: Flask) -> None:
    """Give every template the frame."""
    app.context_processor(_frame)
