"""Files of curricula as they are sent, kept for the preview and read again on confirmation."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _

from domain.curriculum_plan import HOUR_KINDS
from domain.enums import ProgrammeKind
from exchange.curriculum_reading import Reading
from exchange.curriculum_xlsx import read_curriculum_xlsx
from exchange.plx import read_plx
from services.curriculum_import import Choice, suggested
from services.errors import FieldsError
from views.uploads import MB, SentFile, keep_file, sent_file

PURPOSE: Final = "curriculum"
MOST_BYTES: Final = 20 * MB
ENDINGS: Final = (".plx", ".xml", ".xlsx")
KIND_OF: Final = "kind_"  # and the key of a work: which kind of hours it is


def read_file(name: str, content: bytes, kinds: Mapping[str, str] | None = None) -> Reading:
    """Return what a file says, by the end of its name; raise UnreadableError."""
    if name.lower().endswith(".xlsx"):
        return read_curriculum_xlsx(content)
    return read_plx(content, kinds)


def accept_file() -> tuple[str, SentFile, Reading]:
    """Read the file that was sent and keep it for the confirmation; return its token with it.

    Raise FieldsError, and keep nothing, where it cannot be read.
    """
    file = sent_file(MOST_BYTES, *ENDINGS)
    reading = read_file(file.name, file.content)
    return keep_file(PURPOSE, file), file, reading


def kinds_in(values: Mapping[str, Any]) -> dict[str, str]:
    """Return which kinds of hours the person named for works, by the key of the work."""
    found = {}
    for name, value in values.items():
        if str(name).startswith(KIND_OF) and value in HOUR_KINDS:
            found[str(name).removeprefix(KIND_OF)] = str(value)
    return found


def choice_in(values: Mapping[str, Any], reading: Reading) -> Choice:
    """Return the person's choice; what `values` lacks is as the file suggests. Raise FieldsError.

    `values` comes from a form or from JSON, so a number may be a text.
    """
    usual = suggested(reading.plan)
    errors = {}
    year, kind = values.get("intake_year", usual.intake_year), values.get("kind", usual.kind)
    try:
        intake_year = int(str(year).strip()) if str(year).strip().isascii() else 0
    except ValueError:
        intake_year = 0
        errors["intake_year"] = _("Send a whole number.")
    if not isinstance(kind, str) or kind not in set(ProgrammeKind):
        errors["kind"] = _("Choose one of the kinds.")
    texts = {}
    for name in ("code", "name", "note"):
        value = values.get(name, getattr(usual, name))
        if not isinstance(value, str) or "\0" in value:
            errors[name] = _("Send a text.")
        else:
            texts[name] = value.strip()
    if errors:
        raise FieldsError(errors)
    return Choice(**texts, kind=ProgrammeKind(kind), intake_year=intake_year)
