"""The journal's pages without a browser: who gets which, how large, in how many statements."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from models import Enrolment, Lesson, Mark, Student
from tests.cast import TODAY, Cast

ClientAs = Callable[[str], FlaskClient]
MOST_STATEMENTS = 8
MOST_BYTES = 150_000


def texts(page: str) -> list[str]:
    """Return the texts of all filled cells of the grid's body."""
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    return re.findall(r'<td(?: class="[aobtxy ]+")?>(?:<s>[^<]*</s>)?([^<]+)</td>', body)


def data_of(page: str) -> dict[str, Any]:
    """Return what the page hands to its scripts."""
    found = re.search(r'<script type="application/json" id="journal-data">(.*?)</script>', page)
    assert found
    values: dict[str, Any] = json.loads(found[1])
    return values


def test_the_teacher_may_write_and_the_head_may_look(client_as: ClientAs, cast: Cast) -> None:
    own = client_as("teacher").get(f"/journal/{cast.gradebook}").text
    seen = client_as("department_head").get(f"/journal/{cast.gradebook}").text
    assert 'data-editable="yes"' in own
    assert 'data-editable="no"' in seen
    assert 'aria-readonly="true"' in seen
    assert 'data-do="add"' not in seen
    assert texts(own) == texts(seen)


@pytest.mark.parametrize(
    ("login", "gradebook", "status"),
    [
        ("teacher", "gradebook2", 404),
        ("department_head2", "gradebook", 404),
        ("secretary", "gradebook", 403),
        ("hr", "gradebook", 403),
        ("director", "gradebook", 200),
        ("curator", "gradebook", 200),
    ],
)
def test_a_foreign_journal_is_not_there(
    client_as: ClientAs, cast: Cast, login: str, gradebook: str, status: int
) -> None:
    client = client_as(login)
    assert client.get(f"/journal/{cast[gradebook]}").status_code == status
    lesson = cast.lesson if gradebook == "gradebook" else cast.lesson2
    assert client.get(f"/journal/{cast[gradebook]}/lesson/{lesson}").status_code == status


def test_a_lesson_of_another_journal_is_not_shown_under_this_one(
    client_as: ClientAs, cast: Cast
) -> None:
    client = client_as("teacher")
    assert client.get(f"/journal/{cast.gradebook}/lesson/{cast.lesson_sub}").status_code == 404


def test_a_student_finds_only_the_own_row(client_as: ClientAs, cast: Cast) -> None:
    page = client_as("student").get(f"/journal/{cast.gradebook}").text
    assert re.findall(r'<tr data-s="(\d+)"', page) == [str(cast.student)]
    assert [one["id"] for one in data_of(page)["students"]] == [cast.student]
    assert 'data-trail="no"' in page


def test_nobody_in_particular_is_sent_to_sign_in(anonymous: FlaskClient, cast: Cast) -> None:
    for path in ("/journals/", f"/journal/{cast.gradebook}"):
        answer = anonymous.get(path)
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login/")
    assert anonymous.get("/journals/whoami").json == {"user_id": None}


def test_the_queue_learns_who_is_signed_in(client_as: ClientAs, cast: Cast) -> None:
    told = client_as("teacher").get("/journals/whoami").json
    assert told is not None
    assert told["user_id"] == cast.user_teacher
    assert told["token"]


def test_a_month_shows_its_lessons_and_the_sums_of_the_semester(
    client_as: ClientAs, cast: Cast
) -> None:
    client = client_as("teacher")
    page = client.get(f"/journal/{cast.gradebook}?month=9").text
    assert re.findall(r'<th scope="col" data-l="(\d+)"', page) == [str(cast.lesson_sept)]
    row = page.split(f'<tr data-s="{cast.student}"')[1].split("</tr>")[0]
    assert '<td class="s m">4,50</td>' in row  # a 4 of September and a 5 of October


@pytest.mark.parametrize("query", ["month=13", "month=x", "semester=9", "semester=-1", "month=٣"])
def test_what_is_no_month_or_semester_is_not_there(
    client_as: ClientAs, cast: Cast, query: str
) -> None:
    assert client_as("teacher").get(f"/journal/{cast.gradebook}?{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%", "department=x", "year=99999999", "steps=999999", "missing=2"]
)
def test_odd_filters_of_the_list_never_break_it(client_as: ClientAs, query: str) -> None:
    assert client_as("director").get(f"/journals/?{query}").status_code == 200


def fill(session: Session, cast: Cast, students: int, lessons: int) -> None:
    """Add students and lessons with a mark in every second cell."""
    added = []
    for number in range(lessons):
        lesson = Lesson(
            gradebook_id=cast.gradebook,
            held_on=TODAY - timedelta(days=2 + number // 2),
            pair=5 + number % 2,
            topic="</script><b>Очереди</b> и стеки: связь с рекурсией",
            homework="Учебник, с. 100–104",
        )
        session.add(lesson)
        added.append(lesson)
    session.flush()
    for number in range(students):
        student = Student(last_name=f"Ярцев-{number}", first_name="Игорь", record_book=f"Я{number}")
        session.add(student)
        session.flush()
        session.add(
            Enrolment(student_id=student.id, group_id=cast.group, starts_on=date(2025, 9, 1))
        )
        for lesson in added[number % 2 :: 2]:
            session.add(Mark(lesson_id=lesson.id, student_id=student.id, code="4"))
    session.commit()


def test_a_full_journal_stays_within_its_budget(
    client_as: ClientAs,
    act_as: Callable[..., AbstractContextManager[Session]],
    count_statements: Callable[[], AbstractContextManager[list[str]]],
    cast: Cast,
) -> None:
    """Design, section 10: 25 students by 60 lessons in 8 statements and 150 KB."""
    client = client_as("teacher")
    with act_as("system", writes=True) as session:
        fill(session, cast, 21, 57)
    client.get(f"/journal/{cast.gradebook}")  # the regulation's norms are read, and kept for a time
    with count_statements() as told:
        page = client.get(f"/journal/{cast.gradebook}").text
    assert len(data_of(page)["lessons"]) > 60
    assert len([one for one in told if one != "BEGIN"]) <= MOST_STATEMENTS
    assert len(page.encode()) <= MOST_BYTES
    assert "<b>Очереди</b>" not in page


def test_a_named_lesson_opens_the_semester_that_holds_it(
    client_as: ClientAs, cast: Cast, act_as: Callable[..., AbstractContextManager[Session]]
) -> None:
    with act_as("system", writes=True) as session:
        later = Lesson(gradebook_id=cast.gradebook, held_on=date(2027, 2, 1), pair=1, topic="А")
        session.add(later)
        session.flush()
        key = later.id
        session.commit()
    client, path = client_as("teacher"), f"/journal/{cast.gradebook}"
    assert f'data-l="{key}"' not in client.get(path).text
    assert f'data-l="{key}"' in client.get(f"{path}?lesson={key}").text
    assert f'data-l="{cast.lesson}"' in client.get(f"{path}?lesson={cast.lesson2}").text  # foreign
