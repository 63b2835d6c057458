"""Practices as REST tells them and takes them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from domain.enums import CompetenceLevel
from domain.typed import day_of, key_of, whole
from services.errors import FieldsError
from services.practice_days import DayInput
from services.practice_place_checks import Place
from services.practice_results import CompetenceInput
from services.practice_rows import DayRow, PlacementRow
from services.practice_view import Practice
from services.practice_words import sentence

Body = Mapping[str, Any]


def practice_data(practice: Practice) -> dict[str, Any]:
    """Return a practice whole: place, days, competences, sums, what is to be said of it."""
    row, sums = practice.row, practice.sums
    return {
        **row_data(row),
        "planned": sums.planned,
        "done": sums.done,
        "confirmed": sums.confirmed,
        "missed": sums.missed,
        "days": [day_data(one) for one in practice.days],
        "competences": [
            {"id": one.id, "code": one.code, "title": one.title, "level": one.level}
            for one in practice.competences
        ],
        "verdicts": [
            {
                "clause": one.clause,
                "code": one.code,
                "severity": one.severity.name,
                "sentence": sentence(one),
            }
            for one in practice.verdicts
        ],
    }


def row_data(row: PlacementRow) -> dict[str, Any]:
    """Return a place with the names beside it."""
    return {
        "id": row.id,
        "student": {"id": row.student_id, "text": row.student},
        "group": {"id": row.group_id, "text": row.group},
        "item": {"id": row.item_id, "text": row.item},
        "base": None if row.base_id is None else {"id": row.base_id, "text": row.base},
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "hours": row.hours,
        "college_head": None if row.head_id is None else {"id": row.head_id, "text": row.head},
        "appointment": row.appointment_id,
        "enterprise_head": row.enterprise_head,
        "enterprise_position": row.enterprise_position,
        "contract": row.contract,
        "diary_checked_on": row.diary_checked_on and row.diary_checked_on.isoformat(),
        "characteristic": row.characteristic,
        "proposed_code": row.proposed_code,
        "code": row.code,
        "signed_at": row.signed_at and f"{row.signed_at.isoformat()}Z",
        "signed_name": row.signed_name,
    }


def day_data(one: DayRow) -> dict[str, Any]:
    """Return a recorded day."""
    return {
        "id": one.id,
        "day": one.day.isoformat(),
        "hours": one.hours,
        "is_absent": one.is_absent,
        "what": one.what,
        "is_proposed": one.proposed_at is not None,
        "is_confirmed": one.confirmed_at is not None,
    }


def key_in(body: Body, name: str, field: str = "") -> int:
    """Return the key `name` of a body; raise FieldsError."""
    try:
        return key_of(body.get(name))
    except ValueError:
        raise FieldsError({field or name: _("Send the id as a whole number.")}) from None


def keys_in(body: Body, name: str, most: int = 200) -> list[int]:
    """Return a list of keys of a body; raise FieldsError."""
    given = body.get(name)
    if not isinstance(given, list) or not given or len(given) > most:
        raise FieldsError({name: _("Send a list of 1 to %(most)d ids.", most=most)})
    try:
        return [key_of(one) for one in given]
    except ValueError:
        raise FieldsError({name: _("Send the id as a whole number.")}) from None


def day_in(body: Body, name: str, field: str = "") -> date | None:
    """Return a day of a body, None where null or missing; raise FieldsError."""
    try:
        return None if body.get(name) is None else day_of(body.get(name))
    except ValueError:
        sentence = _("Send a day such as 2026-12-14.")
        raise FieldsError({field or name: sentence}) from None


def needed_day(body: Body, name: str, field: str = "") -> date:
    """Return a day of a body that must be there; raise FieldsError."""
    found = day_in(body, name, field)
    if found is None:
        raise FieldsError({field or name: _("Send a day such as 2026-12-14.")})
    return found


def text_in(body: Body, name: str, field: str = "") -> str:
    """Return a text of a body, empty where null or missing; raise FieldsError."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise FieldsError({field or name: _("Send a text.")})
    return value or ""


def number_in(body: Body, name: str, field: str = "") -> int | None:
    """Return a whole number of a body, None where null or missing; raise FieldsError."""
    value = body.get(name)
    try:
        return None if isinstance(value, str) and not value else whole(value)
    except ValueError:
        raise FieldsError({field or name: _("Send a whole number.")}) from None


def objects_in(body: Body, name: str, most: int) -> list[Body]:
    """Return a list of objects of a body; raise FieldsError."""
    given = body.get(name)
    if not isinstance(given, list) or len(given) > most:
        raise FieldsError({name: _("Send a list of at most %(most)d objects.", most=most)})
    if not all(isinstance(one, dict) for one in given):
        raise FieldsError({name: _("Send a list of at most %(most)d objects.", most=most)})
    return given


def place_in(body: Body, field: str = "", usual: Place | None = None) -> Place:
    """Return a place of a body; what is not named is as in `usual`. Raises FieldsError."""
    before = usual or Place()

    def link(name: str, was: int | None) -> int | None:
        if name not in body:
            return was
        return None if body[name] is None else key_in(body, name, f"{field}{name}")

    def text(name: str, was: str) -> str:
        return text_in(body, name, f"{field}{name}") if name in body else was

    return Place(
        link("base", before.base_id),
        link("appointment", before.appointment_id),
        text("enterprise_head", before.enterprise_head),
        text("enterprise_position", before.enterprise_position),
        text("contract", before.contract),
    )


def day_input(body: Body, number: int) -> DayInput:
    """Return a day to record; raise FieldsError («days.3.day»)."""
    field = f"days.{number}."
    absent = body.get("is_absent", False)
    if not isinstance(absent, bool):
        raise FieldsError({f"{field}is_absent": _("Send true or false.")})
    return DayInput(
        key_in(body, "placement", f"{field}placement"),
        needed_day(body, "day", f"{field}day"),
        number_in(body, "hours", f"{field}hours"),
        absent,
        text_in(body, "what", f"{field}what") if "what" in body else None,
    )


def competence_input(body: Body, number: int) -> CompetenceInput:
    """Return a competence to write; raise FieldsError («competences.2.level»)."""
    field = f"competences.{number}."
    level = body.get("level")
    if level is not None and level not in list(CompetenceLevel):  # it need not be hashable
        known = ", ".join(CompetenceLevel)
        raise FieldsError({f"{field}level": _("Choose one of: %(values)s.", values=known)})
    return CompetenceInput(
        text_in(body, "code", f"{field}code").strip(),
        text_in(body, "title", f"{field}title").strip(),
        None if level is None else CompetenceLevel(level),
    )
