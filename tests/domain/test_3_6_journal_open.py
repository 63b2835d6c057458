"""Clause 3.6: until when the lessons of a day can be changed, and what opens or closes them."""

from datetime import date, datetime, timedelta

import pytest

from domain.journal_open import (
    BY_WINDOW,
    OLD,
    OPEN,
    SIGNED,
    JournalTimes,
    SignedTerm,
    Window,
    day_open,
)
from domain.verdict import Severity

NOON = datetime(2026, 10, 14, 7)
TODAY = date(2026, 10, 14)
AUTUMN = SignedTerm(1, date(2026, 9, 1), date(2026, 12, 30))


def window(first: date, last: date, until: datetime = NOON + timedelta(hours=1)) -> Window:
    return Window(1, first, last, until, "Ошибка в отметке")


@pytest.mark.parametrize(
    ("day", "today", "days", "code"),
    [
        (date(2026, 10, 14), TODAY, 7, OPEN),
        (date(2026, 10, 15), TODAY, 7, OPEN),  # still to come
        (date(2026, 10, 7), TODAY, 7, OPEN),  # the last day
        (date(2026, 10, 6), TODAY, 7, OLD),  # the day after it
        (date(2026, 10, 14), TODAY, 0, OPEN),
        (date(2026, 10, 13), TODAY, 0, OLD),  # the college leaves the lesson's day alone
        (date(2026, 8, 15), TODAY, 60, OPEN),
        (date(2026, 8, 14), TODAY, 60, OLD),
        (date(2026, 10, 9), date(2026, 10, 16), 7, OPEN),  # a Friday to the next Friday
        (date(2026, 10, 9), date(2026, 10, 17), 7, OLD),  # Saturday: calendar days count
        (date(2026, 12, 30), date(2027, 1, 6), 7, OPEN),  # holidays are days as well
        (date(2026, 12, 30), date(2027, 1, 7), 7, OLD),
        (date(2028, 2, 22), date(2028, 2, 29), 7, OPEN),  # a leap day
        (date(2028, 2, 22), date(2028, 3, 1), 7, OLD),
    ],
)
def test_3_6_a_journal_closes_some_days_after_the_lesson(
    day: date, today: date, days: int, code: str
) -> None:
    verdict = day_open(day, today=today, now=NOON, correction_days=days, times=JournalTimes())
    assert (verdict.clause, verdict.code) == ("3.6", code)
    assert verdict.severity is (Severity.fault if code == OLD else Severity.ok)
    assert verdict.facts["until"] == day + timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "granted", "code"),
    [
        (date(2026, 9, 14), window(date(2026, 9, 14), date(2026, 9, 14)), BY_WINDOW),
        (date(2026, 9, 14), window(date(2026, 9, 1), date(2026, 9, 14)), BY_WINDOW),
        (date(2026, 9, 14), window(date(2026, 9, 15), date(2026, 9, 30)), OLD),
        (date(2026, 9, 14), window(date(2026, 9, 1), date(2026, 9, 13)), OLD),
        (date(2026, 9, 14), window(date(2026, 9, 1), date(2026, 9, 30), NOON), OLD),  # over now
        (date(2026, 9, 14), window(date(2026, 9, 1), date(2026, 9, 30), NOON.replace(2025)), OLD),
        (date(2026, 10, 13), window(date(2026, 10, 13), date(2026, 10, 13)), OPEN),  # not needed
    ],
)
def test_3_6_a_granted_window_opens_its_days_until_it_closes(
    day: date, granted: Window, code: str
) -> None:
    times = JournalTimes(windows=(granted,))
    verdict = day_open(day, today=TODAY, now=NOON, correction_days=7, times=times)
    assert verdict.code == code
    assert verdict.facts.get("window") == (granted if code == BY_WINDOW else None)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 8, 31), OLD),
        (date(2026, 9, 1), SIGNED),
        (date(2026, 10, 14), SIGNED),
        (date(2026, 12, 30), SIGNED),
        (date(2026, 12, 31), OPEN),
    ],
)
def test_3_6_no_window_opens_a_signed_semester(day: date, code: str) -> None:
    times = JournalTimes((AUTUMN,), (window(date(2026, 9, 1), date(2026, 12, 30)),))
    verdict = day_open(day, today=TODAY, now=NOON, correction_days=7, times=times)
    assert verdict.code == code
