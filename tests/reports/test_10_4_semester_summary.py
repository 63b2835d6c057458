"""Clauses 7.4, 8.2, 10.4: the summary sheets of a semester and a year, worked out by hand."""

from flask import Flask

from tests.reports.golden import build_golden, figures, refused, russian


def test_10_4_the_semesters_and_the_year_of_a_group(app: Flask) -> None:
    golden = build_golden(app)
    word = russian(app)
    params = {"group_id": golden.sd11, "semester_id": golden.semester1}
    sheet = figures(app, "semester_summary", params, "golden_curator")
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
    # By discipline: how many of each mark, the average, success, quality, СОУ.
    sheet.row("ОД.02 Математика", "Соколова А. И.", 2, 1, 1, 1, 3.25, 60, 40, 37.4)
    sheet.row(word("All marks of the semester"), 2, 5, 5, 1, 1, 1, 3.62, 85.7, 50, 51.6)
    # By student: a1 with fives and fours; a2 a single three; a5 several; a3 and a4 failing.
    sheet.row(word("with fives alone"), 0, "—")
    sheet.row(word("with fives and fours"), 1, "Алексеев А. А.")
    sheet.row(word("with a single three"), 1, "Борисова Б. Б.")
    sheet.row(word("with several threes"), 1, "Дятлов Д. Д.")
    sheet.row(word("failing"), 2, "Власов В. В., Громова Г. Г.")
    sheet.says("Краснова О. П.", "Голубев П. И.", "3 (60.0 %)", "1 (20.0 %)")

    params["semester_id"] = golden.semester2
    sheet = figures(app, "semester_summary", params, "golden_head")
    # Russian, maths, drawing, design; the exam in maths; coursework; practice; average; hours.
    sheet.row("Алексеев Антон Андреевич", 5, 4, 5, "зч", 4, 5, 5, 4.67, 0, 0, 0, 0)
    sheet.row("Борисова Белла Борисовна", 4, 5, 4, "зч", 5, 4, 5, 4.5, 0, 0, 0, 0)
    sheet.row("Власов Виктор Викторович", 4, 2, 4, "зч", "3*", 3, 4, 3.33, 4, 2, 2, 0)
    sheet.row("Громова Галина Глебовна", "осв", 3, 4, "нз", word("n/adm"), 3, 3.33, 0, 0, 0, 0)
    gone = word("%(name)s (left on %(day)s)", name="Дятлов Денис Дмитриевич", day="28.02.2025")
    sheet.row(gone, 2, 0, 2, 0)
    # The exam: 4, 5, 3 after the retake, not admitted counts as «н/а»: 3 of 4, 2 of 4.
    exam = f"ОД.02 ({word('ex.')}) Математика"
    sheet.row(exam, 1, 1, 1, 1, 4, 75, 50, 51.8)  # (64+100+36+7)/4 = 51.75
    # All marks: Russian 3, maths 4, drawing 4, credits 4: 15 without exempt; 13 of 15 pass.
    sheet.row(word("All marks of the semester"), 3, 6, 1, 1, 3, 1, 1, 4, 86.7, 81.8, 66.9)

    year = figures(
        app, "year_summary", {"group_id": golden.sd11, "year_id": golden.year}, "director"
    )
    # Russian I, II, year; maths I, II, year, exam II, result; drawing I, II, year;
    # design II, its coursework, practice.
    year.row(
        "Алексеев Антон Андреевич", 5, 5, 5, 4, 4, 4, 4, 4, 5, 5, 5, "зч", 5, 5, 4.67, 0, 0, 0, 0
    )
    year.row(
        "Власов Виктор Викторович", 3, 4, 4, 2, 2, 3, "3*", 3, 4, 4, 4, "зч", 3, 4, 3.5, 10, 4, 4, 2
    )
    # The year's marks, and the credits of design which has none: 15 without exempt, 14 passed;
    # the average 45/11, СОУ (300+384+72)/11.
    year.row(word("All marks of the year"), 3, 6, 2, 3, 1, 1, 4.09, 93.3, 81.8, 68.7)
    assert refused(app, "year_summary", {"group_id": golden.td11, "year_id": golden.year},
                   "golden_head") == 404  # fmt: skip
    params["group_id"] = golden.sd12
    assert refused(app, "semester_summary", params, "golden_curator") == 404
    assert refused(app, "semester_summary", params, "golden_teacher") == 403


def test_3_7_the_academic_record_draws_the_averages_of_semesters(app: Flask) -> None:
    golden = build_golden(app)
    record = figures(app, "academic_record", {"student_id": golden.a3}, "golden_head")
    # 3, 2, 4 of the first semester; 4, 2, 4 and «зч» of the second.
    first, second = (
        russian(app)("semester %(number)d, %(year)s", number=number, year="2024/2025")
        for number in (1, 2)
    )
    record.row(first, 3.0)
    record.row(second, 3.33)
