"""What somebody tries with the timetable, its publication, weeks and calendars of others."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from models import CalendarFeed, Lesson, Timetable, TimetableChange, TimetableSlot
from tests.access.faces import MISSING

BASE, FEED = "/api/v1/timetable", "/api/v1/calendar_feed"
NOT_KEEPERS = ("teacher", "curator", "methodist", "department_head", "student", "director")


def _stand(act_as):
    with act_as("system") as session:
        counts = [
            session.scalar(select(func.count()).select_from(model))
            for model in (TimetableSlot, TimetableChange, Lesson)
        ]
        return counts, session.scalars(select(Timetable.edition).order_by(Timetable.id)).all()


@pytest.mark.parametrize("login", NOT_KEEPERS)
def test_who_does_not_keep_the_timetable_changes_and_publishes_nothing(api_as, act_as, cast, login):
    before, program = _stand(act_as), api_as(login)
    table, slot = f"{BASE}/{cast.timetable}", cast.timetable_slot
    place = {"assignment": cast.teaching_assignment, "weekday": 2, "pair": 2, "edition": 0}
    change = {
        "assignment": cast.teaching_assignment,
        "held_on": "2026-10-19",
        "pair": 1,
        "kind": "cancel",
    }
    for method, path, json in (
        ("POST", f"{table}/publish", {"edition": 0}),
        ("POST", f"/api/v1/timetable_publication/{cast.timetable_publication}/cancel", {}),
        ("POST", f"{table}/slots", place),
        ("PUT", f"{table}/slots/{slot}", place),
        ("DELETE", f"{table}/slots/{slot}?edition=0", None),
        ("POST", f"{table}/slots/{slot}/copy", place),
        ("POST", f"{table}/undo", {}),
        ("DELETE", f"/api/v1/timetable_slot/{slot}", None),
        ("POST", "/api/v1/timetable_change/", {"changes": [change], "ground": "Сам"}),
        ("DELETE", f"/api/v1/timetable_change/{cast.timetable_change}", None),
        ("GET", "/api/v1/timetable_change/uncovered", None),
    ):
        assert program.open(path, method=method, json=json).status_code == 403, (method, path)
    assert _stand(act_as) == before


@pytest.mark.parametrize("login", ["student", "parent"])
def test_a_family_reads_the_week_of_its_own_group_alone(api_as, client_as, cast, login):
    program, page = api_as(login), client_as(login)
    assert program.get(f"{BASE}/week?group={cast.group}").status_code == 200
    for query in (
        f"group={cast.group2}",
        f"teacher={cast.employee_teacher}",
        f"teacher={cast.employee_teacher2}",
        f"room={cast.room}",
    ):
        name, _is, _key = query.partition("=")
        answer = program.get(f"{BASE}/week?{query}")
        missing = program.get(f"{BASE}/week?{name}={MISSING}")
        assert answer.status_code == missing.status_code == 404, query
        assert answer.text == missing.text, query
        assert page.get(f"/timetable/?{query}").status_code == 404, query
    found = program.get(f"{BASE}/find?q=ТМ")
    assert found.status_code in (200, 403)
    assert "ТМ-21" not in found.text
    assert page.get("/timetable/wall").status_code in (403, 404)
    assert page.get(f"/timetable/{cast.timetable}/edit").status_code in (403, 404)


@pytest.mark.parametrize("login", ["student", "parent"])
def test_no_calendar_of_a_foreign_group_is_opened(api_as, act_as, cast, login):
    program = api_as(login)
    said = [
        program.post(f"{FEED}/", json={"kind": "group", "group": group})
        for group in (cast.group2, MISSING)
    ]
    assert {answer.status_code for answer in said} == {422}
    assert said[0].text == said[1].text
    with act_as("system") as session:
        count = select(func.count(CalendarFeed.id)).where(CalendarFeed.group_id == cast.group2)
        assert session.scalar(count) == 0


def test_a_foreign_calendar_is_neither_told_nor_renewed_nor_closed(
    api_as, client_as, anonymous, act_as, cast
):
    owner, key = api_as("teacher2"), cast.calendar_feed_teacher2
    own = urlsplit(owner.get(f"{FEED}/{key}").json["result"]["address"]).path
    program, page = api_as("student"), client_as("student")
    for method in ("GET", "PUT", "DELETE"):
        answer = program.open(f"{FEED}/{key}", method=method)
        missing = program.open(f"{FEED}/{MISSING}", method=method)
        assert (answer.status_code, answer.text) == (404, missing.text), method
    for way in ("renew", "close"):
        assert page.get(f"/calendar/{key}/{way}").status_code == 404
        assert page.post(f"/calendar/{key}/{way}").status_code == 404
    assert own not in page.get("/calendar/").text
    assert anonymous.get(own).status_code == 200  # it works on as before


def test_a_token_opens_the_calendar_that_it_was_made_for_alone(api_as, anonymous, cast):
    answer = api_as("student").get(f"{FEED}/{cast.calendar_feed_student}")
    own = urlsplit(answer.json["result"]["address"]).path
    assert anonymous.get(own).status_code == 200
    token = own.rsplit("/", 1)[1]
    for path in (
        f"/calendar/{cast.calendar_feed_teacher2}/{token}",
        f"/calendar/{MISSING}/{token}",
        f"/calendar/{cast.calendar_feed_student}/{'x' * 32}.ics",
    ):
        assert anonymous.get(path).status_code == 404, path


def test_who_keeps_the_timetable_opens_no_journal(api_as, client_as, cast):
    page, program = client_as("timetabler"), api_as("timetabler")
    book, lesson = cast.gradebook, cast.lesson
    for path in (f"/journal/{book}", f"/journal/{book}/lesson/{lesson}", "/journals/"):
        assert page.get(path).status_code in (403, 404), path
    for method, path, json in (
        ("GET", f"/api/v1/gradebook/{book}/grid", None),
        ("PUT", f"/api/v1/gradebook/{book}/cells", {"cells": []}),
        ("POST", f"/api/v1/gradebook/{book}/lessons", {"held_on": "2026-10-14", "pair": 5}),
        ("PUT", f"/api/v1/lesson/{lesson}", {"topic": "Тема"}),
        ("DELETE", f"/api/v1/lesson/{lesson}?confirm_loss=1", None),
        ("GET", f"/api/v1/lesson/{lesson}/suggestion", None),
        ("POST", f"/api/v1/lesson/{lesson}/accept", {"topic": cast.lesson_plan_topic}),
        ("GET", f"/api/v1/lesson_plan/{cast.lesson_plan}/rows", None),
        ("GET", "/api/v1/mark/", None),
        ("GET", f"/api/v1/gradebook/{book}/history?lesson_id={lesson}&student_id=1", None),
    ):
        answer = program.open(path, method=method, json=json)
        assert answer.status_code in (403, 404), (method, path, answer.status_code)


def test_a_lesson_takes_no_row_of_a_foreign_plan(api_as, act_as, cast):
    path = f"/api/v1/lesson/{cast.lesson_today}/accept"
    answer = api_as("teacher").post(path, json={"topic": cast.lesson_plan_topic2})
    assert answer.status_code in (404, 422)
    with act_as("system") as session:
        lesson = session.get_one(Lesson, cast.lesson_today)
        assert (lesson.topic, lesson.topic_id) == ("", None)
