"""What a form or a program says of inspections and remarks, read field by field."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask_babel import gettext as _

from domain.enums import InspectionKind, PartVerdict, RemarkCause
from domain.inspection import FactKey, Part
from domain.typed import day_of, is_storable, whole
from services.errors import FieldsError
from services.inspections import MOST_TEXT, Begin, Judged
from services.remark_making import NewRemark

BEGIN: Final = ("gradebook_id", "kind", "period_from", "period_to", "control_item_id")
REMARK: Final = ("text", "lesson_id", "student_id", "cause", "due_on", "fact")
Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """The fields of a body or a form; each reader collects what is wrong."""

    def __init__(self, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
        self.given = given
        self.errors = {
            name[:40]: _("This field is not set here.") for name in given if name not in known
        }

    def _read(self, name: str, read: Callable[[Any], Any], sentence: str) -> Any:
        value = self.given.get(name)
        if value is None or value == "":
            return None
        try:
            return read(value)
        except ValueError:
            self.errors[name] = sentence
            return None

    def day(self, name: str) -> date | None:
        """Return a day, None where none is given."""
        found: date | None = self._read(name, day_of, _("Give a day."))
        return found

    def key(self, name: str) -> int | None:
        """Return a row's key, None where none is given."""
        found: int | None = self._read(name, _key, _("Send the id as a whole number."))
        return found

    def choice(self, name: str, of: type[Choice]) -> Choice | None:
        """Return a value of a closed list, None where none is given."""
        sentence = _("Choose one of: %(choices)s.", choices=", ".join(of))
        found: Choice | None = self._read(name, of, sentence)
        return found

    def text(self, name: str) -> str | None:
        """Return a text, None where none is given."""
        value = self.given.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not is_storable(value.replace("\r\n", "\n")):
            self.errors[name] = _("This is no text.")
            return None
        text = value.replace("\r\n", "\n").strip()
        if len(text) > MOST_TEXT:
            self.errors[name] = _("At most %(most)d characters.", most=MOST_TEXT)
        return text

    def need(self, name: str, sentence: str) -> None:
        """Say that a field must be given."""
        if self.given.get(name) in (None, "") and name not in self.errors:
            self.errors[name] = sentence

    def check(self) -> None:
        """Raise FieldsError where something was wrong."""
        if self.errors:
            raise FieldsError(self.errors)


def _key(value: Any) -> int:
    found = whole(value)
    if found is None or not 0 < found < 2**31:
        raise ValueError("not a key")
    return found


def begin_of(given: Mapping[str, Any]) -> tuple[int | None, Begin]:
    """Return which journal is inspected and how; raise FieldsError."""
    fields = Fields(given, BEGIN)
    kind = fields.choice("kind", InspectionKind)
    first, last = fields.day("period_from"), fields.day("period_to")
    book, item = fields.key("gradebook_id"), fields.key("control_item_id")
    fields.need("kind", _("Say what kind of inspection it is."))
    fields.need("period_from", _("Give a day."))
    fields.need("period_to", _("Give a day."))
    if fields.errors or kind is None or first is None or last is None:
        raise FieldsError(fields.errors)
    return book, Begin(kind, first, last, item)


def judged_of(given: Mapping[str, Any]) -> Judged:
    """Return the verdicts and the summary that are given; raise FieldsError."""
    fields = Fields(given, (*Part, "summary"))
    verdicts = {}
    for part in Part:
        verdict = fields.choice(part, PartVerdict)
        if verdict is not None:
            verdicts[part] = verdict
    summary = fields.text("summary")
    fields.check()
    return Judged(verdicts, summary)


def remark_of(given: Mapping[str, Any]) -> NewRemark:
    """Return a new remark; raise FieldsError."""
    fields = Fields(given, REMARK)
    new = NewRemark(
        text=fields.text("text") or "",
        lesson_id=fields.key("lesson_id"),
        student_id=fields.key("student_id"),
        cause=fields.choice("cause", RemarkCause),
        due_on=fields.day("due_on"),
        fact=fields.choice("fact", FactKey),
    )
    fields.check()
    return new


def change_of(given: Mapping[str, Any]) -> tuple[str | None, date | None]:
    """Return the text and the day that a remark is changed to; raise FieldsError."""
    fields = Fields(given, ("text", "due_on"))
    text, due_on = fields.text("text"), fields.day("due_on")
    fields.check()
    return text, due_on


def said_of(given: Mapping[str, Any], *known: str) -> tuple[str, date | None]:
    """Return the words, and where `known` names it the day, of an action; raise FieldsError."""
    fields = Fields(given, ("text", *known))
    text, due_on = fields.text("text") or "", fields.day("due_on")
    fields.check()
    return text, due_on
