"""Publishing as a pure function: twice is once, records are never touched, the past stays."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.attendance_sheet import Period
from domain.enums import ChangeKind, LessonKind
from domain.publishing import (
    Change,
    Existing,
    Planned,
    Practice,
    Reason,
    Spot,
    Weekly,
    Work,
    by_book,
    planned,
    work,
)

MONDAY = date(2026, 10, 12)
TODAY = MONDAY + timedelta(days=2)
DAYS = tuple(MONDAY + timedelta(days=n) for n in range(5))
WEEKLY = Weekly(1, 2, 2, 31, (MONDAY, MONDAY + timedelta(days=7)))


def on(day: date, pair: int | None = 2, **values: object) -> Existing:
    plain: dict[str, object] = {
        "hours": 2, "room": 31, "is_scheduled": True, "has_records": False,
    }  # fmt: skip
    return Existing(values.pop("id", 1), day, pair, **plain | values)  # type: ignore[arg-type]


def test_a_pair_gives_a_lesson_on_each_of_its_days() -> None:
    assert list(planned([WEEKLY], [], []).values()) == [
        Planned(1, MONDAY, 2, 2, 31),
        Planned(1, MONDAY + timedelta(days=7), 2, 2, 31),
    ]


def test_a_practice_gives_a_lesson_a_day_without_a_pair() -> None:
    found = planned([], [Practice(5, 6, DAYS[:2])], [])
    assert list(found.values()) == [
        Planned(5, day, None, 6, kind=LessonKind.practice_day) for day in DAYS[:2]
    ]


@pytest.mark.parametrize(
    ("change", "lesson"),
    [
        (Change(1, MONDAY, 2, ChangeKind.cancel), None),
        (Change(1, MONDAY, 2, ChangeKind.substitute), Planned(1, MONDAY, 2, 2, 31)),
        (Change(1, MONDAY, 2, ChangeKind.substitute, room=7), Planned(1, MONDAY, 2, 2, 7)),
        (Change(1, MONDAY, 2, ChangeKind.move, new_pair=4), Planned(1, MONDAY, 4, 2, 31)),
        (
            Change(1, MONDAY, 2, ChangeKind.move, new_day=DAYS[3], room=7),
            Planned(1, DAYS[3], 2, 2, 7),
        ),
        (Change(1, MONDAY, 2, ChangeKind.instead, instead=9), Planned(9, MONDAY, 2, 2, 31)),
        (Change(1, MONDAY, 3, ChangeKind.cancel), Planned(1, MONDAY, 2, 2, 31)),
        (Change(1, DAYS[1], 2, ChangeKind.move, new_pair=5), Planned(1, MONDAY, 2, 2, 31)),
    ],
)
def test_a_change_of_a_date_is_applied(change: Change, lesson: Planned | None) -> None:
    found = list(planned([replace(WEEKLY, days=(MONDAY,))], [], [change]).values())
    assert found == ([] if lesson is None else [lesson])


def test_a_moved_lesson_can_be_changed_again_where_it_is_then() -> None:
    changes = [
        Change(1, MONDAY, 2, ChangeKind.move, new_day=DAYS[1]),
        Change(1, DAYS[1], 2, ChangeKind.cancel),
    ]
    assert list(planned([replace(WEEKLY, days=(MONDAY,))], [], changes)) == []


def only(lesson: Existing, plan: Planned | None, *, first: bool = False) -> Work:
    wanted = {} if plan is None else {plan.spot: plan}
    return work(wanted, [lesson], TODAY, first=first)


PAST, FUTURE = DAYS[0], DAYS[3]


@pytest.mark.parametrize("day", [TODAY, FUTURE])
def test_what_is_to_come_without_records_follows_the_timetable(day: date) -> None:
    lesson = on(day)
    assert only(lesson, None) == Work(remove=(lesson,))
    assert only(lesson, Planned(1, day, 2, 2, 31)) == Work(kept=1)
    moved = Planned(1, day, 2, 1, 8)
    assert only(lesson, moved) == Work(change=((lesson, moved),))


@pytest.mark.parametrize(
    ("lesson", "reason"),
    [
        (on(PAST), Reason.past),
        (on(PAST, has_records=True), Reason.records),
        (on(TODAY, has_records=True), Reason.records),
        (on(FUTURE, has_records=True), Reason.records),
    ],
)
def test_what_is_over_or_holds_records_is_left_and_told(lesson: Existing, reason: Reason) -> None:
    for plan in (None, Planned(1, lesson.day, 2, 4, 9)):
        done = only(lesson, plan)
        assert done.is_empty
        assert [(left.lesson, left.reason, left.wanted) for left in done.left] == [
            (lesson, reason, plan)
        ]


def test_a_lesson_added_by_hand_is_adopted_not_doubled_and_never_touched() -> None:
    lesson = on(FUTURE, is_scheduled=False, hours=4, room=None)
    assert only(lesson, Planned(1, FUTURE, 2, 2, 31)) == Work(kept=1, adopted=1)
    assert only(lesson, None) == Work()


def test_days_that_are_over_get_lessons_the_first_time_only() -> None:
    plans = {plan.spot: plan for plan in (Planned(1, PAST, 2, 2), Planned(1, FUTURE, 2, 2))}
    assert len(work(plans, [], TODAY, first=True).add) == 2
    assert [plan.day for plan in work(plans, [], TODAY, first=False).add] == [FUTURE]


def test_a_second_practice_lesson_of_a_day_is_removed() -> None:
    lessons = [on(FUTURE, None, id=1, hours=6, room=None), on(FUTURE, None, id=2, room=None)]
    plan = Planned(1, FUTURE, None, 6, kind=LessonKind.practice_day)
    assert work({plan.spot: plan}, lessons, TODAY, first=False) == Work(
        remove=(lessons[1],), kept=1
    )


# --- properties ----------------------------------------------------------------------------------

SPOTS = st.tuples(st.sampled_from(DAYS), st.sampled_from([1, 2, 3]))


@st.composite
def journals(draw: st.DrawFn) -> list[Existing]:
    spots = draw(st.lists(SPOTS, unique=True, max_size=10))
    return [
        Existing(
            number,
            *spot,
            draw(st.sampled_from([1, 2])),
            draw(st.sampled_from([None, 31])),
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for number, spot in enumerate(spots, 1)
    ]


@st.composite
def timetables(draw: st.DrawFn) -> dict[Spot, Planned]:
    spots = draw(st.lists(SPOTS, unique=True, max_size=10))
    rooms = st.sampled_from([None, 31])
    return {spot: Planned(1, *spot, draw(st.sampled_from([1, 2])), draw(rooms)) for spot in spots}


def done(journal: Iterable[Existing], what: Work) -> list[Existing]:
    """Return the journal after `what` was done to it."""
    gone = {lesson.id for lesson in what.remove}
    to = {lesson.id: plan for lesson, plan in what.change}
    rest = [lesson for lesson in journal if lesson.id not in gone]
    rest = [
        replace(lesson, hours=to[lesson.id].hours, room=to[lesson.id].room)
        if lesson.id in to
        else lesson
        for lesson in rest
    ]
    added = [
        Existing(100 + number, plan.day, plan.pair, plan.hours, plan.room, True, False)
        for number, plan in enumerate(what.add)
    ]
    return rest + added


@settings(max_examples=150, deadline=None)
@given(journal=journals(), wanted=timetables(), first=st.booleans())
def test_publishing_twice_is_publishing_once(
    journal: list[Existing], wanted: dict[Spot, Planned], first: bool
) -> None:
    once = done(journal, work(wanted, journal, TODAY, first=first))
    again = work(wanted, once, TODAY, first=False)
    assert again.is_empty
    assert len({lesson.spot for lesson in once}) == len(once)


@settings(max_examples=150, deadline=None)
@given(journal=journals(), wanted=timetables(), first=st.booleans())
def test_a_lesson_with_records_or_of_a_person_is_never_moved_or_lost(
    journal: list[Existing], wanted: dict[Spot, Planned], first: bool
) -> None:
    after = done(journal, work(wanted, journal, TODAY, first=first))
    safe = [x for x in journal if x.has_records or not x.is_scheduled or x.day < TODAY]
    assert all(lesson in after for lesson in safe)


@settings(max_examples=100, deadline=None)
@given(journal=journals(), wanted=timetables())
def test_without_pairs_only_records_the_past_and_hand_made_lessons_stay(
    journal: list[Existing], wanted: dict[Spot, Planned]
) -> None:
    published = done(journal, work(wanted, journal, TODAY, first=True))
    after = done(published, work({}, published, TODAY, first=False))
    assert after == [x for x in published if x.has_records or not x.is_scheduled or x.day < TODAY]


@settings(max_examples=100, deadline=None)
@given(journal=journals(), wanted=timetables())
def test_what_the_timetable_wants_from_today_on_is_there_afterwards(
    journal: list[Existing], wanted: dict[Spot, Planned]
) -> None:
    after = {x.spot for x in done(journal, work(wanted, journal, TODAY, first=False))}
    assert {spot for spot, plan in wanted.items() if plan.day >= TODAY} <= after


def test_lessons_are_told_by_journal() -> None:
    lessons = [Planned(1, MONDAY, 1, 2), Planned(2, MONDAY, 1, 2), Planned(1, MONDAY, 2, 2)]
    assert {book: len(spots) for book, spots in by_book(lessons).items()} == {1: 2, 2: 1}


def test_4_6_a_signed_semester_is_left_alone() -> None:
    late = replace(Planned(1, MONDAY, 2, 2, 31), day=DAYS[4])
    wanted = {plan.spot: plan for plan in (replace(late, day=DAYS[2]), late, replace(late, pair=3))}
    there = [on(DAYS[4], 2, room=7), on(DAYS[3], 1, id=2), on(DAYS[4], 5, id=3, has_records=True)]
    found = work(wanted, there, TODAY, first=False, signed=(Period(DAYS[3], DAYS[4]),))
    assert [plan.spot for plan in found.add] == [(DAYS[2], 2)]  # its day is still open
    assert (found.change, found.remove, found.withheld) == ((), (), 1)
    assert {(each.lesson.id, each.reason) for each in found.left} == {
        (key, Reason.signed) for key in (1, 2, 3)
    }
