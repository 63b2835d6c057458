"""Clauses 7.4, 8.2, 10.4: the summary sheet of a semester, against answers worked out by hand."""

from flask import Flask

from tests.reports.golden import build_golden, figures, refused, russian

CODE = "semester_summary"


def test_10_4_the_first_semester_of_a_group(app: Flask) -> None:
    golden = build_golden(app)
    word = russian(app)
    params = {"group_id": golden.sd11, "semester_id": golden.semester1}
    sheet = figures(app, CODE, params, "golden_curator")
    # Russian, maths, drawing; the average; hours missed: in all, good, no good reason, not given.
    sheet.row("Алексеев Антон Андреевич", 5, 4, 5, 4.67, 0, 0, 0, 0)
    sheet.row("Борисова Белла Борисовна", 4, 4, 3, 3.67, 2, 0, 2, 0)
    sheet.row("Власов Виктор Викторович", 3, 2, 4, 3, 6, 2, 2, 2)
    sheet.row("Громова Галина Глебовна", "осв", "н/а", 4, 4, 8, 4, 4, 0)
    sheet.row("Дятлов Денис Дмитриевич", 3, 3, 3, 3, 4, 4, 0, 0)
    # Averages: (5+4+3+3)/4, (4+4+2+3)/4, (5+3+3+4+4)/5; of all 13 marks in figures 47/13.
    sheet.row(word("Average mark"), 3.75, 3.25, 3.8, 3.62)
    sheet.row(word("Success, %"), 100, 60, 100, 85.7)
    sheet.row(word("Quality, %"), 50, 40, 60, 50)
    sheet.row(word("Degree of training, %"), 59, 37.4, 60, 51.6)
    sheet.row(word("Group: hours missed"), 20, 10, 8, 2)
