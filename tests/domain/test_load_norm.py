"""A teacher's hours against the norm."""

import pytest

from domain.load_norm import Measure, measure


@pytest.mark.parametrize(
    ("total", "norm", "complete", "expected"),
    [
        (720, 720, True, Measure.even),
        (719, 720, True, Measure.under),
        (721, 720, True, Measure.over),
        (0, 360, True, Measure.under),
        (0, None, True, Measure.unknown),
        (1440, None, True, Measure.unknown),
        (1441, None, True, Measure.beyond),
        (1441, 1500, True, Measure.beyond),
        (600, 720, False, Measure.unknown),  # hours in other departments are not to be seen
        (720, 720, False, Measure.unknown),
        (730, 720, False, Measure.over),
    ],
)
def test_hours_of_a_year_against_the_norm(
    total: int, norm: int | None, complete: bool, expected: Measure
) -> None:
    assert measure(total, norm, complete=complete) is expected
