"""A teacher's report of the golden semester: PDF, XLSX and hand agree (3.7)."""

from flask import Flask

from tests.reports.golden import build_golden, figures, refused

# Hours by curriculum, load, plan, held; lessons, late, not recorded; marks, average; works, without
# results; debts open, closed.
WORK = [
    ("ОД.01 Русский язык · СД-11", 10, 10, 0, 8, 5, 1, 1, 3, 4.67, 0, 0, 1, 0),
    ("ОП.01 Черчение · СД-11 / 2", 4, 4, 0, 2, 1, 0, 0, 1, 4.0, 0, 0, 0, 0),
    ("ОД.01 Русский язык · СД-12", 10, 10, 0, 2, 2, 0, 1, 1, 5.0, 0, 0, 0, 0),
    (24, 24, 0, 12, 8, 1, 2, 5, 0, 0, 1, 0),
]
# Students, marks by code, average, success, quality, СОУ.
RESULTS = [
    ("ОД.01 Русский язык · СД-11", 5, 1, 1, 2, 1, 3.75, 100.0, 50.0, 59.0),
    ("ОП.01 Черчение · СД-11 / 2", 2, 2, 4.0, 100.0, 100.0, 64.0),
    ("ОД.01 Русский язык · СД-12", 4, 2, 1, 1, 4.25, 100.0, 75.0, 75.0),
    (9, 3, 4, 3, 1, 4.0, 100.0, 70.0, 66.4),
]


def test_3_7_every_number_of_a_teachers_semester(app: Flask) -> None:
    golden = build_golden(app)
    params = {"teacher_id": golden.employee_golden_teacher, "semester_id": golden.semester1}
    # The head of the department has the same as the teacher.
    for login in ("golden_teacher", "golden_head"):
        told = figures(app, "teacher_report", params, login)
        for row in (*WORK, *RESULTS):
            told.row(*row)
        told.says("Белкин Иван Олегович")
    # Of a teacher of two departments a head sees the journals of the own one alone.
    other = {**params, "teacher_id": golden.employee_golden_teacher2}
    of_head = figures(app, "teacher_report", other, "golden_head2")
    of_head.row("ОП.01 Маркетинг · ТД-11", 4, 4, 0, 2, 1, 0, 0, 2, 4.5, 0, 0, 0, 0)
    of_head.lacks("СД-11", "Черчение")
    for login, asked, status in (
        ("golden_teacher", other, 404),
        ("golden_head2", params, 404),
        ("golden_teacher", {**params, "teacher_id": 0}, 404),
        ("golden_teacher", {**params, "teacher_id": ""}, 422),
        ("golden_curator", params, 403),
    ):
        assert refused(app, "teacher_report", asked, login) == status, (login, asked)
