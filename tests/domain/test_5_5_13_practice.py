"""Clause 5.5.13: practice is recorded whole before its mark is signed; places do not contradict."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.enums import CompetenceLevel
from domain.practice import (
    DayFact,
    PracticeFacts,
    blocking,
    link_ends,
    shared_out,
    totals,
    verdicts,
)
from domain.practice_places import PlaceFacts, Stay, conflicts
from domain.verdict import Severity

FIRST, LAST = date(2026, 12, 14), date(2026, 12, 19)
DAYS = tuple(DayFact(date(2026, 12, 14 + n), 6) for n in range(6))
WHOLE = PracticeFacts(
    FIRST,
    LAST,
    36,
    DAYS,
    (CompetenceLevel.mastered, CompetenceLevel.partly),
    "5",
    diary_checked_on=LAST,
)
PROPOSED = (*DAYS[:5], DayFact(LAST, 6, is_confirmed=False))
MISSED = (*DAYS[:5], DayFact(LAST, 6, is_absent=True))


@pytest.mark.parametrize(
    ("changed", "today", "blocks", "remarks"),
    [
        ({}, LAST, [], []),
        ({}, date(2026, 12, 18), ["not_over"], []),  # the Friday before its last Saturday
        ({"days": PROPOSED}, LAST, ["days_unconfirmed", "hours_short"], []),
        ({"days": MISSED}, LAST, ["hours_short"], []),
        ({"days": MISSED, "code": "2"}, LAST, [], ["hours_short"]),
        ({"days": (*DAYS, DayFact(date(2026, 12, 12), 1))}, LAST, [], ["hours_over"]),
        ({"levels": ()}, LAST, ["no_competences"], []),
        ({"levels": (None, None)}, LAST, ["competences_without_level"], []),
        ({"levels": (CompetenceLevel.not_mastered,)}, LAST, [], ["passed_without_mastering"]),
        ({"levels": (CompetenceLevel.not_mastered,), "code": "2"}, LAST, [], []),
        ({"code": None}, LAST, ["no_mark"], []),
        ({"proposed_code": "4"}, LAST, [], ["differs_from_proposed"]),
        ({"proposed_code": "5"}, LAST, [], []),
        ({"has_head": False, "is_appointed": False}, LAST, ["no_head"], []),
        ({"is_appointed": False}, LAST, ["not_appointed"], []),
        ({"diary_checked_on": None}, LAST, ["diary_not_checked"], []),
        ({"has_characteristic": False}, LAST, [], ["no_characteristic"]),
        # Who never came is not attested at once, without a diary and competences.
        (
            {"code": "н/а", "days": (), "levels": (), "diary_checked_on": None},
            date(2026, 12, 15),
            [],
            ["hours_short"],
        ),
        ({"days": (), "code": None}, LAST, ["hours_short", "no_mark"], []),
    ],
)
def test_5_5_13_a_practice_is_signed_when_it_is_whole(changed, today, blocks, remarks):
    found = verdicts(replace(WHOLE, **changed), today)
    assert sorted(one.code for one in blocking(found)) == blocks
    assert sorted(one.code for one in found if one.severity is not Severity.fault) == remarks
    assert all(one.clause == "5.5.13" for one in found)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.booleans()), max_size=30),
    st.integers(1, 300),
)
@settings(max_examples=40)
def test_5_5_13_sums_are_those_of_the_rows(rows, planned):
    days = [DayFact(FIRST, *row) for row in rows]
    sums = totals(planned, days)
    assert sums.done + sums.missed == sum(hours for hours, _absent, _sure in rows)
    assert sums.confirmed == sum(h for h, absent, sure in rows if sure and not absent)
    assert sums.short == max(planned - sums.confirmed, 0)


@pytest.mark.parametrize(
    ("count", "hours", "taken", "shares"),
    [
        (6, 36, 0, [6, 6, 6, 6, 6, 6]),
        (5, 36, 0, [8, 7, 7, 7, 7]),
        (2, 36, 30, [3, 3]),
        (2, 36, 40, [0, 0]),
        (2, 36, 0, [12, 12]),  # no day has more than twelve
        (0, 36, 0, []),
    ],
)
def test_5_5_13_hours_are_shared_out_over_the_days(count, hours, taken, shares):
    days = [date(2028, 2, 28 + n) if n < 2 else date(2028, 3, n - 1) for n in range(count)]
    assert [*shared_out(days, hours, taken).values()] == shares


STAY = Stay(FIRST, LAST)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"others": (Stay(date(2026, 12, 7), date(2026, 12, 13)),)}, []),
        ({"others": (Stay(date(2026, 12, 7), FIRST),)}, ["two_places"]),
        ({"others": (Stay(LAST, date(2026, 12, 31)),)}, ["two_places"]),
        ({"has_base": True}, ["no_contract"]),
        ({"has_base": True, "has_contract": True}, []),
        ({"has_base": True, "has_contract": True, "contract_until": LAST}, []),
        (
            {"has_base": True, "has_contract": True, "contract_until": date(2026, 12, 18)},
            ["contract_ends"],
        ),
        (
            {"has_base": True, "has_contract": True, "contract_from": date(2026, 12, 15)},
            ["contract_begins"],
        ),
        ({"has_head": False}, ["no_head"]),
        ({"is_appointed": False}, ["not_appointed"]),
        ({"head_away": (Stay(date(2026, 12, 1), date(2026, 12, 13)),)}, []),
        ({"head_away": (Stay(date(2026, 12, 1), FIRST),)}, ["head_away"]),
    ],
)
def test_5_5_13_what_contradicts_a_place_is_named(changed, codes):
    found = conflicts(replace(PlaceFacts(STAY), **changed))
    assert [one.code for one in found] == codes
    assert all((one.severity is Severity.fault) == (one.code == "two_places") for one in found)


def test_5_5_13_a_link_ends_some_days_after_the_practice():
    assert link_ends(date(2028, 2, 28), 2) == date(2028, 3, 1)  # a leap year
    assert link_ends(date(2026, 12, 30), 5) == date(2027, 1, 4)
    assert link_ends(LAST, 0) == LAST
