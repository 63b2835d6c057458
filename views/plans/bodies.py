"""What programs send about lesson plans, checked for shape."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from domain.typed import key_of, whole
from services.errors import FieldsError


def key_in(body: Mapping[str, Any], name: str) -> int:
    """Return the row's key that `body` gives under `name`; raise FieldsError."""
    try:
        return key_of(body.get(name))
    except ValueError:
        raise FieldsError({name: _("Send the id as a whole number.")}) from None


def optional_key(body: Mapping[str, Any], name: str) -> int | None:
    """Return a row's key, None where `body` gives none; raise FieldsError."""
    return None if body.get(name) is None else key_in(body, name)


def edition_in(body: Mapping[str, Any]) -> int:
    """Return the edition of the plan that the sender has seen; raise FieldsError."""
    try:
        edition = whole(body.get("edition"))
    except ValueError:
        edition = None
    if edition is None or edition < 0:
        raise FieldsError({"edition": _("Send the edition of the plan that you have seen.")})
    return edition


def remarks_in(body: Mapping[str, Any]) -> tuple[str | None, dict[int, str]]:
    """Return the remark on the whole, None where none is named, and those at rows."""
    whole_remark, rows = body.get("remark"), body.get("rows", {})
    if whole_remark is not None and not isinstance(whole_remark, str):
        raise FieldsError({"remark": _("Send a text.")})
    if not isinstance(rows, dict):
        raise FieldsError({"rows": _("Send a JSON object: the id of a row and its remark.")})
    found: dict[int, str] = {}
    for key, text in rows.items():
        if not key.isascii() or not key.isdigit() or len(key) > 9:
            raise FieldsError({f"rows.{key[:20]}": _("Send the id as a whole number.")})
        if not isinstance(text, str):
            raise FieldsError({f"rows.{key}": _("Send a text.")})
        found[int(key)] = text
    return whole_remark, found
