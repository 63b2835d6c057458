"""The pages of the teaching load: who sees what, and how long a large college takes."""

import re
import time
from typing import Any

import pytest

from models import (
    Curriculum,
    CurriculumHours,
    CurriculumItem,
    StudyGroup,
    TeachingAssignment,
)
from tests.cast import Cast

GROUPS, ITEMS = 60, 12


def test_a_teacher_sees_the_own_load_at_once(client_as: Any, cast: Cast) -> None:
    client = client_as("teacher")
    own = f"/load/teacher/{cast.employee_teacher}"
    for path in ("/load/", own):
        page = client.get(path)
        assert page.status_code == 200
        assert "Иванова Анна Павловна" in page.text
    assert "240 ч" in page.text
    assert "Операционные системы" in page.text
    assert client.get(f"/load/teacher/{cast.employee_teacher2}").status_code == 404
    assert client.get(f"/load/group/{cast.group}").status_code == 404
    assert client.get("/load/generate").status_code == 403
    assert "Ёлкин" not in client.get("/load/teachers").text


@pytest.mark.parametrize(
    ("login", "own", "foreign"),
    [
        ("department_head", "group", "group2"),
        ("department_head2", "group2", "group"),
        ("teacher_head", "group_th", "group"),
        ("director", "group", None),
        ("hr", "group2", None),
        ("methodist", "group_tc", None),
    ],
)
def test_who_looks_at_the_load_of_which_groups(
    client_as: Any, cast: Cast, login: str, own: str, foreign: str | None
) -> None:
    client = client_as(login)
    page = client.get(f"/load/group/{cast[own]}")
    assert page.status_code == 200
    assert "data-share" not in page.text  # shown, not to be changed
    assert "data-teacher" not in page.text
    if foreign:
        assert client.get(f"/load/group/{cast[foreign]}").status_code == 404
    assert client.get("/load/generate").status_code == 403


def test_what_the_deputy_director_can_do_stands_on_the_page(client_as: Any, cast: Cast) -> None:
    client = client_as("deputy_director")
    page = client.get(f"/load/group/{cast.group}").text
    assert f'data-change="{cast.teaching_assignment}"' in page
    assert "data-share" in page
    assert "не сходится" in page  # the cast teaches what no curriculum calls for
    check = client.get("/load/check").text
    assert "в учебном плане этих часов нет" in check
    assert client.get("/load/group/999999").status_code == 404
    assert client.get("/load/?year=999999").status_code == 404


@pytest.mark.parametrize("path", ["/load/", "/load/teachers", "/load/vacancies", "/load/check"])
def test_filters_that_are_none_are_left_out(client_as: Any, path: str) -> None:
    query = "?department=x&semester=%00&q=%00нет&open=2"
    assert client_as("deputy_director").get(path + query).status_code == 200


@pytest.fixture
def large(act_as: Any, cast: Cast) -> None:
    """Let the college have 60 groups more, of 12 items in each semester."""
    with act_as("system", writes=True) as session:
        plan = Curriculum(programme_id=cast.programme, intake_year=2026, version=7)
        session.add(plan)
        session.flush()
        items = [
            CurriculumItem(
                curriculum_id=plan.id, index_code=f"ОП.{n}", name=f"Дисциплина {n}",
                kind="discipline", position=n,
            )
            for n in range(ITEMS)
        ]  # fmt: skip
        session.add_all(items)
        session.flush()
        session.add_all(
            CurriculumHours(item_id=item.id, semester_number=number, theory=20, practice=14)
            for item in items
            for number in (1, 2)
        )
        session.add_all(
            StudyGroup(
                name=f"Г-{n:02}", intake_year=2026, curriculum_id=plan.id,
                department_id=cast.department,
            )
            for n in range(GROUPS)
        )  # fmt: skip
        session.commit()


@pytest.mark.usefixtures("large")
def test_a_large_college_is_generated_and_shown_in_time(
    client_as: Any, act_as: Any, cast: Cast, count_statements: Any
) -> None:
    """1440 rows: no page grows in statements, none takes what a person would wait for."""
    client = client_as("deputy_director")
    begun = time.perf_counter()
    client.post("/load/generate", data={"year": cast.academic_year, "group": _groups(act_as)})
    made = time.perf_counter() - begun
    with act_as("system") as session:
        count = session.query(TeachingAssignment).filter_by(teacher_id=None).count()
    assert count == GROUPS * ITEMS * 2
    client.get("/load/")  # the templates are compiled
    told = {}
    for path in ("/load/", "/load/check", "/load/vacancies", "/load/teachers"):
        with count_statements() as statements:
            begun = time.perf_counter()
            page = client.get(path)
            told[path] = (time.perf_counter() - begun, len(statements), len(page.data))
        assert page.status_code == 200
        assert len(statements) <= 14, (path, statements)
    print(f"1440 rows made in {made:.2f} s; " + str(told))
    rows = re.findall(r"<tr", client.get("/load/").text)
    assert len(rows) >= GROUPS
    assert max(seconds for seconds, _count, _size in told.values()) < 3
    assert made < 20


def _groups(act_as: Any) -> list[int]:
    with act_as("system") as session:
        found = session.query(StudyGroup).filter(StudyGroup.name.like("Г-%"))
        return [one.id for one in found]
