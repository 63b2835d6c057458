"""What the curricula call for, and that parts add up to the whole on any split (5.5.9)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.load import (
    KINDS,
    Difference,
    Group,
    Hours,
    Place,
    Share,
    Term,
    called_for,
    differences,
    divide,
    split_evenly,
    unequal,
)
from models.curriculum import TAUGHT_KINDS

COMMON = (Term(11, 1, None), Term(12, 2, None))
SHORT = (Term(21, 1, 7), Term(22, 2, 7), Term(23, 3, 7))
ITEM, OTHER = 101, 102


def test_the_kinds_are_those_of_the_tables() -> None:
    assert KINDS == TAUGHT_KINDS


@pytest.mark.parametrize(
    ("course", "first_course", "programme", "number", "semester"),
    [
        (1, 1, 5, 1, 11),  # a new group: the first semester of the programme
        (1, 1, 5, 2, 12),
        (2, 1, 5, 3, 11),
        (4, 1, 5, 8, 12),
        (2, 2, 5, 3, 11),  # after the 11th form the intake begins in the second course
        (1, 2, 5, 1, None),  # a year before such an intake
        (0, 1, 5, 1, None),  # not begun
        (1, 1, 7, 3, 23),  # vocational training has short terms of its own (2.4)
        (2, 1, 7, 4, 21),
        (2, 1, 7, 3, None),  # the third term was in the first course
    ],
)
def test_2_4_semesters_are_counted_through_the_programme(
    course: int, first_course: int, programme: int, number: int, semester: int | None
) -> None:
    group = Group(1, 50, programme, course, first_course)
    found = called_for([group], (*COMMON, *SHORT), {(50, number): [(ITEM, Hours(theory=36))]})
    expected = {} if semester is None else {Place(1, semester, ITEM): Hours(theory=36)}
    assert found == expected


def test_each_group_calls_for_the_items_of_its_own_curriculum_that_have_hours() -> None:
    curricula = {
        (50, 1): [(ITEM, Hours(theory=20, lab=14)), (OTHER, Hours())],
        (51, 1): [(OTHER, Hours(practice=72))],
    }
    groups = [Group(1, 50, 5, 1, 1), Group(2, 51, 6, 1, 1), Group(3, 50, 5, 1, 1)]
    assert called_for(groups, COMMON, curricula) == {
        Place(1, 11, ITEM): Hours(theory=20, lab=14),
        Place(2, 11, OTHER): Hours(practice=72),
        Place(3, 11, ITEM): Hours(theory=20, lab=14),
    }


CALLED = Hours(theory=20, lab=14)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([Share(None, CALLED)], []),
        ([Share(None, Hours(theory=12)), Share(None, Hours(theory=8, lab=14))], []),
        ([], [(None, "theory", 20, 0), (None, "lab", 14, 0)]),
        ([Share(None, Hours(theory=20, lab=16))], [(None, "lab", 14, 16)]),
        ([Share(None, Hours(theory=20, practice=14))],
         [(None, "practice", 0, 14), (None, "lab", 14, 0)]),
        # lectures to the whole group, laboratory work to each half of it
        ([Share(None, Hours(theory=20)), Share(1, Hours(lab=14)), Share(2, Hours(lab=14))], []),
        ([Share(None, Hours(theory=20)), Share(1, Hours(lab=14)), Share(2, Hours(lab=12))],
         [(2, "lab", 14, 12)]),
        ([Share(1, CALLED), Share(2, CALLED)], []),
        ([Share(None, CALLED), Share(1, Hours(lab=14))], [(1, "lab", 14, 28)]),
        # the second half has two teachers, and the second one came in mid-semester
        ([Share(None, Hours(theory=20)), Share(1, Hours(lab=14)), Share(2, Hours(lab=6)),
          Share(2, Hours(lab=4)), Share(2, Hours(lab=4))], []),
    ],
)  # fmt: skip
def test_5_5_9_whole_group_and_each_subgroup_add_up_to_the_curriculum(
    shares: list[Share], expected: list[Any]
) -> None:
    assert differences(CALLED, shares) == [Difference(*one) for one in expected]


@pytest.mark.parametrize(
    ("hours", "ways", "parts"),
    [(36, 2, [18, 18]), (34, 2, [18, 16]), (35, 2, [18, 17]), (5, 3, [2, 2, 1]), (1, 2, [1, 0])],
)
def test_a_load_is_split_by_pairs_of_hours(hours: int, ways: int, parts: list[int]) -> None:
    assert [part.theory for part in split_evenly(Hours(theory=hours), ways)] == parts


def test_what_was_taught_stays_with_who_taught_it() -> None:
    whole = Hours(theory=20, practice=10, lab=4)
    kept, rest = divide(whole, Hours(theory=8, practice=12))  # two hours over the load
    assert kept == Hours(theory=8, practice=10)
    assert rest == Hours(theory=12, lab=4)


numbers = st.integers(0, 400)
hours_of = st.builds(Hours, **dict.fromkeys(KINDS, numbers))


@settings(max_examples=80)
@given(whole=hours_of, ways=st.integers(1, 9))
def test_the_parts_of_an_even_split_add_up(whole: Hours, ways: int) -> None:
    parts = split_evenly(whole, ways)
    assert Hours.added(parts) == whole
    assert all(part.is_whole for part in parts)
    assert unequal(whole, parts) == {}
    assert max(p.total for p in parts) - min(p.total for p in parts) <= 2 * len(KINDS)


@settings(max_examples=80)
@given(whole=hours_of, taught=hours_of)
def test_a_dated_change_loses_no_hour(whole: Hours, taught: Hours) -> None:
    kept, rest = divide(whole, taught)
    assert kept + rest == whole
    assert kept.is_whole
    assert rest.is_whole


@settings(max_examples=80)
@given(data=st.data(), whole=hours_of, subgroups=st.integers(0, 3), ways=st.integers(1, 4))
def test_any_split_into_parts_subgroups_and_dates_adds_up(
    data: st.DataObject, whole: Hours, subgroups: int, ways: int
) -> None:
    """Cut some hours off for the subgroups, and each share at random: nothing is missed."""
    apart = divide(whole, data.draw(hours_of))[0] if subgroups else Hours()
    wholes: dict[int | None, Hours] = {None: whole - apart}
    wholes |= dict.fromkeys(range(1, subgroups + 1), apart)
    shares = []
    for subgroup, rest in wholes.items():
        for _ in range(ways - 1):
            cut, rest = divide(rest, data.draw(hours_of))
            shares.append(Share(subgroup, cut))
        shares.append(Share(subgroup, rest))
    assert differences(whole, shares) == []
    if whole:
        first = next(kind for kind, hours in whole.items() if hours)
        broken = [*shares, Share(None, Hours(**{first: 1}))]
        assert {(one.kind, one.given - one.called) for one in differences(whole, broken)} == {
            (first, 1)
        }
