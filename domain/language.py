"""Records are made in Russian, and the topic is always given (clause 5.5.8)."""

import re
from enum import StrEnum, auto
from typing import Final

# A word: two letters or more. «§ 5, № 12» has none and is fine in any language.
_RUSSIAN_WORD: Final = re.compile(r"[а-яё]{2}", re.IGNORECASE)
_WORD: Final = re.compile(r"\w[\w/+#.-]*\w", re.UNICODE)
_ANY_WORD: Final = re.compile(r"[^\W\d_]{2}")


class LanguageFault(StrEnum):
    """What is wrong with a record's text."""

    missing = auto()
    not_russian = auto()  # foreign terms stand inside a Russian text, they do not make one


def foreign_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` that are not Russian, each once and in their order."""
    found = (word for word in _WORD.findall(text) if _ANY_WORD.search(word))
    return tuple(dict.fromkeys(word for word in found if not _RUSSIAN_WORD.search(word)))


def topic_fault(text: str) -> LanguageFault | None:
    """Return what is wrong with the topic of a lesson: it must be there and be Russian."""
    if not text.strip():
        return LanguageFault.missing
    return None if _RUSSIAN_WORD.search(text) else LanguageFault.not_russian


def record_fault(text: str) -> LanguageFault | None:
    """Return what is wrong with another record, such as homework: words, if any, are Russian."""
    if _RUSSIAN_WORD.search(text) or not _ANY_WORD.search(text):
        return None
    return LanguageFault.not_russian
