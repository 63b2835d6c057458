"""Clause 11.3: what is past is judged by what was in force then, however late it is signed."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from access.principal import current_principal
from domain.regulation import Norm
from models import DemoExam, DisciplineResult, RegulationSetting, Thesis
from services.final_summary import final_summary
from services.grade_closing import sign
from tests.services.test_4_6_closing import PEOPLE, WHY, Book

pytestmark = pytest.mark.sqlite_only


def _set(act_as, norm: Norm, value: str, day: date) -> None:
    with act_as("system", writes=True) as session:
        session.add(RegulationSetting(key=norm, value=value, starts_on=day))
        session.commit()


def test_11_3_a_result_follows_the_rule_of_the_end_of_its_year(api_as, act_as, cast, at_local):
    _set(act_as, Norm.result_rule, "average", date(2027, 7, 1))
    book = Book(api_as("teacher"), cast)
    book.put(dict.fromkeys(PEOPLE, ("5", WHY)))
    assert book.sign().status_code == 201
    with at_local("12:00", date(2027, 7, 5)):
        book = Book(api_as("teacher"), cast)
        book.put(dict.fromkeys(PEOPLE[1:], ("3", WHY)), "2")
        assert book.sign("2").status_code == 201
        book.put(dict.fromkeys(PEOPLE[1:], "4") | {"student": ("4", WHY)}, "year")
        with act_as("teacher", writes=True) as session:
            sign(session, current_principal(), cast.gradebook, year=True, accepts=True)
    with act_as("system") as session:
        made = select(DisciplineResult.code).where(
            DisciplineResult.item_id == cast.curriculum_item,
            DisciplineResult.student_id == cast.student_b,
        )
        assert session.scalar(made) == "3"  # the last mark, not the average


def test_11_3_a_summary_weighs_marks_as_on_the_day_they_were_given(act_as, cast):
    _set(act_as, Norm.degree_weights, "5:90 4:50 3:20 2:10 н/а:0", date(2026, 10, 1))
    with act_as("system", writes=True) as session:
        exam = session.get_one(DemoExam, cast.demo_exam)
        exam.held_on, exam.points, exam.code = date(2026, 9, 10), exam.maximum, "5"
        thesis = session.get_one(Thesis, cast.thesis)
        thesis.defended_on, thesis.code = date(2026, 10, 10), "5"
        session.commit()
    with act_as("director") as session:
        told = final_summary(session, current_principal(), exam_group(session, cast))
        assert (told.exam.degree, told.thesis.degree) == (Decimal("100.0"), Decimal("90.0"))


def exam_group(session, cast) -> int:
    return session.get_one(DemoExam, cast.demo_exam).group_id
