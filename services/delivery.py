"""The delivery of programmes: hours by curriculum, load, plan, timetable, held (clause 3.11)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.delivery import DeliveryHours, Share, curriculum_shares
from domain.text import short_name
from models import AcademicYear
from services.delivery_rows import (
    BookRow,
    Key,
    Narrowing,
    YearRows,
    read_books,
    read_semesters,
    read_year,
)
from services.delivery_terms import YearTerms
from services.journal_columns import year_begun
from services.semesters import course_in


class Level(StrEnum):
    """What the hours are summed up by."""

    department = auto()
    group = auto()
    teacher = auto()
    journal = auto()


@dataclass(frozen=True, slots=True)
class DeliveryAsked:
    """What is asked for; without a year the present one, without a semester the present one.

    Semester 0 is the whole year.
    """

    level: Level = Level.department
    year_id: int | None = None
    semester: int | None = None
    department_id: int | None = None
    group_id: int | None = None
    teacher_id: int | None = None


@dataclass(frozen=True, slots=True)
class JournalHours:
    """A journal and its hours."""

    book: BookRow
    hours: DeliveryHours

    @property
    def title(self) -> str:
        """Return «ОП.01 Операционные системы»."""
        return f"{self.book.index_code} {self.book.item}"

    @property
    def whom(self) -> str:
        """Return «ИС-21» or «ИС-21 / 1»."""
        book = self.book
        return f"{book.group} / {book.subgroup}" if book.subgroup else book.group

    @property
    def teacher(self) -> str:
        """Return «Иванова А. П.»."""
        return short_name(self.book.last_name, self.book.first_name, self.book.patronymic)


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A department, group, teacher or journal with its hours; `behind` counts its journals."""

    key: int
    name: str
    beside: str  # a journal's group, a group's department
    teacher: str  # where all its journals have one
    group_id: int  # likewise; 0: several
    journals: int
    behind: int
    hours: DeliveryHours


@dataclass(frozen=True, slots=True)
class Delivery:
    """A year's or a semester's delivery, the worst first."""

    year: AcademicYear | None
    semesters: tuple[int, ...]  # numbers within the year
    semester: int  # 0: the whole year
    lines: tuple[DeliveryLine, ...]
    total: DeliveryLine


_NOBODY: Final = DeliveryLine(0, "", "", "", 0, 0, 0, DeliveryHours())


def delivery(session: Session, who: Principal, asked: DeliveryAsked) -> Delivery:
    """Return the delivery of the programmes that `who` follows, in nine statements at most."""
    today = clock.today()
    year = session.get(AcademicYear, asked.year_id) if asked.year_id else year_begun(session, today)
    if year is None:
        return Delivery(None, (), 0, (), _NOBODY)
    narrowing = Narrowing(year.id, asked.department_id, asked.group_id, asked.teacher_id)
    books = read_books(session, who, narrowing)
    terms = YearTerms(read_semesters(session, year.id))
    chosen = asked.semester
    if chosen is None or chosen not in (0, *terms.numbers):
        chosen = terms.present(today)
    rows = read_year(session, year.id, terms.ids(chosen), today)
    counted = _count(books, rows, terms, chosen, year)
    lines = sorted(_rolled(counted, asked.level), key=_worst_first)
    return Delivery(year, terms.numbers, chosen, tuple(lines), _line(0, "", "", counted))


def _count(
    books: Sequence[BookRow], rows: YearRows, terms: YearTerms, chosen: int, year: AcademicYear
) -> list[JournalHours]:
    """Return the hours of each journal in the `chosen` semester, 0: the year."""
    shares = _shares(books, rows, terms, chosen, year)
    found = []
    for book in books:
        key, wanted = _key(book), terms.of(book.programme_id, chosen)
        sums = [rows.lessons.get((book.id, one.id), (0, 0, 0)) for one in wanted]
        scheduled, held, ahead = (sum(column) for column in zip((0, 0, 0), *sums, strict=True))
        cancelled = sum(rows.cancelled.get((key, one.id), 0) for one in wanted)
        hours = DeliveryHours(
            curriculum=shares.get(key, 0),
            load=sum(sum(rows.load.get((key, one.id), {}).values()) for one in wanted),
            plan=sum(rows.plan.get((book.id, one.number), 0) for one in wanted),
            scheduled=scheduled,
            held=held,
            due=scheduled - ahead + cancelled,
            to_come=ahead,
        )
        found.append(JournalHours(book, hours))
    return found


def _shares(
    books: Sequence[BookRow], rows: YearRows, terms: YearTerms, chosen: int, year: AcademicYear
) -> dict[Key, int]:
    """Return the curriculum hours that each journal stands for.

    The load tells which journals share an item, those too that the viewer does not see.
    """
    together: dict[tuple[int, int], set[Key]] = defaultdict(set)
    for key, _semester in rows.load:
        together[key.group_id, key.item_id].add(key)
    found: dict[Key, int] = defaultdict(int)
    for place in {(book.group_id, book.item_id): book for book in books}.values():
        keys = list(together[place.group_id, place.item_id] | {_key(place)})
        course = course_in(year.starts_on, place.intake_year, place.first_course)
        before = (course - 1) * len(terms.of(place.programme_id, 0))
        for one in terms.of(place.programme_id, chosen):
            hours = rows.curriculum.get((place.item_id, before + one.number), {})
            shares = [
                Share(n, key.subgroup_id or 0, key.part, rows.load.get((key, one.id), {}))
                for n, key in enumerate(keys)
            ]
            for n, amount in curriculum_shares(hours, shares).items():
                found[keys[n]] += amount
    return found


def _key(book: BookRow) -> Key:
    return Key(book.group_id, book.subgroup_id, book.item_id, book.part)


_BY: Final[dict[Level, Callable[[JournalHours], tuple[int, str, str]]]] = {
    Level.department: lambda one: (one.book.department_id, one.book.department, ""),
    Level.group: lambda one: (one.book.group_id, one.book.group, one.book.department),
    Level.teacher: lambda one: (one.book.teacher_id, one.teacher, ""),
    Level.journal: lambda one: (one.book.id, one.title, one.whom),
}


def _rolled(counted: Iterable[JournalHours], level: Level) -> list[DeliveryLine]:
    groups: dict[tuple[int, str, str], list[JournalHours]] = defaultdict(list)
    for one in counted:
        groups[_BY[level](one)].append(one)
    return [_line(*key, of_key) for key, of_key in groups.items()]


def _line(key: int, name: str, beside: str, counted: Sequence[JournalHours]) -> DeliveryLine:
    teachers = {one.teacher for one in counted}
    groups = {one.book.group_id for one in counted}
    return DeliveryLine(
        key,
        name,
        beside,
        teachers.pop() if len(teachers) == 1 else "",
        groups.pop() if len(groups) == 1 else 0,
        len(counted),
        sum(one.hours.is_behind for one in counted),
        sum((one.hours for one in counted), DeliveryHours()),
    )


def _worst_first(line: DeliveryLine) -> tuple[int, int, str, str]:
    hours = line.hours
    return min(0, hours.forecast), min(0, hours.deviation), line.name, line.beside
