"""Drafting, redrawing, signing and deleting an analytic note (clause 4.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from access.roles import Role
from access.session import GuardedSession, db, writing
from access.units import reading
from domain.clock import clock
from domain.text import squeeze
from domain.typed import is_storable
from models import AcademicYear, AnalyticNote, ControlPlanItem, NoteParagraph
from services.errors import ConflictError, FieldsError, NotAllowedError
from services.note_drafting import drafted
from services.note_facts import NotePeriod, note_facts
from services.note_sentence import Drafted
from services.notes import find_note, headed_departments_of, locked_note, paragraphs_of
from services.notices import message_key, notify

MOST_TITLE: Final = 250
SENT: Final = message_key("Analytic note: %(title)s. Signed by %(name)s.")
_deputies: Final = PlainSelect(
    "the accounts of the deputies, to whom a signed note is sent",
    select(User.id)
    .join(assoc_user_role, assoc_user_role.c.user_id == User.id)
    .join(RoleRow, RoleRow.id == assoc_user_role.c.role_id)
    .where(RoleRow.name == str(Role.deputy_director), User.active.is_(True))
    .order_by(User.id),
)


@dataclass(frozen=True, slots=True)
class NewNote:
    """What a note is asked for: whose, which days; without a title the usual one."""

    department_id: int
    first: date
    last: date
    title: str = ""
    control_item_id: int | None = None


def path_of(note_id: int) -> str:
    """Return the address of a note's page."""
    return f"/notes/{note_id}"


def draft_sentences(session: Session, who: Principal, period: NotePeriod) -> list[Drafted]:
    """Return the sentences that the data of a period give now.

    They are read in a reading unit of their own, so that nobody waits for them with a write lock.
    """
    session.rollback()
    with reading(), GuardedSession(db) as apart:
        return drafted(note_facts(apart, who, period))


def make_note(session: Session, who: Principal, asked: NewNote) -> int:
    """Draft a note from the data of a department's period, commit, and return its key.

    Raises FieldsError, and NotAllowedError for a department that `who` does not head.
    """
    year_id = _checked(session, who, asked)
    period = NotePeriod(asked.department_id, year_id, asked.first, asked.last)
    title = squeeze(asked.title) or _(
        "How the journals of the department were kept, %(first)s–%(last)s",
        first=f"{asked.first:%d.%m.%Y}",
        last=f"{asked.last:%d.%m.%Y}",
    )
    sentences = draft_sentences(session, who, period)
    now = clock.now()
    with writing():
        note = AnalyticNote(
            department_id=asked.department_id,
            academic_year_id=year_id,
            control_item_id=asked.control_item_id,
            title=title[:MOST_TITLE],
            period_from=asked.first,
            period_to=asked.last,
            author_id=who.user_id,
            author_name=who.name,
            created_at=now,
            drafted_at=now,
        )
        session.add(note)
        session.flush()
        needed = [one for one in sentences if one.is_needed]
        session.add_all(_row(note.id, n, one) for n, one in enumerate(needed, 1))
        session.flush()
        key = note.id
        session.commit()
    return key


def redraw_note(session: Session, who: Principal, note_id: int) -> int:
    """Compute the figures of a note anew, leave its words as they are, and commit.

    Returns how many sentences have other figures than before. Raises NotFoundError,
    NotAllowedError, ConflictError.
    """
    period = _period(session, who, note_id)
    by_code = {one.code: one for one in draft_sentences(session, who, period)}
    with writing():
        note = locked_note(session, who, note_id)
        changed = 0
        query = select(NoteParagraph).where(
            NoteParagraph.note_id == note_id, NoteParagraph.code.is_not(None)
        )
        for row in session.scalars(query):
            fresh = by_code.get(row.code or "")
            if fresh is None:
                continue
            row.rests_on = fresh.rests_on
            figures = {name: fresh.figures.get(name, row.figures[name]) for name in row.figures}
            if figures != row.figures:
                row.figures = figures
                changed += 1
        note.drafted_at = clock.now()
        session.flush()
        session.commit()
    return changed


def lacking(session: Session, who: Principal, note_id: int) -> list[Drafted]:
    """Return the drafted sentences that the note does not have; a few seconds at most.

    Raises NotFoundError, NotAllowedError, ConflictError.
    """
    period = _period(session, who, note_id)
    have = {one.code for one in paragraphs_of(session, note_id)}
    return [one for one in draft_sentences(session, who, period) if one.code not in have]


def add_drafted(session: Session, who: Principal, note_id: int, code: str) -> int:
    """Put a drafted sentence back that the note does not have, commit, and return its key.

    Raises FieldsError where there is no such sentence, or the note has it.
    """
    found = next((one for one in lacking(session, who, note_id) if one.code == code), None)
    if found is None:
        raise FieldsError({"code": _("There is no such sentence, or the note has it already.")})
    with writing():
        locked_note(session, who, note_id)
        last = max((one.position for one in paragraphs_of(session, note_id)), default=0)
        row = _row(note_id, last + 1, found)
        session.add(row)
        session.flush()
        key = row.id
        session.commit()
    return key


def sign_note(session: Session, who: Principal, note_id: int) -> None:
    """Sign a note, which freezes it, tell the deputies, and commit.

    Raises NotFoundError, NotAllowedError, ConflictError, and FieldsError for a note without a
    paragraph or of a period that is not over.
    """
    with writing():
        note = locked_note(session, who, note_id)
        if not paragraphs_of(session, note_id):
            raise FieldsError({"note": _("The note is empty: there is nothing to sign.")})
        if note.period_to > clock.today():
            said = _("The period is not over: the note is signed once it is.")
            raise FieldsError({"note": said})
        note.signed_at, note.signed_name = clock.now(), who.name
        session.flush()
        people = list(_deputies(session, proven=True).scalars())
        params = {"title": note.title, "name": who.name}
        notify(session, people, SENT, params, path_of(note_id))
        session.commit()


def delete_note(session: Session, who: Principal, note_id: int) -> None:
    """Delete a note that is not signed, with its paragraphs, and commit.

    Raises as `locked_note`.
    """
    with writing():
        note = locked_note(session, who, note_id)
        query = select(NoteParagraph).where(NoteParagraph.note_id == note_id)
        for row in session.scalars(query):
            session.delete(row)
        session.flush()
        session.delete(note)
        session.flush()
        session.commit()


def retitle_note(session: Session, who: Principal, note_id: int, title: str) -> None:
    """Give a note another title, and commit; raises as `locked_note`, and FieldsError."""
    name = squeeze(title)
    with writing():
        note = locked_note(session, who, note_id)
        if not name:
            raise FieldsError({"title": _("Write the title.")})
        if len(name) > MOST_TITLE or not is_storable(name):
            raise FieldsError({"title": _("At most %(most)d characters.", most=MOST_TITLE)})
        note.title = name
        session.flush()
        session.commit()


def _checked(session: Session, who: Principal, asked: NewNote) -> int:
    headed = {key for key, _name in headed_departments_of(session, who)}
    if asked.department_id not in headed:
        raise NotAllowedError(_("The note is written by the head of its department."))
    errors = {}
    if asked.last < asked.first:
        errors["period_to"] = _("The last day is before the first one.")
    elif asked.first > clock.today():
        errors["period_from"] = _("This period has not begun yet.")
    year = session.scalars(
        select(AcademicYear)
        .where(AcademicYear.starts_on <= asked.first, AcademicYear.ends_on >= asked.first)
        .limit(1)
    ).first()
    if year is None:
        errors["period_from"] = _("No academic year has this day.")
    elif not errors and asked.last > year.ends_on:
        errors["period_to"] = _("A note is about the days of one academic year.")
    if len(squeeze(asked.title)) > MOST_TITLE or not is_storable(asked.title):
        errors["title"] = _("At most %(most)d characters.", most=MOST_TITLE)
    key = asked.control_item_id
    if key is not None and session.get(ControlPlanItem, key) is None:
        errors["control_item_id"] = _("There is no such item of the plan.")
    if errors or year is None:
        raise FieldsError(errors)
    return year.id


def _period(session: Session, who: Principal, note_id: int) -> NotePeriod:
    found = find_note(session, who, note_id)
    head = found.head
    if head.signed_at is not None:
        raise ConflictError(_("The note is signed: nothing in it changes any more."))
    if not found.edits:
        raise NotAllowedError(_("The note is written by the head of its department."))
    return NotePeriod(head.department_id, head.year_id, head.period_from, head.period_to)


def _row(note_id: int, position: int, one: Drafted) -> NoteParagraph:
    return NoteParagraph(
        note_id=note_id,
        position=position,
        section=str(one.section),
        code=one.code,
        text=one.text,
        figures=dict(one.figures),
        rests_on=one.rests_on,
    )
