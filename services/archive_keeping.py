"""Keeping the archive of reports: files checked, what is past its time removed (10.8, 7.6)."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.roles import Role
from access.session import system_write
from domain.clock import clock
from domain.control_enums import CustodyPlaceKind
from domain.enums import NoticeKind
from models import (
    AnalyticNote,
    ArchivedReport,
    AttendanceHandover,
    BatchPart,
    DisposalAct,
    PrintedDocument,
    StudyGroup,
    YearPackage,
)
from services.notices import message_key, notify
from services.role_people import users_with

AT_ONCE: Final = 200  # rows looked at in one unit
DAMAGED: Final = message_key(
    "Files of the archive are damaged or missing: %(count)s. Take them from a backup."
)
_archived: Final = ArchivedReport.__table__
# Documents that name an archived report for good: while they stand it stays, whatever its day.
_FOR_GOOD: Final = (AnalyticNote, AttendanceHandover, DisposalAct)


def _is_over() -> ColumnElement[bool]:
    """Return that the time of a report is over on the day `today`."""
    today: Any = bindparam("today")
    row = ArchivedReport
    group, paper = StudyGroup.__table__, PrintedDocument.__table__
    studies = select(group.c.id).where(
        group.c.id == row.group_id,
        or_(group.c.graduates_on.is_(None), group.c.graduates_on >= today),
    )
    paper_is_kept = select(paper.c.id).where(
        paper.c.archived_id == row.id, paper.c.place != CustodyPlaceKind.disposed
    )
    named = (
        select(table.c.id).where(table.c.archived_id == row.id)
        for table in (model.__table__ for model in _FOR_GOOD)
    )
    return and_(row.kept_until < today, *(~exists(one) for one in (studies, paper_is_kept, *named)))


_over: Final = PlainSelect(
    "reports of the archive whose time is over: keys alone, for the nightly task",
    select(ArchivedReport.id).where(_is_over()).order_by(ArchivedReport.id).limit(AT_ONCE),
)


def files_after(session: Session, last: str) -> Sequence[str]:
    """Return the next SHA-256 sums of archived files after `last`, in their order."""
    query = select(ArchivedReport.sha256).where(ArchivedReport.sha256 > last).distinct()
    return session.scalars(query.order_by(ArchivedReport.sha256).limit(AT_ONCE)).all()


def printed_files_after(session: Session, last: str) -> Sequence[str]:
    """Return the next SHA-256 sums of printed documents after `last`, in their order."""
    query = select(PrintedDocument.sha256).where(PrintedDocument.sha256 > last).distinct()
    return session.scalars(query.order_by(PrintedDocument.sha256).limit(AT_ONCE)).all()


def note_checked(session: Session, sha256s: Collection[str], *, intact: bool) -> None:
    """Note when files of the archive were checked and what was found; the caller commits."""
    if sha256s:
        query = update(_archived).where(_archived.c.sha256.in_(sorted(sha256s)))
        system_write(session, query.values(checked_at=clock.now(), is_intact=intact))


def tell_damaged(session: Session, count: int) -> None:
    """Tell the administrators that files are damaged or missing."""
    link = "/archive/?damaged=1"
    people = users_with(session, Role.module_admin)
    notify(session, people, DAMAGED, {"count": count}, link, NoticeKind.info)


def remove_expired(session: Session) -> int:
    """Remove some reports whose time is over from the archive; return how many.

    A report stays while the group still studies, whatever day was noted once; while a signed
    note, a sheet or an act names it; while a document printed of it is kept. The caller commits
    and comes again until 0 is returned.
    """
    keys = list(_over(session, proven=True, today=clock.today()).scalars())
    if not keys:
        return 0
    for model in (BatchPart, PrintedDocument):  # what is left of both stands without the file
        table = model.__table__
        freed = update(table).where(table.c.archived_id.in_(keys)).values(archived_id=None)
        system_write(session, freed)
    system_write(session, delete(_archived).where(_archived.c.id.in_(keys)))
    return len(keys)


_referred: Final = PlainSelect(
    "which files of the store any row refers to: sums alone, for the nightly task",
    union_all(
        *(
            select(model.sha256).where(model.sha256.in_(bindparam("sums", expanding=True)))
            for model in (ArchivedReport, PrintedDocument, YearPackage)
        )
    ),
)


def referred(session: Session, sha256s: Sequence[str]) -> set[str]:
    """Return those of the sums that any row refers to; runs and batches keep files elsewhere."""
    return set(_referred(session, proven=True, sums=list(sha256s)).scalars())
