"""What the facts of a journal suggest in the four parts of a check (7.3); the days of remarks."""

from datetime import date

import pytest

from domain.enums import PartVerdict, RemarkCause
from domain.inspection import (
    CAUSES,
    CLAUSES,
    PARTS,
    Fact,
    FactKey,
    Part,
    Preset,
    are_in_bulk,
    days_of,
    due_by,
    is_gone,
    is_overdue,
    share_done,
    suggested,
)
from tests.domain.deadline_cases import FIVE, SIX

GOOD, REMARKS, POOR = PartVerdict.good, PartVerdict.remarks, PartVerdict.poor


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ([], GOOD),
        ([(FactKey.no_topic, 1, 40)], REMARKS),
        ([(FactKey.no_topic, 10, 40)], REMARKS),  # a quarter, not more
        ([(FactKey.no_topic, 11, 40)], POOR),
        ([(FactKey.late, 40, 40)], REMARKS),  # cannot be helped any more
        ([(FactKey.last_days, 90, 100)], REMARKS),  # a question, no verdict
        ([(FactKey.no_plan, 1, 1)], POOR),
        ([(FactKey.late, 1, 40), (FactKey.no_works, 1, 1)], POOR),
        ([(FactKey.departs, 1, 3)], POOR),
    ],
)
def test_7_3_the_facts_of_a_part_suggest_a_verdict(facts, verdict) -> None:
    assert suggested(Fact(*one) for one in facts) is verdict


def test_7_3_each_fact_has_a_part_and_a_clause_and_each_cause_a_fact() -> None:
    assert set(PARTS) == set(CLAUSES) == set(FactKey)
    assert set(PARTS.values()) == set(Part)
    assert set(CAUSES.values()) == set(RemarkCause)


@pytest.mark.parametrize(
    ("late", "total", "asks"),
    [(9, 10, False), (10, 33, True), (10, 34, False), (30, 100, False), (31, 100, True)],
)
def test_7_3_marks_in_bulk_ask_a_question(late, total, asks) -> None:
    assert are_in_bulk(late, total) is asks


@pytest.mark.parametrize(
    ("calendar", "made", "due"),
    [
        (SIX, "2026-10-14", "2026-10-20"),  # a Wednesday; Sunday is no working day
        (FIVE, "2026-10-14", "2026-10-21"),
        (SIX, "2026-10-30", "2026-11-06"),  # 4 November is a holiday
    ],
)
def test_7_3_a_remark_is_due_in_five_working_days(calendar, made, due) -> None:
    assert due_by(date.fromisoformat(made), calendar) == date.fromisoformat(due)


@pytest.mark.parametrize(("today", "overdue"), [("19", False), ("20", False), ("21", True)])
def test_5_3_3_a_remark_is_overdue_after_its_day(today, overdue) -> None:
    assert is_overdue(date(2026, 10, 20), date.fromisoformat(f"2026-10-{today}")) is overdue


LACKING = [
    Fact(FactKey.no_topic, 2, 9, lessons=(3, 4)),
    Fact(FactKey.few_marks, 1, 9, students=(7,)),
]


@pytest.mark.parametrize(
    ("cause", "lesson", "student", "gone"),
    [
        (RemarkCause.no_topic, None, None, False),
        (RemarkCause.no_topic, 3, None, False),
        (RemarkCause.no_topic, 5, None, True),
        (RemarkCause.few_marks, None, 7, False),
        (RemarkCause.few_marks, None, 8, True),
        (RemarkCause.plan_behind, None, None, True),
    ],
)
def test_7_3_a_remark_closes_itself_when_its_cause_is_gone(cause, lesson, student, gone) -> None:
    assert is_gone(cause, lesson, student, LACKING) is gone


@pytest.mark.parametrize(
    ("preset", "today", "span"),
    [
        (Preset.month, "2026-10-01", ("2026-10-01", "2026-10-01")),
        (Preset.month, "2026-10-31", ("2026-10-01", "2026-10-31")),
        (Preset.last_month, "2026-10-01", ("2026-09-01", "2026-09-30")),
        (Preset.last_month, "2027-01-15", ("2026-12-01", "2026-12-31")),
        (Preset.semester, "2026-10-14", ("2026-09-01", "2026-10-14")),
        (Preset.semester, "2027-01-20", ("2026-09-01", "2026-12-31")),
    ],
)
def test_7_3_a_preset_means_days(preset, today, span) -> None:
    semester = date(2026, 9, 1), date(2026, 12, 31)
    found = days_of(preset, date.fromisoformat(today), semester)
    assert tuple(day.isoformat() for day in found) == span


def test_5_3_1_all_of_nothing_is_done() -> None:
    assert [share_done(*one) for one in ((0, 0), (0, 3), (1, 3), (3, 3))] == [100, 0, 33, 100]
