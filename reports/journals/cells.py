"""The cells of a semester as they stand on a spread: text, what was struck out, its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.corrections import Correction
from services.grid_shapes import CellFlag, Grid, GridLesson, GridWork
from services.journal_book_shapes import Book, BookTerm

Place = tuple[int, int, int]  # lesson, student, work; 0 for the lesson itself


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in print."""

    text: str
    struck: str = ""
    is_late: bool = False
    numbers: tuple[int, ...] = ()  # of the corrections that tell about it


@dataclass(frozen=True, slots=True)
class Column:
    """A lesson, or a work of it, as a column."""

    lesson: GridLesson
    work: GridWork | None = None

    @property
    def day(self) -> date:
        """Return the day of the lesson."""
        return self.lesson.held_on


def columns_of(grid: Grid, lessons: Sequence[GridLesson]) -> dict[int, list[Column]]:
    """Return the columns of each lesson: its own, then those of its works."""
    found = {one.id: [Column(one)] for one in lessons}
    by_id = {one.id: one for one in lessons}
    for work in grid.works:
        if work.lesson_id in found:
            found[work.lesson_id].append(Column(by_id[work.lesson_id], work))
    return found


def numbered(book: Book) -> dict[int, int]:
    """Return the number of each correction of the book: late entries over other ones alone."""
    found = [one.id for term in book.terms for one in term.corrections if one.replaces]
    return {key: number for number, key in enumerate(found, 1)}


def cells_of(term: BookTerm, numbers: Mapping[int, int]) -> dict[Place, Cell]:
    """Return the cells of a semester that say something, by place."""
    told: dict[Place, list[int]] = {}
    for one in term.corrections:
        if one.id in numbers:
            told.setdefault(_place(one), []).append(numbers[one.id])
    grid = term.grid
    lesson_of = {work.id: work.lesson_id for work in grid.works}
    cells: dict[Place, Cell] = {}
    for lesson_id, student_id, text, flag, old in grid.cells:
        place = lesson_id, student_id, 0
        cells[place] = _cell(text, flag, old, told.get(place, ()))
    for work_id, student_id, text, flag, old in grid.work_cells:
        place = lesson_of[work_id], student_id, work_id
        cells[place] = _cell(text, flag, old, told.get(place, ()))
    return cells


def _place(one: Correction) -> Place:
    return one.lesson_id, one.student_id, one.work_id or 0


def _cell(text: str, flag: int, old: str | None, numbers: Sequence[int]) -> Cell:
    return Cell(text, old or "", bool(flag & CellFlag.late), tuple(numbers))
