"""Calendars by address: read back by another parser, and shut as soon as they should be."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import vobject
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import delete, insert, update

from access.session import db, system_write
from domain.clock import clock
from models import (
    CalendarFeed,
    EmployeeAbsence,
    Enrolment,
    GuardianChild,
    StudyGroup,
    SubgroupMember,
)
from tests.services.timetable_lessons import FRIDAY, TODAY, TOMORROW, scheduled

REST = "/api/v1/calendar_feed"
CHANGES = "/api/v1/timetable_change"


def _address(client, kind="own", **more):
    answer = client.post(f"{REST}/", json={"kind": kind, **more})
    assert answer.status_code == 201, answer.text
    return urlsplit(answer.json["result"]["address"]).path


def _events(anonymous, path):
    answer = anonymous.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return list(getattr(vobject.readOne(answer.text), "vevent_list", []))


def _by_day(events):
    return {_day(event.dtstart.value): event for event in events}


def _day(value):
    return value.date() if isinstance(value, datetime) else value


def _lessons(act_as, cast, *places):
    with act_as("system", writes=True) as session:
        for book, day, pair in places:
            scheduled(session, cast, book, day, pair)


def _text(event, name):
    return getattr(event, name).value if hasattr(event, name) else ""


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
    path = _address(api_as("student"))
    found = {}
    for event in _events(anonymous, path):
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
    event = _by_day(_events(anonymous, _address(api_as("student"))))[TOMORROW]
    assert _text(event, "summary") == "ОП.01 Операционные системы"
    assert _text(event, "location") == "301"
    assert _text(event, "description") == "Иванова А. П.\nПроцессы и потоки; часть 1,2"
    assert _text(event, "status") == "CONFIRMED"
    event = _by_day(_events(anonymous, _address(api_as("teacher"))))[TOMORROW]
    assert "ИС-21" in _text(event, "summary")


def test_a_lesson_without_a_bell_lasts_the_day(api_as, anonymous, act_as, cast):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 9))
    event = _by_day(_events(anonymous, _address(api_as("student"))))[TOMORROW]
    assert event.dtstart.value == TOMORROW
    assert event.dtend.value == FRIDAY


def test_only_a_month_back_is_told(api_as, anonymous, cast):
    days = {_day(event.dtstart.value) for event in _events(anonymous, _address(api_as("student")))}
    assert date(2026, 9, 14) in days  # thirty days ago
    assert min(days) >= TODAY - timedelta(days=30)


def _changed(api_as, cast, kind, **more):
    change = {
        "assignment": cast.teaching_assignment,
        "held_on": TOMORROW.isoformat(),
        "pair": 1,
        "kind": kind,
        **more,
    }
    answer = api_as("timetabler").post(f"{CHANGES}/", json={"ground": "№ 1", "changes": [change]})
    assert answer.status_code == 201, answer.text
    return answer.json["ids"][0]


@pytest.mark.both_databases
def test_identities_stay_when_lessons_are_changed(api_as, anonymous, act_as, cast, at_local):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 1))
    path = _address(api_as("student"))

    def told():
        events = _by_day(_events(anonymous, path))
        event = events.get(TOMORROW) or events[FRIDAY]
        return _text(event, "uid"), _text(event, "status"), int(_text(event, "sequence"))

    uid, status, sequence = told()
    assert status == "CONFIRMED"
    with at_local("13:00"):
        key = _changed(api_as, cast, "cancel")
        assert told()[:2] == (uid, "CANCELLED")
        cancelled = told()[2]
        assert cancelled > sequence
    with at_local("14:00"):
        api_as("timetabler").delete(f"{CHANGES}/{key}")
        assert told()[:2] == (uid, "CONFIRMED")
        assert told()[2] > cancelled
    with at_local("15:00"):
        _changed(api_as, cast, "move", new_day=FRIDAY.isoformat(), new_pair=2)
        events = _by_day(_events(anonymous, path))
        assert TOMORROW not in events
        assert _text(events[FRIDAY], "uid") == uid
        assert events[FRIDAY].dtstart.value.hour == 10


def test_another_discipline_takes_the_place_of_a_cancelled_lesson(api_as, anonymous, act_as, cast):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 1))
    _changed(api_as, cast, "instead", instead=cast.teaching_assignment_td)
    path = _address(api_as("student"))
    told = {
        (_text(event, "summary"), _text(event, "status"))
        for event in _events(anonymous, path)
        if _day(event.dtstart.value) == TOMORROW
    }
    assert told == {
        ("ОП.01 Операционные системы", "CANCELLED"),
        ("ОП.02 Базы данных", "CONFIRMED"),
    }


@pytest.mark.both_databases
def test_a_stand_in_has_the_one_lesson_and_its_teacher_is_rid_of_it(
    api_as, anonymous, act_as, cast
):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 1), ("gradebook", TOMORROW, 3))
    _changed(api_as, cast, "substitute", teacher=cast.employee_teacher2)

    def told(login):
        return {
            (event.dtstart.value.hour, _text(event, "status"))
            for event in _events(anonymous, _address(api_as(login)))
            if _day(event.dtstart.value) == TOMORROW
        }

    assert told("teacher2") == {(8, "CONFIRMED")}
    assert told("teacher") == {(8, "CANCELLED"), (12, "CONFIRMED")}
    assert told("student") == {(8, "CONFIRMED"), (12, "CONFIRMED")}
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook", FRIDAY, 1)
    days = {_day(e.dtstart.value) for e in _events(anonymous, _address(api_as("teacher2")))}
    assert FRIDAY not in days


@pytest.mark.both_databases
def test_a_student_has_the_lessons_of_own_groups_and_subgroups_by_date(
    api_as, anonymous, act_as, cast
):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 1), ("gradebook_sub", TOMORROW, 2))
    _lessons(act_as, cast, ("gradebook", FRIDAY, 1), ("gradebook2", TOMORROW, 3))
    path = _address(api_as("student"))

    def ahead():
        return {
            (_day(event.dtstart.value), _text(event, "summary").split()[0])
            for event in _events(anonymous, path)
            if _ahead(event)
        }

    assert ahead() == {(TOMORROW, "ОП.01"), (TOMORROW, "МДК.01.01"), (FRIDAY, "ОП.01")}
    with act_as("system", writes=True) as session:
        session.get_one(SubgroupMember, cast.subgroup_member).ends_on = TODAY
        session.get_one(Enrolment, cast.enrolment).ends_on = TOMORROW
        session.commit()
    assert ahead() == {(TOMORROW, "ОП.01")}


@pytest.mark.both_databases
def test_a_parent_has_the_lessons_of_each_child_by_name(api_as, anonymous, act_as, cast):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 1), ("gradebook2", TOMORROW, 1))
    path = _address(api_as("parent"))
    assert [_text(e, "summary") for e in _events(anonymous, path) if _ahead(e)] == [
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
    assert {_text(e, "summary") for e in _events(anonymous, path) if _ahead(e)} == {
        "Иван: ОП.01 Операционные системы",
        "Степан: ОП.01 Инженерная графика",
    }


def _ahead(event):
    return TODAY < _day(event.dtstart.value) <= FRIDAY


def test_who_has_no_lessons_gets_an_empty_calendar(api_as, anonymous):
    assert _events(anonymous, _address(api_as("hr"))) == []


def test_a_group_is_read_by_whoever_sees_it(api_as, anonymous, act_as, cast):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 1), ("gradebook_td", TOMORROW, 2))
    path = _address(api_as("curator"), "group", group=cast.group)
    assert len([event for event in _events(anonymous, path) if _ahead(event)]) == 2
    for login, group in (("curator", cast.group2), ("hr", cast.group), ("student", cast.group2)):
        answer = api_as(login).post(f"{REST}/", json={"kind": "group", "group": group})
        assert answer.status_code == 422, login
        assert answer.json["errors"].keys() == {"group"}


def test_a_group_that_is_no_longer_ones_own_is_shut(api_as, anonymous, act_as, cast):
    path = _address(api_as("curator"), "group", group=cast.group)
    with act_as("system", writes=True) as session:
        session.get_one(StudyGroup, cast.group).curator_id = cast.employee_curator2
        session.commit()
    assert anonymous.get(path).status_code == 404


def test_a_renewed_or_closed_address_leads_nowhere(api_as, anonymous, cast):
    client = api_as("teacher")
    old = _address(client)
    key = cast.calendar_feed_teacher
    new = urlsplit(client.put(f"{REST}/{key}").json["result"]["address"]).path
    assert old != new
    assert anonymous.get(old).status_code == 404
    assert anonymous.get(new).status_code == 200
    assert client.delete(f"{REST}/{key}").status_code == 204
    assert anonymous.get(new).status_code == 404


def test_an_address_is_signed_with_the_key_of_this_application(app, api_as, anonymous, cast):
    path = _address(api_as("teacher"))
    head, _slash, _token = path.rpartition("/")
    for token in ("teacher", "", "x" * 32, "x" * 5000, "ы", path.rpartition("/")[2][:-5] + "x"):
        assert anonymous.get(f"{head}/{token}.ics").status_code == 404, token[:40]
    other = path.replace(f"/{cast.calendar_feed_teacher}/", f"/{cast.calendar_feed_student}/")
    assert anonymous.get(other).status_code == 404
    app.config["SECRET_KEY"], kept = "another key of the application, long enough", app.secret_key
    try:
        assert anonymous.get(path).status_code == 404
    finally:
        app.config["SECRET_KEY"] = kept


def test_an_account_that_was_shut_shuts_its_calendars(app, api_as, anonymous, cast):
    path = _address(api_as("teacher"))
    with app.app_context(), db.engine.begin() as connection:
        table = User.__table__
        where = table.c.id == cast.user_teacher
        connection.execute(update(table).where(where).values(active=False))
    assert anonymous.get(path).status_code == 404


def test_an_account_without_a_role_has_no_calendar(app, api_as, anonymous, cast):
    from flask_appbuilder.security.sqla.models import assoc_user_role

    path = _address(api_as("teacher"))
    with app.app_context(), db.engine.begin() as connection:
        where = assoc_user_role.c.user_id == cast.user_teacher
        connection.execute(delete(assoc_user_role).where(where))
    assert anonymous.get(path).status_code == 404


def test_what_has_not_changed_is_not_sent_again(api_as, anonymous, act_as, cast):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 1))
    path = _address(api_as("student"))
    first = anonymous.get(path)
    tag = first.headers["ETag"]
    again = anonymous.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "private" in first.headers["Cache-Control"]
    _changed(api_as, cast, "cancel")
    assert anonymous.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_no_log_holds_an_address(api_as, anonymous, caplog):
    path = _address(api_as("teacher"))
    token = path.rpartition("/")[2].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        anonymous.get(path)
    assert any(getattr(record, "route", None) for record in caplog.records)
    assert not any(token in str(vars(record)) for record in caplog.records)


def test_statements_do_not_grow_with_lessons(api_as, anonymous, act_as, cast, count_statements):
    path = _address(api_as("student"))
    with count_statements() as few:
        anonymous.get(path)
    _lessons(act_as, cast, *(("gradebook", TOMORROW + timedelta(days=n), 1) for n in range(30)))
    with count_statements() as many:
        anonymous.get(path)
    assert len(many) == len(few)
    assert len(many) <= 18


def test_nobody_sees_or_changes_the_calendars_of_others(api_as, cast):
    client, foreign = api_as("teacher"), cast.calendar_feed_teacher2
    assert client.get(f"{REST}/").json["ids"] == [cast.calendar_feed_teacher]
    for method in ("GET", "PUT", "DELETE"):
        assert client.open(f"{REST}/{foreign}", method=method).status_code == 404, method


def test_one_calendar_of_a_kind_and_no_more_than_twenty(api_as, act_as, cast):
    client = api_as("timetabler")
    first = client.post(f"{REST}/", json={"kind": "own"}).json["id"]
    assert first == cast.calendar_feed_timetabler
    with act_as("system", writes=True) as session:
        for number in range(19):
            session.add(
                CalendarFeed(
                    user_id=cast.user_timetabler,
                    kind="group",
                    nonce=str(number),
                    created_at=clock.now(),
                )
            )
        session.commit()
    answer = client.post(f"{REST}/", json={"kind": "group", "group": cast.group})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "all"}, "kind"),
        ({"kind": ["own"]}, "kind"),
        ({"kind": "group"}, "group"),
        ({"kind": "group", "group": "1"}, "group"),
        ({"kind": "group", "group": 10**7}, "group"),
    ],
)
def test_a_wrong_field_is_named(api_as, body, field):
    answer = api_as("director").post(f"{REST}/", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"].keys() == {field}


def test_the_page_gives_renews_and_closes_a_calendar(client_as, anonymous, cast):
    client, key = client_as("parent"), cast.calendar_feed_parent
    page = client.get("/calendar/")
    assert f"/calendar/{key}/" in page.text
    old = page.text.partition(f'value="http://localhost/calendar/{key}/')[2].partition('"')[0]
    path = f"/calendar/{key}/{old}"
    assert anonymous.get(path).status_code == 200
    assert client.get(f"/calendar/{key}/renew").status_code == 200
    assert client.post(f"/calendar/{key}/renew").status_code == 302
    assert anonymous.get(path).status_code == 404
    assert client.get(f"/calendar/{key}/close").status_code == 200
    assert client.post(f"/calendar/{key}/close").status_code == 302
    assert f"/calendar/{key}/" not in client.get("/calendar/").text
    assert client.post("/calendar/", data={"kind": "own"}).status_code == 302
    assert client.post("/calendar/", data={"kind": "group", "group": "x"}).status_code == 422
    assert client.get(f"/calendar/{cast.calendar_feed_parent2}/renew").status_code == 404
    assert client.post(f"/calendar/{cast.calendar_feed_parent2}/close").status_code == 404


def test_an_absence_alone_changes_no_calendar(api_as, anonymous, act_as, cast):
    _lessons(act_as, cast, ("gradebook", TOMORROW, 1))
    with act_as("hr", writes=True) as session:
        away = EmployeeAbsence(
            employee_id=cast.employee_teacher, starts_on=TOMORROW, ends_on=TOMORROW, kind="sick"
        )
        session.add(away)
        session.commit()
    event = _by_day(_events(anonymous, _address(api_as("teacher"))))[TOMORROW]
    assert _text(event, "status") == "CONFIRMED"
