"""The page of one publication: the bar while it runs, then what it added, changed and left."""

from datetime import date
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.enums import RunState
from domain.publishing import Reason
from models import Gradebook, TimetablePublication
from models.labels import label_of
from services.errors import NotFoundError
from services.publishing import publication_json
from views.journal.words import instant


def publication_page(session: Session, who: Principal, publication_id: int) -> str:
    """Return the page; raise NotFoundError where the publication is not theirs to see."""
    found = publication_json(session, publication_id)
    row = session.get(TimetablePublication, publication_id)
    if row is None:
        raise NotFoundError(_("There is no such publication, or it is not yours to see."))
    result = found["result"]
    return render_template(
        "timetable/publication.html",
        run=found,
        row=row,
        instant=instant,
        state_label=label_of(RunState(found["state"])),
        counts=_counts(result),
        left=_left(result.get("left_lessons", [])),
        left_count=result.get("left_count", 0),
        missing=result.get("missing", []),
        missing_count=result.get("missing_count", 0),
        told=result.get("told", 0),
        open_books=_open_books(session, who, result),
        may_publish=who.may(Action.update, Resource.timetable),
    )


def _counts(result: dict[str, Any]) -> list[tuple[str, int]]:
    names = [
        ("added", _("added")),
        ("changed", _("changed")),
        ("removed", _("removed")),
        ("journals", _("journals touched")),
        ("kept", _("as before")),
        ("left_count", _("left as they are")),
        ("signed_count", _("kept out by a signed semester")),
    ]
    counts = [(label, name, result[name]) for name, label in names if name in result]
    return [(label, count) for label, name, count in counts if count or name != "signed_count"]


def _left(lessons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lessons that stayed, with days as days and the reason in words."""
    reasons = {
        str(Reason.signed): _("its semester is closed and signed"),
        str(Reason.records): _("holds records"),
        str(Reason.past): _("its day is over"),
    }
    return [
        one
        | {
            "day": date.fromisoformat(one["day"]),
            "why": reasons.get(one["reason"], one["reason"]),
            "instead": _("the timetable has it otherwise")
            if one["wanted"]
            else _("the timetable has no lesson there"),
        }
        for one in lessons
    ]


def _open_books(session: Session, who: Principal, result: dict[str, Any]) -> frozenset[int]:
    """Return those of the named journals that the person may open."""
    books = {one["gradebook_id"] for one in result.get("left_lessons", [])}
    if not books or not who.may(Action.read, Resource.gradebook):
        return frozenset()
    return frozenset(session.scalars(select(Gradebook.id).where(Gradebook.id.in_(books))))
