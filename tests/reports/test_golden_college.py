"""The golden college stands: a report about it is right in PDF, XLSX and the database (4.4)."""

from flask import Flask

from tests.reports.golden import build_golden, figures, refused


def test_4_4_the_golden_september_of_a_group(app: Flask) -> None:
    golden = build_golden(app)
    params = {"group_id": golden.sd11, "month": "2024-09"}
    sheet = figures(app, "attendance_month", params, "golden_curator")
    # September: Russian 6 h recorded and 2 not, maths 6, drawing 2: 14 held, 2 without a record.
    # Days, then held, missed in all, good reason, no good reason, not given, no record, present %.
    sheet.row("Алексеев Антон Андреевич", "?2", 14, 0, 0, 0, 0, 2, 100.0)
    sheet.row("Борисова Белла Борисовна", "2нп", "?2", 14, 2, 0, 2, 0, 2, 85.7)
    sheet.row("Власов Виктор Викторович", "2н", "2б", "2нп", "?2", 14, 6, 2, 2, 2, 2, 57.1)
    sheet.row("Громова Галина Глебовна", "2б", "4нп*", "?2", 14, 6, 2, 4, 0, 2, 57.1)
    sheet.row("Дятлов Денис Дмитриевич", "4уп", "?2", 14, 4, 4, 0, 0, 2, 71.4)
    foreign = params | {"group_id": golden.td11}
    assert refused(app, "attendance_month", foreign, "golden_head") == 404
