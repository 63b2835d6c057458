"""Remarks of an inspection: answered, returned, prolonged, closed, opened again (5.3, 7.3)."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action
from access.principal import Principal
from access.roles import Role
from access.scopes import visible
from access.session import writing
from domain.clock import clock
from domain.enums import RemarkEvent, RemarkState
from models import Gradebook, Inspection, InspectionRemark
from services import remark_people as people
from services.errors import FieldsError, NotAllowedError
from services.remark_keeping import after_changes
from services.remark_log import add_entries
from services.remark_making import check_due, locked_remark, said_text, usual_due


def answer_remark(session: Session, who: Principal, remark_id: int, text: str) -> RemarkState:
    """Answer a remark as the teacher of the journal, tell the inspector, commit; return its state.

    A remark whose cause is gone by then closes itself. Raises NotFoundError, NotAllowedError,
    FieldsError.
    """
    with writing():
        remark = locked_remark(session, remark_id)
        if not may_answer(session, who, remark_id):
            raise NotAllowedError(_("The teacher of the journal answers the remark."))
        said = said_text(text, _("Say what you have done."))
        _require_standing(session, remark)
        remark.state = RemarkState.answered
        session.flush()
        _log(session, who, RemarkEvent.answered, remark, said)
        _tell_author(session, who, remark, people.ANSWERED, said)
        after_changes(session, remark.gradebook_id)
        session.refresh(remark)
        state = remark.state
        session.commit()
    return state


def close_remark(session: Session, who: Principal, remark_id: int, text: str = "") -> None:
    """Close a remark as its inspector, tell the teacher, and commit.

    Raises NotFoundError, NotAllowedError, FieldsError.
    """
    with writing():
        remark = _to_decide(session, who, remark_id)
        said = said_text(text)
        remark.state, remark.closed_at = RemarkState.closed, clock.now()
        session.flush()
        _log(session, who, RemarkEvent.closed, remark, said)
        _tell_teacher(session, remark, people.CLOSED, text=said or remark.text)
        session.commit()


def return_remark(session: Session, who: Principal, remark_id: int, text: str) -> None:
    """Return an answer with words as the inspector, tell the teacher, and commit.

    Raises NotFoundError, NotAllowedError, FieldsError.
    """
    with writing():
        remark = _to_decide(session, who, remark_id)
        said = said_text(text, _("Say why the answer does not do."))
        if remark.state is not RemarkState.answered:
            raise NotAllowedError(_("The remark was not answered yet."))
        remark.state = RemarkState.open
        session.flush()
        _log(session, who, RemarkEvent.returned, remark, said)
        _tell_teacher(session, remark, people.RETURNED, text=said)
        session.commit()


def prolong_remark(
    session: Session, who: Principal, remark_id: int, due_on: date | None, text: str = ""
) -> None:
    """Give a remark more time as its inspector, tell the teacher, and commit.

    One that went to the deputies stays with them. Raises NotFoundError, NotAllowedError,
    FieldsError.
    """
    with writing():
        remark = _to_decide(session, who, remark_id)
        said = said_text(text)
        if due_on is None or due_on <= remark.due_on:
            raise FieldsError({"due_on": _("Give a day after the present one.")})
        check_due(due_on)
        remark.due_on = due_on
        session.flush()
        day = f"{due_on:%d.%m.%Y}"
        _log(session, who, RemarkEvent.prolonged, remark, f"{day}. {said}" if said else day)
        _tell_teacher(session, remark, people.PROLONGED, due=day)
        session.commit()


def reopen_remark(session: Session, who: Principal, remark_id: int, text: str) -> None:
    """Open a closed remark again as its inspector, tell the teacher, and commit.

    What is asked for is put right within the usual days anew; without its cause, which is gone.
    Raises NotFoundError, NotAllowedError, FieldsError.
    """
    with writing():
        remark = _decided_by(session, who, remark_id)
        said = said_text(text, _("Say what is still to be put right."))
        if remark.state is not RemarkState.closed:
            raise NotAllowedError(_("The remark is not closed."))
        book = session.get_one(Gradebook, remark.gradebook_id)
        remark.state, remark.closed_at, remark.cause = RemarkState.open, None, None
        remark.due_on = usual_due(session, book.academic_year_id)
        remark.escalated_at = None
        session.flush()
        _log(session, who, RemarkEvent.reopened, remark, said)
        _tell_teacher(session, remark, people.REOPENED, text=said)
        session.commit()


def look_again(session: Session, remark_id: int) -> None:
    """Close what closed itself meanwhile, for who opens the page of a remark: it says how it is."""
    query = select(InspectionRemark.gradebook_id).where(
        InspectionRemark.id == remark_id,
        InspectionRemark.state != RemarkState.closed,
        InspectionRemark.cause.is_not(None),
    )
    book_id = session.scalar(query)
    if book_id is None:
        return
    session.rollback()  # the unit so far only read: the one that writes begins anew
    with writing():
        after_changes(session, book_id)
        session.commit()


def may_answer(session: Session, who: Principal, remark_id: int) -> bool:
    """Return whether `who` sees a remark as the teacher of its journal. One statement at most."""
    if Role.teacher not in who.roles:
        return False
    as_teacher = visible(InspectionRemark, frozenset({Role.teacher}), Action.update)
    query = select(InspectionRemark.id).where(InspectionRemark.id == remark_id, as_teacher)
    return session.scalar(query) is not None


def may_decide(who: Principal, author_id: int, *, is_escalated: bool) -> bool:
    """Return whether `who` closes a remark: its author, a deputy once it came to them (5.3.3)."""
    return author_id == who.user_id or (is_escalated and Role.deputy_director in who.roles)


def _require_standing(session: Session, remark: InspectionRemark) -> None:
    if remark.state is RemarkState.closed:
        raise NotAllowedError(_("The remark is closed."))
    finished = select(Inspection.finished_at).where(Inspection.id == remark.inspection_id)
    if session.scalar(finished) is None:
        raise NotAllowedError(_("The inspection is not finished yet."))


def _decided_by(session: Session, who: Principal, remark_id: int) -> InspectionRemark:
    remark = locked_remark(session, remark_id)
    if not may_decide(who, remark.author_id, is_escalated=remark.escalated_at is not None):
        raise NotAllowedError(
            _("%(name)s wrote the remark and decides on it.", name=remark.author_name)
        )
    return remark


def _to_decide(session: Session, who: Principal, remark_id: int) -> InspectionRemark:
    remark = _decided_by(session, who, remark_id)
    _require_standing(session, remark)
    return remark


def _log(
    session: Session, who: Principal, event: RemarkEvent, remark: InspectionRemark, text: str
) -> None:
    add_entries(session, who, event, [(remark.id, remark.gradebook_id)], text)


def _tell_teacher(session: Session, remark: InspectionRemark, message: str, **params: str) -> None:
    link = people.path_of(remark.id)
    people.tell_teacher(session, remark.gradebook_id, message, params, link)


def _tell_author(
    session: Session, who: Principal, remark: InspectionRemark, message: str, text: str
) -> None:
    link, params = people.path_of(remark.id), {"text": text}
    if remark.author_id != who.user_id:
        people.tell_person(session, remark.author_id, remark.gradebook_id, message, params, link)
