"""What the page, the workbook and the REST resource of the monitor read, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.monitor import Counts, Point, Step, share, step_of
from domain.text import sort_key
from services.monitor import Reading, points, rolled, total
from services.monitor_books import READS_FILL, read_books
from services.monitor_shapes import Fill
from views.monitor.asked import MonitorAsked


@dataclass(frozen=True, slots=True)
class Monitor:
    """The lines in the order that was asked for, their sum, the picture over time."""

    asked: MonitorAsked
    lines: Sequence[Fill]
    total: Counts
    points: Sequence[Point]
    step: Step
    change: int  # of the share recorded in time between the halves of the period, in points


def read(session: Session, asked: MonitorAsked) -> Monitor:
    """Return what is asked for, of the journals that the person sees: two dozen statements."""
    first, last = asked.period.span.first, asked.period.span.last
    books = read_books(session, first, last, asked.filters, READS_FILL)
    reading = Reading(session, books, first, last)
    lines = rolled(books, reading.counts, asked.by)
    found = points(session, books, first, last, reading.bounds, reading.excused)
    return Monitor(
        asked,
        _sorted(lines, asked.sort),
        total(lines),
        found,
        step_of(asked.period.span),
        _change(found),
    )


def _sorted(lines: list[Fill], sort: str) -> list[Fill]:
    key = sort.removeprefix("-")
    if not key:
        return lines
    if key == "name":
        lines.sort(key=lambda line: (sort_key(line.name), line.beside))
    else:
        lines.sort(key=lambda line: getattr(line.counts, key))
    return lines[::-1] if sort.startswith("-") else lines


def _change(found: Sequence[Point]) -> int:
    """Return how the share of lessons recorded in time changed to the later half of the period."""
    held = [point for point in found if point.counts.held]
    half = len(held) // 2
    early, late = (
        sum((point.counts for point in part), Counts()) for part in (held[:half], held[half:])
    )
    if not early.held:
        return 0
    return round(share(late.on_time, late.held) - share(early.on_time, early.held))
