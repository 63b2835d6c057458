"""What happened to final marks: old, new, who, when, why; one click from the mark (3.6, 6.1)."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.proven import PlainSelect
from domain.clock import clock
from domain.enums import AuditAction
from models import AuditEntry, GradeClosing, SemesterGrade, Student, YearGrade
from services.final_terms import chosen, terms_of_year
from services.grade_grounds import head_of

MOST_ENTRIES: Final = 500
SIGNED, REOPENED = "signed", "reopened"
_FIELDS: Final = ("code", "reason")
_names: Final = PlainSelect(
    "the names beside the marks of a journal that was found visible, whole",
    select(Student.id, Student.last_name, Student.first_name).where(
        Student.id.in_(bindparam("students", expanding=True))
    ),
)


class MarkChange(NamedTuple):
    """One change of a student's final mark, or (without a student) a signature."""

    at: datetime  # naive UTC
    actor: str
    student: str
    what: str  # code, reason, signed, reopened
    old: str
    new: str


def history(
    session: Session, gradebook_id: int, semester: int | None, *, year: bool
) -> list[MarkChange]:
    """Return the changes of final marks, the newest first, as far as the trail is theirs.

    Raises NotFoundError for a journal or a semester that is not theirs to see.
    """
    head = head_of(session, current_principal(), gradebook_id)
    semester_id = None
    if not year:
        terms = terms_of_year(session, head).terms
        semester_id = chosen(terms, semester, clock.today()).semester_id
    model: Any = YearGrade if year else SemesterGrade
    entries = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.gradebook_id == gradebook_id,
            AuditEntry.entity.in_((model.__tablename__, GradeClosing.__tablename__)),
        )
        .order_by(AuditEntry.id.desc())
        .limit(4 * MOST_ENTRIES)
    ).all()
    own = _rows_of(entries, semester_id)
    names = _names_of(session, [one.student_id for one in entries if one.student_id])
    found = [
        change
        for entry in entries
        if (entry.entity, entry.entity_id) in own
        for change in _changes(entry, names)
    ]
    return found[:MOST_ENTRIES]


def _rows_of(entries: Any, semester_id: int | None) -> set[tuple[str, int | None]]:
    """Return the rows that are of the semester: what made or took a row away says so."""
    said: dict[tuple[str, int | None], Any] = defaultdict(lambda: None)
    for entry in entries:
        whole = entry.new or entry.old
        if entry.field is None and whole:
            said[entry.entity, entry.entity_id] = json.loads(whole).get("semester_id")
    wanted = None if semester_id is None else str(semester_id)
    return {key for key, value in said.items() if value == wanted}


def _names_of(session: Session, students: list[int]) -> dict[int, str]:
    if not students:
        return {}
    rows = _names(session, proven=True, students=sorted(set(students)))
    return {key: " ".join(filter(None, names)) for key, *names in rows}


def _changes(entry: AuditEntry, names: dict[int, str]) -> list[MarkChange]:
    name = names.get(entry.student_id or 0, "")
    if entry.entity == GradeClosing.__tablename__:
        return _of_closing(entry)
    if entry.field is not None:
        if entry.field not in _FIELDS:
            return []
        told = entry.field, entry.old or "", entry.new or ""
        return [MarkChange(entry.at, entry.actor, name, *told)]
    values = json.loads(entry.new or entry.old or "{}")
    gone = entry.action is AuditAction.delete
    return [
        MarkChange(
            entry.at,
            entry.actor,
            name,
            field,
            values[field] if gone else "",
            "" if gone else values[field],
        )
        for field in _FIELDS
        if values.get(field)
    ]


def _of_closing(entry: AuditEntry) -> list[MarkChange]:
    if entry.field is None:
        return [MarkChange(entry.at, entry.actor, "", SIGNED, "", "")]
    if entry.field == "reopen_reason":
        return [MarkChange(entry.at, entry.actor, "", REOPENED, "", entry.new or "")]
    return []
