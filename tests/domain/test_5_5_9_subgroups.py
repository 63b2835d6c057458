"""Students in no subgroup or in two, hours that differ, double marks (clause 5.5.9)."""

from datetime import date

import pytest

from domain.subgroups import Double, Split, faults

DAY = date(2026, 10, 14)
EVEN = {1: {"lab": 20, "practice": 10}, 2: {"lab": 20, "practice": 10}}


def _codes(found):
    return [(one.code, one.facts.get("students", one.facts.get("kind"))) for one in found]


@pytest.mark.parametrize(
    ("members", "hours", "expected"),
    [
        ({1: {1, 2}, 2: {3, 4}}, EVEN, []),
        ({1: {1, 2}, 2: {3}}, EVEN, [("none", (4,))]),
        ({1: {1, 2, 3}, 2: {3, 4}}, EVEN, [("two", (3,))]),
        ({1: {1}, 2: {1}}, EVEN, [("none", (2, 3, 4)), ("two", (1,))]),
        # a subgroup of another discipline, and who left the group, are not counted
        ({1: {1, 2}, 2: {3, 4}, 9: {1, 2, 3, 4}}, EVEN, []),
        ({1: {1, 2, 77}, 2: {3, 4, 77}}, EVEN, []),
        ({}, EVEN, [("none", (1, 2, 3, 4))]),
        ({1: {1, 2}, 2: {3, 4}}, {1: {"lab": 20}, 2: {"lab": 18}}, [("hours", "lab")]),
        # the same sum, shared out otherwise, differs twice
        (
            {1: {1, 2}, 2: {3, 4}},
            {1: {"lab": 20, "practice": 10}, 2: {"lab": 10, "practice": 20}},
            [("hours", "lab"), ("hours", "practice")],
        ),
        ({1: {1, 2}, 2: {3, 4}}, {1: {"lab": 20}, 2: {}}, [("hours", "lab")]),
        ({1: {1, 2, 3, 4}}, {1: {"lab": 20}}, []),
    ],
)
def test_5_5_9_each_student_is_in_one_subgroup_and_the_halves_are_even(members, hours, expected):
    split = Split(
        frozenset({1, 2, 3, 4}),
        {key: frozenset(students) for key, students in members.items()},
        hours,
    )
    assert _codes(faults(split)) == expected


@pytest.mark.parametrize(
    ("double", "code"),
    [
        (Double(1, (5, 6)), "grades"),
        (Double(1, (5, 6), DAY), "cells"),
        (Double(1, (5,)), None),
        (Double(1, (5, 5), DAY), None),
    ],
)
def test_5_5_9_a_student_has_marks_of_an_item_in_one_journal(double, code):
    split = Split(frozenset({1}), {1: frozenset({1})}, {1: {"lab": 1}})
    found = faults(split, [double])
    assert [one.code for one in found] == ([code] if code else [])
    assert all(one.facts["gradebooks"] == (5, 6) for one in found)


def test_5_5_9_an_empty_group_has_no_faults():
    assert faults(Split(frozenset(), {}, {})) == []
