"""A planted conflict of each kind is found in the database, named, with the pairs it concerns."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from access.session import system_write
from domain.enums import ChangeKind, RoomKind, WeekKind
from domain.timetable import ClashKind
from models import (
    EmployeeAbsence,
    PracticePeriod,
    Room,
    Semester,
    Subgroup,
    TeachingAssignment,
    Timetable,
    TimetableChange,
    TimetableSlot,
)
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.timetable_conflicts import Candidate, Conflict, conflicts_at, conflicts_of
from tests.cast import Cast

Act = Callable[..., AbstractContextManager[Session]]
K = ClashKind
Plant = Callable[[Session, Cast], Any]


def _slot(session: Session, cast: Cast, load: str, **values: Any) -> TimetableSlot:
    plain = {"weekday": 1, "pair": 1, "room_id": cast.room2 if "2" in load else None}
    slot = TimetableSlot(
        timetable_id=values.pop("table", cast.timetable),
        assignment_id=cast[f"teaching_assignment{load}"],
        **plain | values,
    )
    session.add(slot)
    session.flush()
    return slot


def _teach(session: Session, cast: Cast, load: str, **values: Any) -> None:
    row = session.get_one(TeachingAssignment, cast[f"teaching_assignment{load}"])
    for name, value in values.items():
        setattr(row, name, value)


def _own_slot(session: Session, cast: Cast, **values: Any) -> None:
    for name, value in values.items():
        setattr(session.get_one(TimetableSlot, cast.timetable_slot), name, value)


def _second_teacher_from(session: Session, cast: Cast, day: date, teacher: str) -> None:
    row = session.get_one(TeachingAssignment, cast.teaching_assignment2)
    later = TeachingAssignment(
        semester_id=row.semester_id, group_id=row.group_id, item_id=row.item_id,
        starts_on=day, teacher_id=cast[f"employee_{teacher}"] if teacher else None, theory=10,
    )  # fmt: skip
    session.add(later)


def _short_term(session: Session, cast: Cast, first: date, last: date) -> None:
    """Let the second company's slot be of a short term of its own programme."""
    term = Semester(
        academic_year_id=cast.academic_year, programme_id=cast.programme2, number=1,
        starts_on=first, ends_on=last,
    )  # fmt: skip
    session.add(term)
    session.flush()
    table = Timetable(semester_id=term.id)
    session.add(table)
    session.flush()
    _teach(session, cast, "2", semester_id=term.id, teacher_id=cast.employee_teacher)
    session.get_one(TimetableSlot, cast.timetable_slot2).timetable_id = table.id


PLANTED: dict[str, tuple[K, Plant]] = {
    "teacher": (K.teacher, lambda s, c: _teach(s, c, "2", teacher_id=c.employee_teacher)),
    "teacher who comes later": (
        K.teacher, lambda s, c: _second_teacher_from(s, c, date(2026, 12, 1), "teacher"),
    ),
    "teacher in a short term": (
        K.teacher, lambda s, c: _short_term(s, c, date(2026, 11, 30), date(2027, 2, 1)),
    ),
    "room": (K.room, lambda s, c: setattr(
        s.get_one(TimetableSlot, c.timetable_slot2), "room_id", c.room)),
    "group": (K.group, lambda s, c: _slot(s, c, "_td")),
    "group and its subgroup": (K.group, lambda s, c: (
        _teach(s, c, "_sub", teacher_id=c.employee_hr), _slot(s, c, "_sub"))),
    "subgroup": (K.subgroup, lambda s, c: (
        _teach(s, c, "", subgroup_id=c.subgroup), _teach(s, c, "_sub", teacher_id=c.employee_hr),
        _slot(s, c, "_sub"))),
    "stream": (K.stream, lambda s, c: (
        _own_slot(s, c, stream="A"), _slot(s, c, "_tc", stream="A", room_id=c.room))),
    "absence": (K.absence, lambda s, c: s.add(EmployeeAbsence(
        employee_id=c.employee_teacher, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 3),
        kind="sick"))),
    "weekday": (K.weekday, lambda s, c: _own_slot(s, c, weekday=7)),
    "vacancy": (K.vacancy, lambda s, c: _teach(s, c, "", teacher_id=None)),
    "vacancy from a day on": (
        K.vacancy, lambda s, c: _second_teacher_from(s, c, date(2026, 12, 1), ""),
    ),
    "bell": (K.bell, lambda s, c: _own_slot(s, c, pair=5)),
    "no room": (K.no_room, lambda s, c: _own_slot(s, c, room_id=None)),
    "capacity": (K.capacity, lambda s, c: setattr(s.get_one(Room, c.room), "capacity", 3)),
    "room kind": (K.room_kind, lambda s, c: _teach(s, c, "", theory=0, practice=0, lab=30)),
    "hours": (K.hours, lambda s, c: _teach(s, c, "", theory=4, practice=0)),
}  # fmt: skip


@pytest.fixture
def calm(act_as: Act, cast: Cast) -> Cast:
    """Return the cast without anybody away, and with Monday pairs that all have a bell."""
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        session.commit()
    return cast


def _found(act_as: Act, cast: Cast) -> list[Conflict]:
    with act_as("timetabler") as session:
        return conflicts_of(session, cast.timetable)


def _blocking(conflicts: list[Conflict]) -> list[K]:
    return [conflict.kind for conflict in conflicts if conflict.blocks]


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_conflict_of_each_kind_is_found(act_as: Act, calm: Cast, name: str) -> None:
    kind, plant = PLANTED[name]
    before = [c for c in _found(act_as, calm) if c.kind is not K.hours]
    assert _blocking(before) == []
    with act_as("system", writes=True) as session:
        plant(session, calm)
        session.commit()
    after = _found(act_as, calm)
    told = [c for c in after if c.kind is kind and c not in before]
    assert told, [str(c.kind) for c in after]
    assert set(_blocking(after)) <= {kind}
    first = told[0]
    assert "None" not in first.sentence
    if first.kind is not K.hours:
        assert first.slots
        assert all(slot.title in first.sentence for slot in first.slots)
    if len(first.slots) > 1:
        assert first.days > 0


CALM: dict[str, Plant] = {
    "odd and even weeks": lambda s, c: (
        _own_slot(s, c, weeks=WeekKind.odd),
        _teach(s, c, "_td", teacher_id=c.employee_teacher),
        _slot(s, c, "_td", weeks=WeekKind.even, room_id=c.room)),
    "two subgroups in parallel": lambda s, c: (
        s.add(Subgroup(id=9000, group_id=c.group, name="2")), s.flush(),
        _teach(s, c, "", subgroup_id=9000), _teach(s, c, "_sub", teacher_id=c.employee_hr),
        _slot(s, c, "_sub")),
    "one stream": lambda s, c: (
        _own_slot(s, c, stream="A"), _teach(s, c, "_tc", teacher_id=c.employee_teacher),
        _slot(s, c, "_tc", stream="A", room_id=c.room)),
    "a gym": lambda s, c: (
        setattr(s.get_one(Room, c.room), "is_shared", True),
        setattr(s.get_one(TimetableSlot, c.timetable_slot2), "room_id", c.room)),
    "a term that is over when the other begins": lambda s, c: _short_term(
        s, c, date(2026, 9, 1), date(2026, 10, 11)),
    "a practice through all of it": lambda s, c: (
        _teach(s, c, "2", teacher_id=c.employee_teacher),
        s.add(PracticePeriod(
            group_id=c.group2, starts_on=date(2026, 10, 14), ends_on=date(2026, 12, 29)))),
    "an absence that is over": lambda s, c: s.add(EmployeeAbsence(
        employee_id=c.employee_teacher, starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 6),
        kind="sick")),
    "an absence with a stand-in": lambda s, c: (
        s.add(EmployeeAbsence(
            employee_id=c.employee_teacher, starts_on=date(2026, 11, 2),
            ends_on=date(2026, 11, 3), kind="sick")),
        s.add(TimetableChange(
            group_id=c.group, assignment_id=c.teaching_assignment, held_on=date(2026, 11, 2),
            pair=1, kind=ChangeKind.substitute, teacher_id=c.employee_hr, ground="Приказ",
            created_at=datetime(2026, 10, 1)))),
    "laboratory work where it belongs": lambda s, c: (
        _teach(s, c, "", theory=0, practice=0, lab=30),
        setattr(s.get_one(Room, c.room), "kind", RoomKind.laboratory)),
}  # fmt: skip


@pytest.mark.parametrize("name", CALM)
def test_what_only_looks_like_a_conflict_is_none(act_as: Act, calm: Cast, name: str) -> None:
    with act_as("system", writes=True) as session:
        CALM[name](session, calm)
        session.commit()
    found = _found(act_as, calm)
    assert _blocking(found) == []
    assert K.room_kind not in {conflict.kind for conflict in found}


def test_all_conflicts_are_told_at_once_and_what_blocks_comes_first(
    act_as: Act, calm: Cast
) -> None:
    with act_as("system", writes=True) as session:
        for name in ("teacher", "room", "group", "capacity"):
            PLANTED[name][1](session, calm)
        session.commit()
    found = _found(act_as, calm)
    assert {K.teacher, K.room, K.group, K.capacity, K.hours} <= {each.kind for each in found}
    assert [each.blocks for each in found] == sorted((each.blocks for each in found), reverse=True)


def test_a_tried_place_tells_what_would_clash_all_over_the_week(act_as: Act, calm: Cast) -> None:
    with act_as("timetabler") as session:
        places = conflicts_at(
            session, calm.timetable, Candidate(calm.teaching_assignment_td, room_id=calm.room)
        )
        own = conflicts_at(
            session,
            calm.timetable,
            Candidate(calm.teaching_assignment, room_id=calm.room, slot_id=calm.timetable_slot),
        )
    assert {each.kind for each in places[1, 1]} == {K.group, K.room}
    assert (2, 1) not in places
    assert [each.kind for each in places[2, 5]] == [K.bell]
    assert {each.kind for each in places[7, 1]} == {K.weekday}
    assert (1, 1) not in own  # a pair is not in its own way


def test_what_cannot_be_asked_is_refused_in_words(act_as: Act, calm: Cast) -> None:
    with act_as("teacher") as session, pytest.raises(NotAllowedError):
        conflicts_of(session, calm.timetable)
    with act_as("timetabler") as session:
        with pytest.raises(NotFoundError):
            conflicts_of(session, 10**6)
        with pytest.raises(FieldsError):
            conflicts_at(session, calm.timetable2, Candidate(calm.teaching_assignment))
