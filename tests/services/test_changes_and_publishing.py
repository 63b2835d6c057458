"""Publishing before a change and after it come to the same lessons; so does undoing."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from access.principal import current_principal
from access.session import system_write
from domain.enums import ChangeKind
from jobs.publishing import publish
from models import EmployeeAbsence, Lesson, Timetable, TimetableChange, TimetableSlot
from services.publishing import start_publication
from services.timetable_changes import Wanted, apply_change, undo_change

MONDAY = date(2026, 10, 19)
WEDNESDAY = date(2026, 10, 21)


@pytest.fixture
def published(act_as, cast):
    """Give `published()`: publish the timetable and return the lessons of its journals ahead."""
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        system_write(session, delete(TimetableChange))
        session.add(
            TimetableSlot(
                timetable_id=cast.timetable,
                assignment_id=cast.teaching_assignment_td,
                weekday=3,
                pair=2,
                room_id=cast.room,
            )
        )
        session.commit()

    def run(*, edited=False):
        with act_as("system", writes=True) as session:
            if edited:
                session.get_one(Timetable, cast.timetable).edition += 1
                session.commit()
        with act_as("timetabler", writes=True) as session:
            key = start_publication(session, current_principal(), cast.timetable)
        with act_as("system"):
            publish(key)
        return lessons(act_as)

    return run


def lessons(act_as):
    with act_as("system") as session:
        rows = session.scalars(select(Lesson).where(Lesson.held_on >= date(2026, 10, 15)))
        return {
            (one.gradebook_id, one.held_on, one.pair, one.hours, one.room_id, one.is_scheduled)
            for one in rows
        }


WANTED = {
    "cancel": {},
    "substitute": {"teacher_id": "employee_teacher2"},
    "room": {"teacher_id": "employee_teacher2", "room_id": "room2"},
    "move": {"new_day": WEDNESDAY, "new_pair": 4},
    "pair": {"new_pair": 3, "room_id": "room2"},
    "instead": {"instead_id": "teaching_assignment_td"},
}
KINDS = {"room": "substitute", "pair": "move"}


def _change(act_as, cast, name):
    more = {
        field: cast[value] if isinstance(value, str) else value
        for field, value in WANTED[name].items()
    }
    kind = ChangeKind(KINDS.get(name, name))
    with act_as("timetabler", writes=True) as session:
        return apply_change(
            session,
            current_principal(),
            Wanted(cast.teaching_assignment, MONDAY, 1, kind, **more),
            "Приказ № 3",
        ).change_ids[0]


@pytest.mark.parametrize("name", WANTED)
def test_a_change_before_publishing_and_after_it_are_the_same(act_as, cast, published, name):
    if "teacher_id" in WANTED[name]:
        with act_as("system", writes=True) as session:  # who stands in is free
            session.delete(session.get_one(TimetableSlot, cast.timetable_slot2))
            session.commit()
    plain = published()
    key = _change(act_as, cast, name)
    changed = lessons(act_as)
    assert (changed == plain) == (name == "substitute")
    assert published(edited=True) == changed  # publishing keeps what was changed
    with act_as("system", writes=True) as session:  # and makes it anew from the row alone
        system_write(
            session,
            delete(Lesson).where(Lesson.is_scheduled, Lesson.held_on >= date(2026, 10, 15)),
        )
        session.commit()
    assert published(edited=True) == changed
    with act_as("timetabler", writes=True) as session:
        undo_change(session, current_principal(), key)
    assert lessons(act_as) == plain
    assert published(edited=True) == plain
