"""Which lessons a published timetable calls for, and what that means for those that there are.

Pure and repeatable: a lesson that holds records is never touched, what is over never changes, nor
does a signed semester of a journal, and publishing what has been published finds nothing to do.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, auto

from domain.attendance_sheet import Period
from domain.enums import ChangeKind, LessonKind

Place = tuple[int, date, int | None]  # journal, day, pair: a practice day has none
Spot = tuple[date, int | None]  # within one journal


@dataclass(frozen=True, slots=True)
class Planned:
    """A lesson that the timetable calls for; `book` is the id of its journal."""

    book: int
    day: date
    pair: int | None
    hours: int
    room: int | None = None
    kind: LessonKind = LessonKind.lecture

    @property
    def spot(self) -> Spot:
        """Return when it is held."""
        return self.day, self.pair


@dataclass(frozen=True, slots=True)
class Weekly:
    """A pair of the week of a journal, and the days on which it is held."""

    book: int
    pair: int
    hours: int
    room: int | None
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """Days of practice that a journal records, one lesson a day."""

    book: int
    hours: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one lesson on one date; `instead` is the journal that has its pair."""

    book: int
    day: date
    pair: int
    kind: ChangeKind
    instead: int | None = None
    new_day: date | None = None
    new_pair: int | None = None
    room: int | None = None


def planned(
    weekly: Iterable[Weekly], practices: Iterable[Practice], changes: Iterable[Change]
) -> dict[Place, Planned]:
    """Return the lessons of a term by their place; `changes` in the order they were made.

    A change of a lesson that the timetable does not give, or no longer gives, does nothing.
    """
    found: dict[Place, Planned] = {}
    for slot in weekly:
        for day in slot.days:
            lesson = Planned(slot.book, day, slot.pair, slot.hours, slot.room)
            found[slot.book, day, slot.pair] = lesson
    for change in changes:
        _apply(found, change)
    for run in practices:
        for day in run.days:
            kind = LessonKind.practice_day
            found[run.book, day, None] = Planned(run.book, day, None, run.hours, kind=kind)
    return found


def _apply(found: dict[Place, Planned], change: Change) -> None:
    place: Place = (change.book, change.day, change.pair)
    lesson = found.get(place)
    if lesson is None:
        return
    room = change.room or lesson.room
    match change.kind:
        case ChangeKind.substitute:
            found[place] = replace(lesson, room=room)
        case ChangeKind.cancel:
            del found[place]
        case ChangeKind.move:
            del found[place]
            day, pair = change.new_day or change.day, change.new_pair or change.pair
            found[change.book, day, pair] = replace(lesson, day=day, pair=pair, room=room)
        case ChangeKind.instead:
            del found[place]
            if change.instead is not None:
                other = replace(lesson, book=change.instead, room=room)
                found[change.instead, change.day, change.pair] = other


@dataclass(frozen=True, slots=True)
class Existing:
    """A lesson that a journal has; `has_records`: it is confirmed, or anything was typed in it."""

    id: int
    day: date
    pair: int | None
    hours: int
    room: int | None
    is_scheduled: bool
    has_records: bool

    @property
    def spot(self) -> Spot:
        """Return when it is held."""
        return self.day, self.pair


class Reason(StrEnum):
    """Why a lesson stays although the timetable says otherwise."""

    signed = auto()  # its semester is closed and signed
    records = auto()
    past = auto()


@dataclass(frozen=True, slots=True)
class Left:
    """A lesson that stays as it is; `wanted` is what the timetable has there, None for nothing."""

    lesson: Existing
    reason: Reason
    wanted: Planned | None


@dataclass(frozen=True, slots=True)
class Work:
    """What publishing does to one journal."""

    add: tuple[Planned, ...] = ()
    change: tuple[tuple[Existing, Planned], ...] = ()
    remove: tuple[Existing, ...] = ()
    left: tuple[Left, ...] = ()
    kept: int = 0  # lessons that are as the timetable has them
    adopted: int = 0  # those of them that somebody added by hand
    withheld: int = 0  # lessons that a signed semester does not get

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is to be written."""
        return not (self.add or self.change or self.remove)


def work(
    wanted: Mapping[Spot, Planned],
    existing: Sequence[Existing],
    today: date,
    *,
    first: bool,
    signed: Sequence[Period] = (),
) -> Work:
    """Return what is to be done to a journal so that it has the lessons `wanted`.

    Where a timetable is published `first`, lessons of days that are over are added too: they were
    held. After that only what is to come changes. Lessons that the timetable did not give are
    never touched, but one at a wanted place counts as that lesson. In the `signed` semesters of
    the journal nothing is added, changed or removed.
    """
    here: dict[Spot, list[Existing]] = defaultdict(list)
    for lesson in sorted(existing, key=lambda each: (not each.is_scheduled, each.id)):
        here[lesson.spot].append(lesson)
    change: list[tuple[Existing, Planned]] = []
    remove: list[Existing] = []
    left: list[Left] = []
    kept = adopted = 0
    for spot, lessons in here.items():
        plan = wanted.get(spot)
        matched = lessons[0] if plan is not None else None
        for lesson in lessons:
            target = plan if lesson is matched else None
            if not lesson.is_scheduled:
                adopted += target is not None
            elif target is not None and _is_same(lesson, target):
                kept += 1
            elif (reason := _stays(lesson, today, signed)) is not None:
                left.append(Left(lesson, reason, target))
            elif target is not None:
                change.append((lesson, target))
            else:
                remove.append(lesson)
    add = [plan for spot, plan in wanted.items() if spot not in here]
    add = [plan for plan in add if first or plan.day >= today]
    open_days = [plan for plan in add if not _is_signed(plan.day, signed)]
    return Work(
        tuple(open_days),
        tuple(change),
        tuple(remove),
        tuple(left),
        kept + adopted,
        adopted,
        len(add) - len(open_days),
    )


def _is_same(lesson: Existing, plan: Planned) -> bool:
    return (lesson.hours, lesson.room) == (plan.hours, plan.room)


def _is_signed(day: date, signed: Sequence[Period]) -> bool:
    return any(term.covers(day) for term in signed)


def _stays(lesson: Existing, today: date, signed: Sequence[Period]) -> Reason | None:
    if _is_signed(lesson.day, signed):
        return Reason.signed
    if lesson.has_records:
        return Reason.records
    return Reason.past if lesson.day < today else None


def by_book(lessons: Iterable[Planned]) -> dict[int, dict[Spot, Planned]]:
    """Return lessons by journal and when they are held."""
    found: dict[int, dict[Spot, Planned]] = defaultdict(dict)
    for lesson in lessons:
        found[lesson.book][lesson.spot] = lesson
    return found
