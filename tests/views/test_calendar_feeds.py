"""Calendars by address, read back by another parser: each has what is theirs."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from access.session import system_write
from domain.clock import clock
from models import (
    EmployeeAbsence,
    Enrolment,
    GuardianChild,
    SubgroupMember,
)
from tests.services.timetable_lessons import FRIDAY, TODAY, TOMORROW, scheduled
from tests.views.calendars import (
    CHANGES,
    address,
    ahead_of,
    by_day,
    changed,
    day_of,
    events_at,
    lessons,
    text_of,
)


@pytest.fixture
def zone():
    before = clock.zone.key
    yield clock.configure
    clock.configure(before)


@pytest.mark.parametrize("name", ["Asia/Yekaterinburg", "Europe/Berlin", "America/New_York"])
def test_local_times_are_right_across_a_year(api_as, anonymous, act_as, cast, zone, name):
    zone(name)
    tuesdays = [date(2026, 9, 22) + timedelta(days=7 * n) for n in range(40)]
    days = [day for day in tuesdays if day <= date(2027, 6, 30)]
    with act_as("system", writes=True) as session:
        for day in days:
            for pair in (1, 4):
                scheduled(session, cast, "gradebook", day, pair)
    path = address(api_as("student"))
    found = {}
    for event in events_at(anonymous, path):
        start, end = event.dtstart.value, event.dtend.value
        if isinstance(start, datetime) and start.date() in days and start.hour != 12:
            found[start.astimezone(UTC)] = end.astimezone(UTC)
    wanted = {}
    for day in days:
        for begins, ends in (("08:30", "10:00"), ("14:00", "15:30")):
            first, last = (
                datetime.combine(day, time.fromisoformat(text), ZoneInfo(name)).astimezone(UTC)
                for text in (begins, ends)
            )
            wanted[first] = last
    assert found == wanted
    assert len({start.hour for start in found}) == (2 if name.startswith("Asia") else 4)


def test_a_lesson_tells_its_room_teacher_and_topic(api_as, anonymous, act_as, cast):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook", topic="Процессы и потоки; часть 1,2")
    event = by_day(events_at(anonymous, address(api_as("student"))))[TOMORROW]
    assert text_of(event, "summary") == "ОП.01 Операционные системы"
    assert text_of(event, "location") == "301"
    assert text_of(event, "description") == "Иванова А. П.\nПроцессы и потоки; часть 1,2"
    assert text_of(event, "status") == "CONFIRMED"
    event = by_day(events_at(anonymous, address(api_as("teacher"))))[TOMORROW]
    assert "ИС-21" in text_of(event, "summary")


def test_a_lesson_without_a_bell_lasts_the_day(api_as, anonymous, act_as, cast):
    lessons(act_as, cast, ("gradebook", TOMORROW, 9))
    event = by_day(events_at(anonymous, address(api_as("student"))))[TOMORROW]
    assert event.dtstart.value == TOMORROW
    assert event.dtend.value == FRIDAY


def test_only_a_month_back_is_told(api_as, anonymous, cast):
    days = {
        day_of(event.dtstart.value) for event in events_at(anonymous, address(api_as("student")))
    }
    assert date(2026, 9, 14) in days  # thirty days ago
    assert min(days) >= TODAY - timedelta(days=30)


@pytest.mark.both_databases
def test_identities_stay_when_lessons_are_changed(api_as, anonymous, act_as, cast, at_local):
    lessons(act_as, cast, ("gradebook", TOMORROW, 1))
    path = address(api_as("student"))

    def told():
        events = by_day(events_at(anonymous, path))
        event = events.get(TOMORROW) or events[FRIDAY]
        return text_of(event, "uid"), text_of(event, "status"), int(text_of(event, "sequence"))

    uid, status, sequence = told()
    assert status == "CONFIRMED"
    with at_local("13:00"):
        key = changed(api_as, cast, "cancel")
        assert told()[:2] == (uid, "CANCELLED")
        cancelled = told()[2]
        assert cancelled > sequence
    with at_local("14:00"):
        api_as("timetabler").delete(f"{CHANGES}/{key}")
        assert told()[:2] == (uid, "CONFIRMED")
        assert told()[2] > cancelled
    with at_local("15:00"):
        changed(api_as, cast, "move", new_day=FRIDAY.isoformat(), new_pair=2)
        events = by_day(events_at(anonymous, path))
        assert TOMORROW not in events
        assert text_of(events[FRIDAY], "uid") == uid
        assert events[FRIDAY].dtstart.value.hour == 10


def test_another_discipline_takes_the_place_of_a_cancelled_lesson(api_as, anonymous, act_as, cast):
    lessons(act_as, cast, ("gradebook", TOMORROW, 1))
    changed(api_as, cast, "instead", instead=cast.teaching_assignment_td)
    path = address(api_as("student"))
    told = {
        (text_of(event, "summary"), text_of(event, "status"))
        for event in events_at(anonymous, path)
        if day_of(event.dtstart.value) == TOMORROW
    }
    assert told == {
        ("ОП.01 Операционные системы", "CANCELLED"),
        ("ОП.02 Базы данных", "CONFIRMED"),
    }


@pytest.mark.both_databases
def test_a_stand_in_has_the_one_lesson_and_its_teacher_is_rid_of_it(
    api_as, anonymous, act_as, cast
):
    lessons(act_as, cast, ("gradebook", TOMORROW, 1), ("gradebook", TOMORROW, 3))
    changed(api_as, cast, "substitute", teacher=cast.employee_teacher2)

    def told(login):
        return {
            (event.dtstart.value.hour, text_of(event, "status"))
            for event in events_at(anonymous, address(api_as(login)))
            if day_of(event.dtstart.value) == TOMORROW
        }

    assert told("teacher2") == {(8, "CONFIRMED")}
    assert told("teacher") == {(8, "CANCELLED"), (12, "CONFIRMED")}
    assert told("student") == {(8, "CONFIRMED"), (12, "CONFIRMED")}
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook", FRIDAY, 1)
    days = {day_of(e.dtstart.value) for e in events_at(anonymous, address(api_as("teacher2")))}
    assert FRIDAY not in days


@pytest.mark.both_databases
def test_a_student_has_the_lessons_of_own_groups_and_subgroups_by_date(
    api_as, anonymous, act_as, cast
):
    lessons(act_as, cast, ("gradebook", TOMORROW, 1), ("gradebook_sub", TOMORROW, 2))
    lessons(act_as, cast, ("gradebook", FRIDAY, 1), ("gradebook2", TOMORROW, 3))
    path = address(api_as("student"))

    def ahead():
        return {
            (day_of(event.dtstart.value), text_of(event, "summary").split()[0])
            for event in events_at(anonymous, path)
            if ahead_of(event)
        }

    assert ahead() == {(TOMORROW, "ОП.01"), (TOMORROW, "МДК.01.01"), (FRIDAY, "ОП.01")}
    with act_as("system", writes=True) as session:
        session.get_one(SubgroupMember, cast.subgroup_member).ends_on = TODAY
        session.get_one(Enrolment, cast.enrolment).ends_on = TOMORROW
        session.commit()
    assert ahead() == {(TOMORROW, "ОП.01")}


@pytest.mark.both_databases
def test_a_parent_has_the_lessons_of_each_child_by_name(api_as, anonymous, act_as, cast):
    lessons(act_as, cast, ("gradebook", TOMORROW, 1), ("gradebook2", TOMORROW, 1))
    path = address(api_as("parent"))
    assert [text_of(e, "summary") for e in events_at(anonymous, path) if ahead_of(e)] == [
        "ОП.01 Операционные системы"
    ]
    with act_as("system", writes=True) as session:
        link = {
            "guardian_id": cast.guardian,
            "student_id": cast.student2,
            "relation": "mother",
        }
        system_write(session, insert(GuardianChild).values(**link))
        session.commit()
    assert {text_of(e, "summary") for e in events_at(anonymous, path) if ahead_of(e)} == {
        "Иван: ОП.01 Операционные системы",
        "Степан: ОП.01 Инженерная графика",
    }


def test_who_has_no_lessons_gets_an_empty_calendar(api_as, anonymous):
    assert events_at(anonymous, address(api_as("hr"))) == []


def test_statements_do_not_grow_with_lessons(api_as, anonymous, act_as, cast, count_statements):
    path = address(api_as("student"))
    with count_statements() as few:
        anonymous.get(path)
    lessons(act_as, cast, *(("gradebook", TOMORROW + timedelta(days=n), 1) for n in range(30)))
    with count_statements() as many:
        anonymous.get(path)
    assert len(many) == len(few)
    assert len(many) <= 18


def test_an_absence_alone_changes_no_calendar(api_as, anonymous, act_as, cast):
    lessons(act_as, cast, ("gradebook", TOMORROW, 1))
    with act_as("hr", writes=True) as session:
        away = EmployeeAbsence(
            employee_id=cast.employee_teacher, starts_on=TOMORROW, ends_on=TOMORROW, kind="sick"
        )
        session.add(away)
        session.commit()
    event = by_day(events_at(anonymous, address(api_as("teacher"))))[TOMORROW]
    assert text_of(event, "status") == "CONFIRMED"
