"""What somebody tries who may see a journal, but not write in that day's lessons (5.5.9)."""

import pytest

from domain.enums import Standing
from models import JournalTeacher, Lesson
from tests.company import TODAY


@pytest.fixture
def api(api_as, act_as, cast):
    """A program of teacher2, who stands in today."""
    with act_as("system", writes=True) as session:
        keys = {"gradebook_id": cast.gradebook, "teacher_id": cast.employee_teacher2}
        days = {"starts_on": TODAY, "ends_on": TODAY}
        session.add(JournalTeacher(standing=Standing.substitute, **keys, **days))
        session.commit()
    return api_as("teacher2")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("put", "", {"topic": "Чужая тема"}),
        ("post", "/confirm", {"confirmed": True}),
        ("delete", "?confirm_loss=1", None),
    ],
)
def test_a_stand_in_is_refused_other_days_with_the_name(api, act_as, cast, method, path, body):
    lesson = f"/api/v1/lesson/{cast.lesson_unconfirmed}{path}"
    answer = getattr(api, method)(lesson, **({} if body is None else {"json": body}))
    assert answer.status_code == 403
    assert "Иванова А. П." in answer.json["message"]
    with act_as("system") as session:
        kept = session.get_one(Lesson, cast.lesson_unconfirmed)
        assert (kept.topic, kept.confirmed_at) == ("Процессы и потоки", None)


@pytest.mark.parametrize("day", ["2026-10-13", "2026-10-15"])
def test_a_stand_in_adds_no_lesson_of_another_day(api, cast, day):
    body = {"held_on": day, "pair": 6, "topic": "Чужая тема"}
    answer = api.post(f"/api/v1/gradebook/{cast.gradebook}/lessons", json=body)
    assert answer.status_code == 403


def test_a_batch_is_written_for_the_own_day_alone(api, cast):
    cells = [
        {"lesson_id": cast[name], "student_id": cast.student_b, "text": "н", "was": ""}
        for name in ("lesson_today", "lesson_sept")
    ]
    answer = api.put(f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": cells}).json
    assert [cell["lesson_id"] for cell in answer["saved"]] == [cast.lesson_today]
    assert [cell["code"] for cell in answer["refused"]] == ["keeper"]


def test_the_grid_tells_a_program_what_it_may_write(api, cast):
    lessons = api.get(f"/api/v1/gradebook/{cast.gradebook}/grid").json["lessons"]
    assert {one["id"] for one in lessons if one["editable"]} == {cast.lesson_today}
    (today,) = (one for one in lessons if one["id"] == cast.lesson_today)
    assert (today["teacher"], today["stands_in"]) == ("Ёлкин Я.", True)
