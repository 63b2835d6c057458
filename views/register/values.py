"""Values in and out: what was typed or sent becomes a typed value or a sentence; and back."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _

from domain.clock import clock
from domain.text import squeeze
from models.labels import label_of
from views.register.columns import Column, Kind, kind_of_value

MOST: Final = 2**31 - 1  # what an INTEGER of every database holds
LONGEST_TEXT: Final = 2000
EMPTY: Final = "—"
# Control characters that no database or spreadsheet takes; new lines and tabs are text.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_YEARS: Final = range(1900, 2101)


class WrongValueError(ValueError):
    """A value that a column cannot hold; the text is a sentence for people."""


def printable(text: str) -> str:
    """Return `text` without the characters that no database takes, squeezed: for searches."""
    return squeeze(_CONTROL.sub("", text))


def parse(column: Column, raw: Any) -> Any:
    """Return `raw`, a form's string or a JSON value, as a value of `column`; None for nothing.

    A reference stays an id: that the row exists and is visible is asked of the database.
    Raises WrongValueError with a sentence in the caller's language.
    """
    if isinstance(raw, str) and column.kind is not Kind.text and column.kind is not Kind.long_text:
        raw = raw.strip()
    if raw is None or raw == "":
        if column.kind is Kind.flag:
            return False
        if column.required:
            raise WrongValueError(_("Fill this in."))
        return None
    return _PARSERS[column.kind](column, raw)


def number(raw: Any) -> int:
    """Return `raw` as a whole number that a database can hold; raise WrongValueError."""
    wrong = WrongValueError(_("A whole number is needed here."))
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise wrong
    if isinstance(raw, str) and not re.fullmatch(r"[+-]?[0-9]{1,10}", raw):
        raise wrong
    value = int(raw)
    if not -MOST <= value <= MOST:
        raise WrongValueError(_("The number is too large."))
    return value


def day(raw: Any) -> date:
    """Return `raw`, «2026-09-01» or «01.09.2026», as a day; raise WrongValueError."""
    if isinstance(raw, str):
        for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                found = datetime.strptime(raw, pattern).date()
            except ValueError:
                continue
            if found.year in _YEARS:
                return found
    raise WrongValueError(_("A date is needed here, such as 01.09.2026."))


def _number(_column: Column, raw: Any) -> int:
    return number(raw)


def _day(_column: Column, raw: Any) -> date:
    return day(raw)


def _reference(_column: Column, raw: Any) -> int:
    try:
        return number(raw)
    except WrongValueError:
        raise WrongValueError(_("Choose one from the list.")) from None


def _text(column: Column, raw: Any) -> str | None:
    if not isinstance(raw, str):
        raise WrongValueError(_("Text is needed here."))
    text = raw.replace("\r\n", "\n").strip() if column.kind is Kind.long_text else squeeze(raw)
    if _CONTROL.search(text):
        raise WrongValueError(_("The text holds characters that cannot be kept."))
    longest = column.longest or LONGEST_TEXT
    if len(text) > longest:
        raise WrongValueError(_("At most %(count)s characters.", count=longest))
    if not text and column.required:
        raise WrongValueError(_("Fill this in."))
    return text or None


def _choice(column: Column, raw: Any) -> Any:
    if isinstance(raw, str) and raw in column.enum.__members__:
        return column.enum[raw]
    raise WrongValueError(_("Choose one from the list."))


def _flag(_column: Column, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in ("1", "on", "true"):
        return True
    if raw in ("0", "false"):
        return False
    raise WrongValueError(_("Yes or no is needed here."))


def _instant(_column: Column, raw: Any) -> datetime:
    """Read the beginning of a day: instants are compared, never typed."""
    return clock.start_of(day(raw))


_PARSERS: Final[dict[Kind, Callable[[Column, Any], Any]]] = {
    Kind.text: _text,
    Kind.long_text: _text,
    Kind.number: _number,
    Kind.flag: _flag,
    Kind.day: _day,
    Kind.instant: _instant,
    Kind.choice: _choice,
    Kind.reference: _reference,
}


def shown(column: Column, row: Any) -> str:
    """Return what people read in this column of `row`; «—» for nothing."""
    return shown_value(read_value(column, row))


def read_value(column: Column, row: Any) -> Any:
    """Return the value of this column of `row`, by its name where the number has one."""
    value = column.value(row)
    return value if column.names is None else column.names().get(value, value)


def shown_value(value: Any) -> str:
    """Return a value as people read it: days as 01.09.2026, instants in the college's time."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "__members__") or hasattr(type(value), "__members__"):
        return str(label_of(value))
    if isinstance(value, datetime):
        return f"{clock.local(value):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or EMPTY
    return str(value)


def sent(column: Column, row: Any) -> Any:
    """Return what REST sends for this column of `row`.

    A reference is `{"id", "label"}`: the label is null where the caller may not read that row.
    """
    value = column.value(row)
    if column.kind is Kind.reference:
        key = getattr(row, column.key)
        return None if key is None else {"id": key, "label": None if value is None else str(value)}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | dict | list):
        return value
    return str(value)


def typed(column: Column, row: Any) -> str:
    """Return what a form's input holds for this column of `row`; an id for a reference."""
    value = getattr(row, column.key)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value)


def is_number(column: Column, row: Any) -> bool:
    """Return whether the column's value in `row` is set like a number, at the right."""
    if column.names is not None:
        return False
    kind = column.kind if column.kind is not Kind.derived else kind_of_value(column.value(row))
    return kind is Kind.number
