"""What a person decides in the preview of a plan's import, read from an address, form or JSON."""

import re
from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _

from exchange.lesson_plan_import import Choice
from exchange.lesson_plan_xlsx import Field
from services.errors import FieldsError

COLUMN: Final = re.compile(r"c(\d{1,3})_(\d{1,2})")
MOST_ROW: Final = 9999


def choice_of(values: Mapping[str, str]) -> tuple[str | None, Choice]:
    """Return the chosen sheet and the rest of what `values` of an address or a form decide.

    Raises FieldsError for what is no choice.
    """
    columns = {}
    for name, value in values.items():
        if found := COLUMN.fullmatch(name):
            columns[int(found[1]), int(found[2])] = _field(name, value)
    choice = Choice(
        columns=columns,
        mend_words=values.get("mend", "1") != "0",
        second_begins=_row(values.get("second", "")),
    )
    return values.get("sheet") or None, choice


def choice_in(body: Mapping[str, Any]) -> tuple[str | None, Choice]:
    """Return the same from JSON, where `columns` maps «c0_2» (block, column) to a field."""
    columns = body.get("columns", {})
    if not isinstance(columns, dict):
        raise FieldsError({"columns": _("Send an object of columns.")})
    values = {name: body[name] for name in ("sheet", "mend", "second") if body.get(name)}
    return choice_of({str(name): str(value) for name, value in {**columns, **values}.items()})


def kept_values(sheet: str | None, choice: Choice) -> dict[str, str]:
    """Return the choice as the values of an address, for links and forms that go on with it."""
    values = {f"c{block}_{column}": name.value for (block, column), name in choice.columns.items()}
    if sheet:
        values["sheet"] = sheet
    if not choice.mend_words:
        values["mend"] = "0"
    if choice.second_begins is not None:
        values["second"] = str(choice.second_begins)
    return values


def _field(name: str, value: str) -> Field:
    try:
        return Field(value)
    except ValueError:
        raise FieldsError({name: _("There is no such kind of column.")}) from None


def _row(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= MOST_ROW:
        raise FieldsError({"second": _("Send the number of a row.")})
    return int(text)
