"""Disposal acts as JSON, and as pages show them; instants are UTC."""

from typing import Any

from domain.clock import clock
from services.disposal_lists import Act, ActHead, Paper
from services.disposal_words import stands_against


def head_json(head: ActHead) -> dict[str, Any]:
    """Return an act of a list for programs."""
    signed = head.signed_at
    return {
        "id": head.id,
        "number": head.number,
        "drawn_on": head.drawn_on.isoformat(),
        "ground": head.ground,
        "signed_at": f"{signed.isoformat(timespec='seconds')}Z" if signed else None,
        "signed_name": head.signed_name,
        "archived_id": head.archived_id,
        "documents": head.documents,
        "pages": head.pages,
        "page": f"/disposal/{head.id}",
    }


def act_json(act: Act) -> dict[str, Any]:
    """Return a whole act for programs."""
    return head_json(act.head) | {
        "members": [
            {"role": str(one.role), "name": one.name, "position": one.position}
            for one in act.members
        ],
        "lines": [paper_json(one) for one in act.papers],
    }


def paper_json(paper: Paper) -> dict[str, Any]:
    """Return a document of an act for programs; `against` says why it cannot go, if so."""
    return {
        "id": paper.id,
        "code": paper.code,
        "title": paper.title,
        "group": paper.group,
        "academic_year": paper.year,
        "pages": paper.pages,
        "kept_until": paper.kept_until.isoformat() if paper.kept_until else None,
        "against": stands_against(paper, clock.today()),
    }


def against(act: Act) -> dict[int, str]:
    """Return what stands against each document of a draft, by its key."""
    if act.head.signed_at is not None:
        return {}
    today = clock.today()
    found = ((paper.id, stands_against(paper, today)) for paper in act.papers)
    return {key: said for key, said in found if said}
