"""Disposal acts: drafted with a commission, signed, and what they name is disposed of (10.7).

Nothing is disposed of before its day, and a hold stops it: both are looked at when the act is
drafted and again under the locks of the documents when it is signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.control_enums import CustodyPlaceKind as Place
from domain.disposal import commission_fault
from models import CustodyPlace, DisposalAct, DisposalLine, DisposalMember, PrintedDocument
from services.disposal_lists import Member, Paper, find_act, papers_of
from services.disposal_words import commission_words, stands_against
from services.errors import ConflictError, FieldsError, NotFoundError

MOST_GROUND: Final = 2000
SHOWN: Final = 10  # documents that one refusal names


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a draft of an act says."""

    number: str
    drawn_on: date
    ground: str
    members: Sequence[Member]
    documents: Sequence[int]


def next_number(session: Session) -> str:
    """Return the number that an act would usually get: one after the highest whole one."""
    used = [int(text) for text in session.scalars(select(DisposalAct.number)) if text.isdecimal()]
    return str(max(used, default=0) + 1)


def make_act(session: Session, who: Principal, drafted: Drafted) -> int:
    """Draft an act; return its key. Commits. Raises FieldsError, NotFoundError."""
    if who.user_id is None:
        raise ValueError("only a person drafts an act")
    with writing():
        _check(session, drafted, None)
        act = DisposalAct(
            number=drafted.number,
            drawn_on=drafted.drawn_on,
            ground=drafted.ground,
            created_at=clock.now(),
            author_id=who.user_id,
        )
        session.add(act)
        _flush(session)
        key = act.id
        _fill(session, key, drafted)
        session.commit()
    return key


def change_act(session: Session, key: int, drafted: Drafted) -> None:
    """Change a draft. Commits. Raises NotFoundError, ConflictError (signed), FieldsError."""
    with writing():
        act = _open_act(session, key)
        _check(session, drafted, key)
        act.number, act.drawn_on, act.ground = drafted.number, drafted.drawn_on, drafted.ground
        _flush(session)
        _clear(session, key)
        _fill(session, key, drafted)
        session.commit()


def delete_act(session: Session, key: int) -> None:
    """Delete a draft. Commits. Raises NotFoundError, ConflictError (signed)."""
    with writing():
        act = _open_act(session, key)
        _clear(session, key)
        session.delete(act)
        session.commit()


def sign_act(session: Session, who: Principal, key: int) -> int:
    """Sign an act: its documents are disposed of and it never changes again; return how many.

    Commits. Raises NotFoundError, ConflictError (signed already), FieldsError where anything
    stands against it, above all a hold or a day that has moved since it was drafted.
    """
    if who.user_id is None:
        raise ValueError("only a person signs an act")
    with writing():
        act = _open_act(session, key)
        keys = session.scalars(
            select(DisposalLine.document_id).where(DisposalLine.act_id == key)
        ).all()
        documents = _locked(session, keys)
        drafted = find_act(session, key)
        _refuse(_commission(drafted.members) | _documents(drafted.papers))
        today = clock.today()
        for document in documents:
            document.place, document.disposal_act_id = Place.disposed, key
            place = CustodyPlace(
                document_id=document.id,
                place=Place.disposed,
                since=today,
                note=_("act No. %(number)s", number=act.number)[:250],
                user_id=who.user_id,
                user_name=who.name,
                recorded_at=clock.now(),
            )
            session.add(place)
        act.signed_at, act.signed_name = clock.now(), who.name
        session.commit()
    return len(documents)


def _locked(session: Session, keys: Sequence[int]) -> Sequence[PrintedDocument]:
    """Lock documents in the order of their keys, as placing a hold and moving them do."""
    query = select(PrintedDocument).where(PrintedDocument.id.in_(keys))
    query = query.order_by(PrintedDocument.id).with_for_update(of=PrintedDocument)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _open_act(session: Session, key: int) -> DisposalAct:
    """Return a draft, locked; raise NotFoundError, or ConflictError where it is signed."""
    find_act(session, key)
    query = select(DisposalAct).where(DisposalAct.id == key).with_for_update(of=DisposalAct)
    act = session.scalar(query.execution_options(populate_existing=True))
    if act is None:
        raise NotFoundError(_("There is no such disposal act."))
    if act.signed_at is not None:
        raise ConflictError(_("The disposal act is signed and frozen: nothing in it changes."))
    return act


def _check(session: Session, drafted: Drafted, act_id: int | None) -> None:
    same = select(DisposalAct.id).where(DisposalAct.number == drafted.number)
    errors = _commission(drafted.members)
    if session.scalar(same.where(DisposalAct.id != (act_id or 0))) is not None:
        errors["number"] = _("There is an act with this number already.")
    if drafted.drawn_on > clock.today():
        errors["drawn_on"] = _("The day has not come yet.")
    papers = papers_of(session, drafted.documents)
    if len(papers) != len(set(drafted.documents)):
        errors["documents"] = _("Some of the documents do not exist.")
    _refuse(errors | _elsewhere(session, drafted.documents, act_id) | _documents(papers))


def _commission(members: Sequence[Member]) -> dict[str, str]:
    fault = commission_fault([(one.role, one.name) for one in members])
    return {} if fault is None else {"members": commission_words(fault)}


def _documents(papers: Sequence[Paper]) -> dict[str, str]:
    if not papers:
        return {"documents": _("Choose the documents that the act disposes of.")}
    today = clock.today()
    faults = [stands_against(one, today) for one in papers]
    said = [sentence for sentence in faults if sentence]
    return {"documents": " ".join(said[:SHOWN])} if said else {}


def _elsewhere(session: Session, keys: Sequence[int], act_id: int | None) -> dict[str, str]:
    """Refuse documents that another draft names: two acts would dispose of them."""
    rows = session.execute(
        select(PrintedDocument.code, DisposalAct.number)
        .select_from(DisposalLine)
        .join(PrintedDocument, PrintedDocument.id == DisposalLine.document_id)
        .join(DisposalAct, DisposalAct.id == DisposalLine.act_id)
        .where(
            DisposalLine.document_id.in_(keys),
            DisposalLine.act_id != (act_id or 0),
            DisposalAct.signed_at.is_(None),
        )
        .order_by(PrintedDocument.code)
        .limit(SHOWN)
    ).all()
    said = [
        _("%(code)s stands in the draft of act No. %(number)s.", code=code, number=number)
        for code, number in rows
    ]
    return {"documents": " ".join(said)} if said else {}


def _fill(session: Session, key: int, drafted: Drafted) -> None:
    for ordinal, one in enumerate(drafted.members):
        session.add(
            DisposalMember(
                act_id=key,
                role=one.role,
                name=one.name,
                position=one.position or None,
                ordinal=ordinal,
            )
        )
    for document_id in sorted(set(drafted.documents)):
        session.add(DisposalLine(act_id=key, document_id=document_id))
    session.flush()


def _clear(session: Session, key: int) -> None:
    for model in (DisposalMember, DisposalLine):
        for row in session.scalars(select(model).where(model.act_id == key)).all():
            session.delete(row)
    session.flush()


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        sentence = _("There is an act with this number already.")
        raise FieldsError({"number": sentence}) from None


def _refuse(errors: dict[str, str]) -> None:
    if errors:
        raise FieldsError(errors)
