"""The report on the delivery of the programme: asked for over REST, built, read back (3.11)."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.reports.running import files, work

CODE = "programme_delivery"


def _built(app, client, cast, format_, department=0):
    params = {"semester_id": cast.semester, "department_id": department}
    answer = client.post(f"/api/v1/report/{CODE}/run", json={"params": params, "format": format_})
    assert answer.status_code == 202, answer.text
    run_id = int(answer.json["id"])
    work(app, run_id)
    (file,) = files(app, run_id)
    return file.read_bytes()


def _rows(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_sheet_holds_each_group_its_journals_and_the_total(app, api_as, cast):
    rows = _rows(_built(app, api_as("director"), cast, "xlsx"))
    groups = [row[0] for row in rows if row[0] and not row[2] and row[3:5] == [row[3], row[4]]]
    assert {"ИС-21", "ТМ-21", "ИС-22", "ЭК-21"} <= set(groups)
    (journal,) = [row for row in rows if row[1] == "ОП.01 Инженерная графика"]
    # Curriculum, load, plan, timetable, held; today, at the end.
    assert journal[3:10] == [60, 60, 4, 4, 2, 0, -56]
    total = rows[[row[1] for row in rows].index("Итого")]
    assert total[4] == 9 * 60


def test_a_head_gets_the_own_department_alone(app, api_as, cast):
    rows = _rows(_built(app, api_as("department_head2"), cast, "xlsx"))
    assert {row[0] for row in rows} & {"ИС-21", "ТМ-21"} == {"ТМ-21"}
    rows = _rows(_built(app, api_as("director"), cast, "xlsx", cast.department2))
    assert {row[0] for row in rows} & {"ИС-21", "ТМ-21"} == {"ТМ-21"}


def test_the_paper_says_the_same(app, api_as, cast):
    content = _built(app, api_as("director"), cast, "pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert "Выполнение программы" in text
    assert "2026/2027, 1 семестр" in text


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"semester_id": "", "department_id": 0}, 422),
        ({"semester_id": "x", "department_id": 0}, 422),
        ({"semester_id": 10**6, "department_id": 0}, 404),
        ({"semester_id": 1, "department_id": 10**6}, 404),
        ({"semester_id": 1, "department_id": True}, 422),
    ],
)
def test_what_is_asked_wrongly_gets_a_sentence(api_as, params, status):
    body = {"params": params, "format": "xlsx"}
    assert api_as("director").post(f"/api/v1/report/{CODE}/run", json=body).status_code == status
