"""Putting a finished PDF on paper: a code on each page leads to its record (5.2.6, 10.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import CursorResult, bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from access.session import GuardedSession, db, system_write, writing
from access.units import reading
from domain.clock import clock
from domain.control_enums import CustodyPlaceKind
from domain.document_code import document_code, number_in
from domain.regulation import Norm
from domain.retention import keep_until
from domain.text import fold
from models import AcademicYear, CustodyPlace, PrintedDocument, StudyGroup
from reports import document_store
from reports.archiving import Whose
from reports.codes import stamp
from services.regulation import rulebook

TRIES: Final = 8  # so many may print at the same moment
_last: Final = PlainSelect(
    "the last code of a year: codes name nobody, and the next one follows from them",
    select(func.max(PrintedDocument.code)).where(
        PrintedDocument.code.between(bindparam("first"), bindparam("last"))
    ),
)
_ends: Final = PlainSelect(
    "when a group's education, or a year, ends: for the record of who prints what they may see",
    select(
        select(StudyGroup.graduates_on)
        .where(StudyGroup.id == bindparam("group"))
        .scalar_subquery()
        .label("group_ends"),
        select(AcademicYear.ends_on)
        .where(AcademicYear.id == bindparam("year"))
        .scalar_subquery()
        .label("year_ends"),
    ),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed: a finished PDF and what it is about."""

    report: str
    title: str
    content: bytes
    pages: int
    whose: Whose
    gradebook_id: int | None = None
    archived_id: int | None = None


def print_document(who: Principal, paper: Paper, address: str) -> int:
    """Note that a document is printed by `who`; return the key of its record.

    The file with the code on each page goes into the store. `address` is that of the record
    without its code. Call it outside of a unit of work.
    """
    for _try in range(TRIES):
        code = _next_code()
        content = stamp(paper.content, code, f"{address}{code}")
        sha256 = document_store.store(content)
        try:
            with writing(), GuardedSession(db) as session:
                key = _note(session, who, paper, code, sha256)
                session.commit()
        except IntegrityError:  # somebody else took the code meanwhile
            continue
        return key
    raise RuntimeError("no code was free")


def _next_code() -> str:
    year = clock.today().year
    with reading(), GuardedSession(db) as session:
        found = _last(session, proven=True, first=f"{year}-", last=f"{year}-~").scalar()
    return document_code(year, number_in(found) + 1 if found else 1)


def _note(session: Session, who: Principal, paper: Paper, code: str, sha256: str) -> int:
    now = clock.now()
    values = {
        "code": code,
        "report": paper.report,
        "title": paper.title,
        "search_title": fold(f"{code} {paper.title}"),
        "group_id": paper.whose.group_id,
        "gradebook_id": paper.gradebook_id,
        "department_id": paper.whose.department_id,
        "academic_year_id": paper.whose.academic_year_id,
        "archived_id": paper.archived_id,
        "printed_at": now,
        "user_id": who.user_id,
        "user_name": who.name,
        "pages": paper.pages,
        "sha256": sha256,
        "place": CustodyPlaceKind.maker,
        "kept_until": _kept_until(session, paper.whose),
    }
    added = system_write(session, insert(PrintedDocument.__table__).values(**values))
    (key,) = cast("CursorResult[Any]", added).inserted_primary_key or (0,)
    place = {
        "document_id": key,
        "place": CustodyPlaceKind.maker,
        "since": clock.today(),
        "user_id": who.user_id,
        "user_name": who.name,
        "recorded_at": now,
    }
    system_write(session, insert(CustodyPlace.__table__).values(**place))
    return int(key)


def _kept_until(session: Session, whose: Whose) -> date | None:
    """Return the last day to keep: after the group's education, else after the year (10.7)."""
    ends = _ends(session, proven=True, group=whose.group_id, year=whose.academic_year_id).one()
    day = ends.group_ends if whose.group_id is not None else ends.year_ends
    years = rulebook(session).on(clock.today()).whole(Norm.archive_years)
    return keep_until(day, years)
