"""Random timetables through the database: twice is once, records stay, hand-made lessons too."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.session import system_write
from domain.enums import ChangeKind, WeekKind
from jobs.publishing import publish
from models import EmployeeAbsence, Lesson, Mark, TimetableChange, TimetableSlot
from services.publishing import publication_json, start_publication
from services.publishing_plan import read_plan
from services.publishing_work import do_work
from services.timetable_changes import Wanted, apply_change
from services.timetable_slots import SlotValues, place_slot
from services.timetable_state import read_state
from tests.cast import TODAY, Cast

Act = Callable[..., AbstractContextManager[Session]]
Rows = dict[int, tuple[Any, ...]]
FIRST, LAST = date(2026, 9, 1), date(2026, 12, 29)


def _rows(act_as: Act) -> Rows:
    with act_as("system") as session:
        return {
            row.id: (row.gradebook_id, row.held_on, row.pair, row.hours, row.room_id, row.topic,
                     row.is_scheduled)
            for row in session.scalars(select(Lesson))
        }  # fmt: skip


def _rearrange(act_as: Act, cast: Cast, rng: Random) -> None:
    """Give two groups other pairs: each its own half of the day, so that nothing clashes."""
    slots = []
    for company, pairs in (("", (1, 2)), ("2", (3, 4))):
        places = [(weekday, pair) for weekday in range(1, 7) for pair in pairs]
        for weekday, pair in rng.sample(places, rng.randint(0, 5)):
            slots.append(
                {"timetable_id": cast.timetable, "weekday": weekday, "pair": pair,
                 "assignment_id": cast[f"teaching_assignment{company}"],
                 "weeks": rng.choice(list(WeekKind)), "hours": rng.choice([1, 2]),
                 "room_id": cast[f"room{company}"]}
            )  # fmt: skip
    with act_as("system", writes=True) as session:
        system_write(session, delete(TimetableSlot))
        if slots:
            system_write(session, insert(TimetableSlot.__table__), slots)
        session.commit()


def _record(act_as: Act, cast: Cast, rng: Random) -> None:
    """Let teachers type into some lessons, mark in others, and add some by hand."""
    with act_as("system", writes=True) as session:
        marked = select(Mark.lesson_id)
        bare = select(Lesson).where(Lesson.is_scheduled, Lesson.id.not_in(marked))
        lessons = session.scalars(bare).all()
        for lesson in rng.sample(lessons, min(len(lessons), 6)):
            if rng.random() < 0.5:
                lesson.topic = "Тема"
            else:
                session.add(Mark(lesson_id=lesson.id, student_id=cast.student, code="5"))
        places = select(Lesson.gradebook_id, Lesson.held_on, Lesson.pair)
        taken = {tuple(place) for place in session.execute(places)}
        for _number in range(3):
            day = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))
            place = (cast.gradebook, day, rng.randint(1, 4))
            if place not in taken:
                taken.add(place)
                session.add(Lesson(gradebook_id=place[0], held_on=day, pair=place[2]))
        session.commit()


def _publish(act_as: Act, cast: Cast) -> dict[str, Any]:
    with act_as("timetabler", writes=True) as session:
        publication = start_publication(session, current_principal(), cast.timetable)
    with act_as("system"):
        publish(publication)
    with act_as("timetabler") as session:
        told = publication_json(session, publication)
    assert told["state"] == "done", told
    result: dict[str, Any] = told["result"]
    return result


@pytest.mark.parametrize("seed", range(4))
def test_random_timetables_published_one_after_the_other(
    act_as: Act, cast: Cast, seed: int
) -> None:
    rng = Random(seed)  # noqa: S311  made-up data
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        system_write(session, delete(TimetableChange))
        session.commit()
    for _round in range(3):
        _rearrange(act_as, cast, rng)
        before = _rows(act_as)
        with act_as("system") as session:
            held = set(session.scalars(select(Mark.lesson_id)))
        result = _publish(act_as, cast)
        after = _rows(act_as)
        stay = {
            key: row
            for key, row in before.items()
            if row[1] < TODAY or not row[6] or row[5] or key in held
        }
        assert stay.items() <= after.items()
        assert len(after) - len(before) == result["added"] - result["removed"]
        assert len({row[:3] for row in after.values()}) == len(after)
        again = _publish(act_as, cast)
        assert (again["added"], again["changed"], again["removed"]) == (0, 0, 0)
        assert _rows(act_as) == after
        _record(act_as, cast, rng)


def test_a_change_made_while_journals_are_written_is_carried_in_by_another_round(
    act_as: Act, cast: Cast
) -> None:
    day = date(2026, 10, 26)
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        session.commit()
    _publish(act_as, cast)
    with act_as("timetabler", writes=True) as session:
        who = current_principal()
        values = SlotValues(cast.teaching_assignment, 4, 1, room_id=cast.room)
        place_slot(session, who, cast.timetable, values)  # so that the journal has work
        plan = read_plan(session, read_state(session, cast.timetable))
        session.rollback()
        cancel = Wanted(cast.teaching_assignment, day, 1, ChangeKind.cancel)
        apply_change(session, who, cancel, "Приказ № 1")
        do_work(session, plan, [cast.gradebook], 1)  # by what was read before
        session.commit()
    assert (cast.gradebook, day, 1) in {row[:3] for row in _rows(act_as).values()}
    _publish(act_as, cast)
    places = {row[:3] for row in _rows(act_as).values()}
    assert (cast.gradebook, day, 1) not in places
    assert (cast.gradebook, date(2026, 10, 29), 1) in places
