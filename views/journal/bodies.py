"""What programs send to the journal, checked for shape; what it means is for the services."""

from collections.abc import Mapping
from typing import Any, Final

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from domain.typed import instant_of, is_storable, key_of
from services.cell_shapes import MOST_CELLS, MOST_REASON, CellInput
from services.errors import FieldsError, MalformedError

MOST_FAULTS: Final = 20  # that one answer names


def json_object() -> dict[str, Any]:
    """Return the JSON object that was sent; raise MalformedError for anything else."""
    try:
        body = request.get_json(force=True)
    except (BadRequest, RecursionError):
        raise MalformedError(_("Send a JSON object.")) from None
    if not isinstance(body, dict):
        raise MalformedError(_("Send a JSON object."))
    return body


def optional_object() -> dict[str, Any]:
    """Return the JSON object that was sent, an empty one where nothing was."""
    return json_object() if request.get_data(cache=True) else {}


def flag(body: Mapping[str, Any], name: str, usual: bool) -> bool:
    """Return a yes or no of `body`; raise FieldsError for anything else."""
    value = body.get(name, usual)
    if not isinstance(value, bool):
        raise FieldsError({name: _("Send true or false.")})
    return value


def reason_in(body: Mapping[str, Any]) -> str:
    """Return the reason that `body` gives, empty where none; raise FieldsError."""
    try:
        return _reason(body.get("reason"))
    except ValueError as fault:
        raise FieldsError({"reason": str(fault)}) from None


def cells_in(body: Mapping[str, Any]) -> list[CellInput]:
    """Return the cells of a batch; raise MalformedError or FieldsError («cells.3.text»)."""
    given = body.get("cells")
    if not isinstance(given, list):
        raise FieldsError({"cells": _("Send a list of cells.")})
    if len(given) > MOST_CELLS:
        raise MalformedError(_("At most %(most)d cells can be sent at once.", most=MOST_CELLS))
    errors: dict[str, str] = {}
    cells = [_cell(number, one, errors) for number, one in enumerate(given)]
    if errors:
        raise FieldsError(dict(list(errors.items())[:MOST_FAULTS]))
    return [cell for cell in cells if cell is not None]


def _cell(number: int, given: object, errors: dict[str, str]) -> CellInput | None:
    if not isinstance(given, dict):
        errors[f"cells.{number}"] = _("A cell is a JSON object.")
        return None
    values: dict[str, Any] = {}
    for name, reader in _READERS.items():
        try:
            values[name] = reader(given.get(name))
        except ValueError as fault:
            errors[f"cells.{number}.{name}"] = str(fault)
    return None if len(values) < len(_READERS) else CellInput(**values)


def _key(value: object) -> int:
    try:
        return key_of(value)
    except ValueError:
        raise ValueError(_("Send the id as a whole number.")) from None


def _work(value: object) -> int | None:
    return None if value is None else _key(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(_("Send a text."))
    return value


def _was(value: object) -> str:
    return "" if value is None else _text(value)


def _reason(value: object) -> str:
    text = _was(value)
    if not is_storable(text):
        raise ValueError(_("This is no text."))
    if len(text) > MOST_REASON:
        raise ValueError(_("At most %(most)d characters.", most=MOST_REASON))
    return text


def _instant(value: object) -> Any:
    try:
        return None if value is None else instant_of(value)
    except ValueError:
        raise ValueError(_("Send an instant such as 2026-10-14T07:00:00Z.")) from None


_READERS: Final = {
    "lesson_id": _key,
    "student_id": _key,
    "work_id": _work,
    "text": _text,
    "was": _was,
    "reason": _reason,
    "claimed_at": _instant,
}
