"""4.2: which rows of a year's plan are of which semester, and when teachers are reminded."""

from datetime import date

import pytest

from domain.enums import PlanRow
from domain.plan_reminders import reminder_gap
from domain.plan_semesters import split_at, split_semesters

S, T, L = PlanRow.section, PlanRow.theme, PlanRow.lesson


@pytest.mark.parametrize(
    ("rows", "semesters", "expected"),
    [
        ([(L, 2), (L, 2), (L, 2)], [(1, 4), (2, 2)], (1, 1, 2)),
        ([(S, 0), (L, 4), (T, 0), (L, 2)], [(1, 4), (2, 2)], (1, 1, 2, 2)),  # a heading follows
        ([(L, 2), (L, 6), (L, 2)], [(1, 4), (2, 6)], (1, 1, 2)),  # a long row is not cut
        ([(L, 2), (L, 2), (L, 2)], [(1, 0), (2, 6)], (2, 2, 2)),  # taught in the second alone
        ([(L, 2), (L, 9), (S, 0)], [(1, 2), (2, 2)], (1, 2, 2)),  # more than asked: the last one
        ([(L, 2), (L, 2)], [(1, 0), (2, 0)], (1, 1)),  # nothing is asked
        ([(L, 2)], [], (1,)),
        ([], [(1, 2)], ()),
        ([(L, 1), (L, 1), (L, 1)], [(1, 1), (2, 1), (3, 1)], (1, 2, 3)),
    ],
)
def test_4_2_rows_fill_the_semesters_in_their_order(rows, semesters, expected) -> None:
    assert split_semesters(rows, semesters) == expected


@pytest.mark.parametrize(
    ("begins", "expected"),
    [(1, (2, 2, 2, 2)), (2, (2, 2, 2, 2)), (4, (1, 1, 2, 2)), (9, (1, 1, 1, 1))],
)
def test_a_person_says_where_the_second_semester_begins(begins, expected) -> None:
    assert split_at([S, L, T, L], begins, [1, 2]) == expected


@pytest.mark.parametrize(
    ("day", "gap"),
    [
        (date(2026, 8, 17), None),
        (date(2026, 8, 18), 1),
        (date(2026, 8, 31), 1),
        (date(2026, 9, 1), 7),
        (date(2027, 6, 30), 7),
        (date(2027, 7, 1), None),
    ],
)
def test_4_2_teachers_are_reminded_daily_before_classes_and_weekly_after(day, gap) -> None:
    assert reminder_gap(day, date(2026, 9, 1), date(2027, 6, 30)) == gap
