"""What publishing a timetable will ask of each journal, read from one state of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.clock import clock
from domain.day_sets import DaySet
from domain.publishing import Change, Planned, Practice, Spot, Weekly, by_book, planned
from models import Curriculum, CurriculumItem, Gradebook, Semester, StudyGroup, Subgroup
from services.timetable_state import CourseRow, State

_WHY: Final = "a timetable is published into the journals of all groups that it teaches"

_books: Final = PlainSelect(
    _WHY,
    select(
        Gradebook.id,
        Gradebook.group_id,
        Gradebook.subgroup_id,
        Gradebook.item_id,
        Gradebook.part,
        Curriculum.programme_id,
        StudyGroup.name.label("group"),
        Subgroup.name.label("subgroup"),
        CurriculumItem.index_code,
        CurriculumItem.name,
    )
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
    .where(Gradebook.academic_year_id == bindparam("year"))
    .order_by(StudyGroup.name, Gradebook.id),
)
_own_terms: Final = PlainSelect(
    _WHY,
    select(Semester.programme_id)
    .where(Semester.academic_year_id == bindparam("year"), Semester.programme_id.is_not(None))
    .distinct(),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The lessons that a timetable calls for, by journal; every journal of its groups is named."""

    timetable_id: int
    edition: int
    semester: str
    first: bool  # it has not been published before
    starts_on: date
    ends_on: date
    books: Mapping[int, str]  # journal → «ИС-21 · ОП.01 Операционные системы», in their order
    wanted: Mapping[int, Mapping[Spot, Planned]]
    missing: Sequence[str]  # what is scheduled but has no journal
    teachers: Mapping[int, frozenset[int]]  # journal → who teaches from today on


def read_plan(session: Session, state: State) -> Plan:
    """Return what publishing the timetable `state` asks of the journals."""
    head = state.head
    rows = list(_in_scope(session, state))
    books = {(r.group_id, r.subgroup_id, r.item_id, r.part): r.id for r in rows}
    of_course = {
        key: books[course.book] for key, course in state.courses.items() if course.book in books
    }
    inside = state.days.span(head.starts_on, head.ends_on)
    lessons = planned(
        _weekly(state, of_course), _practices(state, of_course, inside), _changes(state, of_course)
    )
    kept = (lesson for lesson in lessons.values() if inside & state.days.one(lesson.day))
    return Plan(
        head.id,
        head.edition,
        f"{head.number} · {head.year}",
        head.published_edition is None,
        head.starts_on,
        head.ends_on,
        {row.id: _title(row) for row in rows},
        by_book(kept),
        _missing(state, of_course),
        _teachers(state, of_course),
    )


def _title(row: Any) -> str:
    whom = f"{row.group} / {row.subgroup}" if row.subgroup else row.group
    return f"{whom} · {row.index_code} {row.name}"


def _in_scope(session: Session, state: State) -> Iterator[Any]:
    """Yield the journals of the groups whose term this is: none of another timetable's."""
    head = state.head
    year = {"year": head.academic_year_id}
    own_terms = set(_own_terms(session, proven=True, **year).scalars())
    taught = {c.book for c in state.courses.values() if c.semester_id == head.semester_id}
    elsewhere = {c.book for c in state.courses.values()} - taught
    for row in _books(session, proven=True, **year):
        book = (row.group_id, row.subgroup_id, row.item_id, row.part)
        term_of = row.programme_id if row.programme_id in own_terms else None
        if book in taught or (book not in elsewhere and term_of == head.programme_id):
            yield row


def _dates(state: State, days: DaySet) -> tuple[date, ...]:
    return tuple(state.days.each(days))


def _weekly(state: State, books: Mapping[int, int]) -> Iterator[Weekly]:
    for slot in state.own:
        book = books.get(state.course_of[slot.assignment_id])
        if book is not None:
            days = _dates(state, state.held(slot))
            yield Weekly(book, slot.pair, slot.hours, slot.room_id, days)


def _practices(state: State, books: Mapping[int, int], inside: DaySet) -> Iterator[Practice]:
    study = state.study_days & inside
    for row in state.practices:
        key = state.course_of.get(row.assignment_id)
        if key is not None and key in books and _is_own(state, state.courses[key]):
            held = study & state.days.span(row.starts_on, row.ends_on) & state.courses[key].days
            yield Practice(books[key], row.hours_a_day, _dates(state, held))


def _changes(state: State, books: Mapping[int, int]) -> Iterator[Change]:
    for row in state.changes:
        book = books.get(state.course_of[row.assignment_id])
        if book is not None:
            instead = state.course_of.get(row.instead_id)
            yield Change(
                book,
                row.held_on,
                row.pair,
                row.kind,
                None if instead is None else books.get(instead),
                row.new_day,
                row.new_pair,
                row.room_id,
            )


def _missing(state: State, books: Mapping[int, int]) -> list[str]:
    scheduled = {state.course_of[slot.assignment_id] for slot in state.own}
    scheduled |= {
        state.course_of[row.assignment_id]
        for row in state.practices
        if row.assignment_id in state.course_of
        and _is_own(state, state.courses[state.course_of[row.assignment_id]])
    }
    return sorted(state.courses[key].title for key in scheduled if key not in books)


def _is_own(state: State, course: CourseRow) -> bool:
    return course.semester_id == state.head.semester_id


def _teachers(state: State, books: Mapping[int, int]) -> dict[int, frozenset[int]]:
    ahead = state.days.since(clock.today())
    found: dict[int, set[int]] = defaultdict(set)
    for key, book in books.items():
        found[book] |= {t for t, days in state.courses[key].teachers if t and days & ahead}
    return {book: frozenset(teachers) for book, teachers in found.items()}
