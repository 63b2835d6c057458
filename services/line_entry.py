"""Columns typed for many lines at once: what is typed, what was seen, what changed meanwhile.

Faults refuse the whole; a field that no longer holds what was seen is a conflict: its line stays
as it is, while the others are written.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from flask_babel import gettext as _

from domain.cells import CellError, parse
from domain.clock import clock
from domain.typed import day_of, is_storable
from services.errors import FieldsError

MOST_FAULTS: Final = 12
YES, NO = "yes", "no"
Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class LineInput:
    """What is typed into the fields of a line, and what stood there; texts as people see them."""

    key: int
    typed: Mapping[str, str]
    was: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """The new values of a line that differ from what is stored."""

    key: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """The keys of the lines that were saved, and of those that somebody else had changed."""

    saved: tuple[int, ...]
    conflicts: tuple[int, ...]


def shown(value: Any) -> str:
    """Return a stored value as its field shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def read_lines(
    stored: Mapping[int, Mapping[str, Any]],
    inputs: Sequence[LineInput],
    readers: Mapping[str, Reader],
    name_of: Callable[[int], str],
) -> tuple[list[Change], list[int]]:
    """Return what is to be written and the keys of conflicts.

    `stored` holds the present values of every line that may be written. Raises FieldsError
    («lines.3.code»), each sentence with the name of its line.
    """
    errors: dict[str, str] = {}
    changes, conflicts = [], []
    if len({one.key for one in inputs}) != len(inputs):
        raise FieldsError({"lines": _("A line stands in it twice.")})
    for number, one in enumerate(inputs):
        now = stored.get(one.key)
        if now is None:
            errors[f"lines.{number}"] = _("There is no such line here.")
            continue
        values, wrong = _read_line(now, one, readers)
        for name, sentence in wrong.items():
            errors[f"lines.{number}.{name}"] = f"{name_of(one.key)}: {sentence}"
        if any(one.was.get(name, shown(now.get(name))) != shown(now.get(name)) for name in values):
            conflicts.append(one.key)
        elif values:
            changes.append(Change(one.key, values))
    if errors:
        raise FieldsError(dict(list(errors.items())[:MOST_FAULTS]))
    return changes, conflicts


def _read_line(
    now: Mapping[str, Any], one: LineInput, readers: Mapping[str, Reader]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values of a line that differ from `now`, and a sentence for each fault."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, text in one.typed.items():
        if name not in readers:
            wrong[name] = _("«%(name)s» is not written here.", name=name[:40])
        elif text.strip() != shown(now.get(name)):
            try:
                value = readers[name](text.strip())
            except ValueError as fault:
                wrong[name] = str(fault)
                continue
            if value != now.get(name):
                values[name] = value
    return values, wrong


def text_reader(most: int) -> Reader:
    """Return a reader of a text of at most `most` characters; empty is None."""

    def read(text: str) -> str | None:
        if not is_storable(text) or "\n" in text:
            raise ValueError(_("This is no text."))
        if len(text) > most:
            raise ValueError(_("At most %(most)d characters.", most=most))
        return " ".join(text.split()) or None

    return read


def read_day(text: str) -> date | None:
    """Return a day, None where empty; raise ValueError with a sentence."""
    try:
        found = day_of(text) if text else None
    except ValueError:
        raise ValueError(_("Send a day such as 2026-10-14.")) from None
    if found is not None and not 2000 <= found.year <= 2100:
        raise ValueError(_("The year of the day is wrong."))
    return found


def read_past_day(text: str) -> date | None:
    """Return a day that has come, None where empty; raise ValueError with a sentence."""
    found = read_day(text)
    if found is not None and found > clock.today():
        raise ValueError(_("The day %(day)s has not come yet.", day=f"{found:%d.%m.%Y}"))
    return found


def mark_reader(codes: Collection[str]) -> Reader:
    """Return a reader of a mark out of `codes`; empty is None."""

    def read(text: str) -> str | None:
        if not text:
            return None
        try:
            cell = parse(text)
        except CellError:
            cell = None
        if cell is None or cell.absence is not None or len(cell.marks) != 1:
            raise ValueError(_wrong_mark(text, codes))
        if cell.marks[0] not in codes:
            raise ValueError(_wrong_mark(text, codes))
        return cell.marks[0]

    return read


def _wrong_mark(text: str, codes: Collection[str]) -> str:
    allowed = ", ".join(codes)
    return _("«%(text)s» is no mark here. Allowed: %(allowed)s.", text=text[:20], allowed=allowed)


def decimal_reader(most: Decimal) -> Reader:
    """Return a reader of a number from 0 to `most` with at most two decimals; empty is None."""

    def read(text: str) -> Decimal | None:
        if not text:
            return None
        try:
            found = Decimal(text.replace(",", ".").removesuffix("%").strip())
        except InvalidOperation:
            raise ValueError(_("«%(text)s» is no number.", text=text[:20])) from None
        if not found.is_finite() or not 0 <= found <= most:
            raise ValueError(_("A number from 0 to %(most)s is wanted.", most=shown(most)))
        rounded = found.quantize(Decimal("0.01"))
        if rounded != found:
            raise ValueError(_("At most two decimals."))
        return rounded

    return read


def read_flag(text: str) -> bool | None:
    """Return a yes or a no, None where empty; raise ValueError with a sentence."""
    if text not in ("", YES, NO):
        raise ValueError(_("Send yes, no or nothing."))
    return None if not text else text == YES
