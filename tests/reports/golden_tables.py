"""A small college of 2024/2025, made by hand: what happened in it, as plain tables.

Every number that a report must show is worked out from these tables by hand, in the comments here
and in the tests. The year is over and holds nothing of the cast's, so that figures of the whole
college are the golden college's too. Extend the tables at will, and the sums beside them.

Department «Строительство» (golden_head): groups СД-11 (golden_curator) and СД-12;
department «Торговля» (golden_head2): group ТД-11.
"""

from datetime import date
from typing import Final

YEAR: Final = ("2024/2025", date(2024, 9, 1), date(2025, 6, 30))
AUTUMN: Final = (date(2024, 9, 2), date(2024, 12, 28))
SPRING: Final = (date(2025, 1, 13), date(2025, 6, 28))

# Login → the three names, role, department.
STAFF: Final = {
    "golden_head": ("Голубев", "Пётр", "Иванович", "department_head", "golden_department"),
    "golden_head2": ("Щукина", "Майя", "Львовна", "department_head", "golden_department2"),
    "golden_curator": ("Краснова", "Ольга", "Петровна", "curator", "golden_department"),
    "golden_teacher": ("Белкин", "Иван", "Олегович", "teacher", "golden_department"),
    "golden_teacher2": ("Соколова", "Анна", "Ильинична", "teacher", "golden_department"),
}
DEPARTMENTS: Final = {
    "golden_department": ("Строительство", "golden_head"),
    "golden_department2": ("Торговля", "golden_head2"),
}
# Group → (name, department, curator, programme code, programme).
GROUPS: Final = {
    "sd11": ("СД-11", "golden_department", "golden_curator", "08.02.01", "Строительство зданий"),
    "sd12": ("СД-12", "golden_department", None, "08.02.01", "Строительство зданий"),
    "td11": ("ТД-11", "golden_department2", None, "38.02.08", "Торговое дело"),
}
# Student → (names, group, subgroup, last day in the group).
STUDENTS: Final = {
    "a1": ("Алексеев Антон Андреевич", "sd11", "1", None),
    "a2": ("Борисова Белла Борисовна", "sd11", "1", None),
    "a3": ("Власов Виктор Викторович", "sd11", "2", None),
    "a4": ("Громова Галина Глебовна", "sd11", "2", None),
    "a5": ("Дятлов Денис Дмитриевич", "sd11", "1", date(2025, 2, 28)),
    "b1": ("Егоров Егор Егорович", "sd12", None, None),
    "b2": ("Жданова Жанна Жоржевна", "sd12", None, None),
    "b3": ("Зимин Захар Захарович", "sd12", None, None),
    "b4": ("Ильина Инна Ильинична", "sd12", None, None),
    "c1": ("Климов Кирилл Кириллович", "td11", None, None),
    "c2": ("Лебедева Лидия Львовна", "td11", None, None),
    "c3": ("Морозов Марк Маркович", "td11", None, None),
    "c4": ("Носова Нина Николаевна", "td11", None, None),
}
# Item → (programme code, index, name, kind, planned hours of its first and second semester).
ITEMS: Final = {
    "russian": ("08.02.01", "ОД.01", "Русский язык", "discipline", (10, 4)),
    "maths": ("08.02.01", "ОД.02", "Математика", "discipline", (8, 4)),
    "drawing": ("08.02.01", "ОП.01", "Черчение", "discipline", (4, 2)),
    "design": ("08.02.01", "МДК.01.01", "Проектирование зданий", "course", (0, 4)),
    "practice": ("08.02.01", "УП.01", "Учебная практика", "study_practice", (0, 36)),
    "russian2": ("38.02.08", "ОД.01", "Русский язык", "discipline", (4, 2)),
    "marketing": ("38.02.08", "ОП.01", "Маркетинг", "discipline", (4, 2)),
}
# Journal → (group, subgroup, item, teacher).
JOURNALS: Final = {
    "a_russian": ("sd11", None, "russian", "golden_teacher"),
    "a_maths": ("sd11", None, "maths", "golden_teacher2"),
    "a_drawing1": ("sd11", "1", "drawing", "golden_teacher2"),
    "a_drawing2": ("sd11", "2", "drawing", "golden_teacher"),
    "a_design": ("sd11", None, "design", "golden_teacher2"),
    "b_russian": ("sd12", None, "russian", "golden_teacher"),
    "b_maths": ("sd12", None, "maths", "golden_teacher2"),
    "c_russian": ("td11", None, "russian2", "golden_teacher2"),
    "c_marketing": ("td11", None, "marketing", "golden_teacher2"),
}
# Lesson → (journal, day, hours, recorded after how many days or None, topic, homework, cells).
# A cell is «absence», «mark» or «absence/mark» (made up); «оп10» came ten minutes late.
LESSONS: Final = {
    "r1": ("a_russian", date(2024, 9, 2), 2, 0, "Фонетика", "§ 1", {"a1": "5", "a2": "4"}),
    "r2": ("a_russian", date(2024, 9, 9), 2, 0, "Лексика", "§ 2", {"a3": "б"}),
    "r3": ("a_russian", date(2024, 9, 16), 2, 3, "Морфемы", "§ 3", {"a3": "нп", "a1": "5"}),
    "r4": ("a_russian", date(2024, 9, 23), 2, None, "Морфология", "§ 4", {}),
    "r5": ("a_russian", date(2024, 10, 7), 2, 0, "", "§ 5", {"a2": "оп10", "a4": "уп"}),
    "m1": ("a_maths", date(2024, 9, 3), 2, 0, "Числа", "№ 1", {"a3": "н", "a1": "4", "a2": "4"}),
    "m2": ("a_maths", date(2024, 9, 10), 4, 0, "Функции", "№ 2", {"a4": "нп/3", "a5": "уп"}),
    "m3": ("a_maths", date(2024, 10, 8), 2, 0, "Пределы", "", {"a3": "2"}),
    "d1": ("a_drawing1", date(2024, 9, 4), 2, 0, "Линии", "лист 1", {"a1": "5", "a2": "нп"}),
    "d2": ("a_drawing2", date(2024, 9, 4), 2, 0, "Линии", "лист 1", {"a3": "4", "a4": "б"}),
    "rb1": ("b_russian", date(2024, 9, 5), 2, 0, "Фонетика", "§ 1", {"b1": "5", "b2": "н"}),
    "rb2": ("b_russian", date(2024, 9, 12), 2, None, "Лексика", "§ 2", {}),
    "mb1": ("b_maths", date(2024, 9, 6), 2, 0, "Числа", "№ 1", {"b3": "нп", "b4": "2"}),
    "rc1": ("c_russian", date(2024, 9, 5), 2, 0, "Фонетика", "§ 1", {"c4": "б"}),
    "mc1": ("c_marketing", date(2024, 9, 6), 2, 0, "Рынок", "§ 1", {"c1": "5", "c2": "4"}),
    # The second semester.
    "r6": ("a_russian", date(2025, 1, 13), 2, 0, "Синтаксис", "§ 6", {"a5": "нп"}),
    "m4": ("a_maths", date(2025, 2, 4), 2, 0, "Ряды", "№ 4", {"a3": "нп"}),
    "r7": ("a_russian", date(2025, 3, 3), 2, 0, "Пунктуация", "§ 7", {"a3": "уп"}),
}
# Hours of the first semester, of recorded lessons; СД-11: Russian 8, maths 8, drawing 2 = 18 each.
#            held  missed  good  unexcused  not given  late
#   a1        18      0      0       0          0       0
#   a2        18      2      0       2          0       1
#   a3        18      6      2       2          2       0
#   a4        18      8      4       4          0       0     4 of them made up
#   a5        18      4      4       0          0       0
#   СД-11     90     20     10       8          2       1     present 70 of 90 = 77.8 %
#   СД-12     16      4      0       2          2       0     present 12 of 16 = 75.0 %
#   ТД-11     16      2      2       0          0       0     present 14 of 16 = 87.5 %
# The second: Russian 4 (a5 2), maths 2 (a5 2).
#   a1, a2, a4 6 held, 0 missed; a3 6 held, 4 missed (2 good, 2 unexcused); a5 4 held, 2 unexcused
#   СД-11     28      6      2       4          0             present 22 of 28 = 78.6 %

# Marks of a semester: (journal, semester) → student: code. a5 left on 28 February.
SEMESTER_GRADES: Final = {
    ("a_russian", 1): {"a1": "5", "a2": "4", "a3": "3", "a4": "осв", "a5": "3"},
    ("a_maths", 1): {"a1": "4", "a2": "4", "a3": "2", "a4": "н/а", "a5": "3"},
    ("a_drawing1", 1): {"a1": "5", "a2": "3", "a5": "3"},
    ("a_drawing2", 1): {"a3": "4", "a4": "4"},
    ("b_russian", 1): {"b1": "5", "b2": "5", "b3": "4", "b4": "3"},
    ("b_maths", 1): {"b1": "4", "b2": "3", "b3": "3", "b4": "2"},
    ("c_russian", 1): {"c1": "зч", "c2": "зч", "c3": "нз", "c4": "н/а"},
    ("c_marketing", 1): {"c1": "5", "c2": "4", "c3": "3", "c4": "2"},
    ("a_russian", 2): {"a1": "5", "a2": "4", "a3": "4", "a4": "осв"},
    ("a_maths", 2): {"a1": "4", "a2": "5", "a3": "2", "a4": "3"},
    ("a_drawing1", 2): {"a1": "5", "a2": "4"},
    ("a_drawing2", 2): {"a3": "4", "a4": "4"},
    ("a_design", 2): {"a1": "зч", "a2": "зч", "a3": "зч", "a4": "нз"},
    ("b_russian", 2): {"b1": "5", "b2": "5", "b3": "4", "b4": "4"},
    ("b_maths", 2): {"b1": "4", "b2": "4", "b3": "3", "b4": "3"},
    ("c_russian", 2): {"c1": "4", "c2": "4", "c3": "3", "c4": "н/а"},
    ("c_marketing", 2): {"c1": "5", "c2": "4", "c3": "3", "c4": "3"},
}
# The first semester by journal (marks that count; success, quality, СОУ in percent):
#   СД-11 Russian   5 4 3 3      4 of 4 = 100.0, 2 of 4 = 50.0, (100+64+36+36)/4 = 59.0
#         maths     4 4 2 н/а 3  3 of 5 =  60.0, 2 of 5 = 40.0, (64+64+16+7+36)/5 = 37.4
#         drawing   5 3 3 4 4    5 of 5 = 100.0, 3 of 5 = 60.0, (100+36+36+64+64)/5 = 60.0
#         all 14 marks          12 of 14 = 85.7, 7 of 14 = 50.0, (236+187+300)/14 = 51.6
#   СД-12 Russian   5 5 4 3      4 of 4 = 100.0, 3 of 4 = 75.0, (100+100+64+36)/4 = 75.0
#         maths     4 3 3 2      3 of 4 =  75.0, 1 of 4 = 25.0, (64+36+36+16)/4 = 38.0
#         all 8 marks            7 of 8 =  87.5, 4 of 8 = 50.0, (300+152)/8 = 56.5
#   ТД-11 Russian   зч зч нз н/а 2 of 4 =  50.0; without credits: 0 of 1 = 0.0, 7/1 = 7.0
#         marketing 5 4 3 2      3 of 4 =  75.0, 2 of 4 = 50.0, (100+64+36+16)/4 = 54.0
#         all 8 marks            5 of 8 =  62.5; without credits: 2 of 5 = 40.0, (7+216)/5 = 44.6
# Averages of a student are of the marks in figures: a1 14/3 = 4.67, a2 11/3 = 3.67, a3 9/3 = 3.00,
# a4 4/1 = 4.00, a5 9/3 = 3.00.

YEAR_GRADES: Final = {
    "a_russian": {"a1": "5", "a2": "4", "a3": "4", "a4": "осв"},
    "a_maths": {"a1": "4", "a2": "5", "a3": "3", "a4": "3"},
    "a_drawing1": {"a1": "5", "a2": "4"},
    "a_drawing2": {"a3": "4", "a4": "4"},
    "b_russian": {"b1": "5", "b2": "5", "b3": "4", "b4": "4"},
    "b_maths": {"b1": "4", "b2": "4", "b3": "3", "b4": "2"},
    "c_russian": {"c1": "4", "c2": "4", "c3": "3", "c4": "н/а"},
    "c_marketing": {"c1": "5", "c2": "4", "c3": "3", "c4": "3"},
}
# The year of СД-11: Russian 5 4 4: 100.0, 100.0, (100+64+64)/3 = 76.0
#                    maths   4 5 3 3: 100.0, 50.0, (64+100+36+36)/4 = 59.0
#                    drawing 5 4 4 4: 100.0, 100.0, (100+192)/4 = 73.0
DISCIPLINE_RESULTS: Final = {"a_maths": {"a1": "4", "a2": "5", "a3": "3"}}

# Sheet → (group, item, semester, form, number, attempt, retake of, day, signed, examiner,
# student: (admitted, came, code)).
SHEETS: Final = {
    "exam": ("sd11", "maths", 2, "exam", 11, 0, None, date(2025, 6, 16), True, "golden_teacher2", {
        "a1": (True, "present", "4"),
        "a2": (True, "present", "5"),
        "a3": (True, "present", "2"),
        "a4": (False, "present", None),
    }),
    "retake": (
        "sd11", "maths", 2, "exam", 12, 1, "exam", date(2025, 6, 20), True, "golden_teacher2",
        {"a3": (True, "present", "3")},
    ),
    "credit": (
        "sd12", "russian", 2, "credit", 13, 0, None, date(2025, 6, 17), True, "golden_teacher",
        {
            "b1": (True, "present", "зч"),
            "b2": (True, "present", "зч"),
            "b3": (True, "present", "зч"),
            "b4": (True, "present", "нз"),
        },
    ),
    "open": (
        "sd11", "russian", 2, "graded_credit", 14, 0, None, None, False, "golden_teacher",
        {
            "a1": (True, "present", None),
            "a2": (True, "present", None),
            "a3": (True, "present", None),
            "a4": (True, "present", None),
        },
    ),
}  # fmt: skip
# Coursework of СД-11 in the second semester, and its practice of 36 hours.
COURSEWORK: Final = {"a1": "5", "a2": "4", "a3": "3", "a4": None}
PRACTICE: Final = {"a1": "5", "a2": "5", "a3": "4", "a4": "3"}

# Debt → (journal, lesson, student, kind, opened, closed, ended).
DEBTS: Final = {
    "debt_a3": ("a_russian", "r3", "a3", "absence", date(2024, 9, 16), None, None),
    "debt_a3_topic": ("a_maths", "m3", "a3", "topic", date(2024, 10, 8), None, None),
    "debt_a2": ("a_drawing1", "d1", "a2", "absence", date(2024, 9, 4), None, None),
    "debt_a4": (
        "a_maths", "m2", "a4", "absence", date(2024, 9, 10), date(2024, 9, 20), "made_up",
    ),
    "debt_a5": ("a_russian", "r6", "a5", "absence", date(2025, 1, 13), None, None),  # gone
    "debt_b4": ("b_maths", "mb1", "b4", "topic", date(2024, 9, 6), None, None),
}  # fmt: skip
MAKE_UP: Final = ("a_russian", date(2026, 10, 20), "15:00", "debt_a3")  # still to come
