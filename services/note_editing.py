"""What the head writes in an analytic note: words, own paragraphs, their order; undo (4.5)."""

import json
from ast import literal_eval
from collections.abc import Sequence
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from access.session import writing
from domain.enums import AuditAction
from domain.notes import MOST_PARAGRAPHS, MOST_TEXT, Faults, Section, check, moved
from domain.typed import MOST_ID, is_storable
from models import AuditEntry, NoteParagraph
from services.errors import FieldsError, NotFoundError
from services.notes import locked_note, paragraphs_of

TRAIL: Final = 200  # entries that are looked through for the last change
_FIGURES: Final = ("figures", "rests_on")  # of a refresh, which is not taken back
_trail: Final = PlainSelect(
    "what a head changed last in the paragraphs of a note found theirs to write",
    select(
        AuditEntry.entity_id,
        AuditEntry.action,
        AuditEntry.field,
        AuditEntry.old,
        AuditEntry.new,
        AuditEntry.request_id,
    )
    .where(
        AuditEntry.entity == NoteParagraph.__tablename__, AuditEntry.user_id == bindparam("user")
    )
    .order_by(AuditEntry.id.desc())
    .limit(TRAIL),
)


def edit_paragraph(session: Session, who: Principal, paragraph_id: int, text: str) -> int:
    """Give a paragraph other words, commit, and return the key of its note.

    Raises FieldsError where a figure is missing in the text or one is in it that is none,
    NotFoundError, NotAllowedError, ConflictError.
    """
    with writing():
        row = _locked(session, who, paragraph_id)
        row.text = _worded(text, list(row.figures))
        session.flush()
        note_id = row.note_id
        session.commit()
    return note_id


def add_paragraph(session: Session, who: Principal, note_id: int, section: str, text: str) -> int:
    """Add an own paragraph at the end of a section, commit, and return its key."""
    with writing():
        locked_note(session, who, note_id)
        if section not in set(Section):
            raise FieldsError({"section": _("Choose a section of the note.")})
        have = paragraphs_of(session, note_id)
        if len(have) >= MOST_PARAGRAPHS:
            said = _("A note has at most %(most)d paragraphs.", most=MOST_PARAGRAPHS)
            raise FieldsError({"text": said})
        last = session.scalar(
            select(func.max(NoteParagraph.position)).where(NoteParagraph.note_id == note_id)
        )
        row = NoteParagraph(
            note_id=note_id,
            position=(last or 0) + 1,
            section=section,
            text=_worded(text, ()),
            figures={},
        )
        session.add(row)
        session.flush()
        key = row.id
        session.commit()
    return key


def remove_paragraph(session: Session, who: Principal, paragraph_id: int) -> int:
    """Take a paragraph out of its note, commit, and return the note's key."""
    with writing():
        row = _locked(session, who, paragraph_id)
        note_id = row.note_id
        session.delete(row)
        session.flush()
        session.commit()
    return note_id


def move_paragraph(session: Session, who: Principal, paragraph_id: int, by: int) -> int:
    """Move a paragraph within its section, commit, and return the note's key."""
    with writing():
        row = _locked(session, who, paragraph_id)
        rows = {
            one.id: one
            for one in session.scalars(
                select(NoteParagraph).where(NoteParagraph.note_id == row.note_id)
            )
        }
        shown = paragraphs_of(session, row.note_id)
        keys = [one.id for one in shown if one.section == row.section]
        places = sorted(rows[key].position for key in keys)
        if len(set(places)) < len(places):  # written by a program: give each a place of its own
            places = list(range(1, len(places) + 1))
        for key, place in zip(moved(keys, row.id, by), places, strict=True):
            rows[key].position = place
        session.flush()
        note_id = row.note_id
        session.commit()
    return note_id


def can_undo(session: Session, who: Principal, note_id: int) -> bool:
    """Return whether there is a change of the note's paragraphs by `who` to take back."""
    keys = {one.id for one in paragraphs_of(session, note_id)}
    return bool(_last(session, who, note_id, keys))


def undo(session: Session, who: Principal, note_id: int) -> None:
    """Take back the last change that `who` made in the paragraphs of a note, and commit.

    Taken back twice it is made again: taking back is a change too. Raises FieldsError where there
    is none, NotFoundError, NotAllowedError, ConflictError.
    """
    with writing():
        locked_note(session, who, note_id)
        query = select(NoteParagraph).where(NoteParagraph.note_id == note_id)
        rows = {row.id: row for row in session.scalars(query)}
        entries = _last(session, who, note_id, set(rows))
        if not entries:
            raise FieldsError({"note": _("There is nothing to take back.")})
        for entry in entries:
            _take_back(session, rows, entry)
        session.flush()
        session.commit()


def _last(session: Session, who: Principal, note_id: int, keys: set[int]) -> list[Any]:
    """Return the entries of the last request that changed the note's paragraphs."""
    found: list[Any] = []
    for entry in _trail(session, proven=True, user=who.user_id):
        if not _is_of(entry, note_id, keys):
            continue
        if found and entry.request_id != found[0].request_id:
            break
        found.append(entry)
    drawn = any(entry.field in _FIGURES for entry in found)
    # A note begins with its sentences: that is no change of it.
    made = [one for one in found if one.action == AuditAction.create and _code(one.new)]
    restored = len(made) == 1 and len(found) == 1
    return [] if drawn or (made and not restored) else found


def _is_of(entry: Any, note_id: int, keys: set[int]) -> bool:
    if entry.action == AuditAction.delete:
        return json.loads(entry.old or "{}").get("note_id") == str(note_id)
    return entry.entity_id in keys


def _code(whole: str | None) -> str | None:
    found: str | None = json.loads(whole or "{}").get("code")
    return found


def _take_back(session: Session, rows: dict[int, NoteParagraph], entry: Any) -> None:
    row = rows.get(entry.entity_id)
    if entry.action == AuditAction.delete:
        was = json.loads(entry.old)
        session.add(
            NoteParagraph(
                note_id=int(was["note_id"]),
                position=int(was["position"]),
                section=was["section"],
                code=was.get("code"),
                text=was["text"],
                figures=literal_eval(was.get("figures", "{}")),
                rests_on=was.get("rests_on"),
            )
        )
    elif row is not None and entry.action == AuditAction.create:
        session.delete(row)
    elif row is not None:
        setattr(row, entry.field, int(entry.old) if entry.field == "position" else entry.old)


def _locked(session: Session, who: Principal, paragraph_id: int) -> NoteParagraph:
    known = 0 < paragraph_id <= MOST_ID
    row = session.get(NoteParagraph, paragraph_id) if known else None
    if row is None:
        raise NotFoundError(_("There is no such paragraph, or it is not yours to see."))
    locked_note(session, who, row.note_id)
    return row


def _worded(text: str, figures: Sequence[str]) -> str:
    """Return the words of a paragraph; raise FieldsError for what is wrong with them."""
    words = " ".join(text.split())
    if not words:
        raise FieldsError({"text": _("Write the text, or remove the paragraph.")})
    if len(words) > MOST_TEXT or not is_storable(words):
        raise FieldsError({"text": _("At most %(most)d characters.", most=MOST_TEXT)})
    if faults := check(words, figures):
        raise FieldsError({"text": _fault(faults)})
    return words


def _fault(faults: Faults) -> str:
    said = []
    if faults.unknown:
        names = _braced(faults.unknown)
        said.append(_("The sentence has no such figure: %(names)s.", names=names))
    if faults.missing:
        names = _braced(faults.missing)
        said.append(_("A figure of the sentence was removed, put it back: %(names)s.", names=names))
    if faults.broken and not said:
        said.append(_("Braces { } stand only around the name of a figure."))
    return " ".join(said)


def _braced(names: Sequence[str]) -> str:
    return ", ".join("{" + name + "}" for name in names)
