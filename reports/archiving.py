"""Putting finished reports into the archive, where they are kept and never change (10.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import CursorResult, insert
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import GuardedSession, db, system_write, writing
from domain.clock import clock
from domain.text import fold
from models import ArchivedReport
from reports import document_store
from reports.base import Report
from reports.build import Built
from reports.params import dump_params, name_of, read_params
from reports.reading import reading_as
from reports.whose import Whose, ends_on, whose_of

MAX_TITLE: Final = 250


@dataclass(frozen=True, slots=True)
class Kept:
    """A report whose file lies in the store, to be noted in the archive."""

    title: str
    params: Mapping[str, Any]
    whose: Whose
    sha256: str
    kept_until: date | None = None  # the end of the group's education (10.8)


def archive(
    report: Report, who: Principal, params: Mapping[str, Any], format: str, built: Built
) -> int:
    """Keep a finished report in the archive in the name of `who`; return its key.

    `params` are as JSON gives them. Call it outside of a unit of work. Raises ParamsError,
    UnknownRowError where `who` does not see what the report is about.
    """
    kept = keep(report, who, params, built)
    with writing(), GuardedSession(db) as session:
        key = note(session, report, who, format, kept, built)
        session.commit()
    return key


def keep(report: Report, who: Principal, params: Mapping[str, Any], built: Built) -> Kept:
    """Put the file of a report into the store; return what `note` has to know.

    Nothing refers to the file before `note`; the same content is kept once.
    """
    with reading_as(report, who) as session:
        values = read_params(report, session, params)
        title = name_of(report, session, values)[:MAX_TITLE]
        whose = whose_of(session, values)
        ends = ends_on(session, whose)
        raw = dump_params(report, values)
    return Kept(title, raw, whose, document_store.store(built.file.content), ends)


def note(
    session: Session, report: Report, who: Principal, format: str, kept: Kept, built: Built
) -> int:
    """Note a kept report in the archive, in the caller's unit of work; return its key."""
    values = {
        "code": report.code,
        "title": kept.title,
        "search_title": fold(kept.title),
        "format": format,
        "params": dict(kept.params),
        "group_id": kept.whose.group_id,
        "department_id": kept.whose.department_id,
        "academic_year_id": kept.whose.academic_year_id,
        "user_id": who.user_id,
        "user_name": who.name,
        "created_at": clock.now(),
        "sha256": kept.sha256,
        "size": len(built.file.content),
        "pages": built.file.pages,
        "kept_until": built.kept_until or kept.kept_until,
    }
    # Some who may build a report may not read the archive: a teacher's own, say.
    added = system_write(session, insert(ArchivedReport.__table__).values(**values))
    (key,) = cast("CursorResult[Any]", added).inserted_primary_key or (0,)
    return int(key)


__all__ = ["Kept", "Whose", "archive", "ends_on", "keep", "note", "whose_of"]
