"""The language of records explains itself: what was found, and what would do (clause 5.5.8)."""

from typing import Final

from flask_babel import gettext as _

from domain.language import LanguageFault, foreign_words, record_fault, topic_fault

MOST_NAMED: Final = 5  # words that a sentence lists
# Records are Russian whatever language the pages speak, and so are their examples.
TOPIC_EXAMPLE: Final = "Настройка сети: TCP/IP и DNS"
RECORD_EXAMPLE: Final = "Прочитать главу 3, повторить команды Git"


def topic_problem(text: str) -> str | None:
    """Return why `text` is no topic of a lesson, in a sentence; None where it is one."""
    match topic_fault(text):
        case LanguageFault.missing:
            return _(
                "Give the topic of the lesson, for example “%(example)s” (5.5.8).",
                example=TOPIC_EXAMPLE,
            )
        case LanguageFault.not_russian:
            return _(
                "The topic is written in Russian; foreign terms may stand in it. Found: "
                "%(found)s. For example: “%(example)s” (5.5.8).",
                found=_found(text),
                example=TOPIC_EXAMPLE,
            )
    return None


def record_problem(text: str) -> str | None:
    """Return why `text` is no record such as homework, in a sentence; None where it is one."""
    if record_fault(text) is None:
        return None
    return _(
        "Records are made in Russian; foreign terms may stand in them. Found: %(found)s. "
        "For example: “%(example)s” (5.5.8).",
        found=_found(text),
        example=RECORD_EXAMPLE,
    )


def _found(text: str) -> str:
    words = foreign_words(text)
    if not words:
        return _("no word at all")
    listed = ", ".join(f"«{word}»" for word in words[:MOST_NAMED])
    return f"{listed} …" if len(words) > MOST_NAMED else listed
