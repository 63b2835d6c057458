"""The print of an attestation sheet: blank before the exam, filled in after it (clause 5.5.11)."""

from io import BytesIO
from typing import Any

from flask import Flask
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from domain.enums import AttestationForm
from models import Enrolment, Student
from tests.cast import Cast
from tests.reports.running import work
from tests.views.sheets import TODAY, call_for, enter, make, sign

REPORT = "/api/v1/report/attestation_sheet"
LONG = ("Константинопольская-Преображенская", "Александра-Виктория", "Владиславовна")
SHORT = ("Виноградова", "Екатерина", "Константиновна")


def _built(app: Flask, client: Any, sheet: int, format: str) -> bytes:
    body = {"params": {"sheet_id": sheet}, "format": format}
    answer = client.post(f"{REPORT}/run", json=body)
    assert answer.status_code == 202, answer.text
    key = int(answer.json["id"])
    work(app, key)
    file = client.get(f"/api/v1/report_run/{key}/file")
    assert file.status_code == 200, file.text
    return bytes(file.data)


def _table(app: Flask, client: Any, sheet: int) -> list[list[Any]]:
    file = BytesIO(_built(app, client, sheet, "xlsx"))
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    return [row for row in rows if any(row)]


def test_5_5_11_thirty_students_with_long_names_fit_one_page_in_print(
    app: Flask, api_as: Any, act_as: Any, cast: Cast
) -> None:
    call_for(act_as, cast.item_b, AttestationForm.exam)
    with act_as("system", writes=True) as session:
        for number in range(26):
            last, first, patronymic = LONG if number % 3 == 0 else SHORT
            student = Student(
                last_name=f"{last}-{number}",
                first_name=first,
                patronymic=patronymic,
                record_book=f"26-{number:03}",
            )
            session.add(student)
            session.flush()
            added = Enrolment(
                student_id=student.id, group_id=cast.group, starts_on=TODAY.replace(month=9)
            )
            session.add(added)
        session.commit()
    head, teacher = api_as("department_head"), api_as("teacher")
    (sheet,) = make(head, cast, cast.item_b)
    pdf = PdfReader(BytesIO(_built(app, head, sheet, "pdf")))
    text = pdf.pages[0].extract_text()
    assert len(pdf.pages) == 1
    assert "Экзаменационная ведомость № 3" in text
    assert "30" in text
    assert "Жукова М. О." in text  # receives it
    blank = _table(app, teacher, sheet)
    assert any("______" in str(row) for row in blank if "Итого" in str(row))

    everyone = [line["student"] for line in head.get(f"/api/v1/attestation_sheet/{sheet}/sheet")
                .json["lines"]]  # fmt: skip
    typed = dict.fromkeys(everyone, "4") | {cast.student: "2", cast.student_b: "уп"}
    assert enter(teacher, sheet, typed).status_code == 200
    assert sign(teacher, sheet).status_code == 200
    filled = _table(app, head, sheet)
    line = next(row for row in filled if "Сидоров Иван Петрович" in row)
    assert [value for value in line if value != ""][2:] == ["25-000", "2", "неудовлетворительно"]
    away = next(row for row in filled if "Абрамов Лев Олегович" in row)
    assert "неявка (уважительная)" in away
    totals = next(str(row) for row in filled if "Итого" in str(row))
    assert "«4» (хорошо) — 28" in totals
    assert "«2» (неудовлетворительно) — 1" in totals
    assert "не явились: 1" in totals
    assert any("Успеваемость 96,6 %, качество 96,6 %" in str(row) for row in filled)
    assert any("Подписано в электронном журнале" in str(row) for row in filled)
    foreign = api_as("department_head2").post(
        f"{REPORT}/run", json={"params": {"sheet_id": sheet}, "format": "pdf"}
    )
    assert foreign.status_code == 404
