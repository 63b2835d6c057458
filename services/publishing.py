"""Publications of a timetable: asked for, watched and cancelled by a person."""

from datetime import datetime
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.proven import PlainSelect
from access.session import system_write, writing
from access.units import reading
from domain.clock import clock
from domain.enums import RunState
from models import Timetable, TimetablePublication
from services.errors import ConflictError, NotAllowedError, NotFoundError
from services.publication_runs import UNFINISHED, cancel
from services.timetable_conflicts import Conflict, conflict_json, conflicts_in
from services.timetable_pairs import read_compared
from services.timetable_state import State, read_state

TABLE: Final = Resource.timetable

_locked: Final = PlainSelect(
    "one publication of a timetable at a time: who starts one waits for another who does",
    select(Timetable.id, Timetable.edition)
    .where(Timetable.id == bindparam("timetable"))
    .with_for_update(),
)
_unfinished: Final = PlainSelect(
    "one publication of a timetable at a time, whoever started it",
    select(TimetablePublication.id, TimetablePublication.edition)
    .where(
        TimetablePublication.timetable_id == bindparam("timetable"),
        TimetablePublication.state.in_(UNFINISHED),
    )
    .order_by(TimetablePublication.id.desc())
    .limit(1),
)


def start_publication(session: Session, who: Principal, timetable_id: int) -> int:
    """Check a timetable, ask for its publication and commit; return the publication's id.

    Put the job into the queue afterwards (jobs/publishing.py). Where the same edition is being
    published already, its id is returned. Raises ConflictError, whose `now["conflicts"]` holds all
    conflicts, or where an earlier edition is being published; NotFoundError, NotAllowedError.
    """
    if not who.may(Action.update, TABLE):
        raise NotAllowedError(_("Only the timetabler publishes the timetable."))
    session.rollback()  # the check takes longer than a unit that writes may last
    with reading():
        found = blocking(session, read_state(session, timetable_id))
        session.rollback()
    if found:
        raise refusal(found)
    with writing():
        row = _locked(session, proven=True, timetable=timetable_id).first()
        if row is None:
            raise NotFoundError(_("There is no such timetable, or it is not yours to see."))
        running = _unfinished(session, proven=True, timetable=timetable_id).first()
        if running is not None and running.edition != row.edition:
            sentence = _("An earlier edition is being published. Wait until it is done.")
            raise ConflictError(sentence, {"publication_id": running.id})
        publication_id = _ask(session, who, row) if running is None else int(running.id)
        session.commit()
    return publication_id


def blocking(session: Session, state: State) -> list[Conflict]:
    """Return the conflicts that stop a timetable from being published."""
    return [conflict for conflict in conflicts_in(read_compared(session, state)) if conflict.blocks]


def refusal(conflicts: list[Conflict]) -> ConflictError:
    """Return the refusal that names all conflicts."""
    sentence = ngettext(
        "The timetable has %(num)d conflict and was not published.",
        "The timetable has %(num)d conflicts and was not published.",
        len(conflicts),
    )
    return ConflictError(sentence, {"conflicts": [conflict_json(each) for each in conflicts]})


def _ask(session: Session, who: Principal, row: Any) -> int:
    added = system_write(
        session,
        insert(TimetablePublication)
        .values(
            timetable_id=row.id,
            user_id=who.user_id,
            edition=row.edition,
            state=RunState.queued,
            progress=0,
            result={},
            created_at=clock.now(),
        )
        .returning(TimetablePublication.id),
    )
    return int(added.scalar_one())


def cancel_publication(session: Session, who: Principal, publication_id: int) -> bool:
    """Cancel a publication that waits or runs and commit; False where it has ended already.

    The journals that it has come to keep what they got; publishing again goes on from there.
    Raises NotFoundError, NotAllowedError.
    """
    if not who.may(Action.update, TABLE):
        raise NotAllowedError(_("Only the timetabler publishes the timetable."))
    with writing():
        query = select(TimetablePublication.id).where(TimetablePublication.id == publication_id)
        if session.scalar(query) is None:
            raise NotFoundError(_("There is no such publication, or it is not yours to see."))
        done = cancel(session, publication_id)
        session.commit()
    return done


def publication_json(session: Session, publication_id: int) -> dict[str, Any]:
    """Return a publication as REST and pages give it to programs; raise NotFoundError."""
    query = select(TimetablePublication).where(TimetablePublication.id == publication_id)
    row = session.scalars(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFoundError(_("There is no such publication, or it is not yours to see."))
    return {
        "id": row.id,
        "timetable_id": row.timetable_id,
        "edition": row.edition,
        "state": str(row.state),
        "is_over": row.state not in UNFINISHED,
        "progress": row.progress,
        "error": row.error and _(row.error),
        "result": {name: value for name, value in row.result.items() if name != "done"},
        "created_at": _instant(row.created_at),
        "finished_at": _instant(row.finished_at),
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else f"{at.isoformat(timespec='seconds')}Z"
