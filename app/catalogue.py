"""Words of the templates, looked up in the catalogue once for each language.

A page says dozens of them, a list hundreds: Flask-Babel works out the request's catalogue anew for
each, and Jinja's own functions make a context for each that stands in a loop.
"""

from functools import lru_cache
from typing import Any

from babel import Locale
from flask import Flask
from flask_babel import get_domain, get_locale
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


def _gettext(message: str) -> str:
    """Return `message` in the reader's language."""
    return _found(get_locale(), message)


@lru_cache(maxsize=4096)
def _found(_locale: Locale | None, message: str) -> str:
    return str(get_domain().get_translations().ugettext(message))


@lru_cache(maxsize=4096)
def _escaped(_locale: Locale | None, message: str) -> Markup:
    """Return a message without gaps as HTML; a format string still, as Jinja has it: `%%`."""
    return Markup(_found(_locale, message)) % {}  # noqa: S704  our own catalogue


def _ngettext(singular: str, plural: str, number: int) -> str:
    return str(get_domain().get_translations().ungettext(singular, plural, number))


@pass_eval_context
def _said(evaluation: EvalContext, message: str, /, **gaps: Any) -> str:
    """Return `message` in the reader's language, its gaps filled; as Jinja's `gettext` does it."""
    if not evaluation.autoescape:
        return _gettext(message) % gaps
    if not gaps:
        return _escaped(get_locale(), message)
    return Markup(_gettext(message)) % gaps  # noqa: S704  the gaps are escaped


@pass_eval_context
def _counted(evaluation: EvalContext, singular: str, plural: str, num: int, /, **gaps: Any) -> str:
    """Return the form for `num` in the reader's language; as Jinja's `ngettext` does it."""
    found = _ngettext(singular, plural, num)
    gaps.setdefault("num", num)
    return (Markup(found) if evaluation.autoescape else found) % gaps  # noqa: S704


def init_app(app: Flask) -> None:
    """Give the templates these in place of Flask-Babel's own."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, _ngettext, newstyle=True
    )
    app.jinja_env.globals.update(_=_said, gettext=_said, ngettext=_counted)
