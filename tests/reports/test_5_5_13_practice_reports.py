"""Clause 5.5.13: the attestation sheet of a practice and the summary sheet of a group."""

from io import BytesIO
from typing import Any

from flask import Flask
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from domain.enums import CompetenceLevel
from models import PracticeCompetence
from tests.cast import Cast
from tests.practice_cases import placing, practice_item
from tests.reports.running import work


def _built(app: Flask, client: Any, code: str, format: str, **params: Any) -> bytes:
    asked = {"params": params, "format": format}
    answer = client.post(f"/api/v1/report/{code}/run", json=asked)
    assert answer.status_code == 202, answer.text
    key = int(answer.json["id"])
    work(app, key)
    file = client.get(f"/api/v1/report_run/{key}/file")
    assert file.status_code == 200, file.text
    return bytes(file.data)


def test_5_5_13_sheets_of_a_practice_hold_what_was_recorded(
    app: Flask, api_as: Any, act_as: Any, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        item = practice_item(session, cast)
    body = placing(cast, item, cast.student, cast.student_b)
    placed = api_as("deputy_director").post("/api/v1/practice_placement/", json=body)
    key, other = placed.json["ids"]
    with act_as("system", writes=True) as session:
        level = CompetenceLevel.mastered
        session.add(
            PracticeCompetence(placement_id=key, code="ПК 1.1", title="Модули", level=level)
        )
        session.commit()
    teacher = api_as("teacher")
    teacher.post("/api/v1/practice_day/fill", json={"placements": [key, other]})
    absent = {"placement": key, "day": "2026-10-13", "hours": 6, "is_absent": True}
    teacher.post("/api/v1/practice_day/", json={"days": [absent]})
    teacher.put(f"/api/v1/practice_placement/{key}", json={"code": "4", "characteristic": "Умеет."})

    book = _built(app, teacher, "practice_sheet", "xlsx", practice=f"{cast.group}-{item}")
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    lines = {row[1]: row[4:8] for row in rows if isinstance(row[4], float)}
    assert lines["Сидоров Иван Петрович"] == [36, 12, 6, "4 (хорошо)"]
    assert lines["Абрамов Лев Олегович"][:2] == [36, 18]
    (total,) = (values for name, values in lines.items() if name.startswith("Всего"))
    assert total[:3] == [72, 30, 6]

    pdf = _built(app, teacher, "practice_attestation", "pdf", placement_id=key)
    text = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    for words in ("Сидоров Иван Петрович", "ПК 1.1", "освоена", "12 из 36", "4 (хорошо)", "Умеет."):
        assert words in text
    assert "Черновик" in text
    # Who does not see the practice has no sheet of it.
    foreign = {"params": {"placement_id": key}, "format": "pdf"}
    run = "/api/v1/report/practice_attestation/run"
    assert api_as("teacher2").post(run, json=foreign).status_code == 404
    other_group = {"params": {"practice": f"{cast.group2}-{item}"}, "format": "pdf"}
    run = "/api/v1/report/practice_sheet/run"
    assert teacher.post(run, json=other_group).status_code == 404
    assert teacher.post(run, json={"params": {"practice": "x"}, "format": "pdf"}).status_code == 422
