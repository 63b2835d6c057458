"""The print of a journal and its corrections as data (clauses 3.4, 3.6)."""

import re
from datetime import date

import pytest

from models import Lesson
from tests.windows import WHY, open_window


@pytest.fixture
def mended(api_as, act_as, cast):
    """Correct one cell of September through a window, and fill an empty one late."""
    open_window(act_as, cast, date(2026, 9, 14))
    lesson = {"lesson_id": cast.lesson_sept}
    cells = [
        lesson | {"student_id": cast.student, "text": "5", "was": "б/4"},
        lesson | {"student_id": cast.student_b, "text": "н", "was": "", "reason": "Забыли"},
    ]
    url = f"/api/v1/gradebook/{cast.gradebook}/cells"
    assert len(api_as("teacher").put(url, json={"cells": cells}).json["saved"]) == 2
    return cast


def test_3_6_corrections_are_told_with_who_when_and_why(api_as, mended) -> None:
    url = f"/api/v1/gradebook/{mended.gradebook}/corrections"
    program = api_as("department_head")
    told = program.get(url).json["corrections"]
    assert [
        (one["student"], one["old"], one["new"], one["replaces"], one["reason"]) for one in told
    ] == [
        ("Абрамов Л. О.", "", "н", False, f"{WHY}; Забыли"),
        ("Сидоров И. П.", "б/4", "5", True, WHY),
    ]
    assert {(one["held_on"], one["pair"], one["actor"]) for one in told} == {
        ("2026-09-14", 2, "Иванова Анна")
    }
    assert all(one["at"].startswith("2026-10-14T07:00") for one in told)
    assert program.get(f"{url}?semester=2").json["corrections"] == []
    assert program.get(f"{url}?semester=7").status_code == 404
    assert program.get(f"{url}?semester=x").status_code == 422
    for login, status in (("student", 403), ("timetabler", 403), ("department_head2", 404)):
        assert api_as(login).get(url).status_code == status, login


def test_3_4_the_print_shows_struck_marks_and_the_list_of_corrections(client_as, mended) -> None:
    page = client_as("curator").get(f"/journal/{mended.gradebook}/print?semester=1").text
    assert "<s>б/4</s>5<sup>2</sup>" in page  # the second of the list
    assert "н<sup>*</sup>" in page
    topics, corrections = re.findall(r'<table class="jp-list">(.*?)</table>', page, re.DOTALL)
    for said in ("14.09.2026", "Процессы и потоки", "Прочитать главу 3"):
        assert said in topics
    for said in ("14.09.2026", "Сидоров И. П.", "<s>б/4</s>", "Иванова Анна", "14.10.2026", WHY):
        assert said in corrections
    assert corrections.count("<tr>") == 3


def test_3_4_students_print_their_own_row_and_no_corrections(client_as, mended) -> None:
    page = client_as("student").get(f"/journal/{mended.gradebook}/print").text
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    assert re.findall(r'<th scope="row" class="who">([^<]+)<', body) == ["Сидоров И. П."]
    assert "<s>" not in page
    assert WHY not in page
    assert client_as("teacher").get(f"/journal/{mended.gradebook2}/print").status_code == 404


def test_3_4_more_lessons_than_fit_take_several_sheets(client_as, act_as, cast) -> None:
    with act_as("system", writes=True) as session:
        for number in range(50):
            session.add(
                Lesson(
                    gradebook_id=cast.gradebook,
                    held_on=date(2026, 9, 15 + number % 15),
                    pair=6 + number // 15,
                )
            )
        session.commit()
    page = client_as("teacher").get(f"/journal/{cast.gradebook}/print").text
    assert page.count('<table class="jp-grid">') == 3
    assert page.count('class="jp-sign"') == 1
    heads = re.findall(r'<table class="jp-grid">\s*<thead>(.*?)</thead>', page, re.DOTALL)
    columns = [head.count('title="') for head in heads]
    assert columns[:2] == [24, 24]
    assert sum(columns) == 50 + 4 + 1  # of the cast: four held lessons, one work
