"""A sent file as the rows of one journal's plan: understood, split into semesters, compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from sqlalchemy.orm import Session

from domain.plan_hours import CONTROL, SELF_STUDY, Comparison, HourTable
from domain.plan_semesters import split_at, split_semesters
from exchange.lesson_plan_xlsx import Block, Fate, Field, PlanSheet, recognise, understand
from exchange.lesson_plan_xlsx.book import Book
from exchange.lesson_plan_xlsx.lines import LineRead, lines_of
from services.plan_hours import HourFacts, hour_facts
from services.plan_lines import PlanLine


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decides about a file; by default everything is recognised."""

    columns: Mapping[tuple[int, int], Field] = field(default_factory=dict)  # (block, column)
    mend_words: bool = True
    second_begins: int | None = None  # with which row of the plan, from 1


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as the rows of a plan."""

    book: Book
    sheet: PlanSheet
    rows: tuple[LineRead, ...]
    second_begins: int | None  # the row with which the second semester begins
    hours: Comparison

    @property
    def lines(self) -> list[PlanLine]:
        """Return the rows to be written."""
        return [one.line for one in self.rows]


def read_book(book: Book, choice: Choice) -> PlanSheet:
    """Return the chosen sheet as `choice` has its columns. Takes no database."""
    blocks = tuple(
        replace(block, columns=_chosen(at, block, choice.columns))
        for at, block in enumerate(recognise(book.grid))
    )
    return understand(book.grid, blocks, choice.mend_words)


def _chosen(at: int, block: Block, columns: Mapping[tuple[int, int], Field]) -> tuple[Field, ...]:
    return tuple(columns.get((at, place), name) for place, name in enumerate(block.columns))


def fit(
    session: Session, book: Book, sheet: PlanSheet, gradebook_id: int, choice: Choice
) -> Understood:
    """Return what was read as the plan of a journal that was found visible."""
    facts = hour_facts(session, gradebook_id)
    rows = tuple(lines_of(sheet.lessons, lambda lines: _semesters(lines, facts, choice)))
    numbers = [one.line.semester_number for one in rows]
    begins = next((at for at, number in enumerate(numbers, 1) if number != numbers[0]), None)
    return Understood(book, sheet, rows, begins, facts.compare([one.line for one in rows]))


def _semesters(lines: Sequence[PlanLine], facts: HourFacts, choice: Choice) -> tuple[int, ...]:
    numbers = [term.number for term in facts.terms] or [1]
    if choice.second_begins is not None:
        return split_at([line.level for line in lines], choice.second_begins, numbers)
    asked = _asked(facts.curriculum, numbers) or _asked(facts.load, numbers)
    return split_semesters(
        [(line.level, line.hours) for line in lines], asked or [(number, 0) for number in numbers]
    )


def _asked(hours: HourTable, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the hours with the teacher of each semester; nothing where there are none."""
    sums = [
        (
            number,
            sum(
                value
                for (semester, kind), value in hours.items()
                if semester == number and kind not in (CONTROL, SELF_STUDY)
            ),
        )
        for number in numbers
    ]
    return sums if any(value for _number, value in sums) else []


def account(sheet: PlanSheet) -> list[tuple[Fate, list[tuple[int, int]]]]:
    """Return for each fate the rows of the sheet that met it, as ranges."""
    found: dict[Fate, list[tuple[int, int]]] = {}
    for fate, group in groupby(sheet.rows, key=lambda one: one.fate):
        rows = [one.row for one in group]
        found.setdefault(fate, []).append((rows[0], rows[-1]))
    return [(fate, found[fate]) for fate in Fate if fate in found]
