"""A correction window from the request to the correction: who is told, who decides (3.6, 5.5.6)."""

import re

import pytest
from sqlalchemy import select

from models import AuditEntry, CorrectionWindow, Notice
from tests.windows import WHY

BASE = "/api/v1/correction_window"
DAY = "2026-09-14"


@pytest.fixture
def asked(api_as, cast):
    """Give `asked(**body)`: the teacher asks for a window of the lesson of 14 September."""

    def ask(login: str = "teacher", **body):
        values = {"lesson_id": cast.lesson_sept, "reason": WHY} | body
        return api_as(login).post(f"{BASE}/", json=values)

    return ask


def _notices(act_as, user_id: int) -> list[tuple[str, str]]:
    with act_as("system") as session:
        query = select(Notice).where(Notice.user_id == user_id).order_by(Notice.id)
        return [(one.message, one.link) for one in session.scalars(query)][1:]


def test_3_6_a_window_is_asked_for_granted_used_and_closes(api_as, act_as, cast, asked) -> None:
    answer = asked()
    assert answer.status_code == 201
    window = answer.json["id"]
    assert (answer.json["lessons_from"], answer.json["lessons_to"]) == (DAY, DAY)
    assert answer.json["state"] == "requested"
    ((message, link),) = _notices(act_as, cast.user_department_head)
    assert (message[:27], link) == ("A correction window waits f", f"/windows/{window}")

    granted = api_as("department_head").post(f"{BASE}/{window}/grant", json={"hours": 2})
    assert granted.status_code == 200
    assert granted.json["state"] == "open"
    assert granted.json["closes_at"].startswith("2026-10-14T09:00:")
    ((message, link),) = _notices(act_as, cast.user_teacher)
    assert "%(until)s" in message
    assert link == f"/journal/{cast.gradebook}?lesson={cast.lesson_sept}"

    teacher = api_as("teacher")
    cell = {"lesson_id": cast.lesson_sept, "student_id": cast.student, "text": "5", "was": "б/4"}
    saved = teacher.put(f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": [cell]})
    assert [one["text"] for one in saved.json["saved"]] == ["5"]
    grid = teacher.get(f"/api/v1/gradebook/{cast.gradebook}/grid").json
    assert [one["reason"] for one in grid["gradebook"]["windows"]] == [WHY]
    (lesson,) = (one for one in grid["lessons"] if one["id"] == cast.lesson_sept)
    assert (lesson["editable"], lesson["closed"]) == (True, None)
    shown = [cast.lesson_sept, cast.student, "5", 3, "б/4"]
    assert any(one[:5] == shown for one in grid["cells"])
    with act_as("system") as session:
        trail = session.scalars(
            select(AuditEntry)
            .where(AuditEntry.entity == "correction_window", AuditEntry.entity_id == window)
            .order_by(AuditEntry.id)
        ).all()
        assert trail[0].actor == "Иванова Анна"
        assert {one.field for one in trail} >= {None, "state", "closes_at", "decided_by_id"}


def test_3_6_a_closed_day_says_so_in_the_grid(api_as, cast) -> None:
    grid = api_as("teacher").get(f"/api/v1/gradebook/{cast.gradebook}/grid").json
    (lesson,) = (one for one in grid["lessons"] if one["id"] == cast.lesson_sept)
    assert not lesson["editable"]
    assert lesson["closed"]["code"] == "old"
    assert "21.09.2026" in lesson["closed"]["reason"]
    assert all(one["closed"] is None for one in grid["lessons"] if one["held_on"] > "2026-10-06")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "х" * 301}, "reason"),
        ({"lesson_id": None}, "gradebook_id"),
        ({"lessons_from": "14.09.2026"}, "lessons_from"),
        ({"lessons_to": "2026-09-13"}, "lessons_to"),
        ({"lessons_to": "2026-10-15"}, "lessons_to"),  # still to come
        ({"lessons_from": "2026-10-07", "lessons_to": "2026-10-14"}, "lessons_from"),  # open
        ({"lessons_from": "2025-09-14"}, "lessons_from"),  # before the year
        ({"lessons_from": "2026-08-31"}, "lessons_from"),
        ({"state": "granted"}, "state"),
        ({"closes_at": "2027-01-01T00:00:00Z"}, "closes_at"),
        ({"teacher_id": 1}, "teacher_id"),
    ],
)
def test_3_6_what_cannot_be_asked_for_is_named(asked, body, field) -> None:
    answer = asked(**body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field]), answer.json


def test_3_6_a_window_of_days_closes_at_the_end_of_the_last(api_as, act_as, cast, asked) -> None:
    head, window = api_as("department_head"), asked().json["id"]
    for body in ({"days": 0}, {"days": 31}, {"hours": 73}, {"days": 1, "hours": 1}, {"days": "x"}):
        answer = head.post(f"{BASE}/{window}/grant", json=body)
        assert answer.status_code == 422, body
    answer = head.post(f"{BASE}/{window}/grant", json={})
    assert answer.json["closes_at"] == "2026-10-17T19:00:00Z"  # the norm: 3 days, in Yekaterinburg
    with act_as("system") as session:
        kept = session.get_one(CorrectionWindow, window)
        assert kept.decided_at is not None
        assert kept.decided_by_id == cast.user_department_head


def test_3_6_a_refusal_says_why_and_a_request_can_be_taken_back(
    api_as, act_as, cast, asked
) -> None:
    head, teacher = api_as("department_head"), api_as("teacher")
    first = asked().json["id"]
    assert asked().status_code == 422  # it waits already
    assert head.post(f"{BASE}/{first}/refuse", json={}).status_code == 422
    refused = head.post(f"{BASE}/{first}/refuse", json={"remark": "Оценка верна"})
    assert (refused.json["state"], refused.json["remark"]) == ("refused", "Оценка верна")
    ((_message, link),) = _notices(act_as, cast.user_teacher)
    assert link == f"/windows/{first}"
    second = asked().json["id"]
    assert teacher.post(f"{BASE}/{second}/withdraw").json["state"] == "withdrawn"
    for action in ("grant", "refuse"):
        answer = head.post(f"{BASE}/{second}/{action}", json={"remark": "Поздно"})
        assert answer.status_code == 403
    assert teacher.post(f"{BASE}/{first}/withdraw").status_code == 403


def test_3_6_the_same_by_pages(client_as, act_as, cast) -> None:
    teacher, head = client_as("teacher"), client_as("department_head")
    form = teacher.get(f"/windows/new?lesson={cast.lesson_sept}")
    assert form.text.count(f'value="{DAY}"') == 2
    values = {"lessons_from": DAY, "lessons_to": DAY, "reason": ""}
    wrong = teacher.post(f"/windows/new?lesson={cast.lesson_sept}", data=values)
    assert wrong.status_code == 422
    assert 'id="error-reason"' in wrong.text
    sent = teacher.post(f"/windows/new?lesson={cast.lesson_sept}", data=values | {"reason": WHY})
    assert sent.status_code == 302
    page = sent.location
    assert WHY in head.get("/windows/?q=ивано&state=requested").text
    assert WHY not in head.get("/windows/?state=open").text
    assert f"{page}/grant" in head.get(page).text
    assert f"{page}/grant" not in teacher.get(page).text
    assert f"{page}/withdraw" in teacher.get(page).text
    assert re.search(r'href="/windows/\d+"', head.get("/").text)
    bad = head.post(f"{page}/grant", data={"amount": "99", "unit": "days"})
    assert bad.status_code == 422
    assert 'id="error-amount"' in bad.text
    assert head.post(f"{page}/grant", data={"amount": "2", "unit": "days"}).status_code == 302
    assert f"/journal/{cast.gradebook}?lesson={cast.lesson_sept}" in teacher.get(page).text
    assert WHY in teacher.get("/").text
