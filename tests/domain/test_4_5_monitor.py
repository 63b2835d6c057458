"""Clause 4.5: counts that add up, periods around a day, steps of a picture."""

from datetime import date

import pytest

from domain.monitor import (
    Counts,
    Preset,
    Span,
    Step,
    begins,
    over_time,
    share,
    span_of,
    step_of,
)
from domain.terms import Term

TERMS = (
    Term(1, date(2026, 9, 1), date(2026, 12, 29)),
    Term(2, date(2027, 1, 11), date(2027, 6, 28)),
)
YEAR = Term(0, date(2026, 9, 1), date(2027, 6, 30))


def test_4_5_counts_add_up() -> None:
    one = Counts(journals=1, held=10, recorded=8, late=2, overdue=1, no_topic=1)
    both = one + Counts(journals=1, held=5, recorded=5, few_marks=3)
    assert (both.journals, both.held, both.on_time, both.pending) == (2, 15, 11, 1)
    assert (both.faults, one.faults, Counts(held=1).faults) == (7, 4, 0)
    assert Counts(journals=4).is_empty
    assert not Counts(no_final=1).is_empty
    assert (share(1, 3), share(0, 0)) == (33.3, 0.0)


@pytest.mark.parametrize(
    ("preset", "today", "first", "last"),
    [
        ("week", "2026-10-14", "2026-10-12", "2026-10-18"),
        ("week", "2026-10-18", "2026-10-12", "2026-10-18"),
        ("month", "2026-10-14", "2026-10-01", "2026-10-31"),
        ("month", "2028-02-29", "2028-02-01", "2028-02-29"),
        ("semester", "2026-10-14", "2026-09-01", "2026-12-29"),
        ("semester", "2027-01-05", "2026-09-01", "2026-12-29"),  # holidays: the one that is over
        ("semester", "2027-01-11", "2027-01-11", "2027-06-28"),
        ("year", "2026-10-14", "2026-09-01", "2027-06-30"),
    ],
)
def test_4_5_a_preset_is_whole_days_around_today(preset, today, first, last) -> None:
    span = span_of(Preset(preset), date.fromisoformat(today), TERMS, YEAR)
    assert (span.first, span.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_4_5_without_a_year_the_month_counts() -> None:
    today = date(2026, 10, 14)
    for preset in (Preset.semester, Preset.year):
        assert span_of(preset, today, (), None) == Span(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("first", "last", "step", "columns"),
    [
        ("2026-10-12", "2026-10-18", "day", 7),
        ("2026-10-01", "2026-10-31", "week", 5),
        ("2026-09-01", "2026-12-29", "week", 18),
        ("2026-09-01", "2027-06-30", "month", 10),
    ],
)
def test_4_5_a_picture_has_at_most_twenty_columns(first, last, step, columns) -> None:
    span = Span(date.fromisoformat(first), date.fromisoformat(last))
    assert step_of(span) is Step(step)
    assert len(begins(span, Step(step))) == columns


def test_4_5_days_are_summed_up_in_their_steps() -> None:
    span = Span(date(2026, 10, 7), date(2026, 10, 20))
    days = [
        (date(2026, 10, 7), Counts(held=1)),
        (date(2026, 10, 11), Counts(held=2, recorded=1)),
        (date(2026, 10, 12), Counts(held=4)),
        (date(2026, 12, 1), Counts(held=8)),  # of another period
    ]
    found = over_time(days, span, Step.week)
    assert [(point.begins_on.day, point.counts.held) for point in found] == [
        (5, 3),
        (12, 4),
        (19, 0),
    ]
