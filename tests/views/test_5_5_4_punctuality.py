"""Whether a lesson and its homework are in time, and that nothing late looks punctual (5.5.4)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import AuditEntry
from tests.cast import Cast

THURSDAY = date(2026, 10, 15)
OUTAGE = {"what": "Обрыв линии связи", "starts_on": "2026-10-13", "ends_on": "2026-10-13"}


@pytest.fixture
def said(api_as: Any) -> Any:
    """Give `said(lesson, part)`: code and lateness as the head of the department reads them."""

    def read(lesson: int, part: str = "record") -> tuple[Any, ...]:
        answer = api_as("department_head").get(f"/api/v1/lesson/{lesson}/punctuality")
        assert answer.status_code == 200, answer.text
        found = answer.json[part]
        return found["code"], found["late_by"], [one["kind"] for one in found["excused_by"]]

    return read


@pytest.mark.both_databases
def test_5_5_4_a_late_lesson_stays_late_whatever_is_tried(
    api_as: Any, cast: Cast, said: Any, act_as: Any
) -> None:
    teacher, lesson = api_as("teacher"), cast.lesson_unconfirmed
    url = f"/api/v1/lesson/{lesson}"
    assert said(lesson) == ("overdue", 1, [])
    for field in ("confirmed_at", "homework_at", "created_at", "state"):
        refused = teacher.put(url, json={field: "2026-10-13T05:00:00Z"})
        assert (refused.status_code, list(refused.json["errors"])) == (422, [field])
    assert teacher.post(f"{url}/confirm", json={"at": "2026-10-13T05:00:00Z"}).status_code != 500
    assert teacher.post(f"{url}/confirm", json={}).status_code == 200
    assert said(lesson) == ("late", 1, [])
    assert teacher.post(f"{url}/confirm", json={"confirmed": False}).status_code == 200
    for day in ("2026-10-12", "2026-10-14", "2026-10-20"):
        moved = teacher.put(url, json={"held_on": day, "pair": 6})
        assert moved.status_code == 422, day
        assert "held_on" in moved.json["errors"]
    assert teacher.post(f"{url}/confirm", json={}).status_code == 200
    assert said(lesson) == ("late", 1, [])

    gone = teacher.delete(f"{url}?confirm_loss=1&reason=Ошибка")
    assert gone.status_code in (200, 204), gone.text
    body = {"held_on": "2026-10-13", "pair": 3, "topic": "Процессы", "homework": "Глава 3"}
    again = teacher.post(f"/api/v1/gradebook/{cast.gradebook}/lessons", json=body)
    assert again.status_code == 201, again.text
    new = again.json["lesson"]["id"]
    assert teacher.post(f"/api/v1/lesson/{new}/confirm", json={}).status_code == 200
    assert said(new) == ("late", 1, [])
    assert said(new, "homework") == ("late", 1, [])
    with act_as("system") as session:
        trail = session.execute(
            select(AuditEntry.action, AuditEntry.field, AuditEntry.old)
            .where(AuditEntry.entity == "lesson", AuditEntry.entity_id == lesson)
            .order_by(AuditEntry.id)
        ).all()
    # every saying and taking back, and the lesson as it was when it went
    assert sum(row.field == "confirmed_at" for row in trail) >= 3
    assert trail[-1].action == "delete"


def test_5_5_5_homework_taken_back_on_the_day_was_not_given(
    api_as: Any, cast: Cast, said: Any, at_local: Any
) -> None:
    lesson = cast.lesson_today
    url = f"/api/v1/lesson/{lesson}"
    assert said(lesson, "homework") == ("today", 0, [])
    for text, expected in (("Глава 4", "done"), ("", "today")):
        assert api_as("teacher").put(url, json={"homework": text}).status_code == 200
        assert said(lesson, "homework") == (expected, 0, [])
    with at_local("09:00", THURSDAY):
        assert said(lesson, "homework") == ("overdue", 1, [])
        assert api_as("teacher").put(url, json={"homework": "Глава 4"}).status_code == 200
        assert said(lesson, "homework") == ("late", 1, [])
        for text in ("", "Глава 5"):  # and late it stays
            assert api_as("teacher").put(url, json={"homework": text}).status_code == 200
        assert said(lesson, "homework") == ("late", 1, [])


def test_5_5_4_late_is_counted_from_midnight_of_the_college(
    api_as: Any, cast: Cast, said: Any, at_local: Any
) -> None:
    with at_local("23:59"):
        api_as("teacher").put(f"/api/v1/lesson/{cast.lesson_today}", json={"topic": "Процессы"})
        api_as("teacher").post(f"/api/v1/lesson/{cast.lesson_today}/confirm", json={})
    with at_local("00:01", THURSDAY):
        assert said(cast.lesson_today) == ("done", 0, [])
        body = {"held_on": "2026-10-14", "pair": 6, "topic": "Потоки"}
        url = f"/api/v1/gradebook/{cast.gradebook}/lessons"
        new = api_as("teacher").post(url, json=body).json["lesson"]["id"]
        api_as("teacher").post(f"/api/v1/lesson/{new}/confirm", json={})
        assert said(new) == ("late", 1, [])


@pytest.mark.both_databases
def test_10_2_an_outage_entered_later_excuses_and_its_deletion_takes_that_back(
    api_as: Any, cast: Cast, said: Any, client_as: Any
) -> None:
    lesson, admin = cast.lesson_unconfirmed, api_as("module_admin")
    api_as("teacher").post(f"/api/v1/lesson/{lesson}/confirm", json={})
    assert api_as("teacher").post("/api/v1/outage/", json=OUTAGE).status_code == 403
    made = admin.post("/api/v1/outage/", json=OUTAGE)
    assert made.status_code == 201, made.text
    assert said(lesson) == ("excused", 0, ["outage"])
    page = client_as("teacher").get(f"/journal/{cast.gradebook}/lesson/{lesson}").text
    assert "сбой 13.10.2026, Обрыв линии связи" in page
    assert admin.delete(f"/api/v1/outage/{made.json['id']}").status_code == 200
    assert said(lesson) == ("late", 1, [])
    page = client_as("teacher").get(f"/journal/{cast.gradebook}/lesson/{lesson}").text
    assert "опоздание: 1 рабочий день" in page


def test_5_5_4_an_absence_of_the_teacher_excuses_the_own_lessons_alone(
    api_as: Any, cast: Cast, said: Any, at_local: Any
) -> None:
    absence = {"kind": "sick", "starts_on": "2026-10-13", "ends_on": "2026-10-14"}
    for person, expected in (("teacher2", ("late", 2, [])), ("teacher", ("excused", 0, ["away"]))):
        body = absence | {"employee": cast[f"employee_{person}"]}
        assert api_as("hr").post("/api/v1/employee_absence/", json=body).status_code == 201
        with at_local("10:00", THURSDAY):
            api_as("teacher").post(f"/api/v1/lesson/{cast.lesson_unconfirmed}/confirm", json={})
            assert said(cast.lesson_unconfirmed) == expected


def test_5_5_4_punctuality_is_read_within_the_own_scope(api_as: Any, cast: Cast) -> None:
    for login, status in (("teacher2", 404), ("curator2", 404), ("student", 403), ("curator", 200)):
        answer = api_as(login).get(f"/api/v1/lesson/{cast.lesson}/punctuality")
        assert answer.status_code == status, login


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_on": "2026-10-12"}, "ends_on"),
        ({"starts_on": "2026-10-15", "ends_on": None}, "starts_on"),  # a day ahead
        ({"ends_on": "2026-10-20"}, "ends_on"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"ends_at": "9:00"}, "ends_at"),
        ({"starts_at": "10:00", "ends_at": "10:00"}, "ends_at"),
        ({"ends_on": None, "ends_at": "10:00"}, "ends_at"),
        ({"what": ""}, "what"),
    ],
)
def test_10_1_an_outage_that_cannot_be_is_refused(
    api_as: Any, changed: dict[str, Any], field: str
) -> None:
    answer = api_as("module_admin").post("/api/v1/outage/", json=OUTAGE | changed)
    assert answer.status_code == 422, answer.text
    assert field in answer.json["errors"]


def test_10_3_an_outage_has_a_certificate(client_as: Any, cast: Cast, api_as: Any) -> None:
    facts = api_as("director").get(f"/api/v1/outage/{cast.outage}/certificate").json
    assert (facts["working_days"], facts["transfer_by"]) == (1, "2026-09-12")
    assert api_as("director").get("/api/v1/outage/999999/certificate").status_code == 404
    page = client_as("module_admin").get(f"/outages/{cast.outage}/certificate")
    assert page.status_code == 200
    for words in ("07.09.2026", "Нет связи", "до 12.09.2026 (п. 10.2)", "п. 10.3"):
        assert words in page.text
    assert client_as("module_admin").get("/outages/999999/certificate").status_code == 404
    show = client_as("director").get(f"/registers/outage/show/{cast.outage}").text
    assert f"/outages/{cast.outage}/certificate" in show


def test_10_2_an_outage_that_lasts_leaves_time_until_it_ends(
    api_as: Any, cast: Cast, said: Any
) -> None:
    lasting = OUTAGE | {"ends_on": None}
    assert api_as("module_admin").post("/api/v1/outage/", json=lasting).status_code == 201
    code, late_by, excused_by = said(cast.lesson_unconfirmed)
    assert (code in ("soon", "pending"), late_by, excused_by) == (True, 0, ["outage"])
