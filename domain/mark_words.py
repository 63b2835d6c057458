"""Marks in words, as an attestation sheet, a practice or a protocol writes them (5.5.11, 5.5.13).

The words are English keys of messages; models/mark_labels.py holds them for translation.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.cells import EXEMPT, FAILED, NOT_ATTESTED, PASSED

MARK_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "5": "excellent (mark)",
        "4": "good (mark)",
        "3": "satisfactory (mark)",
        "2": "unsatisfactory (mark)",
        PASSED: "passed (mark)",
        FAILED: "not passed (mark)",
        NOT_ATTESTED: "not attested (mark)",
        EXEMPT: "exempt (mark)",
    }
)


def in_words(code: str | None) -> str:
    """Return the key of the message that says a mark in words, empty for none or an unknown one."""
    return MARK_WORDS.get(code or "", "")
