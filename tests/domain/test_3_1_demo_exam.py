"""Points of a demonstration exam converted to a mark (clause 3.1)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.demo_exam import converted
from domain.regulation import DEFAULTS, Norm, Rulebook, SettingFact

SCALE = DEFAULTS.bounds(Norm.demo_exam_scale)


@pytest.mark.parametrize(
    ("points", "maximum", "percent", "code"),
    [
        ("0", "100", "0.00", "2"),
        ("19.99", "100", "19.99", "2"),
        ("20", "100", "20.00", "3"),
        ("39.99", "100", "39.99", "3"),
        ("40", "100", "40.00", "4"),
        ("69.99", "100", "69.99", "4"),
        ("70", "100", "70.00", "5"),
        ("100", "100", "100.00", "5"),
        ("10", "50", "20.00", "3"),
        ("9.99", "50", "19.98", "2"),
        ("35", "50", "70.00", "5"),
        # 69.9967 % is shown as 70.00 and still does not reach 70
        ("209.99", "300", "70.00", "4"),
        ("210", "300", "70.00", "5"),
        ("0.01", "9999.99", "0.00", "2"),
    ],
)
def test_3_1_points_become_a_mark_by_the_scale(points, maximum, percent, code):
    found = converted(Decimal(points), Decimal(maximum), SCALE)
    assert (found.percent, found.code) == (Decimal(percent), code)


@pytest.mark.parametrize(("points", "maximum"), [("-1", "100"), ("100.01", "100"), ("1", "0")])
def test_3_1_points_beyond_the_maximum_are_refused(points, maximum):
    with pytest.raises(ValueError, match="maximum"):
        converted(Decimal(points), Decimal(maximum), SCALE)


def test_3_1_the_scale_is_that_of_the_exam_day():
    book = Rulebook([SettingFact(Norm.demo_exam_scale, date(2027, 6, 10), "30 50 80")])
    codes = [
        converted(Decimal(70), Decimal(100), book.on(day).bounds(Norm.demo_exam_scale)).code
        for day in (date(2027, 6, 9), date(2027, 6, 10))
    ]
    assert codes == ["5", "4"]


@settings(max_examples=40)
@given(st.integers(0, 1000), st.integers(0, 1000))
def test_3_1_more_points_never_give_a_lower_mark(one, other):
    low, high = sorted((one, other))
    marks = [converted(Decimal(n), Decimal(1000), SCALE).code for n in (low, high)]
    assert marks == sorted(marks)
