"""The table of a summary sheet: students × all kinds of results, averages, hours missed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from flask_babel import gettext

from domain.attendance_sheet import Hours, total
from domain.performance import mean
from domain.quality import summary
from reports.dataset import Cell, Column, Kind, Row, Tone, capped
from reports.summary_words import (
    item_words,
    kind_words,
    long_title,
    name_words,
    result_cell,
    short_kind,
)
from services.group_result_shapes import GroupResults, ResultColumn, StudentResults

NUMBER_WIDTH, NAME_WIDTH, SUM_WIDTH = 6, 45, 8.4  # millimetres
# Of a column of marks; of all of them where they fit one page.
LEAST_WIDTH, MOST_WIDTH, ROOM = 7.0, 12.0, 184.0
_HOURS: Final[tuple[Callable[[Hours], int], ...]] = (
    lambda hours: hours.away.total,
    lambda hours: hours.away.with_reason,
    lambda hours: hours.away.unexcused,
    lambda hours: hours.away.unstated,
)


def number(value: Decimal | None) -> float | None:
    """Return a share or an average as a number of a cell."""
    return None if value is None else float(value)


def average_of(codes: Iterable[str | None]) -> Decimal | None:
    """Return the average of the marks in figures among `codes`."""
    return mean(Counter(codes))


def shown(results: GroupResults) -> list[ResultColumn]:
    """Return the columns in the order of the sheet: of a year those of an item side by side."""
    if not results.is_year:
        return list(results.columns)
    return sorted(results.columns, key=lambda one: (*one.order[:4], _kind(results, one), one.term))


def _kind(results: GroupResults, column: ResultColumn) -> int:
    return next(at for at, one in enumerate(results.columns) if one.kind is column.kind)


def columns(results: GroupResults) -> tuple[Column, ...]:
    """Return the columns: number, name, a column of each result, average, hours missed."""
    order = shown(results)
    width = min(MOST_WIDTH, max(LEAST_WIDTH, ROOM / max(len(order), 1)))
    several = len({one.term for one in results.columns if one.term}) > 1
    found = [
        Column(
            short_kind(one)
            if results.is_year
            else capped(long_title(one, several_terms=several), 120),
            width,
            Kind.number,
            centred=True,
            group=capped(item_words(one), 90) if results.is_year else kind_words(one.kind),
        )
        for one in order
    ]
    missed = gettext("Hours missed")
    sums = (
        gettext("in all"),
        gettext("good reason"),
        gettext("no good reason"),
        gettext("not given yet"),
    )
    return (
        Column(gettext("No."), NUMBER_WIDTH, Kind.number, centred=True),
        Column(gettext("Student"), NAME_WIDTH),
        *found,
        Column(gettext("Average mark"), SUM_WIDTH, Kind.number, centred=True),
        *(Column(title, SUM_WIDTH, Kind.number, centred=True, group=missed) for title in sums),
    )


def rows(results: GroupResults) -> tuple[Row, ...]:
    """Return a row for each student; those who left stand out."""
    counted, order = results.counted, shown(results)
    return tuple(_row(place, line, order, counted) for place, line in enumerate(results.lines, 1))


def _row(
    place: int,
    line: StudentResults,
    order: Sequence[ResultColumn],
    counted: Sequence[ResultColumn],
) -> Row:
    cells = [result_cell(line.results.get(column)) for column in order]
    away = Tone.off if line.left_on is not None else Tone.plain
    return Row(
        (
            place,
            capped(name_words(line), 90),
            *(text for text, _ in cells),
            number(mean(line.codes(counted))),
            *(part(line.hours) for part in _HOURS),
        ),
        (
            away,
            away,
            *(tone if tone is Tone.alert else away for _, tone in cells),
            Tone.strong,
            Tone.strong,
            *(away,) * 3,
        ),
    )


def totals(results: GroupResults, weights: Mapping[str, int]) -> tuple[Row, ...]:
    """Return the lines of the group: average, success, quality and СОУ of each column, hours."""
    order = shown(results)
    each = [summary(results.codes([column]), weights) for column in order]
    whole = results.codes(results.counted)
    every = summary(whole, weights)
    blank: tuple[Cell, ...] = (None,) * len(_HOURS)
    lines: list[tuple[str, list[Cell], Cell]] = [
        (
            gettext("Average mark"),
            [number(average_of(results.codes([column]))) for column in order],
            number(average_of(whole)),
        ),
        (
            gettext("Success, %"),
            [number(one.success) for one in each],
            number(every.success),
        ),
        (
            gettext("Quality, %"),
            [number(one.quality) for one in each],
            number(every.quality),
        ),
        (
            gettext("Degree of training, %"),
            [number(one.degree) for one in each],
            number(every.degree),
        ),
    ]
    hours = total(line.hours for line in results.lines)
    found = [
        Row((None, title, *cells, last, *blank), of_shares=place > 0)
        for place, (title, cells, last) in enumerate(lines)
    ]
    nothing: tuple[Cell, ...] = (None,) * (len(order) + 1)
    missed = tuple(part(hours) for part in _HOURS)
    found.append(Row((None, gettext("Group: hours missed"), *nothing, *missed)))
    return tuple(found)
