"""Clause 5.5.8: records in Russian, the topic always given; 6.2: how many marks are enough."""

from datetime import date

import pytest

from domain.enough_marks import needed
from domain.language import LanguageFault, record_fault, topic_fault
from domain.terms import Term, current

MISSING, FOREIGN = LanguageFault.missing, LanguageFault.not_russian


@pytest.mark.parametrize(
    ("topic", "fault"),
    [
        ("Введение в Python", None),
        ("SQL-запросы", None),
        ("ОС Linux", None),
        ("Ёмкость", None),
        ("", MISSING),
        ("  \n", MISSING),
        ("Introduction", FOREIGN),
        ("TCP/IP", FOREIGN),
        ("§ 5", FOREIGN),
        ("A б", FOREIGN),
    ],
)
def test_5_5_8_the_topic_is_given_in_russian(topic: str, fault: LanguageFault | None) -> None:
    assert topic_fault(topic) is fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", None), ("§ 5, № 12", None), ("Прочитать RFC 791", None), ("Read it", FOREIGN)],
)
def test_5_5_8_other_records_are_in_russian(text: str, fault: LanguageFault | None) -> None:
    assert record_fault(text) is fault


@pytest.mark.parametrize(
    ("hours", "marks"), [(0, 0), (18, 3), (36, 3), (37, 4), (54, 4), (72, 5), (108, 6), (200, 7)]
)
def test_6_2_three_marks_at_two_hours_a_week_more_above(hours: int, marks: int) -> None:
    assert needed(hours, date(2026, 9, 1), date(2027, 1, 4)) == marks  # 18 weeks


@pytest.mark.parametrize(
    ("day", "number"),
    [("2026-08-01", 1), ("2026-09-01", 1), ("2027-01-05", 1), ("2027-02-01", 2), ("2027-08-01", 2)],
)
def test_the_current_term_is_the_last_that_began(day: str, number: int) -> None:
    terms = (
        Term(1, date(2026, 9, 1), date(2026, 12, 29)),
        Term(2, date(2027, 1, 11), date(2027, 6, 28)),
    )
    found = current(terms, date.fromisoformat(day))
    assert found is not None
    assert found.number == number
    assert current((), date(2026, 9, 1)) is None
