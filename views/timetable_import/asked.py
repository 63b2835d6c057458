"""What a form, an address or a program says about an import, and the kept file it is about."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask_babel import gettext as _

from access.principal import current_principal
from access.session import db
from domain.enums import ImportKind
from domain.imported_timetable import FileTimetable
from domain.typed import MOST_ID, whole
from exchange.asc import read_timetable
from services.errors import FieldsError
from services.import_choices import Choice
from services.timetable_import import Mode, Preview, preview_import
from services.uploads import KeptFile
from views.uploads import kept_file

PURPOSE: Final = "timetable"
MOST_BYTES: Final = 16 * 1024 * 1024
LAST_PAIR: Final = 12


def kept_timetable(token: str) -> tuple[KeptFile, FileTimetable]:
    """Return the person's kept file and what it holds; raise NotFoundError, FieldsError."""
    kept = kept_file(PURPOSE, token)
    return kept, read_timetable(kept.content)


def semester_in(text: object) -> int:
    """Return the semester's key; raise FieldsError."""
    key = _key(text)
    if key is None:
        raise FieldsError({"semester": _("Choose a semester.")})
    return key


def pairs_in(texts: Iterable[object]) -> list[int | None] | None:
    """Return the pairs of the periods in order, 0 or nothing for none; None where none is given.

    Raises FieldsError.
    """
    found: list[int | None] = []
    for text in texts:
        try:
            number = whole(text)
        except ValueError:
            number = -1
        if number is not None and not 0 <= number <= LAST_PAIR:
            raise FieldsError({"pairs": _("A pair is a number from 1 to 12.")})
        found.append(number or None)
    return found or None


def preview_of(file: FileTimetable, semester: object, pairs: Iterable[object]) -> Preview:
    """Return what importing a file would do; raise FieldsError, NotAllowedError."""
    return preview_import(
        db.session, current_principal(), file, semester_in(semester), pairs_in(pairs)
    )


def mode_in(value: object) -> Mode:
    """Return what becomes of the pairs that are there; raise FieldsError."""
    if value == "replace":
        return "replace"
    if value == "add":
        return "add"
    raise FieldsError({"mode": _("Choose one of: %(values)s.", values="replace, add")})


def choice_in(given: Mapping[str, Any], kind: ImportKind, name: str) -> Choice:
    """Return what a name is said to stand for: `target`, `never` or, for a room, `create`."""
    if kind is ImportKind.subject:
        text = given.get("target") or None
        if text is not None and not isinstance(text, str):
            raise FieldsError({"target": _("Send a text.")})
        target, target_text = None, text and text[:250]
    else:
        target, target_text = _key(given.get("target")), None
        if target is None and given.get("target") not in (None, ""):
            raise FieldsError({"target": _("Send the id as a whole number.")})
    return Choice(
        kind,
        name,
        target,
        target_text,
        never=_flag(given.get("never")),
        create=_flag(given.get("create")),
    )


def kind_in(text: object) -> ImportKind:
    """Return the kind of a name; raise FieldsError."""
    try:
        return ImportKind(str(text))
    except ValueError:
        sentence = _("Choose one of: %(values)s.", values=", ".join(ImportKind))
        raise FieldsError({"kind": sentence}) from None


def _flag(value: object) -> bool:
    return value in (True, "1")


def _key(value: object) -> int | None:
    try:
        key = whole(value)
    except ValueError:
        return None
    return key if key is not None and 0 < key <= MOST_ID else None
