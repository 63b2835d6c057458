"""Words about changes of the timetable: what a line of the day's sheet says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.enums import ChangeKind
from services.change_lists import SheetLine
from services.held_lessons import HeldLesson
from services.stand_ins import Instead, StandIn

KINDS: dict[ChangeKind, Any] = {
    ChangeKind.substitute: _l("substitution"),
    ChangeKind.cancel: _l("cancellation"),
    ChangeKind.move: _l("transfer"),
    ChangeKind.instead: _l("another discipline"),
}
TONES = {
    ChangeKind.substitute: "info",
    ChangeKind.cancel: "bad",
    ChangeKind.move: "warn",
    ChangeKind.instead: "info",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet in words."""

    id: int
    group: str
    pair: str
    title: str
    teacher: str
    word: str
    tone: str
    becomes: str
    ground: str


def line_words(line: SheetLine, day: date) -> Line:
    """Return a change as the sheet of `day` shows it: a moved lesson stands on both of its days."""
    arrives = line.kind is ChangeKind.move and line.new_day == day != line.held_on
    return Line(
        line.id,
        line.group,
        str((line.new_pair or line.pair) if arrives else line.pair),
        line.title,
        line.teacher,
        str(KINDS[line.kind]),
        TONES[line.kind],
        _arrives(line) if arrives else _becomes(line),
        line.ground,
    )


def _becomes(line: SheetLine) -> str:
    match line.kind:
        case ChangeKind.substitute:
            return _with_room(line.becomes_teacher, line.room)
        case ChangeKind.cancel:
            return ""
        case ChangeKind.instead:
            teacher = f", {line.becomes_teacher}" if line.becomes_teacher else ""
            return _with_room(line.becomes_title + teacher, line.room)
    parts = []
    if line.new_day not in (None, line.held_on):
        parts.append(_("to %(day)s", day=short_day(line.new_day)))
    if line.new_day is not None or line.new_pair not in (None, line.pair):
        parts.append(_("pair %(number)s", number=line.new_pair or line.pair))
    return _with_room(", ".join(parts), line.room)


def _arrives(line: SheetLine) -> str:
    said = _("from %(day)s, pair %(pair)s", day=short_day(line.held_on), pair=line.pair)
    return _with_room(said, line.room)


def _with_room(text: str, room: str) -> str:
    if not room:
        return text
    said = _("room %(name)s", name=room)
    return f"{text}, {said}" if text else said


def short_day(day: date | None) -> str:
    """Return «15 октября, чт»."""
    return str(format_date(day, "d MMMM, EEEEEE")) if day else ""


def stand_in_words(one: StandIn) -> str:
    """Return «Петров П. П. · знает группу · пары 1, 3»."""
    parts = [one.name]
    if one.knows_group:
        parts.append(_("knows the group"))
    if one.knows_item:
        parts.append(_("teaches the discipline"))
    pairs = ", ".join(map(str, one.pairs))
    count = len(one.pairs)
    parts.append(
        ngettext("pair %(pairs)s", "pairs %(pairs)s", count, pairs=pairs)
        if pairs
        else _("no lessons that day")
    )
    return " · ".join(parts)


def instead_words(one: Instead) -> str:
    """Return «ОП.02 Базы данных · Петров П. П.», with «занят» where the teacher is not free."""
    parts = [one.title, one.teacher or _("no teacher")]
    if not one.is_free:
        parts.append(_("is busy"))
    return " · ".join(parts)


def lesson_words(lesson: HeldLesson) -> str:
    """Return «1 пара · ИС-21 · ОП.01 Операционные системы · ауд. 301»."""
    parts = [_("pair %(number)s", number=lesson.pair), lesson.whom, lesson.title]
    if lesson.room:
        parts.append(_("room %(name)s", name=lesson.room))
    return " · ".join(parts)
