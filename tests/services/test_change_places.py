"""Where a changed lesson may not go: busy people, rooms and groups, days without lessons."""

from datetime import date

import pytest

from models import EmployeeAbsence
from services.errors import FieldsError
from tests.services.changing import changed, do, lessons, undo
from tests.services.timetable_lessons import FRIDAY, TODAY, TOMORROW, scheduled


@pytest.fixture
def lesson(act_as, cast):
    with act_as("system", writes=True) as session:
        return scheduled(session, cast, "gradebook", topic="Процессы")


def _faults(act_as, *wanted):
    with pytest.raises(FieldsError) as refused:
        do(act_as, *wanted)
    return {name.removeprefix("changes.0."): text for name, text in refused.value.errors.items()}


def test_a_stand_in_who_is_busy_is_refused_by_name(act_as, cast, lesson):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook2", room_id=cast.room2)
    faults = _faults(act_as, changed(cast, "substitute", teacher_id=cast.employee_teacher2))
    assert faults.keys() == {"teacher"}
    assert "Ёлкин Я." in faults["teacher"]
    assert "ТМ-21" in faults["teacher"]


def test_a_stand_in_who_is_away_or_has_left_is_refused(act_as, cast, lesson):
    with act_as("system", writes=True) as session:
        session.add(
            EmployeeAbsence(
                employee_id=cast.employee_teacher2,
                starts_on=TODAY,
                ends_on=TOMORROW,
                kind="sick",
            )
        )
        session.commit()
    faults = _faults(act_as, changed(cast, "substitute", teacher_id=cast.employee_teacher2))
    assert faults.keys() == {"teacher"}


@pytest.mark.parametrize(
    ("book", "room", "fields"),
    [
        ("gradebook_td", "room2", {"group"}),  # another lesson of the group
        ("gradebook_sub", "room2", {"group", "teacher"}),  # half of it, with the same teacher
        ("gradebook2", "room", {"room"}),
        ("gradebook_tc_other", "room2", {"teacher"}),
    ],
)
def test_a_place_that_is_taken_is_refused(act_as, cast, lesson, book, room, fields):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, book, FRIDAY, 3, room_id=cast[room])
    faults = _faults(act_as, changed(cast, "move", new_day=FRIDAY, new_pair=3))
    assert faults.keys() == fields
    assert lessons(act_as, cast)[0][:2] == (TOMORROW, 1)


def test_a_place_that_the_same_set_frees_can_be_taken(act_as, cast, lesson):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook_td", FRIDAY, 3)
    move = changed(cast, "move", new_day=FRIDAY, new_pair=3)
    do(act_as, move, changed(cast, "cancel", "_td", FRIDAY, 3))
    assert lessons(act_as, cast)[0][:2] == (FRIDAY, 3)


def test_a_lesson_does_not_come_back_to_a_place_that_is_taken_by_now(act_as, cast, lesson):
    key = do(act_as, changed(cast, "cancel")).change_ids[0]
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook_td", room_id=cast.room2)
    with pytest.raises(FieldsError) as refused:
        undo(act_as, key)
    assert refused.value.errors.keys() == {"group"}
    assert lessons(act_as, cast) == []


def test_practice_and_the_end_of_the_semester_are_in_the_way(act_as, cast, lesson):
    assert _faults(act_as, changed(cast, "move", new_day=date(2026, 12, 15))).keys() == {"new_day"}
    assert _faults(act_as, changed(cast, "move", new_day=date(2027, 1, 12))).keys() == {"new_day"}


def test_a_day_without_lessons_is_warned_of(act_as, cast, lesson):
    done = do(act_as, changed(cast, "move", new_day=date(2026, 10, 18)))
    assert len(done.warnings) == 1
    assert "18.10.2026" in done.warnings[0]


def test_lessons_held_together_go_to_one_stand_in(act_as, cast):
    """A stream: one teacher, one room, two groups. The first substitution is not in the way."""
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook_tc_other")
        scheduled(session, cast, "gradebook_th_other")
    both = [
        changed(cast, "substitute", book, teacher_id=cast.employee_teacher2)
        for book in ("_tc_other", "_th_other")
    ]
    assert len(do(act_as, *both).change_ids) == 2
