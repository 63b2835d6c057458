"""Marks in words that people read; the keys are those of domain/mark_words.py."""

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.mark_words import in_words

_WORDS: Final[dict[str, Any]] = {
    str(key): label
    for key, label in (
        ("excellent (mark)", _l("excellent (mark)")),
        ("good (mark)", _l("good (mark)")),
        ("satisfactory (mark)", _l("satisfactory (mark)")),
        ("unsatisfactory (mark)", _l("unsatisfactory (mark)")),
        ("passed (mark)", _l("passed (mark)")),
        ("not passed (mark)", _l("not passed (mark)")),
        ("not attested (mark)", _l("not attested (mark)")),
        ("exempt (mark)", _l("exempt (mark)")),
    )
}


def mark_in_words(code: str | None) -> str:
    """Return a mark in words of the reader's language, empty where there is none."""
    key = in_words(code)
    return str(_WORDS[key]) if key else ""
