"""The words of a printed journal in the reader's language, looked up once a book."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol
from flask_babel import get_locale
from flask_babel import gettext as _

from domain.cells import ABSENCE_CODES, MARK_CODES
from domain.clock import clock
from domain.enums import LessonKind, TaskKind
from domain.lesson_state import LessonState
from models.kind_letters import abbreviations, work_letters
from models.labels import label_of
from models.mark_labels import mark_in_words
from services.grid_shapes import GridLesson, GridWork
from services.journal_book_shapes import Book, BookTerm

AWAY: Final = frozenset(code for code in ABSENCE_CODES if code != "оп")


@dataclass(frozen=True, slots=True)
class Words:
    """Names of months, kinds of lessons and works."""

    months: dict[int, str]
    letters: dict[str, str]
    kinds: dict[str, str]
    work_letters: dict[str, str]
    work_kinds: dict[str, str]
    point: str  # of decimals

    def average(self, value: Decimal | None) -> str:
        """Return «3,50», empty for None."""
        return "" if value is None else f"{value:.2f}".replace(".", self.point)

    def percent(self, value: Decimal | None) -> str:
        """Return «87,5 %», a dash for None."""
        return "—" if value is None else f"{value} %".replace(".", self.point)

    def work(self, work: GridWork) -> str:
        """Return what the page of topics says of a work."""
        name = f"«{work.title}»" if work.title else ""
        kind = self.work_kinds[work.kind]
        said = " ".join(filter(None, (kind[:1].upper() + kind[1:], name)))
        facts = _("results by %(day)s", day=f"{work.due_on:%d.%m.%Y}")
        heavy = _("weight %(weight)s", weight=work.weight) if work.weight > 1 else ""
        return ", ".join(filter(None, (said, heavy, facts)))

    def recorded(self, lesson: GridLesson, term: BookTerm) -> str:
        """Return who recorded a lesson and when, and that it was late."""
        if lesson.confirmed_at is None:
            parts = [lesson.teacher, _("not recorded")]
        else:
            by = term.recorded_by.get(lesson.id) or lesson.teacher
            parts = [by, moment(lesson.confirmed_at)]
            if lesson.state is LessonState.late:
                parts.append(_("after the day"))
        if lesson.stands_in:
            parts.append(_("standing in"))
        return "\n".join(filter(None, parts))


def words() -> Words:
    """Return the words of the language that is set."""
    locale = str(get_locale() or "ru")
    return Words(
        months=dict(get_month_names("wide", "stand-alone", locale)),
        letters=abbreviations(),
        kinds={kind: str(label_of(kind)) for kind in LessonKind},
        work_letters=work_letters(),
        work_kinds={kind: str(label_of(kind)) for kind in TaskKind},
        point=get_decimal_symbol(locale),
    )


def moment(at: datetime) -> str:
    """Return a stored instant as the college's day and time."""
    return f"{at.replace(tzinfo=UTC).astimezone(clock.zone):%d.%m.%Y %H:%M}"


def day_words(day: date) -> str:
    """Return «14.10.2026»."""
    return f"{day:%d.%m.%Y}"


def is_absence(text: str) -> bool:
    """Return whether a cell's text says that the student was away."""
    return not text.startswith("н/а") and text.split("/", 1)[0] in AWAY


def term_words(number: int) -> str:
    """Return «1 семестр»."""
    return _("semester %(number)s", number=number)


def place_words(book: Book) -> str:
    """Return which group and year a book is of."""
    return _("Group %(group)s · academic year %(year)s", group=book.group, year=book.head.year)


def cell_legend() -> list[tuple[str, str]]:
    """Return what each code of a cell means: absences, then marks."""
    away = [(code, str(label_of(kind))) for code, kind in ABSENCE_CODES.items()]
    return [*away, *((code, mark_in_words(code)) for code in MARK_CODES)]
