"""The six reports on performance of the golden college: PDF, XLSX and hand agree (7.4, 8.2)."""

from flask import Flask

from tests.reports.golden import build_golden, figures, refused

# Students, marks by code, average, СОУ, success, quality; see golden_tables.py for the sums.
FIRST = {
    "group": [
        ("СД-11", 5, 2, 5, 5, 1, 1, 1, 3.62, 51.6, 85.7, 50.0),
        ("СД-12", 4, 2, 2, 3, 1, 3.63, 56.5, 87.5, 50.0),
        ("ТД-11", 4, 1, 1, 1, 1, 2, 1, 1, 3.5, 44.6, 62.5, 40.0),
        (13, 5, 8, 9, 3, 2, 1, 2, 1, 3.6, 51.8, 80.0, 48.1),
        # Students: with fours, with one three, with more, failing; without a two, good, percent.
        ("СД-11", 5, 1, 1, 1, 2, 60.0, 20.0),
        ("СД-12", 4, 1, 2, 1, 75.0, 25.0),
        ("ТД-11", 4, 1, 1, 2, 50.0, 50.0),
        (13, 1, 3, 3, 1, 5, 61.5, 30.8),
    ],
    "teacher": [
        ("Белкин Иван Олегович", 9, 3, 4, 3, 1, 4.0, 66.4, 100.0, 70.0),
        ("Соколова Анна Ильинична", 13, 2, 4, 6, 3, 2, 1, 2, 3.33, 43.2, 70.0, 35.3),
    ],
    "discipline": [
        ("Русский язык", 13, 3, 2, 3, 2, 1, 1, 1, 4.0, 60.3, 83.3, 55.6),
        ("Черчение", 5, 1, 2, 2, 3.8, 60.0, 100.0, 60.0),
    ],
    "programme": [
        ("08.02.01 Строительство зданий", 9, 4, 7, 8, 2, 1, 1, 3.62, 53.4, 86.4, 50.0),
    ],
    "department": [
        ("Строительство", 9, 4, 7, 8, 2, 1, 1, 3.62, 53.4, 86.4, 50.0),
        ("Торговля", 4, 1, 1, 1, 1, 2, 1, 1, 3.5, 44.6, 62.5, 40.0),
    ],
    "college": [(13, 5, 8, 9, 3, 2, 1, 2, 1, 3.6, 51.8, 80.0, 48.1)],
}


def test_7_4_every_number_of_the_golden_semester(app: Flask) -> None:
    golden = build_golden(app)
    params = {"period": f"semester-{golden.semester1}", "department_id": 0}
    for by, rows in FIRST.items():
        told = figures(app, f"performance_by_{by}", params, "director")
        for row in rows:
            told.row(*row)


def test_8_2_a_period_stands_beside_the_one_before(app: Flask) -> None:
    golden = build_golden(app)
    params = {"period": f"semester-{golden.semester2}", "department_id": 0}
    told = figures(app, "performance_by_group", params, "golden_head")
    # Average, СОУ, success now and before, quality now and before.
    told.row("СД-11", 4, 3, 6, 1, 1, 3, 1, 1, 4.0, 66.9, 86.7, 85.7, 81.8, 50.0)
    told.lacks("ТД-11")
    # The two semesters as a table: students, marks, average, success, quality, СОУ.
    told.row(9, 22, 3.62, 86.4, 50.0, 53.4)
    told.row(8, 23, 4.0, 91.3, 78.9, 66.5)
    year = {"period": f"year-{golden.year}", "department_id": golden.golden_department2}
    told = figures(app, "performance_by_college", year, "director")
    # 4 4 3 н/а · 5 4 3 3: (64·3 + 36·3 + 7 + 100)/8; seven of eight, four of eight.
    told.row(4, 1, 3, 3, 1, 3.71, 50.9, 87.5, 50.0)


def test_7_4_nobody_asks_for_what_is_not_theirs(app: Flask) -> None:
    golden = build_golden(app)
    ok, code = f"semester-{golden.semester1}", "performance_by_group"
    for login, period, department, status in (
        ("golden_head", ok, golden.golden_department2, 404),
        ("golden_curator", ok, golden.golden_department2, 404),
        ("golden_head", f"semester-{10**6}", 0, 404),
        ("golden_head", "year-99999999999999", 0, 404),
        ("golden_head", "month-1", 0, 422),
        ("golden_head", "semester-x", 0, 422),
        ("golden_head", "", 0, 422),
        ("golden_head", 7, 0, 422),
        ("golden_teacher", ok, 0, 403),
    ):
        params = {"period": period, "department_id": department}
        assert refused(app, code, params, login) == status, (login, period)
