"""Analytic notes as lists and whole, who writes them, locking (clause 4.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.roles import Role
from access.scopes import visible
from domain.notes import Figure, Piece, Section, pieces
from domain.typed import MOST_ID
from models import AcademicYear, AnalyticNote, Department, NoteParagraph
from services.errors import ConflictError, NotAllowedError, NotFoundError

NOTE: Final = Resource.analytic_note
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note in a list. Instants are naive UTC."""

    id: int
    title: str
    department_id: int
    department: str
    year_id: int
    year: str
    control_item_id: int | None
    period_from: date
    period_to: date
    author_id: int
    author: str
    drafted_at: datetime
    signed_at: datetime | None
    signed_name: str | None
    archived_id: int | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a note; without a code it is the head's own."""

    id: int
    position: int
    section: Section
    code: str | None
    text: str
    figures: Mapping[str, Figure]
    rests_on: str | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return its words and figures, in order."""
        return pieces(self.text, self.figures)


@dataclass(frozen=True, slots=True)
class Note:
    """A note whole; `edits` says whether the person who asks may write in it."""

    head: ListedNote
    paragraphs: tuple[Paragraph, ...]
    edits: bool


def list_notes(
    session: Session,
    *,
    year_id: int | None = None,
    department_id: int | None = None,
    signed: bool | None = None,
    page: int = 0,
    size: int = PAGE,
) -> tuple[list[ListedNote], bool]:
    """Return a page of the notes that the person who asks sees, newest first, and whether more."""
    query = _query()
    if year_id is not None:
        query = query.where(AnalyticNote.academic_year_id == year_id)
    if department_id is not None:
        query = query.where(AnalyticNote.department_id == department_id)
    if signed is not None:
        is_signed = AnalyticNote.signed_at.is_not(None)
        query = query.where(is_signed if signed else ~is_signed)
    query = query.order_by(AnalyticNote.period_to.desc(), AnalyticNote.id.desc())
    rows = session.execute(query.offset(page * size).limit(size + 1)).all()
    return [ListedNote(*row) for row in rows[:size]], len(rows) > size


def find_note(session: Session, who: Principal, note_id: int) -> Note:
    """Return a note whole; raises NotFoundError where the person who asks sees none of that id."""
    row = None
    if 0 < note_id <= MOST_ID:
        row = session.execute(_query().where(AnalyticNote.id == note_id)).first()
    if row is None:
        raise _unknown()
    head = ListedNote(*row)
    edits = head.signed_at is None and writes(session, who, note_id)
    return Note(head, tuple(paragraphs_of(session, note_id)), edits)


def paragraphs_of(session: Session, note_id: int) -> list[Paragraph]:
    """Return the paragraphs of a note in the order of sections, then their own."""
    rows = session.execute(
        select(
            NoteParagraph.id,
            NoteParagraph.position,
            NoteParagraph.section,
            NoteParagraph.code,
            NoteParagraph.text,
            NoteParagraph.figures,
            NoteParagraph.rests_on,
        ).where(NoteParagraph.note_id == note_id)
    )
    order = list(Section)
    found = [
        Paragraph(key, place, Section(section), code, text, figures, rests_on)
        for key, place, section, code, text, figures, rests_on in rows
    ]
    return sorted(found, key=lambda one: (order.index(one.section), one.position, one.id))


def writes(session: Session, who: Principal, note_id: int) -> bool:
    """Return whether `who` heads the department of a note, and so writes it."""
    query = select(AnalyticNote.id).where(AnalyticNote.id == note_id, _written_by(who))
    return session.scalar(query) is not None


def locked_note(session: Session, who: Principal, note_id: int) -> AnalyticNote:
    """Return a note locked for writing by `who`.

    Raises NotFoundError, NotAllowedError for anybody but the head of its department, and
    ConflictError once it is signed.
    """
    query = select(AnalyticNote).where(AnalyticNote.id == note_id)
    found = session.scalar(query.with_for_update()) if 0 < note_id <= MOST_ID else None
    if found is None:
        raise _unknown()
    if not writes(session, who, note_id):
        raise NotAllowedError(_("The note is written by the head of its department."))
    if found.signed_at is not None:
        raise ConflictError(_("The note is signed: nothing in it changes any more."))
    return found


def headed_departments_of(session: Session, who: Principal) -> list[tuple[int, str]]:
    """Return the departments that `who` writes notes of."""
    if Role.department_head not in who.roles or who.employee_id is None:
        return []
    query = select(Department.id, Department.name).where(Department.head_id == who.employee_id)
    return [(row.id, row.name) for row in session.execute(query.order_by(Department.name))]


def _unknown() -> NotFoundError:
    return NotFoundError(_("There is no such note, or it is not yours to see."))


def _written_by(who: Principal) -> ColumnElement[bool]:
    head = frozenset({Role.department_head}) & who.roles
    return and_(visible(AnalyticNote, head, Action.update))


def _query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            AnalyticNote.id,
            AnalyticNote.title,
            AnalyticNote.department_id,
            Department.name.label("department"),
            AnalyticNote.academic_year_id,
            AcademicYear.name.label("year"),
            AnalyticNote.control_item_id,
            AnalyticNote.period_from,
            AnalyticNote.period_to,
            AnalyticNote.author_id,
            AnalyticNote.author_name,
            AnalyticNote.drafted_at,
            AnalyticNote.signed_at,
            AnalyticNote.signed_name,
            AnalyticNote.archived_id,
        )
        .join(Department, Department.id == AnalyticNote.department_id)
        .join(AcademicYear, AcademicYear.id == AnalyticNote.academic_year_id)
    )
