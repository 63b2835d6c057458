"""The load sheet: every teacher's rows and sums, against the norm, for who may see them."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from models import Employee, TeachingAssignment
from tests.cast import Cast
from tests.reports.running import work

REPORT = "/api/v1/report/load_sheet"


@pytest.fixture
def _load(act_as: Any, cast: Cast) -> None:
    """Set a norm, leave a vacancy and let a teacher go on from a day."""
    common = {"group_id": cast.group, "item_id": cast.item_c}
    with act_as("system", writes=True) as session:
        session.get_one(Employee, cast.employee_teacher).norm_hours = 720
        first = TeachingAssignment(
            semester_id=cast.semester2, part=2, theory=10, control=6,
            teacher_id=cast.employee_teacher, **common,
        )  # fmt: skip
        vacant = TeachingAssignment(semester_id=cast.semester2, theory=34, **common)
        session.add_all((first, vacant))
        session.commit()


def _built(app: Flask, client: Any, format: str, **params: int) -> bytes:
    asked = {"department_id": 0, "teacher_id": 0} | params
    answer = client.post(f"{REPORT}/run", json={"params": asked, "format": format})
    assert answer.status_code == 202, answer.text
    key = int(answer.json["id"])
    work(app, key)
    file = client.get(f"/api/v1/report_run/{key}/file")
    assert file.status_code == 200, file.text
    return bytes(file.data)


def _table(app: Flask, client: Any, **params: int) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(BytesIO(_built(app, client, "xlsx", **params)))
    return [row for row in book.get_sheet_by_index(0).to_python() if any(row)]


def _line(table: list[list[Any]], *words: str) -> list[Any]:
    found = [row for row in table if all(word in " ".join(map(str, row)) for word in words)]
    assert len(found) == 1, (words, found)
    return [value for value in found[0] if value != ""]


@pytest.mark.usefixtures("_load")
def test_a_teacher_has_rows_sums_and_the_norm(app: Flask, api_as: Any, cast: Cast) -> None:
    table = _table(app, api_as("deputy_director"), year_id=cast.academic_year)
    head = _line(table, "Иванова Анна Павловна", "норма 720 ч")
    assert "1-е полугодие 240 ч, 2-е — 16 ч" in head[0]
    assert head[1:] == [170, 80, 6, 256]  # theory, practice, interim attestation, total
    assert _line(table, "ОП.02", "часть 2")[1:] == [
        "ИС-21",
        "ОП.02 Базы данных, часть 2",
        2,
        10,
        6,
        16,
    ]
    assert _line(table, "Вакансии")[1:] == [34, 34]
    assert _line(table, "Всего, преподавателей: 6")[1:] == [404, 180, 6, 590]


@pytest.mark.usefixtures("_load")
def test_one_teacher_or_one_department_alone(app: Flask, api_as: Any, cast: Cast) -> None:
    api, year = api_as("deputy_director"), cast.academic_year
    one = _table(app, api, year_id=year, teacher_id=cast.employee_teacher2)
    assert _line(one, "Всего, преподавателей: 1")[-1] == 60
    assert not [row for row in one if "Иванова Анна" in str(row)]
    apart = _table(app, api, year_id=year, department_id=cast.department2)
    assert _line(apart, "Всего, преподавателей: 1")[-1] == 60
    assert _line(apart, "других отделений")


@pytest.mark.usefixtures("_load")
def test_the_sheet_as_pdf_has_places_to_sign(app: Flask, api_as: Any, cast: Cast) -> None:
    content = _built(app, api_as("deputy_director"), "pdf", year_id=cast.academic_year)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    for words in ("Тарификационная ведомость", "Заместитель директора", "Директор", "утверждено"):
        assert words in text


@pytest.mark.usefixtures("_load")
def test_who_asks_gets_what_they_see(app: Flask, api_as: Any, cast: Cast) -> None:
    year = cast.academic_year
    own = _table(app, api_as("teacher"), year_id=year)
    assert _line(own, "Всего, преподавателей: 1")[-1] == 256
    head = _table(app, api_as("department_head2"), year_id=year)
    assert _line(head, "Всего, преподавателей: 1")[-1] == 60
    params = {"year_id": year, "department_id": 0, "teacher_id": cast.employee_teacher2}
    foreign = api_as("teacher").post(f"{REPORT}/run", json={"params": params, "format": "pdf"})
    assert foreign.status_code == 404
    for login in ("secretary", "student"):
        refused = api_as(login).post(f"{REPORT}/run", json={"params": params, "format": "pdf"})
        assert refused.status_code == 403


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"year_id": "x"}, 422),
        ({"year_id": 999}, 404),
        ({"teacher_id": "Иванова"}, 422),
        ({"department_id": 999}, 404),
        ({"colour": "blue"}, 422),
    ],
)
def test_parameters_that_are_none(
    api_as: Any, cast: Cast, params: dict[str, Any], status: int
) -> None:
    asked = {"year_id": cast.academic_year, "department_id": 0, "teacher_id": 0} | params
    answer = api_as("deputy_director").post(
        f"{REPORT}/run", json={"params": asked, "format": "pdf"}
    )
    assert answer.status_code == status
