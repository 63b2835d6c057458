"""The monitor as a workbook: the lines with a chart, or the rows behind a count."""

from collections.abc import Sequence

from flask_babel import format_date
from flask_babel import gettext as _

from domain.clock import clock
from domain.monitor import FAULTS, Counts, Point
from reports.dataset import Column, Dataset, Fact, Form, Kind, Picture, Row, Series, Tone
from services.monitor_lists import FaultLine
from services.monitor_shapes import By
from views.monitor.asked import MonitorAsked
from views.monitor.read import Monitor
from views.monitor.words import COLUMNS, WORDS, nouns, reasons_words

_DAY = "dd.MM.yyyy"


def lines(found: Monitor, narrowed: str) -> Dataset:
    """Return the lines of the monitor, and a sheet of the picture's figures."""
    beside = found.asked.by in (By.group, By.gradebook)
    columns = [Column(nouns()[found.asked.by], 60), *([Column("", 40)] if beside else [])]
    return Dataset(
        title=_("Completeness of journals"),
        facts=_facts(found.asked, narrowed),
        columns=(*columns, *(Column(str(one.title), 18, Kind.number) for one in COLUMNS)),
        rows=tuple(
            Row((line.name, *([line.beside] if beside else []), *_cells(line.counts)))
            for line in found.lines
        ),
        totals=(Row((_("Total"), *([""] if beside else []), *_cells(found.total))),),
        more=(_over_time(found.points),),
    )


def _facts(asked: MonitorAsked, narrowed: str) -> tuple[Fact, ...]:
    span = asked.period.span
    days = f"{format_date(span.first, _DAY)} – {format_date(span.last, _DAY)}"
    facts = [Fact(_("Period"), days), Fact(_("As of"), format_date(clock.today(), _DAY))]
    if narrowed:
        facts.append(Fact(_("Only"), narrowed))
    return tuple(facts)


def _cells(counts: Counts) -> list[int]:
    return [getattr(counts, one.key) for one in COLUMNS]


def _over_time(points: Sequence[Point]) -> Dataset:
    """Return what became of the lessons by day, week or month, with its chart."""
    labels = tuple(format_date(point.begins_on, "dd.MM.yy") for point in points)
    parts = (
        (_("Recorded on time"), "on_time"),
        (_("Recorded late"), "late"),
        (_("Not recorded"), "overdue"),
    )
    return Dataset(
        title=_("Over time"),
        columns=(
            Column(_("From"), 24),
            Column(_("Lessons"), 18, Kind.number),
            *(Column(name, 24, Kind.number) for name, _key in parts),
        ),
        rows=tuple(
            Row((label, point.counts.held, *(getattr(point.counts, key) for _name, key in parts)))
            for label, point in zip(labels, points, strict=True)
        ),
        pictures=(
            Picture(
                _("What became of the lessons"),
                labels,
                tuple(
                    Series(name, tuple(float(getattr(one.counts, key)) for one in points))
                    for name, key in parts
                ),
                Form.stacked,
            ),
        ),
    )


def rows(asked: MonitorAsked, kind: str, found: Sequence[FaultLine]) -> Dataset:
    """Return the rows behind a count."""
    return Dataset(
        title=str(WORDS[kind if kind in FAULTS else "held"].title),
        facts=_facts(asked, ""),
        columns=(
            Column(_("Group"), 24),
            Column(_("Journal"), 70),
            Column(_("Teacher"), 40),
            Column(_("Day"), 22),
            Column(_("Pair"), 14, Kind.number),
            Column(_("What it is about"), 90),
            Column(_("Recorded"), 22),
        ),
        rows=tuple(_row(line) for line in found),
    )


def _row(line: FaultLine) -> Row:
    book = line.book
    what = reasons_words(line.reasons) if line.reasons else line.what
    recorded = line.confirmed_at and format_date(clock.day_of(line.confirmed_at), _DAY)
    return Row(
        (
            book.whom,
            f"{book.index_code} {book.item}",
            book.teacher,
            format_date(line.held_on, _DAY) if line.held_on else "",
            line.pair,
            what,
            recorded or "",
        ),
        (Tone.plain,) * 7,
    )
