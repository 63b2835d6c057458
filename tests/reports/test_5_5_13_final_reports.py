"""Clauses 5.5.13, 3.1: the protocol, the summary of a group and the academic record on paper."""

from io import BytesIO
from typing import Any

from flask import Flask
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from tests.graduation_cases import COMMISSION
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


def test_5_5_13_protocol_summary_and_record_hold_what_was_entered(
    app: Flask, api_as: Any, cast: Cast
) -> None:
    head = api_as("department_head")
    day = {"group": cast.group, "held_on": "2026-10-14"}
    exams = head.post("/api/v1/demo_exam/", json=day | {"kit_code": "КОД 1", "maximum": 50})
    protocol = head.post("/api/v1/final_protocol/", json=day | {"kind": "demo_exam"}).json
    key, lines = protocol["id"], protocol["lines"]
    assert {line["id"] for line in lines} == set(exams.json["ids"])
    by_student = {line["student"]: line["id"] for line in lines}
    points = {cast.student: 35, cast.student_b: 9.99, cast.student_c: 10, cast.student_new: 50}
    typed = [{"id": by_student[student], "points": value} for student, value in points.items()]
    head.put(f"/api/v1/final_protocol/{key}/marks", json={"lines": typed})
    head.put(f"/api/v1/final_protocol/{key}/members", json={"members": COMMISSION})
    assert head.post(f"/api/v1/final_protocol/{key}/sign", json={}).status_code == 200

    pdf = _built(app, head, "final_protocol", "pdf", protocol_id=key)
    text = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    for words in ("Сидоров Иван Петрович", "КОД 1", "9.99", "неудовлетворительно", "Седов Н. А."):
        assert words in text
    book = _built(app, head, "final_summary", "xlsx", group_id=cast.group)
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0)
    rows = {row[1]: row for row in sheet.to_python() if isinstance(row[0], float)}
    assert rows["Абрамов Лев Олегович"][4:6] == ["9.99 / 50", "2"]
    assert rows["Романова Софья"][5] == "5"
    whole = " ".join(str(cell) for row in sheet.to_python() for cell in row)
    assert "успеваемость 75 %" in whole.replace("75.0", "75").lower()
    record = _built(app, head, "academic_record", "pdf", student_id=cast.student)
    text = PdfReader(BytesIO(record)).pages[0].extract_text()
    for words in ("Планировщик процессов", "Сидоров Иван Петрович", "КОД 1"):
        assert words in text
    for code, params in (
        ("final_protocol", {"protocol_id": cast.final_protocol2}),
        ("final_summary", {"group_id": cast.group2}),
        ("academic_record", {"student_id": cast.student2}),
    ):
        run = f"/api/v1/report/{code}/run"
        assert head.post(run, json={"params": params, "format": "pdf"}).status_code == 404, code
