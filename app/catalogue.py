"""Words of the templates, looked up in the catalogue once for each language.

A page says dozens of them, and Flask-Babel works out the request's catalogue anew for each.
"""

from functools import lru_cache

from babel import Locale
from flask import Flask
from flask_babel import get_domain, get_locale


def _gettext(message: str) -> str:
    """Return `message` in the reader's language."""
    return _found(get_locale(), message)


@lru_cache(maxsize=4096)
def _found(_locale: Locale | None, message: str) -> str:
    return str(get_domain().get_translations().ugettext(message))


def _ngettext(singular: str, plural: str, number: int) -> str:
    return str(get_domain().get_translations().ungettext(singular, plural, number))


def init_app(app: Flask) -> None:
    """Give the templates these in place of Flask-Babel's own."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, _ngettext, newstyle=True
    )
