"""A timetable that another program exported, as plain values, and what its cards say.

The names are the exporter's: periods are single academic hours or pairs, cards are placed
lessons, classes are study groups. See services/timetable_import.py for what becomes of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum, auto

from domain.enums import WeekKind

WEEKDAYS = {
    "пн": 1, "понедельник": 1, "mo": 1, "mon": 1, "monday": 1,
    "вт": 2, "вторник": 2, "tu": 2, "tue": 2, "tuesday": 2,
    "ср": 3, "среда": 3, "we": 3, "wed": 3, "wednesday": 3,
    "чт": 4, "четверг": 4, "th": 4, "thu": 4, "thursday": 4,
    "пт": 5, "пятница": 5, "fr": 5, "fri": 5, "friday": 5,
    "сб": 6, "суббота": 6, "sa": 6, "sat": 6, "saturday": 6,
    "вс": 7, "воскресенье": 7, "su": 7, "sun": 7, "sunday": 7,
}  # fmt: skip


class FaultKind(StrEnum):
    """Why a card or a lesson of the file is not, or not wholly, imported."""

    unknown_lesson = auto()  # the card names a lesson that is not there
    days_mask = auto()  # of another length than the week, or with other signs
    weeks_mask = auto()
    terms_mask = auto()
    other_term = auto()
    not_placed = auto()
    unknown_period = auto()
    no_teacher = auto()
    no_class = auto()
    unknown_class = auto()
    unknown_group = auto()
    unknown_subject = auto()
    count_differs = auto()  # the cards give other periods a week than the lesson
    repeated = auto()  # an id that its list holds twice


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in the file; `about` is a key of it, `told` what it holds."""

    kind: FaultKind
    about: str
    told: str = ""
    line: int = 0  # of the file


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the day, with its times as «HH:MM» where the file gives them."""

    number: int
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A subject, teacher, room or class of the file."""

    id: str
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class FileGroup:
    """A part of a class; groups of one `division` other than 0 are taught in parallel."""

    id: str
    class_id: str
    name: str
    is_whole: bool
    division: str = "0"


@dataclass(frozen=True, slots=True)
class FileLesson:
    """A lesson: who, what, how often; several classes are a stream."""

    id: str
    subject_id: str
    class_ids: tuple[str, ...]
    teacher_ids: tuple[str, ...]
    group_ids: tuple[str, ...]
    room_ids: tuple[str, ...]
    periods_per_card: int = 1
    periods_per_week: Decimal | None = None
    weeks: str = ""  # of the older dialect
    line: int = 0


@dataclass(frozen=True, slots=True)
class FileCard:
    """A placed lesson as the file writes it: `days` is a mask, or in the older dialect an index."""

    lesson_id: str
    period: str
    days: str
    weeks: str
    terms: str
    room_ids: tuple[str, ...]
    is_mask: bool
    line: int = 0


@dataclass(frozen=True, slots=True)
class FileTimetable:
    """All of a file."""

    periods: tuple[Period, ...] = ()
    subjects: Mapping[str, Named] = field(default_factory=dict)
    teachers: Mapping[str, Named] = field(default_factory=dict)
    rooms: Mapping[str, Named] = field(default_factory=dict)
    classes: Mapping[str, Named] = field(default_factory=dict)
    groups: Mapping[str, FileGroup] = field(default_factory=dict)
    lessons: Mapping[str, FileLesson] = field(default_factory=dict)
    cards: tuple[FileCard, ...] = ()
    weekdays: tuple[int, ...] = ()  # the weekday (1..7) of each place of a mask or index
    is_older: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def week_length(self) -> int:
        """Return how many days the school week of the file has."""
        return len(self.weekdays)


@dataclass(frozen=True, slots=True, order=True)
class CardPlace:
    """Where a card stands: one weekday, one period, and in which weeks."""

    weekday: int
    period: int
    weeks: WeekKind
    room_id: str = ""


def card_places(
    file: FileTimetable, card: FileCard, term: int
) -> tuple[list[CardPlace], list[Fault]]:
    """Return where a card of a known lesson stands in the semester `term`, or why nowhere."""
    lesson = file.lessons[card.lesson_id]
    weeks = weeks_of(card.weeks or lesson.weeks)
    days = days_of(file, card)
    period = int(card.period) if card.period.isascii() and card.period.isdigit() else -1

    def refused(kind: FaultKind, told: str) -> tuple[list[CardPlace], list[Fault]]:
        return [], [Fault(kind, card.lesson_id, told, card.line)]

    if not card.days.strip("0 ") and (card.is_mask or not card.days.strip()):
        return refused(FaultKind.not_placed, card.days)
    if days is None:
        return refused(FaultKind.days_mask, card.days)
    if weeks is None:
        return refused(FaultKind.weeks_mask, card.weeks or lesson.weeks)
    if period not in {each.number for each in file.periods}:
        return refused(FaultKind.unknown_period, card.period)
    if (kind := _term_fault(card.terms, term)) is not None:
        return refused(kind, card.terms)
    room = next(iter(card.room_ids or lesson.room_ids), "")
    return [CardPlace(day, period, weeks, room) for day in days], []


def days_of(file: FileTimetable, card: FileCard) -> list[int] | None:
    """Return the weekdays of a card, None for a mask or an index that fits no school week."""
    if card.is_mask:
        if len(card.days) != file.week_length or not set(card.days) <= {"0", "1"}:
            return None
        return [day for day, bit in zip(file.weekdays, card.days, strict=True) if bit == "1"]
    if not (card.days.isascii() and card.days.isdigit()) or int(card.days) >= file.week_length:
        return None
    return [file.weekdays[int(card.days)]]


def weeks_of(mask: str) -> WeekKind | None:
    """Return in which weeks something is held; None for a mask that odd and even do not tell."""
    return {
        "": WeekKind.every,
        "1": WeekKind.every,
        "11": WeekKind.every,
        "10": WeekKind.odd,
        "01": WeekKind.even,
    }.get(mask)


def _term_fault(mask: str, term: int) -> FaultKind | None:
    if not mask.strip("1"):
        return None
    if set(mask) - {"0", "1"} or len(mask) != 2 or not 1 <= term <= 2:
        return FaultKind.terms_mask
    return None if mask[term - 1] == "1" else FaultKind.other_term


@dataclass(frozen=True, slots=True, order=True)
class PairPlace:
    """Where a lesson stands in pairs: `hours` of it fall into the pair."""

    weekday: int
    pair: int
    weeks: WeekKind
    hours: int
    room_id: str = ""


def pair_places(
    lesson: FileLesson,
    places: Sequence[CardPlace],
    pair_of: Mapping[int, int | None],
    hours_of: Mapping[int, int],
) -> list[PairPlace]:
    """Return the pairs that the cards of a lesson make.

    A double lesson comes as one card of two periods or as two cards. `pair_of` says in which pair
    a period falls (None: in none of ours), `hours_of` how many academic hours it has.
    """
    rooms: dict[tuple[int, int, WeekKind], str] = {}
    hours: Counter[tuple[int, int, WeekKind]] = Counter()
    for weekday, weeks, period, room in _single(lesson, places):
        pair = pair_of.get(period)
        if pair is not None:
            key = (weekday, pair, weeks)
            hours[key] += hours_of.get(period, 1)
            rooms.setdefault(key, room)
    found = _joined({key: (count, rooms[key]) for key, count in hours.items()})
    return sorted(
        PairPlace(weekday, pair, weeks, min(count, 4), room)
        for (weekday, pair, weeks), (count, room) in found.items()
    )


def _single(
    lesson: FileLesson, places: Sequence[CardPlace]
) -> Iterator[tuple[int, WeekKind, int, str]]:
    """Yield each period that a lesson takes, once: its weekday, weeks, number and room."""
    held: dict[tuple[int, WeekKind], dict[int, str]] = defaultdict(dict)
    for place in places:
        held[place.weekday, place.weeks].setdefault(place.period, place.room_id)
    for (weekday, weeks), rooms in held.items():
        # Cards that stand next to each other are a period each: longer ones would overlap.
        length = 1 if any(period + 1 in rooms for period in rooms) else lesson.periods_per_card
        taken: dict[int, str] = {}
        for period, room in sorted(rooms.items()):
            for each in range(period, period + max(length, 1)):
                taken.setdefault(each, room)
        for period, room in taken.items():
            yield weekday, weeks, period, room


Held = dict[tuple[int, int, WeekKind], tuple[int, str]]


def _joined(held: Held) -> Held:
    """Return the places with odd and even weeks that are alike made every week."""
    found: Held = {}
    for (weekday, pair, weeks), what in held.items():
        other = {WeekKind.odd: WeekKind.even, WeekKind.even: WeekKind.odd}.get(weeks)
        if other is not None and held.get((weekday, pair, other)) == what:
            found[weekday, pair, WeekKind.every] = what
        elif (weekday, pair, WeekKind.every) not in held or weeks is WeekKind.every:
            found[weekday, pair, weeks] = what
    return found


def periods_a_week(lesson: FileLesson, places: Sequence[CardPlace]) -> Decimal:
    """Return how many periods a week the cards of a lesson give on average."""
    total = Decimal(0)
    for _weekday, weeks, _period, _room in _single(lesson, places):
        total += Decimal(1) if weeks is WeekKind.every else Decimal("0.5")
    return total


def taken_periods(lesson: FileLesson, places: Sequence[CardPlace]) -> list[int]:
    """Return the periods that the cards of a lesson take, each once."""
    return sorted({period for _weekday, _weeks, period, _room in _single(lesson, places)})


def weekday_named(name: str) -> int | None:
    """Return the weekday that a name such as «Пн» or «Monday» stands for, None where for none."""
    return WEEKDAYS.get(name.strip().rstrip(".").lower())
