"""The table of an attendance sheet: its columns, its cells, what the letters mean."""

from collections.abc import Callable, Sequence

from flask_babel import format_date, gettext

from domain.attendance_sheet import Hours, Sheet
from domain.cells import ABSENCE_CODES
from domain.enums import AbsenceKind
from reports.dataset import Cell, Column, Fact, Kind, Row, Tone, capped

AWAY = "–"  # the student is not in the group that day
UNRECORDED = "?"
MADE_UP = "*"
NAME_CHARACTERS = 60
DAY_WIDTH, SUM_WIDTH = 5.3, 8.4  # millimetres
SUMS = 7  # columns at the right
PARTS: tuple[Callable[[Hours], int], ...] = (
    lambda hours: hours.away.total,
    lambda hours: hours.away.with_reason,
    lambda hours: hours.away.unexcused,
    lambda hours: hours.away.unstated,
)
_BLANK: tuple[Cell, ...] = (None,) * SUMS
_CODE = {kind: code for code, kind in ABSENCE_CODES.items()}
_ORDER = (AbsenceKind.excused, AbsenceKind.sick, AbsenceKind.unexcused, AbsenceKind.unstated)


def day_cell(hours: Hours | None, has_lessons: bool) -> tuple[str, Tone]:
    """Return the text and tone of a student's day; None: not in the group.

    Each reason has a line of its own: «2уп», «4н*» (made up), «оп» (late), «?2» (not recorded).
    """
    if hours is None:
        return AWAY, Tone.off
    lines = [
        f"{amount}{_CODE[kind]}{MADE_UP if getattr(hours.made_up, kind.value) else ''}"
        for kind in _ORDER
        if (amount := getattr(hours.away, kind.value))
    ]
    if hours.late:
        lines.append(_CODE[AbsenceKind.late])
    if hours.unrecorded:
        lines.append(f"{UNRECORDED}{hours.unrecorded}")
    if hours.away.total:
        return "\n".join(lines), Tone.alert
    return "\n".join(lines), Tone.plain if has_lessons else Tone.off


def day_row(title: str, numbers: Sequence[int], sums: Sequence[Cell]) -> Row:
    """Return a line of the group: a number for each day that has one, then the sums."""
    cells: tuple[Cell, ...] = (None, title, *(number or None for number in numbers), *sums)
    return Row(cells, (Tone.strong,) * len(cells))


def legend() -> tuple[Fact, ...]:
    """Return what the letters of a cell mean."""
    words = {
        AbsenceKind.excused: gettext("hours missed, excused"),
        AbsenceKind.sick: gettext("hours missed, sick (excused)"),
        AbsenceKind.unexcused: gettext("hours missed, unexcused"),
        AbsenceKind.unstated: gettext("hours missed, no reason given yet"),
    }
    late = _CODE[AbsenceKind.late]
    return (
        *(Fact(f"2{_CODE[kind]}", words[kind]) for kind in _ORDER),
        Fact(MADE_UP, gettext("made up later; the hours stay missed")),
        Fact(late, gettext("came late, no hours missed")),
        Fact(f"{UNRECORDED}2", gettext("hours of lessons not recorded: presence unknown")),
        Fact(AWAY, gettext("not in the group that day")),
    )


def _sum_column(title: str, group: str = "") -> Column:
    return Column(title, SUM_WIDTH, Kind.number, centred=True, group=group)


def columns(sheet: Sheet, heading: str, day_width: float = DAY_WIDTH) -> tuple[Column, ...]:
    """Return the columns: number, name, a day each below `heading`, sums."""
    missed = gettext("Hours missed")
    days = tuple(
        Column(
            f"{day.day}\n{format_date(day, 'EEEEEE')}",
            day_width,
            centred=True,
            group=heading,
            tone=Tone.plain if sheet.lessons_on[day] else Tone.off,
        )
        for day in sheet.month.days
    )
    return (
        Column(gettext("No."), 6, Kind.number, centred=True),
        Column(gettext("Student"), 45),
        *days,
        Column(gettext("Hours held"), 9.6, Kind.number, centred=True),
        _sum_column(gettext("in all"), missed),
        _sum_column(gettext("good reason"), missed),
        _sum_column(gettext("no good reason"), missed),
        _sum_column(gettext("not given yet"), missed),
        _sum_column(gettext("No record, h")),
        Column(gettext("Present, %"), 9.6, Kind.percent, centred=True),
    )


def _sums(hours: Hours) -> tuple[int | float | None, ...]:
    share = hours.share
    return (
        hours.held,
        *(part(hours) for part in PARTS),
        hours.unrecorded,
        None if share is None else float(share),
    )


def rows(sheet: Sheet) -> tuple[Row, ...]:
    """Return a row for each student."""
    found = []
    for number, line in enumerate(sheet.lines, 1):
        cells = [day_cell(line.days[day], bool(sheet.lessons_on[day])) for day in sheet.month.days]
        sums = _sums(line.total)
        found.append(
            Row(
                (
                    number,
                    capped(line.student.name, NAME_CHARACTERS),
                    *(text for text, _ in cells),
                    *sums,
                ),
                (Tone.plain, Tone.plain, *(tone for _, tone in cells), *_sum_tones(line.total)),
            )
        )
    return tuple(found)


def _sum_tones(hours: Hours) -> tuple[Tone, ...]:
    unrecorded = Tone.alert if hours.unrecorded else Tone.plain
    unstated = Tone.alert if hours.away.unstated else Tone.plain
    return (
        Tone.plain, Tone.strong, Tone.plain, Tone.plain, unstated, unrecorded, Tone.strong,
    )  # fmt: skip


def totals(sheet: Sheet) -> tuple[Row, ...]:
    """Return the group's lines: hours missed by reason and day, lessons not recorded."""
    total = sheet.group_total
    per_day = [sheet.day_total(day) for day in sheet.month.days]
    titles = (
        gettext("Group: hours missed"),
        gettext("of them excused"),
        gettext("of them unexcused"),
        gettext("of them with no reason yet"),
    )
    whole = _sums(total)
    found = [
        day_row(title, [part(hours) for hours in per_day], whole if index == 0 else _BLANK)
        for index, (title, part) in enumerate(zip(titles, PARTS, strict=True))
    ]
    unrecorded = [sheet.unrecorded_on[day] for day in sheet.month.days]
    found.append(day_row(gettext("Lessons not recorded"), unrecorded, _BLANK))
    return tuple(found)
