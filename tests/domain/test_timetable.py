"""Conflicts of a timetable: one of each kind is found, what only looks like one is not."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.timetable import (
    Clash,
    ClashKind,
    Course,
    Facts,
    Pair,
    RoomFacts,
    against,
    clashes,
)

ODD, EVEN = 0b0101_0101, 0b1010_1010
EVERY = ODD | EVEN
EARLY, LATE = 0b0000_1111, 0b1111_0000
K = ClashKind
BELLS = {weekday: frozenset({1, 2, 3}) for weekday in range(1, 7)}
ROOMS = {
    1: RoomFacts(30),
    2: RoomFacts(30),
    3: RoomFacts(60, is_shared=True, kind="gym"),
    4: RoomFacts(12, kind="computer"),
}


def pair(number: int, **values: Any) -> Pair:
    """Return a pair that has nothing in common with another of a different number."""
    teacher = values.pop("teacher", number + 10)
    days = values.pop("days", EVERY)
    plain = {
        "course": number,
        "group": number,
        "subgroup": None,
        "days": days,
        "teachers": ((teacher, days),),
        "room": 1 if number == 1 else 2,
        "size": 25,
    }
    return Pair(number, values.pop("weekday", 1), values.pop("pair", 1), **plain | values)


def facts(**values: Any) -> Facts:
    plain: dict[str, Any] = {"ahead": EVERY, "rooms": ROOMS, "bells": BELLS}
    return Facts(**plain | values)


def kinds(*pairs: Pair, **values: Any) -> list[ClashKind]:
    return [clash.kind for clash in clashes(pairs, facts(**values))]


A = pair(1)
B = pair(2)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (K.teacher, A, replace(B, teachers=A.teachers)),
        (K.room, A, replace(B, room=1)),
        (K.group, A, replace(B, group=1)),
        (K.group, A, replace(B, group=1, subgroup=7)),
        (K.subgroup, replace(A, subgroup=7), replace(B, group=1, subgroup=7)),
        (K.stream, replace(A, stream="S", size=5), replace(B, stream="S", room=1, size=5)),
        (K.stream, replace(A, stream="S"), replace(B, stream="S", teachers=A.teachers)),
        (K.teacher, replace(A, stream="S"), replace(B, teachers=A.teachers)),
        (K.capacity, replace(A, stream="S"), replace(A, id=2, group=2, course=2, stream="S")),
        (K.capacity, replace(A, room=3, size=31), replace(B, room=3, size=30)),
    ],
)
def test_what_two_pairs_of_one_place_cannot_share(kind: K, one: Pair, other: Pair) -> None:
    assert kinds(one, other) == [kind]
    assert kinds(other, one) == [kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, B),
        (A, replace(A, id=2, pair=2)),
        (A, replace(A, id=2, weekday=2)),
        (replace(A, subgroup=7), replace(B, group=1, subgroup=8)),  # two subgroups in parallel
        (pair(1, days=ODD), replace(pair(1, days=EVEN), id=2)),
        (pair(1, days=EARLY), replace(pair(1, days=LATE), id=2)),  # terms one after the other
        (replace(A, stream="S", size=15), replace(A, id=2, group=2, stream="S", size=15)),
        (replace(A, room=3), replace(B, room=3)),  # a gym holds two groups
        (A, replace(B, teachers=((11, 0), (12, EVERY)))),
    ],
)
def test_what_only_looks_like_a_conflict(one: Pair, other: Pair) -> None:
    assert kinds(one, other) == []


@pytest.mark.parametrize(
    ("kind", "one", "values"),
    [
        (K.absence, A, {"away": {11: 0b100}}),
        (K.weekday, A, {"weekdays": frozenset({2, 3})}),
        (K.vacancy, replace(A, teachers=((11, EARLY), (None, LATE))), {}),
        (K.bell, replace(A, pair=4), {}),
        (K.no_room, replace(A, room=None), {}),
        (K.capacity, replace(A, room=4), {}),
        (K.room_kind, A, {"courses": {1: Course(16, lab_only=True)}}),
        (K.hours, A, {"courses": {1: Course(40)}}),
        (K.hours, A, {"courses": {1: Course(16), 2: Course(8)}}),  # a load without a pair
    ],
)
def test_what_is_wrong_with_a_pair_alone(kind: K, one: Pair, values: dict[str, Any]) -> None:
    assert kinds(one, **values) == [kind]


@pytest.mark.parametrize(
    ("one", "values"),
    [
        (A, {"away": {12: EVERY}}),
        (replace(A, days=ODD, teachers=((11, ODD),)), {"away": {11: EVEN}}),
        (replace(A, excused=0b100), {"away": {11: 0b100}}),  # somebody stands in
        (A, {"away": {11: 0b11}, "ahead": LATE}),  # the absence is over
        (replace(A, teachers=((11, EARLY), (12, LATE))), {"away": {11: LATE}}),
        (A, {"courses": {1: Course(22, practice_hours=6)}}),
        (replace(A, room=4, size=12), {"courses": {1: Course(16, lab_only=True)}}),
    ],
)
def test_what_is_right_with_a_pair_alone(one: Pair, values: dict[str, Any]) -> None:
    assert kinds(one, **values) == []


def test_a_teacher_who_comes_in_mid_semester_clashes_from_then_on() -> None:
    changed = replace(B, teachers=((12, EARLY), (11, LATE)))
    assert clashes([A, changed], facts()) == [Clash(K.teacher, (1, 2), LATE, 11)]
    assert clashes([A, changed], facts(ahead=EARLY)) == []


def test_a_stream_whose_teacher_changes_for_one_group_only_falls_apart_then() -> None:
    one = replace(A, stream="S", size=10)
    other = replace(one, id=2, group=2, teachers=((11, EARLY), (12, LATE)))
    assert clashes([one, other], facts()) == [Clash(K.stream, (1, 2), LATE)]


def test_what_is_over_clashes_no_more() -> None:
    assert kinds(A, replace(A, id=2), ahead=0) == []


def test_the_figures_of_hours_and_seats_are_told() -> None:
    found = clashes([replace(A, room=4)], facts(courses={1: Course(40, practice_hours=6)}))
    assert found == [
        Clash(K.capacity, (1,), EVERY, 4, 25, 12),
        Clash(K.hours, (1,), 0, 1, 22, 40),
    ]
    assert not any(clash.blocks for clash in found)


def test_seats_are_counted_for_those_who_are_there_at_once() -> None:
    shared = {"room": 3, "size": 40}
    odd, even = pair(1, days=ODD, **shared), pair(2, days=EVEN, **shared)
    assert kinds(odd, even) == []
    found = clashes([odd, even, pair(3, room=3, size=30)], facts())
    assert [(clash.found, clash.pairs) for clash in found] == [(70, (2, 3))]


def test_a_place_that_is_only_tried_tells_what_would_clash_there() -> None:
    moved = replace(A, room=2)
    assert [clash.kind for clash in against(moved, [A, B], facts())] == [K.room]
    assert against(replace(moved, pair=2), [A, B], facts()) == []
    assert [c.kind for c in against(replace(moved, pair=4), [B], facts())] == [K.bell]


DAYS = st.sampled_from([EVERY, ODD, EVEN, EARLY, LATE])
TEACHERS = st.sampled_from([None, 11, 12])


@st.composite
def any_pairs(draw: st.DrawFn) -> list[Pair]:
    found = []
    for number in range(draw(st.integers(1, 8))):
        days = draw(DAYS)
        found.append(
            Pair(
                number,
                1,
                draw(st.sampled_from([1, 2])),
                course=draw(st.integers(1, 4)),
                group=draw(st.integers(1, 3)),
                subgroup=draw(st.sampled_from([None, 1, 2])),
                days=days,
                teachers=((draw(TEACHERS), days & EARLY), (draw(TEACHERS), days & LATE)),
                room=draw(st.sampled_from([None, 1, 2, 3, 4])),
                stream=draw(st.sampled_from([None, "S"])),
                size=draw(st.integers(0, 30)),
            )
        )
    return found


@settings(max_examples=80, deadline=None)
@given(pairs=any_pairs(), order=st.randoms(use_true_random=False))
def test_conflicts_do_not_depend_on_the_order(pairs: list[Pair], order: Any) -> None:
    mixed = list(pairs)
    order.shuffle(mixed)
    assert clashes(pairs, facts(away={11: 0b1})) == clashes(mixed, facts(away={11: 0b1}))


@settings(max_examples=80, deadline=None)
@given(pairs=any_pairs())
def test_a_tried_place_clashes_exactly_as_the_placed_pair_does(pairs: list[Pair]) -> None:
    last = pairs[-1]
    whole = [clash for clash in clashes(pairs, facts()) if last.id in clash.pairs]
    assert against(last, pairs, facts()) == whole


@settings(max_examples=80, deadline=None)
@given(pairs=any_pairs())
def test_two_pairs_clash_alike_whichever_is_asked(pairs: list[Pair]) -> None:
    one, other = pairs[0], pairs[-1]
    told = {c for c in against(one, [other], facts()) if len(c.pairs) == 2}
    assert told == {c for c in against(other, [one], facts()) if len(c.pairs) == 2}
