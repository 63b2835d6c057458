"""Attestation sheets in tests: an exam in the curriculum, calls of REST by who does what."""

from datetime import date
from typing import Any

from domain.enums import AttestationForm
from models import CurriculumHours

SHEET = "/api/v1/attestation_sheet"
TODAY = date(2026, 10, 14)


def call_for(act_as: Any, item_id: int, form: AttestationForm, semester: int = 3) -> None:
    """Let the curriculum call for an attestation of an item in a semester of the programme."""
    with act_as("system", writes=True) as session:
        hours = CurriculumHours(
            item_id=item_id, semester_number=semester, theory=30, attestation=form
        )
        session.add(hours)
        session.commit()


def make(head: Any, cast: Any, *items: int, held_on: date | None = TODAY) -> list[int]:
    """Make the sheets of the first group as its head; return their keys."""
    day = held_on.isoformat() if held_on else None
    body = {
        "group": cast.group,
        "semester": cast.semester,
        "items": [{"item": item, "held_on": day} for item in items],
    }
    answer = head.post(f"{SHEET}/", json=body)
    assert answer.status_code == 201, answer.text
    return list(answer.json["ids"])


def shown(client: Any, sheet: int) -> dict[str, Any]:
    """Return a sheet as REST shows it."""
    answer = client.get(f"{SHEET}/{sheet}/sheet")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def enter(client: Any, sheet: int, texts: dict[int, str], **more: Any) -> Any:
    """Type results for students; return the answer."""
    results = [{"student": key, "text": text} | more for key, text in texts.items()]
    return client.put(f"{SHEET}/{sheet}/results", json={"results": results})


def sign(client: Any, sheet: int) -> Any:
    """Sign a sheet; return the answer."""
    return client.post(f"{SHEET}/{sheet}/sign", json={})


def seat(head: Any, sheet: int, *people: tuple[int, str]) -> Any:
    """Let `people`, by key and role, examine; return the answer."""
    seats = [{"employee": key, "role": role} for key, role in people]
    return head.put(f"{SHEET}/{sheet}/examiners", json={"examiners": seats})
