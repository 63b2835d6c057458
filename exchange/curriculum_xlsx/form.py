"""The form of the workbook: its sheets, headings and words, in Russian and read in English too.

A curriculum is a document of a Russian college, so it is written in Russian whatever language the
pages are in.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from domain.curriculum_plan import HOUR_KINDS
from models import CurriculumHours
from models.labels import label_for, label_of

HEAD: Final = _l("Curriculum")
CYCLES: Final = _l("Cycles")
ROWS: Final = _l("Rows and hours")
LOCALES: Final = ("ru", "en")

HEAD_FIELDS: Final[Mapping[str, Any]] = {
    "code": _l("Code of the programme"),
    "name": _l("Name of the programme"),
    "qualification": _l("Qualification"),
    "intake_year": _l("Year of intake"),
    "months": _l("Months of education"),
}
CYCLE_FIELDS: Final[Mapping[str, Any]] = {
    "code": _l("Code of the cycle"),
    "name": _l("Name of the cycle"),
    "parent": _l("Lies in the cycle"),
}
ITEM_FIELDS: Final[Mapping[str, Any]] = {
    "index": _l("Index"),
    "name": _l("Name"),
    "kind": _l("Kind"),
    "cycle": _l("Cycle"),
    "parent": _l("Part of the module"),
}
HOUR_FIELDS: Final[Mapping[str, Any]] = {
    "semester": _l("Semester of the programme"),
    **{kind: label_for(CurriculumHours, kind) for kind in HOUR_KINDS},
    "practical_training": label_for(CurriculumHours, "practical_training"),
    "attestation": label_for(CurriculumHours, "attestation"),
}
ROW_FIELDS: Final[Mapping[str, Any]] = {**ITEM_FIELDS, **HOUR_FIELDS}


def plain(text: str) -> str:
    """Return a heading or a word as it is compared: small letters, single spaces, no ё."""
    return " ".join(text.replace("*", " ").casefold().replace("ё", "е").split())


def field_names(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the field of each heading in any of our languages."""
    return {word: name for name, label in fields.items() for word in _words(label)}


def members(enum: type[StrEnum]) -> dict[str, Any]:
    """Return the member of each word for it, its own name and its labels in any language."""
    found: dict[str, Any] = {}
    for member in enum:
        for word in (member.value, *_words(label_of(member))):
            found.setdefault(word, member)
    return found


def sheet_named(names: Iterable[str], title: Any) -> str | None:
    """Return which of `names` is the sheet with that title, in any language."""
    wanted = set(_words(title))
    return next((name for name in names if plain(name) in wanted), None)


def _words(label: Any) -> Iterator[str]:
    for locale in LOCALES:
        with force_locale(locale):
            yield plain(str(label))
