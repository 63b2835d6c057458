"""What a teacher has to do: lessons, homework, results, make-ups, semesters, windows (4.3, 5.5)."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.enums import LessonKind, RequestState, TaskKind
from models import CorrectionWindow, Lesson, MakeUp, Work
from tests.cast import Cast

pytestmark = pytest.mark.both_databases
URL = "/api/v1/duty/"


@pytest.fixture
def listed(api_as: Any) -> Any:
    """Give `listed(login, …)`: the duties as a program reads them."""

    def read(login: str = "teacher", **query: int) -> list[dict[str, Any]]:
        answer = api_as(login).get(URL, query_string=query)
        assert answer.status_code == 200, answer.text
        assert answer.json["count"] == len(answer.json["result"])
        assert sum(answer.json["counts"].values()) == answer.json["count"]
        found: list[dict[str, Any]] = answer.json["result"]
        return found

    return read


def _of(found: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for one in found if kind in one["kinds"]]


def test_5_5_4_lessons_that_lack_something_lead_to_their_column(
    listed: Any, cast: Cast, client_as: Any
) -> None:
    late, today = listed()
    assert (late["lesson_id"], late["urgency"], late["late_by"], late["kinds"]) == (
        cast.lesson_unconfirmed, "late", 1, ["lesson"],
    )  # fmt: skip
    assert (today["lesson_id"], today["urgency"], today["kinds"]) == (
        cast.lesson_today, "today", ["lesson", "topic", "homework"],
    )  # fmt: skip
    assert late["link"] == f"/journal/{cast.gradebook}?lesson={cast.lesson_unconfirmed}"
    page = client_as("teacher").get("/duties/").text
    assert f'href="{late["link"]}"' in page
    assert "опоздание: 1 рабочий день" in page
    assert "Записать занятие, тему, домашнее задание" in page
    assert listed("teacher", journal=cast.gradebook_sub) == []
    assert listed("teacher", journal=cast.gradebook2) == [], "nobody else's"
    empty = client_as("teacher").get(f"/duties/?journal={cast.gradebook_sub}").text
    assert "Всё заполнено в срок" in empty
    assert client_as("teacher").get("/duties/?journal=x").status_code == 404


def test_5_5_6_works_without_results_name_the_students(
    listed: Any, cast: Cast, act_as: Any, at_local: Any
) -> None:
    with act_as("system", writes=True) as session:
        session.get_one(Work, cast.work).is_required = True  # of 12 October
        session.commit()
    assert _of(listed(), "results") == [], "there is a week"
    with at_local("12:00", date(2026, 10, 17)):
        (soon,) = _of(listed(), "results")
        assert (soon["urgency"], soon["due"], soon["work_id"]) == ("soon", "2026-10-19", cast.work)
        # who missed the lesson without an excuse owes the work (4.3)
        assert not any(name.startswith("Ёлкина") for name in soon["students"])
        assert any(name.startswith("Сидоров") for name in soon["students"])
    with at_local("12:00", date(2026, 10, 21)):
        (late,) = _of(listed(), "results")
        assert (late["urgency"], late["late_by"], late["closed"]) == ("late", 2, True)


def test_5_5_6_a_control_work_is_judged_for_everyone_and_a_practical_until_somebody_has_a_mark(
    listed: Any, cast: Cast, act_as: Any, at_local: Any, api_as: Any
) -> None:
    with act_as("system", writes=True) as session:
        control = session.get_one(Lesson, cast.lesson_sept)  # two of the group have marks
        control.kind, control.task_kind = LessonKind.control, TaskKind.control
        other = session.get_one(Lesson, cast.lesson_unconfirmed)
        other.kind, other.task_kind = LessonKind.practical, TaskKind.practical
        session.commit()
    (control_line,) = _of(listed(), "results")
    assert (control_line["lesson_id"], control_line["work_id"]) == (cast.lesson_sept, None)
    assert not any(name.startswith("Сидоров") for name in control_line["students"])
    assert control_line["late_by"] > 10
    with at_local("12:00", date(2026, 10, 18)):
        waiting = {one["lesson_id"] for one in _of(listed(), "results")}
        assert waiting == {cast.lesson_sept, cast.lesson_unconfirmed}
        cell = {"student_id": cast.student, "lesson_id": cast.lesson_unconfirmed, "text": "5"}
        cells = [cell | {"was": "", "reason": "Проверена работа"}]
        _put(api_as, cast, cells)
        assert {one["lesson_id"] for one in _of(listed(), "results")} == {cast.lesson_sept}


def _put(api_as: Any, cast: Cast, cells: list[dict[str, Any]]) -> None:
    answer = api_as("teacher").put(
        f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": cells}
    )
    assert answer.status_code == 200
    assert answer.json["saved"], answer.text


def test_4_3_make_up_days_semesters_and_answered_requests(
    listed: Any, cast: Cast, act_as: Any, at_local: Any
) -> None:
    with act_as("system", writes=True) as session:
        make_up = session.get_one(MakeUp, cast.make_up)
        make_up.held_on = date(2026, 10, 12)
        window = session.get_one(CorrectionWindow, cast.correction_window)
        window.state, window.decided_at = RequestState.granted, datetime(2026, 10, 14, 4)
        window.closes_at = datetime(2026, 10, 16, 18)
        session.commit()
    found = listed()
    (day,) = _of(found, "make_up")
    assert (day["urgency"], day["late_by"], day["number"], day["clause"]) == ("late", 2, 1, "4.3")
    (opened,) = _of(found, "window")
    assert (opened["urgency"], opened["due"]) == ("soon", "2026-10-16")
    assert _of(found, "semester") == []
    with act_as("system", writes=True) as session:
        window = session.get_one(CorrectionWindow, cast.correction_window)
        window.state, window.closes_at = RequestState.refused, None
        window.remark = "Отметка верна"
        session.commit()
    (refused,) = _of(listed(), "refusal")
    assert (refused["urgency"], refused["what"]) == ("news", "Отметка верна")
    for day_of, urgency in (
        (date(2026, 12, 21), None),
        (date(2026, 12, 22), "soon"),
        (date(2026, 12, 29), "soon"),
        (date(2027, 1, 8), "soon"),  # a week after the end falls on holidays: the first day after
        (date(2027, 1, 9), "today"),
        (date(2027, 1, 11), "late"),
    ):
        with at_local("12:00", day_of):
            books = {one["gradebook_id"]: one["urgency"] for one in _of(listed(), "semester")}
        assert books.get(cast.gradebook) == urgency, day_of


def test_the_list_costs_few_statements(api_as: Any, client_as: Any, count_statements: Any) -> None:
    for client, url in ((api_as("teacher"), URL), (client_as("teacher"), "/duties/")):
        client.get(url)
        with count_statements() as told:
            client.get(url)
        assert len(told) <= 9, told  # BEGIN among them


def test_who_keeps_no_journal_has_an_empty_list(client_as: Any, listed: Any) -> None:
    assert listed("teacher_head") != listed("teacher")
    for login in ("curator", "department_head", "director", "student"):
        assert client_as(login).get("/duties/").status_code == 403
