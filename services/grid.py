"""A journal as a grid of frozen primitives, in a fixed number of queries (design, section 6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import Principal, current_principal
from domain.attendance import missed
from domain.averages import average, count, weighted
from domain.clock import clock
from domain.enough_marks import Course, needed
from domain.enums import AbsenceKind, Standing
from domain.lesson_state import LessonState, state_of
from domain.terms import Term, current
from services.cell_days import TimeLimits
from services.errors import NotFoundError
from services.grid_cells import CellRows, read_cells
from services.grid_enough import Judges, classes_of, course_of
from services.grid_head import Head, read_head
from services.grid_rows import (
    StudentRow,
    read_lessons,
    read_students,
)
from services.grid_shapes import (
    CellFlag,
    Grid,
    GridCell,
    GridLesson,
    GridStudent,
    GridWork,
    GridWorkCell,
)
from services.journal_keepers import may_write_on
from services.journal_open import Closed, Openness
from services.regulation import rulebook
from services.semesters import YearTerms, course_in, terms_of

# A named tuple of values that are whole already: half the cost of its own constructor.
_new: Final[Any] = tuple.__new__


def load_grid(session: Session, gradebook_id: int, semester_number: int | None = None) -> Grid:
    """Return a semester of a journal, the current one unless told, as the principal may see it.

    Whoever sees the journal only as a student or a parent gets their own rows of it.
    Raises NotFoundError for a journal or a semester that is not there or not theirs to see.
    """
    head = read_head(session, current_principal(), gradebook_id)
    if head is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    year = _terms(session, head)
    term = _chosen(year.terms, semester_number)
    today = clock.today()
    students = read_students(session, head, term)
    shown = _Shown(session, head, today, current_principal())
    found = read_lessons(session, head, term)
    lessons = tuple(shown.lesson(row) for row in found.lessons)
    classes = classes_of(lessons)
    rows = read_cells(session, head, term, found.works, classes)
    hours_held = sum(lesson.hours for lesson in lessons if lesson.held_on <= today)
    hours_planned = year.planned.get(term.number, 0)
    by_id = {lesson.id: lesson for lesson in lessons}
    works = tuple(shown.work(one, by_id[one.lesson_id]) for one in found.works.values())
    norms = rulebook(session).on(min(today, term.ends_on))
    goal = needed(hours_planned or hours_held, term.starts_on, term.ends_on, norms)
    course = course_of(term, goal, lessons, works, classes, hours_planned)
    shown_ids = {row.id for row in students}
    return Grid(
        gradebook_id=head.id,
        title=f"{head.index_code} {head.item}",
        index_code=head.index_code,
        group_id=head.group_id,
        group=head.group,
        subgroup=head.subgroup,
        teacher_id=head.teacher_id,
        teacher=head.teacher,
        year=head.year,
        semesters=year.terms,
        semester=term,
        editable=head.editable,
        hours_held=hours_held,
        hours_planned=hours_planned,
        students=_students(students, lessons, rows, course),
        lessons=lessons,
        cells=tuple(_cells(GridCell, rows.texts, rows.late, shown_ids)),
        works=works,
        work_cells=tuple(_cells(GridWorkCell, rows.of_works.texts, rows.of_works.late, shown_ids)),
        course=course,
        times=head.times,
        remarks=head.remarks,
    )


class _Shown:
    """The lessons of a journal as the viewer sees them: whose each is, and who may write it."""

    def __init__(self, session: Session, head: Head, today: date, who: Principal) -> None:
        self._head, self._today, self._who = head, today, who
        self._openness = Openness(session, head.times)
        self._days = TimeLimits(session, self._openness)
        self._known: dict[tuple[date, int | None], tuple[str, bool, bool, Closed | None]] = {}

    def lesson(self, row: Any) -> GridLesson:
        key = row.held_on, row.pair
        keeping = self._known.get(key)
        if keeping is None:
            keeping = self._known[key] = self._keeping(*key)
        state = state_of(row.held_on, row.confirmed_at, self._today)
        values = (*row[:13], state, row.confirmed_at, *keeping)
        return _new(GridLesson, values)

    def work(self, work: GridWork, lesson: GridLesson) -> GridWork:
        """Return a work with whether its cells are the viewer's to write now."""
        if lesson.closed is None:
            return work._replace(editable=True) if lesson.editable else work
        last = self._days.last_in_time(lesson.held_on, work)
        return work._replace(editable=self._days.closed(lesson.held_on, last) is None)

    def _keeping(self, day: date, pair: int | None) -> tuple[str, bool, bool, Closed | None]:
        terms, who = self._head.keepers, self._who
        keeper = terms.on(day, pair)
        own = who.is_system or may_write_on(terms, who.employee_id, day)
        mine = self._head.editable and own
        closed = self._openness.closed(day) if mine else None
        writing = mine and closed is None, closed
        if keeper is None:
            return "", False, *writing
        return keeper.teacher, keeper.standing is Standing.substitute, *writing


def _terms(session: Session, head: Head) -> YearTerms:
    course = course_in(head.year_starts_on, head.intake_year, head.first_course)
    found = terms_of(session, head.year_id, head.programme_id, head.item_id, course)
    if found.terms:
        return found
    return YearTerms((Term(1, head.year_starts_on, head.year_ends_on),), {})


def _chosen(terms: Sequence[Term], number: int | None) -> Term:
    found = (
        current(terms, clock.today())
        if number is None
        else next((term for term in terms if term.number == number), None)
    )
    if found is None:
        raise NotFoundError(_("This year has no such semester."))
    return found


def _students(
    students: Iterable[StudentRow], lessons: Iterable[GridLesson], rows: CellRows, course: Course
) -> tuple[GridStudent, ...]:
    recorded = {lesson.id: lesson.hours for lesson in lessons if lesson.confirmed_at is not None}
    away: dict[int, list[tuple[AbsenceKind, int]]] = defaultdict(list)
    for (lesson_id, student_id), kind in rows.missed:
        if lesson_id in recorded:
            away[student_id].append((kind, recorded[lesson_id]))
    codes, heavier, judges = rows.codes, rows.of_works.heavier, Judges(course)
    found = []
    for row in students:
        own = codes[row.id]
        plain, marks = average(own), count(own)
        heavy = heavier.get(row.id)
        weighed = weighted([*((code, 1) for code in own), *heavy]) if heavy else plain
        gone = row.periods[-1].ends_on
        missed_hours = missed(away[row.id]).total if row.id in away else 0
        verdict = judges.verdict(marks, own, rows.classes.get(row.id, ()), gone)
        said = (row.id, row.name, row.short_name, row.periods)
        sums = (plain, weighed, marks, course.needed, missed_hours, verdict)
        found.append(_new(GridStudent, (*said, *sums)))
    return tuple(found)


def _cells(
    shape: type[Any],
    texts: Mapping[tuple[int, int], str],
    late: Mapping[tuple[int, int], list[str]],
    student_ids: set[int],
) -> Iterable[Any]:
    """Return the cells of the students shown, mended ones with what they said before."""
    flags = _flags(late)
    plain = {place: text for place, text in texts.items() if place not in flags} if flags else texts
    cells = [
        _new(shape, (of, student_id, text, 0, None))
        for (of, student_id), text in plain.items()
        if student_id in student_ids
    ]
    for place, (flag, old) in flags.items():
        text = texts.get(place, "")
        if place[1] in student_ids and (text or old):
            cells.append(_new(shape, (*place, text, flag, old)))
    return cells


def _flags(
    late: Mapping[tuple[int, int], list[str]],
) -> dict[tuple[int, int], tuple[int, str | None]]:
    """Return the flag of each cell that was entered late, and the text it replaced last."""
    found: dict[tuple[int, int], tuple[int, str | None]] = {}
    for place, olds in late.items():
        old = next((old for old in reversed(olds) if old), None)
        flag = CellFlag.late if old is None else CellFlag.late | CellFlag.corrected
        found[place] = int(flag), old
    return found


__all__ = [
    "CellFlag",
    "Grid",
    "GridCell",
    "GridLesson",
    "GridStudent",
    "LessonState",
    "load_grid",
]
