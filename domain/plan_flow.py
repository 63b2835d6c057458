"""The rows of a lesson plan flow through the lessons of the journal (clauses 3.11, 4.2, 5.5.2).

What lessons gave is taken off the rows; the rest fills the lessons that are still to come, row by
row and in order, each semester by itself. When lessons fall out, all that follows moves on; what
no longer fits is at risk. Hours are academic hours everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from domain.plan_merges import Merge, merges_of


class FlowTopic(NamedTuple):
    """A row of a plan that has hours; `semester` is counted within the year."""

    id: int
    semester: int
    hours: int
    section: int = 0  # which section it stands in: rows are merged within one
    kind: str = ""


class FlowLesson(NamedTuple):
    """A lesson of the journal: what it gave (rows from `first` to `last`), or that it is open.

    One that is neither, such as a lesson with a topic of its own, moves the plan on.
    """

    id: int
    day: date
    semester: int
    hours: int
    is_open: bool = True
    first: int | None = None  # a topic's id
    last: int | None = None  # the last of several rows that one lesson gave; none: only the first


class Piece(NamedTuple):
    """Hours of a row in one lesson."""

    lesson_id: int
    topic_id: int
    day: date
    hours: int


@dataclass(slots=True)
class RowFlow:
    """What became of a row: its hours are given, saved, planned or at risk."""

    topic: FlowTopic
    given: list[Piece] = field(default_factory=list)
    planned: list[Piece] = field(default_factory=list)
    saved: int = 0  # hours that merging with the row before spared
    at_risk: int = 0
    latest: date | None = None  # the last day to begin with it so that all after it still fits
    is_skipped: bool = False  # later rows were given, this one was not

    @property
    def pending(self) -> int:
        """Return the hours that are still to be given."""
        return self.topic.hours - self.saved - sum(piece.hours for piece in self.given)


@dataclass(frozen=True, slots=True)
class SemesterFlow:
    """How the plan of a semester stands."""

    number: int
    pending: int  # hours still to be given
    capacity: int  # hours of the lessons still to come
    at_risk: int  # hours that do not fit
    last_day: date | None  # of a lesson to come: after it nothing can be made up
    ends_on: date | None  # when the rows that fit will all be given
    merges: tuple[Merge, ...]  # which rows to give in one lesson so that the rest fits

    @property
    def spare(self) -> int:
        """Return the hours of lessons for which the plan has no rows left."""
        return max(0, self.capacity - self.pending)


@dataclass(frozen=True, slots=True)
class Flow:
    """A plan in its lessons: rows in the order of the plan, semesters by number."""

    rows: tuple[RowFlow, ...]
    semesters: tuple[SemesterFlow, ...]
    extra: int  # hours of lessons that gave a row more than it has

    def of_lesson(self, lesson_id: int) -> tuple[Piece, ...]:
        """Return what is planned for a lesson to come, in the order of the plan."""
        pieces = (piece for row in self.rows for piece in row.planned)
        return tuple(piece for piece in pieces if piece.lesson_id == lesson_id)


def flow(topics: Sequence[FlowTopic], lessons: Iterable[FlowLesson]) -> Flow:
    """Return how the rows of a plan, in their order, go through the lessons of its journal.

    `lessons` come in any order and are taken by day as they stand. A row fills lessons until its
    hours are given; a lesson that has hours left takes from the next row. Rows never leave their
    semester.
    """
    rows = tuple(RowFlow(topic) for topic in topics)
    in_order = sorted(lessons, key=lambda lesson: lesson.day)  # stable: pairs stay in order
    extra = _give(rows, [lesson for lesson in in_order if lesson.first is not None])
    _mark_skipped(rows)
    open_ones: dict[int, list[FlowLesson]] = defaultdict(list)
    for lesson in in_order:
        if lesson.is_open and lesson.first is None:
            open_ones[lesson.semester].append(lesson)
    numbers = sorted({topic.semester for topic in topics} | set(open_ones))
    return Flow(rows, tuple(_semester(n, rows, open_ones[n]) for n in numbers), extra)


def _give(rows: Sequence[RowFlow], lessons: Sequence[FlowLesson]) -> int:
    """Take off what `lessons` gave; return the hours that were more than the rows have."""
    place = {row.topic.id: index for index, row in enumerate(rows)}
    extra = 0
    for lesson in lessons:
        if lesson.first not in place:
            continue
        begin = place[lesson.first]
        end = max(begin, place.get(lesson.last or 0, begin))
        left = lesson.hours
        for row in rows[begin : end + 1]:
            took = min(left, row.pending)
            if took:
                row.given.append(Piece(lesson.id, row.topic.id, lesson.day, took))
                left -= took
            elif row.pending:  # given in one lesson with the row before: no hours of its own
                row.given.append(Piece(lesson.id, row.topic.id, lesson.day, 0))
                row.saved += row.pending
        extra += left
    return extra


def _mark_skipped(rows: Sequence[RowFlow]) -> None:
    later: set[int] = set()  # semesters of which a later row was given
    for row in reversed(rows):
        row.is_skipped = row.topic.semester in later and not row.given and row.topic.hours > 0
        if row.given:
            later.add(row.topic.semester)


def _semester(number: int, rows: Sequence[RowFlow], lessons: Sequence[FlowLesson]) -> SemesterFlow:
    own = [row for row in rows if row.topic.semester == number]
    waiting = [row for row in own if row.pending]
    pending, capacity = (sum(row.pending for row in own), sum(one.hours for one in lessons))
    for piece in _fill([(row.topic.id, row.pending) for row in waiting], lessons):
        next(row for row in waiting if row.topic.id == piece.topic_id).planned.append(piece)
    for row in waiting:
        row.at_risk = row.pending - sum(piece.hours for piece in row.planned)
    _set_latest(waiting, lessons)
    at_risk = max(0, pending - capacity)
    ends = [row.planned[-1].day for row in waiting if row.planned]
    return SemesterFlow(
        number,
        pending,
        capacity,
        at_risk,
        lessons[-1].day if lessons else None,
        ends[-1] if ends else None,
        _merges(waiting, lessons, at_risk),
    )


def _fill(rows: Sequence[tuple[int, int]], lessons: Iterable[FlowLesson]) -> list[Piece]:
    """Return the pieces of (topic, hours) `rows` in `lessons`, both in their order."""
    pieces: list[Piece] = []
    waiting = list(reversed(rows))
    for lesson in lessons:
        left = lesson.hours
        while left and waiting:
            topic_id, hours = waiting.pop()
            took = min(left, hours)
            pieces.append(Piece(lesson.id, topic_id, lesson.day, took))
            left -= took
            if hours > took:
                waiting.append((topic_id, hours - took))
    return pieces


def _set_latest(waiting: Sequence[RowFlow], lessons: Sequence[FlowLesson]) -> None:
    """Put the rows as late as they go: the same from the other end."""
    backwards = [(row.topic.id, row.pending) for row in reversed(waiting)]
    first_day: dict[int, date] = {}
    placed: dict[int, int] = defaultdict(int)
    for piece in _fill(backwards, list(reversed(lessons))):
        first_day[piece.topic_id] = piece.day
        placed[piece.topic_id] += piece.hours
    for row in waiting:
        if placed[row.topic.id] == row.pending:
            row.latest = first_day[row.topic.id]


def _merges(
    waiting: Sequence[RowFlow], lessons: Sequence[FlowLesson], at_risk: int
) -> tuple[Merge, ...]:
    hours_of = {lesson.id: lesson.hours for lesson in lessons}
    found = []
    for row, after in pairwise(waiting):
        piece = row.planned[0] if row.planned else None
        beside = (row.topic.section, row.topic.kind) == (after.topic.section, after.topic.kind)
        if piece is None or not beside or row.given or after.given:
            continue
        # The first row takes the whole lesson by itself, so that the second adds no hours to it.
        if row.pending == hours_of[piece.lesson_id] >= after.pending:
            found.append(
                Merge(row.topic.id, after.topic.id, piece.lesson_id, piece.day, after.pending)
            )
    return merges_of(found, at_risk)
