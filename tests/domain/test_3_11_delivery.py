"""Hours of the delivery of a programme, and of the curriculum by journal (clause 3.11)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.delivery import DeliveryHours, Share, curriculum_shares


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        # held, due, to come, load → deviation, forecast, behind
        ((10, 10, 50, 60), (0, 0, False)),
        ((8, 10, 50, 60), (-2, -2, True)),
        ((10, 10, 48, 60), (0, -2, True)),
        ((12, 10, 50, 60), (2, 2, False)),
    ],
)
def test_deviation_and_forecast(hours, expected) -> None:
    held, due, to_come, load = hours
    found = DeliveryHours(load=load, held=held, due=due, to_come=to_come)
    assert (found.deviation, found.forecast, found.is_behind) == expected


def test_hours_are_summed_up() -> None:
    one = DeliveryHours(1, 2, 3, 4, 5, 6, 7)
    assert one + one == DeliveryHours(2, 4, 6, 8, 10, 12, 14)


def test_a_kind_belongs_to_the_journals_that_have_load_of_it() -> None:
    whole = Share(1, 0, 1, {"theory": 40})
    halves = [Share(n, n, 1, {"lab": 20}) for n in (2, 3)]
    found = curriculum_shares({"theory": 40, "lab": 20, "practice": 0}, [whole, *halves])
    assert found == {1: 40, 2: 20, 3: 20}


def test_parts_share_a_kind_and_the_first_bears_the_rest() -> None:
    parts = [Share(1, 0, 1, {"theory": 10}), Share(2, 0, 2, {"theory": 20})]
    assert curriculum_shares({"theory": 36}, parts) == {1: 16, 2: 20}


def test_what_nobody_teaches_belongs_to_the_first_journal() -> None:
    assert curriculum_shares({"theory": 36}, [Share(7, 0, 1, {})]) == {7: 36}
    assert curriculum_shares({"theory": 36}, []) == {}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200), st.lists(st.integers(0, 60), min_size=1, max_size=5))
def test_the_parts_of_a_kind_always_add_up_to_the_curriculum(hours, loads) -> None:
    parts = [Share(n, 0, n + 1, {"theory": load}) for n, load in enumerate(loads)]
    assert sum(curriculum_shares({"theory": hours}, parts).values()) == hours
