"""What an imported timetable becomes: pairs of the week, and what is left out, with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from domain.enums import ImportKind, WeekKind
from domain.imported_periods import PeriodRule
from domain.imported_timetable import (
    CardPlace,
    Fault,
    FaultKind,
    FileLesson,
    FileTimetable,
    PairPlace,
    card_places,
    pair_places,
    periods_a_week,
    taken_periods,
)
from services.import_loads import Load, load_for
from services.import_names import How, Match, Matches, part_name
from services.import_words import fault_words, lesson_words

SlotKey = tuple[int, int, int, WeekKind]  # assignment, weekday, pair, weeks


@dataclass(frozen=True, slots=True)
class NewSlot:
    """A pair of the week that the file gives a load."""

    assignment_id: int
    weekday: int
    pair: int
    weeks: WeekKind
    hours: int
    room_id: int | None
    stream: str | None

    @property
    def key(self) -> SlotKey:
        """Return what makes a slot one."""
        return self.assignment_id, self.weekday, self.pair, self.weeks


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A lesson or card that is not imported, or not wholly, and why."""

    about: str
    reason: str
    cards: int = 1
    is_warning: bool = False  # it is imported all the same


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would write, and all that it would not."""

    slots: tuple[NewSlot, ...]
    left_out: tuple[LeftOut, ...]
    lessons: int  # of the file
    cards: int
    imported_cards: int
    bells: Mapping[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Target:
    """A group or subgroup that a lesson is for; what has no counterpart here says why."""

    group_id: int = 0
    subgroup_id: int | None = None
    name: str = ""
    reason: str = ""


class _Planner:
    def __init__(
        self,
        file: FileTimetable,
        matches: Matches,
        loads: Sequence[Load],
        rule: PeriodRule,
        term: int,
    ) -> None:
        self.file, self.matches, self.loads = file, matches, loads
        self.rule, self.term = rule, term
        self.slots: dict[SlotKey, NewSlot] = {}
        self.left: list[LeftOut] = []
        self.imported = 0

    def run(self) -> None:
        """Plan every lesson of the file with its cards."""
        self.left += [self._fault(fault) for fault in self.file.faults]
        places: dict[str, list[CardPlace]] = defaultdict(list)
        cards: dict[str, int] = defaultdict(int)
        for card in self.file.cards:
            if card.lesson_id not in self.file.lessons:
                fault = Fault(FaultKind.unknown_lesson, card.lesson_id, "", card.line)
                self.left.append(self._fault(fault))
                continue
            found, faults = card_places(self.file, card, self.term)
            places[card.lesson_id] += found
            cards[card.lesson_id] += not faults
            self.left += [self._fault(fault) for fault in faults]
        for key, lesson in self.file.lessons.items():
            if places[key]:
                self._lesson(lesson, places[key], cards[key])

    def _lesson(self, lesson: FileLesson, places: list[CardPlace], cards: int) -> None:
        about = lesson_words(self.file, lesson)
        wanted, given = lesson.periods_per_week, periods_a_week(lesson, places)
        if wanted is not None and wanted != given:
            told = f"{given.normalize():f} / {wanted.normalize():f}"
            reason = fault_words(Fault(FaultKind.count_differs, lesson.id, told))
            self.left.append(LeftOut(about, reason, 0, is_warning=True))
        subject = self.matches.of(ImportKind.subject, lesson.subject_id)
        if (reason := self._subject_reason(lesson, subject)) or subject is None:
            self.left.append(LeftOut(about, reason, cards))
            return
        held = pair_places(lesson, places, self.rule.pair_of, self.rule.hours_of)
        self._outside(about, taken_periods(lesson, places))
        found = [
            (target, load)
            for target in self._targets(lesson, about, cards)
            if (load := self._load(lesson, target, subject.target_text or "", about, cards))
        ]
        if found and held:
            self.imported += cards
            self._place(lesson, [load for _target, load in found], held)

    def _subject_reason(self, lesson: FileLesson, subject: Match | None) -> str:
        if subject is None:
            return fault_words(Fault(FaultKind.unknown_subject, lesson.id, lesson.subject_id))
        return "" if subject.is_known else _open_words(subject)

    def _targets(self, lesson: FileLesson, about: str, cards: int) -> Iterator[_Target]:
        """Yield the groups and subgroups of a lesson that are ours; say which are not."""
        for target in self._all_targets(lesson):
            if target.reason:
                self.left.append(LeftOut(about, target.reason, cards))
            else:
                yield target

    def _all_targets(self, lesson: FileLesson) -> Iterator[_Target]:
        if not lesson.class_ids and not lesson.group_ids:
            yield _Target(reason=fault_words(Fault(FaultKind.no_class, lesson.id)))
            return
        if not lesson.group_ids:
            for key in lesson.class_ids:
                yield self._class(key)
            return
        for key in lesson.group_ids:
            part = self.file.groups.get(key)
            if part is None:
                yield _Target(reason=fault_words(Fault(FaultKind.unknown_group, lesson.id, key)))
                continue
            whole = self._class(part.class_id)
            if part.is_whole or whole.reason:
                yield whole
                continue
            match = self.matches.of(ImportKind.subgroup, key)
            if match is None or not match.is_known:
                name = match or Match(ImportKind.subgroup, part_name(self.file, key), How.missing)
                yield _Target(reason=_open_words(name))
            else:
                yield _Target(whole.group_id, match.target_id, match.target)

    def _class(self, key: str) -> _Target:
        match = self.matches.of(ImportKind.group, key)
        if match is None:
            return _Target(reason=fault_words(Fault(FaultKind.unknown_class, "", key)))
        if not match.is_known or match.target_id is None:
            return _Target(reason=_open_words(match))
        return _Target(match.target_id, None, match.target)

    def _load(
        self, lesson: FileLesson, target: _Target, subject: str, about: str, cards: int
    ) -> Load | None:
        teachers: dict[int, str] = {}
        for key in lesson.teacher_ids:
            match = self.matches.of(ImportKind.teacher, key)
            if match is None or not match.is_known or match.target_id is None:
                named = match or Match(ImportKind.teacher, key, How.missing)
                self.left.append(LeftOut(about, _open_words(named), cards, bool(teachers)))
            else:
                teachers[match.target_id] = match.target
        if lesson.teacher_ids and not teachers:
            return None
        load, same = load_for(
            self.loads, target.group_id, target.subgroup_id, subject, teachers.keys()
        )
        if load is None:
            reason = _no_load(target.name, list(teachers.values()), bool(same), lesson)
            self.left.append(LeftOut(about, reason, cards))
        return load

    def _outside(self, about: str, periods: Iterable[int]) -> None:
        for number in periods:
            if self.rule.pair_of.get(number) is None:
                reason = _("Period %(number)s is in no pair: choose its pair.", number=number)
                self.left.append(LeftOut(about, reason, 1))

    def _place(self, lesson: FileLesson, loads: list[Load], held: list[PairPlace]) -> None:
        teachers = {load.teacher_id for load in loads}
        together = len(loads) > 1 and len(teachers) == 1 and None not in teachers
        stream = f"asc-{lesson.id}"[:40] if together else None
        for number, load in enumerate(loads):
            for place in held:
                slot = NewSlot(
                    load.id,
                    place.weekday,
                    place.pair,
                    place.weeks,
                    place.hours,
                    self._room(lesson, place, number, len(loads), together),
                    stream,
                )
                whole = self.slots.get((*slot.key[:3], WeekKind.every))
                if whole is None:
                    self.slots.setdefault(slot.key, slot)

    def _room(
        self, lesson: FileLesson, place: PairPlace, number: int, loads: int, together: bool
    ) -> int | None:
        """Return the room: parallel parts of a group that name as many rooms have one each."""
        rooms = lesson.room_ids
        apart = not together and loads > 1 and len(rooms) == loads
        match = self.matches.of(ImportKind.room, rooms[number] if apart else place.room_id)
        return match.target_id if match is not None and match.is_known else None

    def _fault(self, fault: Fault) -> LeftOut:
        lesson = self.file.lessons.get(fault.about)
        about = lesson_words(self.file, lesson) if lesson else (fault.about or "—")
        is_note = fault.kind is FaultKind.repeated
        return LeftOut(about, fault_words(fault), 0 if is_note else 1, is_note)


def _no_load(name: str, teachers: list[str], exists: bool, lesson: FileLesson) -> str:
    if not lesson.teacher_ids:
        return _("The file names no teacher, and the load of %(group)s has no vacancy.", group=name)
    who = ", ".join(teachers)
    if exists:
        return _("The load of %(group)s gives this to another teacher, not to %(who)s.",
                 group=name, who=who)  # fmt: skip
    return _("The load of %(group)s has no such discipline in this semester.", group=name)


def _open_words(match: Match) -> str:
    if match.how is How.never:
        return _("«%(name)s» is not imported, as was chosen.", name=match.name)
    return {
        ImportKind.teacher: _("Which teacher is «%(name)s»?", name=match.name),
        ImportKind.group: _("Which group is «%(name)s»?", name=match.name),
        ImportKind.subgroup: _("Which subgroup is «%(name)s»?", name=match.name),
        ImportKind.room: _("Which room is «%(name)s»?", name=match.name),
        ImportKind.subject: _("Which discipline is «%(name)s»?", name=match.name),
    }[match.kind]


def plan_import(
    file: FileTimetable,
    matches: Matches,
    loads: Sequence[Load],
    rule: PeriodRule,
    term: int,
    bells: Mapping[int, tuple[str, str]],
) -> ImportPlan:
    """Return what an import would write into the semester `term` (1 or 2 of its year)."""
    planner = _Planner(file, matches, loads, rule, term)
    planner.run()
    left: dict[tuple[str, str, bool], int] = defaultdict(int)
    for one in planner.left:
        left[one.about, one.reason, one.is_warning] += one.cards
    return ImportPlan(
        tuple(sorted(planner.slots.values(), key=lambda slot: slot.key)),
        tuple(LeftOut(about, reason, n, note) for (about, reason, note), n in left.items()),
        len(file.lessons),
        len(file.cards),
        planner.imported,
        bells,
    )


__all__ = ["ImportPlan", "LeftOut", "NewSlot", "SlotKey", "plan_import"]
