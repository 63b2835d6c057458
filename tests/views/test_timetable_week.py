"""The timetable on the wall: who sees whose week, and that it shows what really happens."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from domain.enums import DayKind
from models import CalendarDay, Lesson
from tests.cast import Cast
from tests.services.timetable_lessons import FRIDAY, scheduled

Client = Callable[[str], FlaskClient]
Act = Callable[..., AbstractContextManager[Session]]
WEEK = "/api/v1/timetable/week"
MONDAY = date(2026, 10, 12)  # of an odd week: the first one has 1 September
THURSDAY = date(2026, 10, 15)


def _week(client: FlaskClient, query: str) -> dict[str, Any]:
    answer = client.get(f"{WEEK}?{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json["result"])


def _at(week: dict[str, Any], day: date, pair: int) -> list[dict[str, Any]]:
    (one,) = [each for each in week["days"] if each["day"] == day.isoformat()]
    return [lesson for lesson in one["lessons"] if lesson["pair"] == pair]


@pytest.fixture
def lesson(act_as: Act, cast: Cast) -> int:
    """Add a lesson of the timetable on Thursday, the first pair."""
    with act_as("system", writes=True) as session:
        return scheduled(session, cast, "gradebook", THURSDAY)


def _changed(client: FlaskClient, cast: Cast, kind: str, **more: Any) -> None:
    """Change the Thursday lesson as the timetabler does."""
    place = {"assignment": cast.teaching_assignment, "held_on": THURSDAY.isoformat(), "pair": 1}
    change = {**place, "kind": kind, **more}
    body = {"ground": "Приказ № 7", "changes": [change]}
    answer = client.post("/api/v1/timetable_change/", json=body)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    ("login", "name"),
    [
        ("teacher", "Моё расписание"),
        ("curator", "ИС-21"),
        ("student", "ИС-21"),
        ("parent", "ИС-21"),
    ],
)
def test_a_person_s_own_timetable_opens_first(client_as: Client, login: str, name: str) -> None:
    page = client_as(login).get("/timetable/")
    assert page.status_code == 200
    assert name in page.text.partition("</h1>")[0]
    assert "Операционные системы" in page.text


@pytest.mark.parametrize("login", ["director", "timetabler", "hr", "methodist"])
def test_who_has_no_lessons_chooses_a_group(client_as: Client, cast: Cast, login: str) -> None:
    page = client_as(login).get("/timetable/").text
    assert f'href="/timetable/?group={cast.group2}"' in page
    assert "2 курс" in page


@pytest.mark.parametrize("login", ["student", "parent"])
def test_students_and_parents_see_own_groups_alone(
    client_as: Client, api_as: Client, cast: Cast, login: str
) -> None:
    page, program = client_as(login), api_as(login)
    foreign = [f"group={cast.group2}", f"teacher={cast.employee_teacher}", f"room={cast.room}"]
    for query in [*foreign, "group=999999"]:
        assert page.get(f"/timetable/?{query}").status_code == 404, query
        assert program.get(f"{WEEK}?{query}").status_code == 404, query
    assert program.get("/api/v1/timetable/find?q=").json["results"] == []
    for path in ("/timetable/wall", "/timetable/practice"):
        assert page.get(path).status_code == 403
    assert f"group={cast.group2}" not in page.get("/timetable/choose").text


def test_staff_reads_the_wall_past_the_journals_of_their_own(
    client_as: Client, api_as: Client, cast: Cast
) -> None:
    week = _week(api_as("teacher"), f"group={cast.group2}&day={MONDAY}")
    (lesson,) = _at(week, MONDAY, 1)
    assert lesson["gradebook_id"] == cast.gradebook2
    assert lesson["teacher"]["name"] == "Ёлкин Я."
    page = client_as("teacher").get(f"/timetable/?group={cast.group2}&day={MONDAY}").text
    assert "Инженерная графика" in page
    assert f"/journal/{cast.gradebook2}" not in page  # on the wall, but not in the journal


def test_a_week_has_its_days_bells_and_kind(api_as: Client, cast: Cast) -> None:
    week = _week(api_as("student"), f"group={cast.group}&day=2026-10-14")
    assert (week["starts_on"], week["weeks"]) == ("2026-10-12", "odd")
    assert [day["follows_weekday"] for day in week["days"]] == [1, 2, 3, 4, 5, 6]
    assert week["days"][0]["bells"][0] == {"pair": 1, "starts_at": "08:30", "ends_at": "10:00"}
    assert _week(api_as("student"), f"group={cast.group}&day=2026-10-21")["weeks"] == "even"
    (only,) = _week(api_as("student"), f"group={cast.group}&day=2026-10-14&view=day")["days"]
    assert [lesson["lesson_id"] for lesson in only["lessons"]] == [cast.lesson_today]


def test_a_teacher_s_week_holds_the_own_lessons_alone(api_as: Client, cast: Cast) -> None:
    week = _week(api_as("director"), f"teacher={cast.employee_teacher}&day={MONDAY}")
    held = {lesson["lesson_id"] for day in week["days"] for lesson in day["lessons"]}
    assert {cast.lesson, cast.lesson_today, cast.lesson_tc_other} <= held
    assert held.isdisjoint({cast.lesson2, cast.lesson_td, cast.lesson_tc})


def test_a_room_has_the_lessons_held_in_it(act_as: Act, api_as: Client, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        session.get_one(Lesson, cast.lesson).room_id = cast.room2
        session.commit()
    week = _week(api_as("director"), f"room={cast.room2}&day={MONDAY}")
    assert [x["lesson_id"] for day in week["days"] for x in day["lessons"]] == [cast.lesson]


def test_a_cancelled_lesson_stays_on_the_wall_struck_out(
    client_as: Client, api_as: Client, cast: Cast
) -> None:
    query = f"group={cast.group}&day=2026-11-16"
    (lesson,) = _at(_week(api_as("student"), query), date(2026, 11, 16), 1)
    assert lesson["is_gone"]
    assert lesson["change"]["kind"] == "cancel"
    page = client_as("student").get(f"/timetable/?{query}").text
    assert "отменено" in page
    # Why a lesson was changed may be somebody's illness: staff alone reads it.
    assert lesson["change"]["ground"] is None
    assert "Приказ № 12" not in page
    assert "Приказ № 12" in client_as("curator").get(f"/timetable/?{query}").text


@pytest.mark.both_databases
def test_a_stand_in_is_shown_to_both_and_to_the_group(
    api_as: Client, client_as: Client, cast: Cast, lesson: int
) -> None:
    deputy = cast.employee_teacher_deputy
    _changed(api_as("timetabler"), cast, "substitute", teacher=deputy)
    director = api_as("director")
    for query in (f"group={cast.group}", f"teacher={deputy}", f"teacher={cast.employee_teacher}"):
        (found,) = _at(_week(director, f"{query}&day={THURSDAY}"), THURSDAY, 1)
        assert found["lesson_id"] == lesson
        assert found["teacher"] == {"id": deputy, "name": "Осипова Д. М."}, query
    page = client_as("student").get(f"/timetable/?group={cast.group}&day={THURSDAY}").text
    assert "замена" in page
    assert "вместо: Иванова А. П." in page


def test_a_moved_lesson_is_shown_where_it_was_and_where_it_is(
    api_as: Client, client_as: Client, cast: Cast, lesson: int
) -> None:
    _changed(api_as("timetabler"), cast, "move", new_day=FRIDAY.isoformat(), new_pair=3)
    query = f"group={cast.group}&day={THURSDAY}"
    week = _week(api_as("student"), query)
    (trace,), (now,) = _at(week, THURSDAY, 1), _at(week, FRIDAY, 3)
    assert (trace["is_gone"], now["is_gone"]) == (True, False)
    assert now["lesson_id"] == lesson
    page = client_as("student").get(f"/timetable/?{query}").text
    assert "на 16.10, 3 пара" in page
    assert "с 15.10, 1 пары" in page


def test_a_discipline_in_the_place_of_another_says_so(
    api_as: Client, client_as: Client, cast: Cast, lesson: int
) -> None:
    other = cast.teaching_assignment_td
    _changed(api_as("timetabler"), cast, "instead", instead=other)
    query = f"group={cast.group}&day={THURSDAY}"
    codes = {x["code"]: x["is_gone"] for x in _at(_week(api_as("student"), query), THURSDAY, 1)}
    assert codes == {"ОП.01": True, "ОП.02": False}
    page = client_as("student").get(f"/timetable/?{query}").text
    assert "вместо ОП.01" in page
    assert "на этом месте: ОП.02" in page


def test_practices_and_days_off_are_said_in_words(
    act_as: Act, client_as: Client, api_as: Client, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        session.add(
            CalendarDay(day=date(2026, 10, 17), kind=DayKind.day_off, note="День открытых дверей")
        )
        session.add(CalendarDay(day=date(2026, 10, 18), kind=DayKind.working, works_as=1))
        session.commit()
    page = client_as("student").get(f"/timetable/?group={cast.group}&day={MONDAY}").text
    assert "Занятий нет: День открытых дверей" in page
    assert "по расписанию дня: понедельник" in page  # a Sunday that is worked has its column
    week = _week(api_as("student"), f"group={cast.group}&day=2026-12-16")
    assert all(len(day["practices"]) == 1 for day in week["days"])
    holiday = _week(api_as("student"), f"group={cast.group}&day=2026-11-04")["days"][2]
    assert (holiday["is_study_day"], holiday["is_holiday"]) == (False, True)


@pytest.mark.parametrize(
    "query",
    ["day=yesterday", "day=0001-01-01", "day=9999-12-31", "group=x", "group=0", "room=-1",
     "teacher=99999999999999999999", "group=1%00"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_in_words(
    client_as: Client, api_as: Client, query: str
) -> None:
    page = client_as("director").get(f"/timetable/?{query}")
    assert page.status_code == 400
    answer = api_as("director").get(f"{WEEK}?{query}")
    assert answer.status_code == 422
    assert answer.json["message"]


def test_the_arrows_lead_to_the_weeks_and_days_beside(client_as: Client, cast: Cast) -> None:
    client = client_as("student")
    page = client.get(f"/timetable/?group={cast.group}&day=2026-10-14").text
    assert "day=2026-10-07" in page
    assert "day=2026-10-21" in page
    saturday = client.get(f"/timetable/?group={cast.group}&day=2026-10-17&view=day").text
    assert "day=2026-10-19&amp;view=day" in saturday  # the day after a Saturday is a Monday


@pytest.mark.both_databases
def test_a_timetable_is_found_by_a_part_of_its_name(api_as: Client, cast: Cast) -> None:
    client = api_as("teacher")
    find = "/api/v1/timetable/find?q="
    assert {"id": f"group={cast.group2}", "text": "ТМ-21 · группа"} in client.get(
        f"{find}тм-2"
    ).json["results"]
    assert client.get(f"{find}ёлк&kind=teacher").json["results"] == [
        {"id": f"teacher={cast.employee_teacher2}", "text": "Ёлкин Я."}
    ]
    assert client.get(f"{find}%25").json["results"] == [], "a sign of the search is no letter"


def test_the_year_s_calendar_shows_each_day_and_leads_to_its_form(
    client_as: Client, api_as: Client, cast: Cast
) -> None:
    page = client_as("timetabler").get("/timetable/calendar").text
    assert f"/registers/calendar_day/edit/{cast.calendar_day}" in page
    assert "/registers/calendar_day/add?day=2026-10-14&amp;kind=day_off" in page
    assert "04.11.2026 · праздник или перенесённый выходной" in page
    assert "/registers/calendar_day/add" not in client_as("student").get("/timetable/calendar").text
    days = api_as("student").get("/api/v1/timetable/calendar").json["result"]["study_days"]
    told = {one["day"] for one in days}
    assert "2026-10-14" in told
    assert told.isdisjoint({"2026-11-04", "2026-12-28", "2026-10-18"})


@pytest.mark.both_databases
def test_the_strip_of_practices_shows_the_weeks_of_each_group(
    client_as: Client, cast: Cast
) -> None:
    page = client_as("deputy_director").get("/timetable/practice").text
    assert page.count(f"/registers/practice_period/show/{cast.practice_period}") == 1
    assert "14.12–19.12" in page
    shown = client_as("teacher2").get("/timetable/practice").text  # nobody's of this group
    assert "14.12–19.12" in shown
    assert f"show/{cast.practice_period}" not in shown  # the register would not have it
    narrowed = client_as("deputy_director").get(
        f"/timetable/practice?department={cast.department2}"
    )
    assert "ТМ-21" in narrowed.text
    assert "ИС-22" not in narrowed.text


def test_a_wall_sheet_has_the_groups_beside_each_other(client_as: Client, cast: Cast) -> None:
    page = client_as("timetabler").get(f"/timetable/wall?timetable={cast.timetable}").text
    assert page.count('<th scope="col">ИС-21</th>') == 1
    assert "Операционные системы" in page
    hidden = client_as("teacher").get(f"/timetable/wall?timetable={cast.timetable}").text
    assert "ещё не опубликовано" in hidden  # a draft hangs on no wall
    assert "Операционные системы" not in hidden
