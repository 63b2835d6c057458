"""Disposal acts as they are read: the list, one act, the documents that may be chosen (10.7)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.control_enums import CommissionRole
from domain.control_enums import CustodyPlaceKind as Place
from domain.regulation import Norm
from domain.retention import PaperFacts, disposal, keep_until
from domain.typed import MOST_ID
from domain.verdict import Verdict
from models import (
    AcademicYear,
    DisposalAct,
    DisposalLine,
    DisposalMember,
    PrintedDocument,
    StudyGroup,
)
from services.errors import NotFoundError
from services.printed import is_held, may_go
from services.regulation import rulebook

MOST_OFFERED: Final = 500  # documents that one act takes, and that are offered at once
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed document as an act shows it."""

    id: int
    code: str
    title: str
    group: str
    year: str
    printed_at: datetime
    pages: int
    kept_until: date | None  # by the group's day as it is now, never before what was noted
    place: Place
    act_id: int | None
    is_held: bool

    def verdict(self, today: date) -> Verdict:
        """Return whether the document may be disposed of, see domain/retention.disposal."""
        return disposal(PaperFacts(self.place, self.kept_until, self.is_held), today)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the commission."""

    role: CommissionRole
    name: str
    position: str


@dataclass(frozen=True, slots=True)
class ActHead:
    """A disposal act in a list; instants are naive UTC."""

    id: int
    number: str
    drawn_on: date
    ground: str
    author_id: int
    signed_at: datetime | None
    signed_name: str | None
    archived_id: int | None
    documents: int
    pages: int


@dataclass(frozen=True, slots=True)
class Act:
    """A disposal act with its commission, the chairman first, and its documents by code."""

    head: ActHead
    members: Sequence[Member]
    papers: Sequence[Paper]


def list_acts(session: Session, page: int = 0) -> tuple[list[ActHead], bool]:
    """Return a page of the acts, those that are not signed and the latest first; if more follow."""
    query = _heads().order_by(DisposalAct.signed_at.is_not(None), DisposalAct.id.desc())
    rows = session.execute(query.offset(page * PAGE).limit(PAGE + 1)).all()
    return [ActHead(*row) for row in rows[:PAGE]], len(rows) > PAGE


def find_act(session: Session, key: int) -> Act:
    """Return an act that the person sees; raise NotFoundError."""
    row = None
    if 0 < key <= MOST_ID:
        row = session.execute(_heads().where(DisposalAct.id == key)).first()
    if row is None:
        raise NotFoundError(_("There is no such disposal act."))
    members = session.execute(
        select(DisposalMember.role, DisposalMember.name, DisposalMember.position)
        .where(DisposalMember.act_id == key)
        .order_by(DisposalMember.ordinal, DisposalMember.id)
    )
    lines = select(DisposalLine.document_id).where(DisposalLine.act_id == key)
    return Act(
        ActHead(*row),
        [Member(CommissionRole(role), name, position or "") for role, name, position in members],
        papers_of(session, session.scalars(lines).all()),
    )


def papers_of(session: Session, keys: Collection[int]) -> list[Paper]:
    """Return documents that the person sees, by code."""
    if not keys:
        return []
    query = _papers().where(PrintedDocument.id.in_(sorted(keys)))
    return _read(session, query)


def offered(session: Session) -> list[Paper]:
    """Return the documents that may be disposed of today, by group and code."""
    today = clock.today()
    query = _papers().where(may_go(today)).limit(MOST_OFFERED)
    return [one for one in _read(session, query) if one.verdict(today).code == "ready"]


def _heads() -> Any:
    counted = (
        select(func.count(), func.coalesce(func.sum(PrintedDocument.pages), 0))
        .select_from(DisposalLine)
        .join(PrintedDocument, PrintedDocument.id == DisposalLine.document_id)
        .where(DisposalLine.act_id == DisposalAct.id)
    )
    act = DisposalAct
    return select(
        *(act.id, act.number, act.drawn_on, act.ground, act.author_id),
        *(act.signed_at, act.signed_name, act.archived_id),
        counted.with_only_columns(func.count()).scalar_subquery(),
        counted.with_only_columns(
            func.coalesce(func.sum(PrintedDocument.pages), 0)
        ).scalar_subquery(),
    )


def _papers() -> Any:
    one = PrintedDocument
    return (
        select(
            *(one.id, one.code, one.title, StudyGroup.name, AcademicYear.name, one.printed_at),
            *(one.pages, one.kept_until, one.place, one.disposal_act_id, is_held()),
            *(one.group_id, StudyGroup.graduates_on),
        )
        .outerjoin(StudyGroup, StudyGroup.id == one.group_id)
        .outerjoin(AcademicYear, AcademicYear.id == one.academic_year_id)
        .order_by(StudyGroup.search_name, one.code)
    )


def _read(session: Session, query: Select[Any]) -> list[Paper]:
    years = rulebook(session).on(clock.today()).whole(Norm.archive_years)
    return [_paper(row, years) for row in session.execute(query)]


def _paper(row: Any, years: int) -> Paper:
    """Return a document; a group that graduates later than was thought moves the day on."""
    *head, kept_until, place, act_id, held, group_id, graduates_on = row
    if group_id is not None and kept_until is not None:
        by_now = keep_until(graduates_on, years)
        kept_until = None if by_now is None else max(kept_until, by_now)
    key, code, title, group, year, printed_at, pages = head
    return Paper(
        *(key, code, title, group or "", year or "", printed_at, pages),
        *(kept_until, Place(place), act_id, bool(held)),
    )
