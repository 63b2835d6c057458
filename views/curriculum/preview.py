"""The preview of an import: what was understood, corrected, checked, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.curriculum_plan import HOUR_KINDS
from domain.enums import ProgrammeKind
from exchange.curriculum_reading import Reading, Told
from models import Programme
from models.labels import label_of
from services.curriculum_import import Choice, Destination, destination
from views.curriculum.shown import LONG_KINDS, SHORT_KINDS, table_of

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Target:
    """A programme to choose: one that is there, or one that would be added."""

    value: str  # «0», «1» …, or «other»
    code: str
    name: str
    is_new: bool
    version: int


@dataclass(frozen=True, slots=True)
class Preview:
    """All that the page shows, beside the table of the plan."""

    token: str
    file_name: str
    reading: Reading
    choice: Choice
    targets: list[Target]
    chosen: str
    kinds: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def targets_of(session: Session, reading: Reading, choice: Choice) -> list[Target]:
    """Return the programmes to choose from: those with the file's code, then the file's own."""
    codes = {code for code, _name in reading.programmes if code}
    known = session.execute(
        select(Programme.code, Programme.name)
        .where(Programme.code.in_(codes))
        .order_by(Programme.code, Programme.name)
    )
    names = dict.fromkeys([*((row.code, row.name) for row in known), *reading.programmes])
    found = []
    for number, (code, name) in enumerate(pair for pair in names if all(pair)):
        where = _where(session, choice, code, name)
        found.append(Target(str(number), code, name, where.programme_id is None, where.version))
    return found


def _where(session: Session, choice: Choice, code: str, name: str) -> Destination:
    return destination(session, Choice(code, name, choice.kind, choice.intake_year))


def chosen_of(targets: list[Target], values: Mapping[str, Any], reading: Reading) -> str:
    """Return the value of the chosen programme: as sent, else the file's own, else the first."""
    sent = values.get("target")
    if sent == OTHER or any(one.value == sent for one in targets):
        return str(sent)
    exact = ((one.value, one.code, one.name) for one in targets if not one.is_new)
    own = (reading.plan.code, reading.plan.name)
    same = next((value for value, *pair in exact if tuple(pair) == own), "")
    alone = [one.value for one in targets if not one.is_new]
    # A file names its programme in its own way: the one programme of the code is more likely.
    return same or (alone[0] if len(alone) == 1 else targets[0].value if targets else OTHER)


def with_target(values: Mapping[str, Any], targets: list[Target], chosen: str) -> dict[str, Any]:
    """Return the fields of the form with code and name of the chosen programme."""
    target = next((one for one in targets if one.value == chosen), None)
    if target is None:
        return dict(values)
    return {**values, "code": target.code, "name": target.name}


def preview_page(preview: Preview) -> str:
    """Return the page."""
    reading = preview.reading
    shown = (
        (Told.contradiction, _("The file contradicts itself"), "warn"),
        (Told.unread, _("What could not be read"), "warn"),
        (Told.corrected, _("What was corrected"), "info"),
    )
    return render_template(
        "curriculum/preview.html",
        preview=preview,
        plan=reading.plan,
        table=table_of(reading.plan, kind=preview.choice.kind),
        lists=[(title, tone, reading.told(told)) for told, title, tone in shown],
        programme_kinds=[(kind.value, label_of(kind)) for kind in ProgrammeKind],
        hour_kinds=[(kind, LONG_KINDS[kind]) for kind in HOUR_KINDS],
        short_kinds=SHORT_KINDS,
        long_kinds=LONG_KINDS,
        other=OTHER,
    )
