"""What people read about printed documents."""

from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from domain.clock import clock
from domain.control_enums import CustodyPlaceKind as Place
from domain.retention import ORDER, PaperFacts, disposal, next_place
from models import CustodyPlace, DocumentHold, PrintedDocument
from models.labels import label_of
from services.printed import Wanted

TONES: Final = {
    Place.maker: "",
    Place.deputy: "info",
    Place.study_office: "info",
    Place.archive: "ok",
    Place.disposed: "bad",
}
WANTED: Final[dict[Wanted, Any]] = {
    Wanted.unsigned: _l("wait for the deputy's signature"),
    Wanted.to_move: _l("due for the next place"),
    Wanted.disposable: _l("may be disposed of"),
    Wanted.held: _l("under a hold"),
}
PLACES: Final = ORDER


def line(document: PrintedDocument) -> dict[str, Any]:
    """Return a document as a list shows it."""
    ends = document.group.graduates_on if document.group else None
    return {
        "id": document.id,
        "code": document.code,
        "title": document.title,
        "group": document.group.name if document.group else "",
        "printed_on": clock.local(document.printed_at),
        "who": document.user_name,
        "pages": document.pages,
        "place": str(label_of(document.place)),
        "tone": TONES[document.place],
        "next": next_place(document.place, ends, clock.today()),
        "signed_name": document.signed_name,
        "kept_until": document.kept_until,
        "is_disposed": document.place is Place.disposed,
    }


def standing(document: PrintedDocument, *, held: bool) -> str:
    """Return whether a document may be disposed of, and why not, as a sentence (10.7)."""
    facts = PaperFacts(document.place, document.kept_until, held)
    code = disposal(facts, clock.today()).code
    until = f"{document.kept_until:%d.%m.%Y}" if document.kept_until else ""
    said = {
        "ready": gettext("The time of keeping is over: an act may dispose of the document."),
        "gone": gettext("The document was disposed of by an act."),
        "held": gettext("A hold stands: no act takes the document."),
        "elsewhere": gettext(
            "Kept until %(day)s; it is disposed of from the archive only.", day=until
        )
        if until
        else gettext("Kept until its group graduates, and the years after that."),
        "no_date": gettext("Kept until its group graduates, and the years after that."),
        "too_early": gettext("Kept until %(day)s.", day=until),
    }
    return said[code]


def document_json(document: PrintedDocument) -> dict[str, Any]:
    """Return a document for programs; instants are in UTC."""
    return {
        "id": document.id,
        "code": document.code,
        "title": document.title,
        "report": document.report,
        "group_id": document.group_id,
        "gradebook_id": document.gradebook_id,
        "pages": document.pages,
        "sha256": document.sha256,
        "printed_at": f"{document.printed_at.isoformat(timespec='seconds')}Z",
        "user_name": document.user_name,
        "signed_at": f"{document.signed_at.isoformat(timespec='seconds')}Z"
        if document.signed_at
        else None,
        "signed_name": document.signed_name,
        "place": document.place,
        "kept_until": document.kept_until.isoformat() if document.kept_until else None,
        "page": f"/printed/{document.code}",
        "file": f"/api/v1/printed_document/{document.id}/file",
    }


def place_json(place: CustodyPlace) -> dict[str, Any]:
    """Return a place of a document for programs."""
    return {
        "place": place.place,
        "since": place.since.isoformat(),
        "note": place.note,
        "user_name": place.user_name,
    }


def hold_json(hold: DocumentHold) -> dict[str, Any]:
    """Return a hold for programs."""
    return {
        "id": hold.id,
        "reason": hold.reason,
        "placed_name": hold.placed_name,
        "lifted": hold.lifted_at is not None,
        "lift_reason": hold.lift_reason,
    }
