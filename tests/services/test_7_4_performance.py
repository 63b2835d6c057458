"""Performance of the golden college in every breakdown, as worked out by hand (7.4, 8.2)."""

import pytest
from sqlalchemy import select

from domain.performance import Rank
from models import SemesterGrade
from services.errors import NotFoundError
from services.performance import By, PeriodOf, compared, performance, total
from tests.reports.golden import build_golden

# Name → marks that count, exempt, success, quality, degree, average, students. See golden_tables.py
FIRST = {
    By.group: {
        "СД-11": (14, 1, "85.7", "50.0", "51.6", "3.62", 5),
        "СД-12": (8, 0, "87.5", "50.0", "56.5", "3.63", 4),
        "ТД-11": (8, 0, "62.5", "40.0", "44.6", "3.50", 4),
    },
    By.teacher: {
        "Белкин Иван Олегович": (10, 1, "100.0", "70.0", "66.4", "4.00", 9),
        "Соколова Анна Ильинична": (20, 0, "70.0", "35.3", "43.2", "3.33", 13),
    },
    By.discipline: {
        "Маркетинг": (4, 0, "75.0", "50.0", "54.0", "3.50", 4),
        "Математика": (9, 0, "66.7", "33.3", "37.7", "3.13", 9),
        "Русский язык": (12, 1, "83.3", "55.6", "60.3", "4.00", 13),
        "Черчение": (5, 0, "100.0", "60.0", "60.0", "3.80", 5),
    },
    By.programme: {
        "08.02.01": (22, 1, "86.4", "50.0", "53.4", "3.62", 9),
        "38.02.08": (8, 0, "62.5", "40.0", "44.6", "3.50", 4),
    },
    By.department: {
        "Строительство": (22, 1, "86.4", "50.0", "53.4", "3.62", 9),
        "Торговля": (8, 0, "62.5", "40.0", "44.6", "3.50", 4),
    },
    By.college: {"": (30, 1, "80.0", "48.1", "51.8", "3.60", 13)},
}
# Group → excellent, good, with one three, with more, failing.
RANKS = {"СД-11": [0, 1, 1, 1, 2], "СД-12": [0, 1, 2, 0, 1], "ТД-11": [1, 1, 0, 0, 2]}
SEEN = {
    "golden_head": ["СД-11", "СД-12"],
    "golden_head2": ["ТД-11"],
    "golden_curator": ["СД-11"],
    "golden_teacher": ["СД-11", "СД-12"],
    "director": ["СД-11", "СД-12", "ТД-11"],
}


def _told(line):
    rated = line.quality
    return (
        rated.total,
        rated.exempt,
        str(rated.success),
        str(rated.quality),
        str(rated.degree),
        str(line.average),
        line.students,
    )


@pytest.fixture
def golden(app):
    return build_golden(app)


def test_7_4_every_breakdown_of_the_golden_semester(golden, act_as, count_statements):
    period = PeriodOf.semester(golden.semester1)
    with act_as("director") as session, count_statements() as told:
        for by, expected in FIRST.items():
            lines = performance(session, period, by)
            assert {line.name: _told(line) for line in lines} == expected, by
        assert len(told) <= 7 * len(FIRST) + 2  # and, once, the norms and BEGIN
        (whole,) = performance(session, period, By.college)
        assert whole.counts == {
            "5": 5, "4": 8, "3": 9, "2": 3, "зч": 2, "нз": 1, "н/а": 2, "осв": 1
        }  # fmt: skip
        groups = performance(session, period)
        assert {one.name: [one.ranks[rank] for rank in Rank] for one in groups} == RANKS
        one = performance(session, period, By.gradebook, gradebook_ids=[golden.a_drawing1])[0]
        assert (one.name, one.beside) == ("ОП.01 Черчение · СД-11 / 1", "Соколова А. И.")
        assert _told(one) == (3, 0, "100.0", "33.3", "57.3", "3.67", 3)


def test_7_4_the_year_has_marks_of_its_own(golden, act_as):
    with act_as("director") as session:
        year = PeriodOf.year(golden.year)
        found = {line.name: line for line in performance(session, year, By.group)}
        # 5 4 4 · 4 5 3 3 · 5 4 4 4, one exempt: all passed, 9 of 11 good, (228 + 236 + 292)/11.
        # A student who left has no mark of the year, and is in nobody's count on its last day.
        assert _told(found["СД-11"]) == (11, 1, "100.0", "81.8", "68.7", "4.09", 4)
        assert total(session, year, department_id=golden.golden_department2).quality.total == 8
        assert total(session, year, department_id=-1) is None


def test_7_4_everyone_sees_the_lines_of_own_rows(golden, act_as):
    period = PeriodOf.semester(golden.semester1)
    for login, names in SEEN.items():
        with act_as(login) as session:
            lines = performance(session, period)
            assert [line.name for line in lines] == names, login
            if login == "golden_teacher":
                # Of the own journals alone: Russian and a half of drawing; Russian.
                assert [line.quality.total for line in lines] == [6, 4]


def test_7_4_places_without_a_mark_are_told_and_count_in_nothing(golden, act_as):
    with act_as("system", writes=True) as session:
        some = select(SemesterGrade).where(
            SemesterGrade.gradebook_id == golden.b_maths,
            SemesterGrade.semester_id == golden.semester1,
            SemesterGrade.student_id == golden.b4,
        )
        session.delete(session.scalars(some).one())
        session.commit()
    with act_as("golden_head") as session:
        period = PeriodOf.semester(golden.semester1)
        line = performance(session, period, group_id=golden.sd12)[0]
        assert (line.quality.blank, line.quality.total, str(line.quality.success)) == (
            1,
            7,
            "100.0",
        )


def test_7_4_earlier_periods_to_compare_with(golden, cast, act_as):
    with act_as("director") as session:
        second = compared(session, PeriodOf.semester(golden.semester2))
        assert second.period.short == "2024/25·2"
        assert second.previous.of == PeriodOf.semester(golden.semester1)
        assert second.year_ago is None
        assert [one.of for one in second.before] == [PeriodOf.semester(golden.semester1)]
        year = compared(session, PeriodOf.year(golden.year))
        assert (year.previous, year.year_ago, year.before) == (None, None, ())
        # The cast's semester is two years after: the one just before it is the golden spring.
        later = compared(session, PeriodOf.semester(cast.semester))
        assert later.previous.of == PeriodOf.semester(golden.semester2)
        assert later.year_ago is None
        for period in (PeriodOf.semester(10**6), PeriodOf.year(10**6), PeriodOf()):
            with pytest.raises(NotFoundError):
                compared(session, period)
