"""Putting finished reports into the archive, where they are kept and never change (10.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import CursorResult, insert, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import GuardedSession, db, system_write, writing
from domain.clock import clock
from domain.text import fold
from models import AnalyticNote, ArchivedReport, Gradebook, Semester, StudyGroup
from reports import document_store
from reports.base import Report
from reports.build import Built
from reports.params import dump_params, name_of, read_params
from reports.reading import reading_as

MAX_TITLE: Final = 250


@dataclass(frozen=True, slots=True)
class Whose:
    """What an archived report is about: its row's scope follows from it."""

    group_id: int | None = None
    department_id: int | None = None
    academic_year_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A report whose file lies in the store, to be noted in the archive."""

    title: str
    params: Mapping[str, Any]
    whose: Whose
    sha256: str


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
        raw = dump_params(report, values)
    return Kept(title, raw, whose, document_store.store(built.file.content))


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
        "kept_until": built.kept_until,
    }
    # Some who may build a report may not read the archive: a teacher's own, say.
    added = system_write(session, insert(ArchivedReport.__table__).values(**values))
    (key,) = cast("CursorResult[Any]", added).inserted_primary_key or (0,)
    return int(key)


def whose_of(session: Session, params: Any) -> Whose:
    """Return what the parameters of a report name: a group, its department, an academic year."""
    group_id = getattr(params, "group_id", None) or None
    book_id = getattr(params, "gradebook_id", None) or None
    department_id = getattr(params, "department_id", None) or None
    year_id = getattr(params, "year_id", None) or getattr(params, "academic_year_id", None) or None
    semester_id = getattr(params, "semester_id", None) or None
    if book_id is not None:
        row = session.execute(
            select(Gradebook.group_id, Gradebook.academic_year_id).where(Gradebook.id == book_id)
        ).first()
        group_id, year_id = row or (None, None)
    if (note_id := getattr(params, "note_id", None) or None) is not None:
        row = session.execute(
            select(AnalyticNote.department_id, AnalyticNote.academic_year_id).where(
                AnalyticNote.id == note_id
            )
        ).first()
        department_id, year_id = row or (None, None)
    if group_id is not None:
        query = select(StudyGroup.department_id).where(StudyGroup.id == group_id)
        department_id = session.scalar(query)
    if semester_id is not None:
        query = select(Semester.academic_year_id).where(Semester.id == semester_id)
        year_id = session.scalar(query)
    return Whose(group_id, department_id, year_id)


__all__ = ["Kept", "Whose", "archive", "keep", "note", "whose_of"]
