"""Columns of lines as forms and programs send them: fields named «17-topic», what was seen."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from flask import abort, flash
from flask_babel import gettext as _
from flask_babel import ngettext

from access.session import db
from domain.typed import MOST_ID, key_of
from services.errors import FieldsError, NotAllowedError, NotFoundError, ServiceError
from services.line_entry import NO, YES, Entered, LineInput, shown

MOST_LINES: Final = 300
LONGEST: Final = 1000


def name_of(key: int, field: str) -> str:
    """Return the name of a line's field in a form."""
    return f"{key}-{field}"


def was_of(lines: Mapping[int, Mapping[str, Any]]) -> str:
    """Return what the form shows, to be sent back with it."""
    seen = {
        key: {name: shown(one) for name, one in values.items()} for key, values in lines.items()
    }
    return json.dumps(seen, ensure_ascii=False)


def lines_in(form: Mapping[str, str], fields: Iterable[str]) -> list[LineInput]:
    """Return the lines of a form in which something was changed."""
    try:
        seen = json.loads(form.get("was", "{}"))
    except ValueError:
        seen = {}
    names, found = tuple(fields), []
    for key, was in seen.items() if isinstance(seen, dict) else ():
        if not (key.isascii() and key.isdigit() and len(key) < 11) or not isinstance(was, dict):
            continue
        known = {name: str(was.get(name) or "") for name in names}
        typed = {
            name: form[f"{key}-{name}"].strip()
            for name in names
            if f"{key}-{name}" in form and form[f"{key}-{name}"].strip() != known[name]
        }
        if typed and 0 < int(key) <= MOST_ID:
            found.append(LineInput(int(key), typed, known))
    return found[:MOST_LINES]


def lines_of_body(body: Mapping[str, Any], key: str, fields: Sequence[str]) -> list[LineInput]:
    """Return the lines of a JSON body; raise FieldsError («lines.2.code») for another shape."""
    given = body.get("lines")
    if not isinstance(given, list) or len(given) > MOST_LINES:
        raise FieldsError({"lines": _("Send a list of at most %(most)d objects.", most=MOST_LINES)})
    found = []
    for number, one in enumerate(given):
        at = f"lines.{number}"
        if not isinstance(one, dict):
            raise FieldsError({at: _("Send a JSON object.")})
        try:
            about = key_of(one.get(key))
        except ValueError:
            raise FieldsError({f"{at}.{key}": _("Send the id as a whole number.")}) from None
        was = one.get("was", {})
        if not isinstance(was, dict):
            raise FieldsError({f"{at}.was": _("Send a JSON object.")})
        typed = {name: _text(one[name], f"{at}.{name}") for name in fields if name in one}
        seen = {name: _text(was[name], f"{at}.was") for name in fields if name in was}
        found.append(LineInput(about, typed, seen))
    return found


def _text(value: Any, at: str) -> str:
    """Return a JSON value as the text that a person would type."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise FieldsError({at: _("Send a text.")})
    return value


def said(entered: Entered, names: Mapping[int, str]) -> None:
    """Say on the next page what was saved and what somebody else had changed."""
    count = len(entered.saved)
    if count:
        flash(ngettext("%(num)d line is saved.", "%(num)d lines are saved.", count), "success")
    elif not entered.conflicts:
        flash(_("Nothing was changed."), "info")
    if entered.conflicts:
        who = ", ".join(names.get(key, "—") for key in entered.conflicts[:8])
        sentence = _("Somebody else changed meanwhile, these lines show it now: %(who)s.", who=who)
        flash(sentence, "danger")


def refuse(refusal: ServiceError) -> None:
    """Say a refusal on the next page, having let nothing of the unit stay.

    404 for a row that is not theirs to see, 403 where they may never write it.
    """
    db.session.rollback()
    if isinstance(refusal, NotFoundError):
        abort(404)
    if type(refusal) is NotAllowedError:
        abort(403)
    sentences = refusal.errors.values() if isinstance(refusal, FieldsError) else [refusal.sentence]
    for sentence in list(dict.fromkeys(sentences))[:8]:
        flash(sentence, "danger")


def entered_data(entered: Entered) -> dict[str, list[int]]:
    """Return what became of the lines, for programs."""
    return {"saved": list(entered.saved), "conflicts": list(entered.conflicts)}
