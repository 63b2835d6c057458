"""Timetables in the XML of aSc Timetables, both dialects, as the format document describes them.

Read without building a tree. A file that declares a document type is refused before anything in
it is expanded. What is odd inside is not refused but kept as a fault, which people are told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from flask_babel import gettext as _

from domain.imported_timetable import (
    Fault,
    FaultKind,
    FileCard,
    FileGroup,
    FileLesson,
    FileTimetable,
    Named,
    Period,
    weekday_named,
)
from domain.text import squeeze
from exchange.asc_xml import Lists, Row, read_lists
from exchange.unreadable import UnreadableError

LONGEST_NAME: Final = 200
LONGEST_WEEK: Final = 7
MOST_PER_CARD: Final = 12


def read_timetable(content: bytes) -> FileTimetable:
    """Return the timetable in `content`.

    Raise UnreadableError, with a sentence for people, for what is no such file, is cut off, is
    written in another encoding than it says, is too large, or declares a document type.
    """
    lists = read_lists(content)
    faults: list[Fault] = []
    cards = tuple(_card(row) for row in lists["card"])
    file = FileTimetable(
        periods=_periods(lists["period"]),
        subjects=_named(lists["subject"], faults),
        teachers=_named(lists["teacher"], faults),
        rooms=_named(lists["classroom"], faults),
        classes=_named(lists["class"], faults),
        groups=_groups(lists["group"], faults),
        lessons=_lessons(lists["lesson"], faults),
        cards=cards,
        weekdays=_weekdays(lists, cards),
        is_older=any(not card.is_mask for card in cards),
        faults=tuple(faults),
    )
    if not file.lessons or not file.cards:
        raise UnreadableError(
            _("The file holds no placed lessons. Export lessons and cards from aSc Timetables.")
        )
    if not file.periods:
        raise UnreadableError(_("The file names no periods, so nobody can tell when lessons are."))
    return file


def _periods(rows: Iterable[Row]) -> tuple[Period, ...]:
    found: dict[int, Period] = {}
    for row in rows:
        text = row.get("period") or row.get("name", "")
        if text.isascii() and text.isdigit() and len(text) < 4:
            period = Period(int(text), row.get("starttime", ""), row.get("endtime", ""))
            found.setdefault(period.number, period)
    return tuple(found[number] for number in sorted(found))


def _named(rows: Iterable[Row], faults: list[Fault]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for row in rows:
        key = row.get("id", "")
        parts = (row.get("lastname", ""), row.get("firstname", ""))
        name = row.get("name", "") or " ".join(parts)
        if row.get("lastname") and row.get("firstname") and len(name.split()) < 3:
            name = " ".join(parts)  # newer files tell the parts apart
        one = Named(key, squeeze(name)[:LONGEST_NAME], squeeze(row.get("short", ""))[:LONGEST_NAME])
        if key in found and found[key] != one:
            faults.append(Fault(FaultKind.repeated, key, one.name, _line(row)))
        found.setdefault(key, one)
    return found


def _groups(rows: Iterable[Row], faults: list[Fault]) -> dict[str, FileGroup]:
    found: dict[str, FileGroup] = {}
    for row in rows:
        one = FileGroup(
            row.get("id", ""),
            row.get("classid", ""),
            squeeze(row.get("name", ""))[:LONGEST_NAME],
            row.get("entireclass", "0") == "1",
            row.get("divisiontag", "0") or "0",
        )
        if one.id in found and found[one.id] != one:
            faults.append(Fault(FaultKind.repeated, one.id, one.name, _line(row)))
        found.setdefault(one.id, one)
    return found


def _lessons(rows: Iterable[Row], faults: list[Fault]) -> dict[str, FileLesson]:
    found: dict[str, FileLesson] = {}
    for row in rows:
        lesson = FileLesson(
            id=row.get("id", ""),
            subject_id=row.get("subjectid", ""),
            class_ids=_ids(row, "class"),
            teacher_ids=_ids(row, "teacher"),
            group_ids=_ids(row, "group"),
            room_ids=_ids(row, "classroom"),
            periods_per_card=_count(row.get("periodspercard", "")),
            periods_per_week=_decimal(row.get("periodsperweek", "")),
            weeks=row.get("weeks", ""),
            line=_line(row),
        )
        if lesson.id in found:
            faults.append(Fault(FaultKind.repeated, lesson.id, "", lesson.line))
        found.setdefault(lesson.id, lesson)
    return found


def _card(row: Row) -> FileCard:
    is_mask = "days" in row or "day" not in row
    return FileCard(
        lesson_id=row.get("lessonid", ""),
        period=row.get("period", ""),
        days=row.get("days" if is_mask else "day", ""),
        weeks=row.get("weeks", ""),
        terms=row.get("terms", ""),
        room_ids=_ids(row, "classroom"),
        is_mask=is_mask,
        line=_line(row),
    )


def _ids(row: Row, what: str) -> tuple[str, ...]:
    """Return the ids of a comma-separated list; early files name a single one."""
    text = row.get(f"{what}ids") or row.get(f"{what}id", "")
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _count(text: str) -> int:
    number = _decimal(text)
    return 1 if number is None else min(max(int(number), 1), MOST_PER_CARD)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= 1000 else None


def _line(row: Row) -> int:
    return int(row.get("", "0"))


def _weekdays(lists: Lists, cards: Iterable[FileCard]) -> tuple[int, ...]:
    """Return the weekday of each place of the week: by its name, else counted from Monday.

    The length of the week is that of most masks, first of those that the file itself defines.
    """
    named: dict[int, int] = {}
    lengths: Counter[int] = Counter()
    for row in lists["daysdef"]:
        for mask in row.get("days", "").split(","):
            lengths[len(mask.strip())] += 1
        _name_day(named, row.get("days", ""), row)
    for row in lists["day"]:
        index = row.get("day", "")
        if index.isascii() and index.isdigit() and int(index) < LONGEST_WEEK:
            named.setdefault(int(index), weekday_named(row.get("name", "")) or int(index) + 1)
    if not lengths:
        lengths = Counter(len(card.days) for card in cards if card.is_mask)
    length = min(lengths.most_common(1)[0][0], LONGEST_WEEK) if lengths else 0
    length = length or max(named, default=-1) + 1
    length = length or _by_index(cards)
    days = tuple(named.get(place, place + 1) for place in range(length))
    return days if len(set(days)) == len(days) else tuple(range(1, length + 1))


def _name_day(named: dict[int, int], mask: str, row: Mapping[str, str]) -> None:
    if mask.count("1") == 1 and not set(mask) - {"0", "1"}:
        weekday = weekday_named(row.get("name", "")) or weekday_named(row.get("short", ""))
        if weekday is not None:
            named[mask.index("1")] = weekday


def _by_index(cards: Iterable[FileCard]) -> int:
    """Return the length of the week of an older file that names no days: six at the most."""
    seen = [int(card.days) for card in cards if card.days.isascii() and card.days.isdigit()]
    return min(max((index for index in seen if index < LONGEST_WEEK), default=5) + 1, LONGEST_WEEK)


__all__ = ["read_timetable"]
