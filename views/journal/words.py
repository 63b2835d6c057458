"""The words of the journal's page in the reader's language, looked up once a request."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from domain.clock import clock
from domain.enums import LessonKind, LessonMode, TaskKind
from domain.lesson_state import LessonState
from models.kind_letters import abbreviations, work_letters
from models.labels import label_of
from services.grid_shapes import GridLesson, GridWork

OVERDUE: Final = "overdue"


@dataclass(frozen=True, slots=True)
class Words:
    """Months, kinds and states as they stand in the head of the grid."""

    months: dict[int, str]
    abbreviations: dict[str, str]
    kinds: dict[str, str]
    states: dict[str, str]
    pair_pattern: str
    standing_in: str
    held_by: str
    in_room: str
    closed: str  # to changes
    work_letters: dict[str, str]
    work_kinds: dict[str, str]
    work_parts: tuple[str, str, str]  # required, not required, weight and due
    decimal_point: str
    today: date
    names: dict[tuple[date, int | None], str] = field(default_factory=dict)  # made once each

    def month(self, day: date) -> str:
        """Return «окт»: three letters of the month's name."""
        return self.months[day.month]

    def pair(self, number: int) -> str:
        """Return «2 пара»."""
        return self.pair_pattern % {"number": number}

    def day(self, day: date) -> str:
        """Return «17 окт»."""
        return f"{day.day} {self.month(day)}"

    def average(self, value: Decimal | None) -> str:
        """Return «3,50», empty for None."""
        return "" if value is None else f"{value:.2f}".replace(".", self.decimal_point)

    def state_of(self, lesson: GridLesson) -> str:
        """Return the state's key; a lesson whose day went by without a record is «overdue»."""
        overdue = lesson.state is LessonState.open and lesson.held_on < self.today
        return OVERDUE if overdue else lesson.state.value

    def lesson_name(self, lesson: GridLesson) -> str:
        """Return «17 окт, 2 пара»; a practice day has no pair."""
        key = lesson.held_on, lesson.pair
        name = self.names.get(key)
        if name is None:
            pair = f", {self.pair(lesson.pair)}" if lesson.pair else ""
            name = self.names[key] = f"{self.day(lesson.held_on)}{pair}"
        return name

    def keeper(self, lesson: GridLesson, usual: str) -> str:
        """Return «Петров П. П., замена», empty where the `usual` teacher holds the lesson."""
        if lesson.stands_in:
            return self.standing_in % {"teacher": lesson.teacher}
        return "" if lesson.teacher == usual else lesson.teacher

    def lesson_title(self, lesson: GridLesson, usual: str) -> str:
        """Return what the head of a column says in a tooltip."""
        keeper = self.keeper(lesson, usual)
        held = self.held_by % {"teacher": keeper} if keeper else ""
        room = self.in_room % {"name": lesson.room} if lesson.room else ""
        parts = (self.lesson_name(lesson), self.kinds[lesson.kind], lesson.topic, room, held)
        return " · ".join(part for part in parts if part)

    def work_name(self, work: GridWork) -> str:
        """Return the title of a work, its kind where it has none."""
        return work.title or self.work_kinds[work.kind]

    def work_title(self, work: GridWork, lesson: GridLesson) -> str:
        """Return what the head of a work's column says in a tooltip."""
        required, free, facts = self.work_parts
        told = facts % {"weight": work.weight, "day": f"{work.due_on:%d.%m.%Y}"}
        kind = "" if not work.title else self.work_kinds[work.kind]
        state = required if work.is_required else free
        parts = (self.lesson_name(lesson), self.work_name(work), kind, state, told)
        return " · ".join(part for part in parts if part)


def words() -> Words:
    """Return the words of the present request's language, for today."""
    return _words(str(get_locale()), clock.today())


@lru_cache(maxsize=8)
def _words(locale: str, today: date) -> Words:
    """Look the words up once for a language and a day: looking up costs more than the grid."""
    names = get_month_names("abbreviated", "stand-alone", locale)
    return Words(
        months={number: str(name)[:3].lower() for number, name in names.items()},
        abbreviations=abbreviations(),
        kinds={kind: str(label_of(kind)) for kind in LessonKind},
        states=states(),
        decimal_point=get_decimal_symbol(locale),
        today=today,
        pair_pattern=_("pair %(number)s", number="%(number)s"),
        standing_in=_("%(teacher)s, standing in", teacher="%(teacher)s"),
        held_by=_("held by %(teacher)s", teacher="%(teacher)s"),
        in_room=_("room %(name)s", name="%(name)s"),
        closed=_("closed for changes"),
        work_letters=work_letters(),
        work_kinds={kind: str(label_of(kind)) for kind in TaskKind},
        work_parts=(
            _("required work"),
            _("optional work"),
            _("weight %(weight)s, due %(day)s", weight="%(weight)s", day="%(day)s"),
        ),
    )


def states() -> dict[str, str]:
    """Return what the dot above a date says."""
    return {
        "recorded": _("Recorded"),
        "late": _("Recorded late"),
        "open": _("Not recorded yet"),
        OVERDUE: _("Not recorded, its day is over"),
        "future": _("Ahead"),
    }


def enum_labels() -> dict[str, dict[str, str]]:
    """Return the labels of the closed vocabularies of a lesson's header, by its field."""
    vocabularies = {"kind": LessonKind, "mode": LessonMode, "task_kind": TaskKind}
    return {
        field: {member.value: str(label_of(member)) for member in vocabulary}
        for field, vocabulary in vocabularies.items()
    }


def instant(moment: datetime) -> str:
    """Return a stored instant as the college's day and time."""
    return _instant(clock.zone, moment)


@lru_cache(maxsize=2048)
def _instant(zone: ZoneInfo, moment: datetime) -> str:
    return f"{moment.replace(tzinfo=UTC).astimezone(zone):%d.%m.%Y %H:%M}"


def long_day(day: date) -> str:
    """Return «17 октября»."""
    return str(format_date(day, "d MMMM"))


def with_subgroup(group: str, subgroup: str | None) -> str:
    """Return «ИС-21», or «ИС-21 / 1» for a subgroup."""
    return f"{group} / {subgroup}" if subgroup else group
