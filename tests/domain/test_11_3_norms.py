"""Clause 11.3: the regulation's numbers are values in force from a date; the past keeps its own."""

from datetime import date, timedelta

import pytest

from domain.regulation import DEFAULTS, NORMS, Norm, NormError, Rulebook, SettingFact, check


@pytest.mark.parametrize(
    ("norm", "typed", "kept"),
    [
        (Norm.correction_days, " 14 ", "14"),
        (Norm.correction_days, "014", "14"),
        (Norm.mark_gap, "0,5", "0.50"),
        (Norm.mark_gap, "2", "2.00"),
        (Norm.year_rule, "last", "last"),
        (Norm.marks_needed, "2:4  4:6 …:8", "2:4 4:6 …:8"),
        (Norm.degree_weights, "4:64 5:100 3:36 2:16 н/а:7", "5:100 4:64 3:36 2:16 н/а:7"),
        (Norm.demo_exam_scale, "20 40 70", "20 40 70"),
    ],
)
def test_11_3_a_value_has_one_spelling(norm, typed, kept):
    assert check(norm, typed) == kept
    assert check(norm, kept) == kept


@pytest.mark.parametrize(
    ("norm", "typed", "why"),
    [
        (Norm.correction_days, "", "number"),
        (Norm.correction_days, "seven", "number"),
        (Norm.correction_days, "7.5", "number"),
        (Norm.correction_days, "NaN", "number"),
        (Norm.correction_days, "Infinity", "number"),
        (Norm.correction_days, "61", "bounds"),
        (Norm.correction_days, "-1", "bounds"),
        (Norm.mark_gap, "2.01", "bounds"),
        (Norm.year_rule, "first", "choice"),
        (Norm.marks_needed, "2:3", "form"),
        (Norm.marks_needed, "4:3 2:4 …:5", "order"),
        (Norm.marks_needed, "2:5 4:3 …:5", "order"),
        (Norm.marks_needed, "2:3 2:4 …:5", "order"),
        (Norm.degree_weights, "5:100 4:64", "form"),
        (Norm.degree_weights, "5:100 5:64 4:3 3:36 2:16 н/а:7", "form"),
        (Norm.demo_exam_scale, "20 40", "form"),
        (Norm.demo_exam_scale, "40 20 70", "order"),
        (Norm.demo_exam_scale, "0 20 70", "order"),
        (Norm.demo_exam_scale, "20 40 101", "order"),
    ],
)
def test_11_3_what_is_no_value_is_refused(norm, typed, why):
    with pytest.raises(NormError) as refused:
        check(norm, typed)
    assert refused.value.code == why


def test_11_3_every_default_is_a_value_of_its_norm():
    assert set(NORMS) == set(Norm)
    for norm, rule in NORMS.items():
        assert check(norm, rule.default) == rule.default
        assert DEFAULTS.text(norm) == rule.default


def test_11_3_a_day_is_judged_by_what_was_in_force_then():
    first, second = date(2026, 9, 1), date(2028, 2, 29)
    book = Rulebook(
        [
            SettingFact(Norm.correction_days, second, "3"),
            SettingFact(Norm.correction_days, first, "10"),
        ]
    )
    day = timedelta(days=1)
    found = [
        book.on(one).whole(Norm.correction_days)
        for one in (first - day, first, second - day, second, second + day)
    ]
    assert found == [7, 10, 10, 3, 3]
    assert book.on(second).whole(Norm.soon_days) == 3  # not set: the default
