"""Printed documents: found, signed off by the deputy, carried from place to place, held (5.2.6).

What the register shows is the person's by scope; a place is recorded by the study office or a
deputy, a signature and a hold by a deputy.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, joinedload

from access.principal import Principal
from access.session import system_write, writing
from domain.clock import clock
from domain.control_enums import CustodyPlaceKind as Place
from domain.document_code import read_code
from domain.retention import ORDER, goes_back
from domain.text import fold
from domain.typed import is_storable
from models import CustodyPlace, DocumentHold, PrintedDocument, StudyGroup
from services.errors import ConflictError, FieldsError, NotFoundError

PAGE: Final = 50
AT_ONCE: Final = 200  # documents signed off or carried together
MOST_NOTE: Final = 250
_printed, _custody = PrintedDocument.__table__, CustodyPlace.__table__


class Wanted(StrEnum):
    """What a list of printed documents holds."""

    unsigned = auto()  # waits for the deputy
    to_move = auto()  # is due for the next place
    disposable = auto()  # may be disposed of
    held = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """How the register is narrowed."""

    text: str = ""
    wanted: Wanted | None = None
    place: Place | None = None
    group_id: int | None = None


def list_printed(
    session: Session, asked: Asked, page: int, size: int = PAGE
) -> tuple[Sequence[PrintedDocument], bool]:
    """Return a page of the documents that the person sees, latest first, and if more follow."""
    query = (
        select(PrintedDocument)
        .options(joinedload(PrintedDocument.group))
        .where(*_narrowed(asked))
        .order_by(PrintedDocument.id.desc())
    )
    rows = session.scalars(query.offset(page * size).limit(size + 1)).all()
    return rows[:size], len(rows) > size


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    code = read_code(asked.text)
    if code is not None:
        tests.append(PrintedDocument.code == code)
    else:
        tests += [
            PrintedDocument.search_title.contains(word, autoescape=True)
            for word in fold(asked.text).split()
        ]
    if asked.place is not None:
        tests.append(PrintedDocument.place == asked.place)
    if asked.group_id is not None:
        tests.append(PrintedDocument.group_id == asked.group_id)
    if asked.wanted is not None:
        tests.append(_WANTED[asked.wanted](clock.today()))
    return tests


def is_held() -> ColumnElement[bool]:
    """Return that a hold stands on a document."""
    return exists(
        select(DocumentHold.id).where(
            DocumentHold.document_id == PrintedDocument.id, DocumentHold.lifted_at.is_(None)
        )
    )


def may_go(today: date) -> ColumnElement[bool]:
    """Return that a document may be disposed of: domain/retention.disposal, as a condition."""
    return and_(
        PrintedDocument.place == Place.archive, PrintedDocument.kept_until < today, ~is_held()
    )


def _goes_on(today: date) -> ColumnElement[bool]:
    """Return that a document is due for its next place: domain/retention.next_place."""
    graduated = exists(
        select(StudyGroup.id).where(
            StudyGroup.id == PrintedDocument.group_id, StudyGroup.graduates_on < today
        )
    )
    return or_(
        PrintedDocument.place.in_((Place.maker, Place.deputy)),
        and_(PrintedDocument.place == Place.study_office, graduated),
    )


_WANTED: Final[dict[Wanted, Any]] = {
    Wanted.unsigned: lambda _today: and_(
        PrintedDocument.signed_at.is_(None), PrintedDocument.place != Place.disposed
    ),
    Wanted.to_move: _goes_on,
    Wanted.disposable: may_go,
    Wanted.held: lambda _today: is_held(),
}


def find_printed(session: Session, key: int) -> PrintedDocument:
    """Return a document that the person sees; raise NotFoundError."""
    found = session.scalar(_one().where(PrintedDocument.id == key))
    if found is None:
        raise NotFoundError(_("There is no such document."))
    return found


def find_by_code(session: Session, typed: str) -> PrintedDocument:
    """Return the document of a code, however it is typed; raise NotFoundError."""
    code = read_code(typed) or typed
    found = session.scalar(_one().where(PrintedDocument.code == code))
    if found is None:
        raise NotFoundError(_("There is no such document."))
    return found


def _one() -> Select[PrintedDocument]:
    return select(PrintedDocument).options(
        joinedload(PrintedDocument.group), joinedload(PrintedDocument.department)
    )


def places_of(session: Session, key: int) -> Sequence[CustodyPlace]:
    """Return the places where a document lay, the first first."""
    query = select(CustodyPlace).where(CustodyPlace.document_id == key).order_by(CustodyPlace.id)
    return session.scalars(query).all()


def sign_off(session: Session, who: Principal, keys: Collection[int]) -> int:
    """Confirm printed documents by the deputy's signature (5.2.6); return how many were new.

    Commits. Raises NotFoundError, FieldsError.
    """
    with writing():
        documents = locked(session, keys)
        new = [one.id for one in documents if one.signed_at is None]
        require_here(documents)
        if new:
            signed = {
                "signed_at": clock.now(),
                "signed_by_id": who.user_id,
                "signed_name": who.name,
            }
            system_write(session, update(_printed).where(_printed.c.id.in_(new)).values(**signed))
        session.commit()
    return len(new)


def move(
    session: Session, who: Principal, keys: Collection[int], place: Place, since: date, note: str
) -> int:
    """Record that documents lie in another place since a day; return how many moved. Commits.

    Back on their way they go only with a note. Raises NotFoundError, FieldsError.
    """
    note = note.strip()
    if place not in ORDER:
        raise FieldsError({"place": _("Documents are disposed of by an act only.")})
    if since > clock.today():
        raise FieldsError({"since": _("The day has not come yet.")})
    if len(note) > MOST_NOTE or not is_storable(note):
        raise FieldsError({"note": _("At most %(most)s characters, please.", most=MOST_NOTE)})
    with writing():
        documents = [one for one in locked(session, keys) if one.place is not place]
        require_here(documents)
        _check_way(session, documents, place, since, note)
        ids = [one.id for one in documents]
        if ids:
            rows = [_place_row(who, key, place, since, note) for key in ids]
            system_write(session, _custody.insert(), rows)
            system_write(
                session, update(_printed).where(_printed.c.id.in_(ids)).values(place=place)
            )
        session.commit()
    return len(ids)


def _check_way(
    session: Session, documents: Sequence[Any], place: Place, since: date, note: str
) -> None:
    for one in documents:
        if goes_back(one.place, place) and not note:
            raise FieldsError({"note": _("Say why the document goes back.")})
        if place is not Place.maker and place is not Place.deputy and one.signed_at is None:
            said = _(
                "Document %(code)s is not signed off by the deputy director yet (5.2.6).",
                code=one.code,
            )
            raise FieldsError({"place": said})
        last = places_of(session, one.id)
        if last and since < last[-1].since:
            said = _(
                "Document %(code)s lies in its present place since %(day)s.",
                code=one.code,
                day=f"{last[-1].since:%d.%m.%Y}",
            )
            raise FieldsError({"since": said})


def _place_row(who: Principal, key: int, place: Place, since: date, note: str) -> dict[str, Any]:
    return {
        "document_id": key,
        "place": place,
        "since": since,
        "note": note or None,
        "user_id": who.user_id,
        "user_name": who.name,
        "recorded_at": clock.now(),
    }


def locked(session: Session, keys: Collection[int]) -> Sequence[PrintedDocument]:
    """Return documents that nobody else changes until the unit ends; raise NotFoundError."""
    wanted = sorted(set(keys))
    if not wanted or len(wanted) > AT_ONCE:
        raise FieldsError({"documents": _("Choose from 1 to %(most)s documents.", most=AT_ONCE)})
    query = select(PrintedDocument).where(PrintedDocument.id.in_(wanted))
    query = query.order_by(PrintedDocument.id).with_for_update(of=PrintedDocument)
    found = session.scalars(query.execution_options(populate_existing=True)).all()
    if len(found) != len(wanted):
        raise NotFoundError(_("There is no such document."))
    return found


def require_here(documents: Sequence[PrintedDocument]) -> None:
    for one in documents:
        if one.place is Place.disposed:
            said = _("Document %(code)s was disposed of.", code=one.code)
            raise ConflictError(said)
