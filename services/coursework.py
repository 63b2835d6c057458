"""Coursework of a journal: its lines, entering topics, days and marks (clause 5.5.12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.session import writing
from domain import coursework as rules
from domain.clock import clock
from domain.coursework import MARKS, judged
from domain.enums import Standing
from domain.verdict import Verdict
from models import AcademicYear, Coursework, Gradebook, GradeClosing, Semester, SubgroupMember
from services.errors import ConflictError, FieldsError, NotAllowedError, NotFoundError
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal
from services.journal_keepers import KeeperTerms, keepers_of
from services.journal_lock import lock_journal
from services.journal_rights import Need, through
from services.line_entry import (
    Entered,
    LineInput,
    mark_reader,
    read_day,
    read_lines,
    read_past_day,
    text_reader,
)
from services.sheet_terms import students_on

WRITES: Final[tuple[Need, ...]] = tuple(
    (Resource.coursework, action) for action in (Action.create, Action.update, Action.delete)
)
FIELDS: Final = ("topic", "issued_on", "due_on", "defended_on", "code")
MOST_TOPIC: Final = 500
READERS: Final = {
    "topic": lambda text: text_reader(MOST_TOPIC)(text) or "",
    "issued_on": read_day,
    "due_on": read_day,
    "defended_on": read_past_day,
    "code": mark_reader(MARKS),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A student's line; `id` is None where nothing is entered yet."""

    student_id: int
    student: str
    id: int | None
    work: rules.Coursework
    verdict: Verdict

    @property
    def values(self) -> dict[str, Any]:
        """Return the stored values by the name of their field."""
        return {name: getattr(self.work, name) for name in FIELDS}


@dataclass(frozen=True, slots=True)
class JournalCoursework:
    """The coursework of a journal in a semester, and whether the person writes it."""

    journal: JournalName
    semester_id: int
    semester_number: int
    year: str
    starts_on: date
    ends_on: date
    lines: tuple[Line, ...]
    is_closed: bool
    writes: bool


def journal_coursework(
    session: Session, who: Principal, gradebook_id: int, semester_id: int
) -> JournalCoursework:
    """Return the lines of a journal that the person sees; raise NotFoundError.

    Seven statements.
    """
    query = with_journal(
        select(
            *COLUMNS,
            Gradebook.subgroup_id.label("part"),
            Semester.number.label("term"),
            Semester.starts_on,
            Semester.ends_on,
            AcademicYear.name.label("year"),
            through(who, WRITES).label("writable"),
        )
    )
    query = query.join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id).join(
        Semester, Semester.academic_year_id == AcademicYear.id
    )
    row = session.execute(
        query.where(Gradebook.id == gradebook_id, Semester.id == semester_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    journal = journal_name(row[:COUNT])
    signed = select(GradeClosing.id).where(
        GradeClosing.gradebook_id == gradebook_id,
        GradeClosing.semester_id == semester_id,
        GradeClosing.reopened_at.is_(None),
    )
    is_closed = session.scalar(signed) is not None
    keeps = _keeps(who, keepers_of(session, gradebook_id), row.ends_on)
    return JournalCoursework(
        journal,
        semester_id,
        row.term,
        row.year,
        row.starts_on,
        row.ends_on,
        tuple(_lines(session, journal, row, semester_id)),
        is_closed,
        bool(row.writable) and keeps and not is_closed,
    )


def _lines(session: Session, journal: JournalName, row: Any, semester_id: int) -> list[Line]:
    """Return a line for each student of the journal, and for each who has a coursework in it."""
    today = clock.today()
    day = max(row.starts_on, min(today, row.ends_on))
    kept = {
        one.student_id: one
        for one in session.scalars(
            select(Coursework).where(
                Coursework.gradebook_id == journal.gradebook_id,
                Coursework.semester_id == semester_id,
            )
        )
    }
    members = None
    if row.part is not None:
        members = set(
            session.scalars(
                select(SubgroupMember.student_id).where(
                    SubgroupMember.subgroup_id == row.part,
                    SubgroupMember.starts_on <= day,
                    or_(SubgroupMember.ends_on.is_(None), SubgroupMember.ends_on >= day),
                )
            )
        )
    found = []
    students = {one.id: one.name for one in students_on(session, journal.group_id, day)}
    own = {key: name for key, name in students.items() if members is None or key in members}
    gone = {key: str(one.student) for key, one in kept.items() if key not in own}
    for key, name in (own | gone).items():
        one = kept.get(key)
        work = _fact(one) if one is not None else rules.Coursework()
        found.append(Line(key, name, one.id if one else None, work, judged(work, today)))
    return found


def _fact(row: Coursework) -> rules.Coursework:
    return rules.Coursework(row.topic, row.issued_on, row.due_on, row.defended_on, row.code)


def _keeps(who: Principal, keepers: KeeperTerms, last: date) -> bool:
    """Return whether `who` keeps the journal now, or did at the end of the semester."""
    return who.is_system or any(
        term.teacher_id == who.employee_id
        and term.standing is Standing.main
        and any(term.covers(day) for day in (clock.today(), last))
        for term in keepers.terms
    )


def save_coursework(
    session: Session,
    who: Principal,
    gradebook_id: int,
    semester_id: int,
    inputs: Sequence[LineInput],
) -> Entered:
    """Write what was typed for students of a journal, by student, and commit.

    A mark without a day of defence gets today's. A line that is emptied is deleted.
    Raises FieldsError, NotAllowedError, NotFoundError, ConflictError where the semester is signed.
    """
    with writing():
        lock_journal(session, who, gradebook_id, WRITES)
        book = journal_coursework(session, who, gradebook_id, semester_id)
        if book.is_closed:
            raise ConflictError(
                _("The semester is signed: its courseworks do not change (4.6, 5.5.12).")
            )
        if not book.writes:
            raise NotAllowedError(_("Courseworks are entered by who keeps the journal."))
        lines = {line.student_id: line for line in book.lines}
        stored = {key: line.values for key, line in lines.items()}
        changes, conflicts = read_lines(stored, inputs, READERS, lambda key: lines[key].student)
        for change in changes:
            _write(session, book, lines[change.key], dict(change.values))
        session.commit()
    return Entered(tuple(one.key for one in changes), tuple(conflicts))


def _write(session: Session, book: JournalCoursework, line: Line, new: dict[str, Any]) -> None:
    values = line.values | new
    if values["code"] is not None and values["defended_on"] is None:
        values["defended_on"] = clock.today()
    fault = rules.days_fault(rules.Coursework(**values))
    if fault is not None:
        said = {
            "due": _("it is due before it is issued."),
            "defended": _("it is defended before it is issued."),
        }[fault]
        raise FieldsError({f"{line.student_id}.{fault}_on": f"{line.student}: {said}"})
    row = session.get(Coursework, line.id) if line.id is not None else None
    if not any(values.values()):
        if row is not None:
            session.delete(row)
        return
    if row is None:
        place = {"gradebook_id": book.journal.gradebook_id, "semester_id": book.semester_id}
        session.add(Coursework(**place, student_id=line.student_id, **values))
        return
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def delete_coursework(session: Session, who: Principal, key: int) -> None:
    """Delete a student's coursework and commit.

    Raises NotFoundError, NotAllowedError, ConflictError where the semester is signed.
    """
    place = session.execute(
        select(Coursework.gradebook_id, Coursework.semester_id, Coursework.student_id).where(
            Coursework.id == key
        )
    ).one_or_none()
    if place is None:
        raise NotFoundError(_("There is no such coursework, or it is not yours to see."))
    empty = dict.fromkeys(FIELDS, "")
    line = LineInput(place.student_id, empty)
    save_coursework(session, who, place.gradebook_id, place.semester_id, [line])
