"""What a drafted sentence of an analytic note is, and where its figures are looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from domain.notes import Figure, Section
from services.note_facts import NAMED, NoteFacts


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted sentence; `code` tells it apart, `is_needed` says whether a new note has it."""

    section: Section
    code: str
    text: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    rests_on: str | None = None
    is_needed: bool = True


def monitor_of(facts: NoteFacts, by: str) -> str:
    """Return the address of the monitor of the department in the period, drilled `by`."""
    period = facts.period
    asked = {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "department": period.department_id,
        "by": by,
    }
    return "/monitor/?" + urlencode(asked)


def delivery_of(facts: NoteFacts) -> str:
    """Return the address of the delivery of the programmes of the department, by journal."""
    period = facts.period
    asked = {
        "year": period.year_id,
        "semester": facts.semester,
        "department": period.department_id,
        "level": "journal",
    }
    return "/delivery/?" + urlencode(asked)


def of_department(facts: NoteFacts, path: str) -> str:
    """Return `path` narrowed to the department of the note."""
    return path + "?" + urlencode({"department": facts.period.department_id})


def named(names: list[str] | tuple[str, ...]) -> str:
    """Return `names` in one line, a dash when there are none."""
    return ", ".join(names) if names else "—"


def worst(facts: NoteFacts, fault: str) -> str:
    """Return the teachers with the most of `fault`, each with the number."""
    found = [(getattr(one.counts, fault), one.name) for one in facts.teachers]
    some = sorted((pair for pair in found if pair[0]), key=lambda pair: (-pair[0], pair[1]))
    return named([f"{name} ({number})" for number, name in some[:NAMED]])
