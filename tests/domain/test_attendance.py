"""Hours missed by reason, and the share of attendance (clause 4.4)."""

from decimal import Decimal

import pytest

from domain.attendance import Missed, missed, share
from domain.enums import AbsenceKind


def test_4_4_hours_are_added_by_reason_and_coming_late_costs_none() -> None:
    hours = missed(
        [
            (AbsenceKind.unstated, 2),
            (AbsenceKind.unexcused, 2),
            (AbsenceKind.unexcused, 4),
            (AbsenceKind.excused, 2),
            (AbsenceKind.sick, 6),
            (AbsenceKind.late, 2),
        ]
    )
    assert hours == Missed(unstated=2, unexcused=6, excused=2, sick=6)
    assert hours.total == 16
    assert hours.with_reason == 8


def test_hours_of_students_add_up_to_those_of_the_group() -> None:
    assert Missed(2, 0, 4, 6) + Missed(0, 2, 2, 0) == Missed(2, 2, 6, 6)


@pytest.mark.parametrize(
    ("held", "away", "percent"),
    [
        (0, 0, None),
        (10, 0, "100.0"),
        (10, 10, "0.0"),
        (36, 2, "94.4"),
        (16, 1, "93.8"),  # 93.75
        (2000, 1, "100.0"),  # 99.95
        (3, 1, "66.7"),
    ],
)
def test_4_4_share_of_attendance(held: int, away: int, percent: str | None) -> None:
    assert share(held, away) == (None if percent is None else Decimal(percent))


def test_more_missed_than_held_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="3 hours missed of 2"):
        share(2, 3)
