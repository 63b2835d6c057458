"""Which journals have coursework in a year, and a student's own courseworks (clause 5.5.12)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from domain.clock import clock
from domain.coursework import DONE, DONE_LATE, LATE, judged
from domain.coursework import Coursework as Fact
from domain.load import Term, programme_semester, terms_of
from domain.text import fold
from domain.verdict import Verdict
from models import (
    AcademicYear,
    Coursework,
    Curriculum,
    CurriculumHours,
    Gradebook,
    Semester,
    StudyGroup,
)
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal
from services.semesters import course_in


@dataclass(frozen=True, slots=True)
class CourseworkJournal:
    """A journal whose item has coursework in a semester, and how far it is."""

    journal: JournalName
    semester_id: int
    semester_number: int
    entered: int  # students with a topic
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class OwnCoursework:
    """A coursework as its student sees it."""

    row: Coursework
    item: str
    verdict: Verdict


def coursework_journals(
    session: Session, year: AcademicYear, *, group_id: int | None = None, text: str = ""
) -> list[CourseworkJournal]:
    """Return the journals of a year that have coursework hours or courseworks, by group.

    Within what the person sees; three statements.
    """
    semesters = session.execute(
        select(Semester.id, Semester.number, Semester.programme_id).where(
            Semester.academic_year_id == year.id
        )
    ).all()
    number_of = {row.id: row.number for row in semesters}
    counts = _counts(session, set(number_of))
    hours = CurriculumHours
    query = with_journal(
        select(
            *COLUMNS,
            StudyGroup.intake_year,
            StudyGroup.first_course,
            Curriculum.programme_id,
            hours.semester_number.label("planned"),
        )
    ).join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
    query = query.outerjoin(hours, (hours.item_id == Gradebook.item_id) & (hours.coursework > 0))
    query = query.where(
        Gradebook.academic_year_id == year.id,
        or_(hours.item_id.is_not(None), Gradebook.id.in_(counts.keys())),
    )
    if group_id is not None:
        query = query.where(Gradebook.group_id == group_id)
    found: dict[tuple[int, int], CourseworkJournal] = {}
    terms = [Term(*row) for row in semesters]
    for row in session.execute(query.order_by(StudyGroup.search_name, Gradebook.id)):
        journal = journal_name(row[:COUNT])
        if text and fold(text) not in fold(f"{journal.title} {journal.group} {journal.teacher}"):
            continue
        for key in _semesters(row, terms, year) | counts.get(journal.gradebook_id, {}).keys():
            numbers = counts.get(journal.gradebook_id, {}).get(key, (0, 0, 0))
            place = (journal.gradebook_id, key)
            found[place] = CourseworkJournal(journal, key, number_of[key], *numbers)
    return list(found.values())


def _semesters(row: Any, terms: list[Term], year: AcademicYear) -> set[int]:
    """Return the semesters in which the curriculum plans coursework in a journal."""
    if row.planned is None:
        return set()
    own = terms_of(row.programme_id, terms)
    course = course_in(year.starts_on, row.intake_year, row.first_course)
    return {
        term.semester_id
        for term in own
        if programme_semester(course, len(own), term.number) == row.planned
    }


def _counts(session: Session, semester_ids: set[int]) -> dict[int, dict[int, tuple[int, int, int]]]:
    """Return by journal and semester: with a topic, done, late."""
    today = clock.today()
    query = select(
        Coursework.gradebook_id,
        Coursework.semester_id,
        Coursework.topic,
        Coursework.issued_on,
        Coursework.due_on,
        Coursework.defended_on,
        Coursework.code,
    ).where(Coursework.semester_id.in_(semester_ids))
    found: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    topics: dict[tuple[int, int], int] = defaultdict(int)
    for row in session.execute(query):
        fact = Fact(row.topic, row.issued_on, row.due_on, row.defended_on, row.code)
        found[row.gradebook_id][row.semester_id].append(judged(fact, today).code)
        topics[row.gradebook_id, row.semester_id] += bool(row.topic.strip())
    return {
        book: {
            semester: (
                topics[book, semester],
                sum(code in (DONE, DONE_LATE) for code in codes),
                codes.count(LATE),
            )
            for semester, codes in own.items()
        }
        for book, own in found.items()
    }


def own_coursework(session: Session) -> list[OwnCoursework]:
    """Return the courseworks that a student, or a parent, sees, the latest first."""
    query = (
        select(Coursework)
        .join(Semester, Semester.id == Coursework.semester_id)
        .options(
            joinedload(Coursework.student),
            joinedload(Coursework.semester).joinedload(Semester.academic_year),
            joinedload(Coursework.gradebook).joinedload(Gradebook.item),
        )
        .order_by(Semester.starts_on.desc(), Coursework.id)
    )
    today = clock.today()
    found = []
    for row in session.scalars(query):
        fact = Fact(row.topic, row.issued_on, row.due_on, row.defended_on, row.code)
        item = str(row.gradebook.item) if row.gradebook is not None else ""
        found.append(OwnCoursework(row, item, judged(fact, today)))
    return found
