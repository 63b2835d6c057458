"""What the pages of the timetable say, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from domain.enums import ChangeKind, WeekKind
from services.timetable_shapes import Change, Entry, WeekDay
from services.timetable_subjects import SubjectKind
from views.weekdays import weekday_names

SHORTEST = 1


@dataclass(frozen=True, slots=True)
class Note:
    """What happened to a lesson: a word, its tone, the rest of the sentence."""

    word: str
    tone: str
    text: str


def note_of(entry: Entry) -> Note | None:
    """Return what is said about a lesson that was changed; None for one that was not."""
    change = entry.change
    if change is None:
        return None
    match change.kind:
        case ChangeKind.cancel:
            return Note(_("lesson cancelled"), "bad", change.ground)
        case ChangeKind.substitute:
            usual = entry.usual_teacher
            return Note(
                _("substitution"), "warn", _("instead of %(name)s", name=usual) if usual else ""
            )
        case ChangeKind.move:
            return _moved(entry, change)
    if entry.is_gone:
        instead = _("in its place: %(code)s", code=change.instead)
        return Note(_("taken out"), "bad", instead)
    return Note(_("replacement"), "warn", _("in place of %(code)s", code=change.code))


def _moved(entry: Entry, change: Change) -> Note:
    if entry.is_gone:
        day, pair = change.goes_to
        return Note(_("moved"), "bad", _("to %(day)s, pair %(pair)s", day=_day(day), pair=pair))
    day, pair = change.held_on, change.pair
    return Note(_("moved"), "warn", _("from %(day)s, pair %(pair)s", day=_day(day), pair=pair))


def _day(day: date) -> str:
    return f"{day:%d.%m}"


def day_name(day: date) -> str:
    """Return «пн, 12 октября»."""
    return str(format_date(day, "EEE, d MMMM"))


def short_day(day: date) -> str:
    """Return «пн 12»."""
    return str(format_date(day, "EEE d"))


def day_note(one: WeekDay) -> str:
    """Return what is special about a day: no lessons and why, another weekday's timetable."""
    if one.weekday is None:
        why = one.note or (_("holiday") if one.is_holiday else "")
        if why:
            return _("No lessons: %(why)s", why=why)
        return _("No lessons")
    said = one.note
    if one.weekday != one.day.isoweekday():
        name = weekday_names()[one.weekday]
        follows = _("by the timetable of: %(weekday)s", weekday=name)
        said = f"{said} · {follows}" if said else follows
    return said


def week_name(first: date, last: date) -> str:
    """Return «12–17 октября 2026»."""
    if first.month == last.month:
        return f"{first.day}–{format_date(last, 'd MMMM y')}"
    if first.year == last.year:
        return f"{format_date(first, 'd MMMM')} – {format_date(last, 'd MMMM y')}"
    return f"{format_date(first, 'd MMMM y')} – {format_date(last, 'd MMMM y')}"


def parity_word(parity: WeekKind | None) -> str:
    """Return «нечётная неделя», nothing outside of a year."""
    if parity is None:
        return ""
    return _("even week") if parity is WeekKind.even else _("odd week")


def weeks_word(weeks: WeekKind) -> str:
    """Return the short word of a pair that is not held every week."""
    if weeks is WeekKind.every:
        return ""
    return _("even") if weeks is WeekKind.even else _("odd")


def kind_word(kind: SubjectKind) -> str:
    """Return whose timetable it is, as a word."""
    return {
        SubjectKind.group: _("group"),
        SubjectKind.teacher: _("teacher"),
        SubjectKind.room: _("room"),
    }[kind]
