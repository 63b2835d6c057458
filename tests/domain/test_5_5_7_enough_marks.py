"""Clause 5.5.7: marks accumulate through the semester, and it is said in time where they do not."""

from datetime import date, timedelta

import pytest

from domain.enough_marks import (
    JUSTIFIED,
    TOO_FEW,
    Course,
    State,
    WorkClass,
    course_on,
    excused,
    judge,
)
from domain.verdict import Severity

TERM = date(2026, 9, 1), date(2026, 12, 31)
WEEKS = [TERM[0] + timedelta(weeks=week) for week in range(18)]  # Tuesdays to 29 December
D = date.fromisoformat


def course(day: str, goal: int = 3, held: tuple[WorkClass, ...] = (), planned: int = 36) -> Course:
    """Return a semester of a lesson a week, 2 hours each, on `day`."""
    lessons = [(one, 2) for one in WEEKS]
    return course_on(D(day), TERM, goal, lessons, planned, held)


@pytest.mark.parametrize(
    ("day", "marks", "state", "severity", "begin_by", "since"),
    [
        # nothing is asked for on the first day, and three marks fit into the last three lessons
        ("2026-09-01", 0, State.on_the_way, Severity.note, "2026-12-15", None),
        # a third of the semester is over: one of three marks is asked for
        ("2026-10-11", 0, State.on_the_way, Severity.note, "2026-12-15", None),
        ("2026-10-12", 0, State.short, Severity.warning, "2026-12-15", None),
        ("2026-10-12", 1, State.on_the_way, Severity.note, "2026-12-22", None),
        ("2026-10-12", 3, State.enough, Severity.ok, None, None),
        # the Friday before, and the day itself, on which it has to begin
        ("2026-12-11", 0, State.short, Severity.warning, "2026-12-15", None),
        ("2026-12-14", 0, State.short, Severity.warning, "2026-12-15", None),
        ("2026-12-15", 0, State.impossible, Severity.fault, None, "2026-12-15"),
        ("2026-12-15", 1, State.short, Severity.warning, "2026-12-22", None),
        ("2026-12-28", 2, State.on_the_way, Severity.note, "2026-12-29", None),
        ("2026-12-29", 2, State.impossible, Severity.fault, None, "2026-12-29"),
        # the New Year holidays: the semester is over and stays as it was
        ("2027-01-08", 2, State.impossible, Severity.fault, None, "2026-12-29"),
        ("2027-01-08", 3, State.enough, Severity.ok, None, None),
        ("2027-01-08", 9, State.enough, Severity.ok, None, None),
    ],
)
def test_5_5_7_a_student_is_told_of_in_time(
    day: str, marks: int, state: State, severity: Severity, begin_by: str | None, since: str | None
) -> None:
    verdict = judge(course(day), marks, ())
    assert (verdict.clause, verdict.code, verdict.severity) == ("5.5.7", state, severity)
    assert verdict.facts["begin_by"] == (begin_by and D(begin_by))
    assert verdict.facts["since"] == (since and D(since))
    assert verdict.facts["missing"] == max(0, 3 - marks)
    assert (state in TOO_FEW) == (severity >= Severity.warning)


def test_5_5_7_lessons_without_a_timetable_leave_time() -> None:
    lessons = [(D("2026-09-01"), 2), (D("2026-09-08"), 2), (D("2026-09-22"), 2)]
    now = D("2026-09-14")
    # 12 hours are planned, 6 stand in the journal: three lessons are still to be placed.
    waiting = course_on(now, TERM, 4, lessons, 12, ())
    assert (waiting.unscheduled, waiting.coming) == (3, (D("2026-09-22"),))
    assert judge(waiting, 0, ()).facts["begin_by"] == D("2026-09-22")
    assert judge(waiting, 1, ()).facts["begin_by"] is None
    assert judge(waiting, 1, ()).code == State.on_the_way
    # All are placed: two lessons are over, one is left, four marks never were possible.
    placed = course_on(now, TERM, 4, lessons, 6, ())
    verdict = judge(placed, 0, ())
    assert (verdict.code, verdict.facts["since"]) == (State.impossible, TERM[0])
    # After the semester nothing is placed any more.
    over = course_on(D("2027-01-01"), TERM, 4, lessons, 12, ())
    assert judge(over, 1, ()).facts["since"] == D("2026-09-01")


def test_5_5_7_a_leap_day_is_a_day_like_others() -> None:
    term = D("2028-01-11"), D("2028-06-30")
    lessons = [(D("2028-02-22"), 2), (D("2028-02-29"), 2)]
    before = judge(course_on(D("2028-02-28"), term, 1, lessons, 4, ()), 0, ())
    assert before.facts["begin_by"] == D("2028-02-29")
    after = judge(course_on(D("2028-02-29"), term, 1, lessons, 4, ()), 0, ())
    assert (after.code, after.facts["since"]) == (State.impossible, D("2028-02-29"))


def test_5_5_7_nobody_needs_marks_who_is_exempt_or_has_left() -> None:
    for state in (State.exempt, State.left):
        verdict = excused(state, course("2026-12-29"), 0)
        assert (verdict.code, verdict.severity) == (state, Severity.ok)
        assert state not in TOO_FEW


def test_5_5_7_a_journal_without_hours_asks_for_none() -> None:
    assert judge(course_on(D("2026-10-14"), TERM, 0, [], 0, ()), 0, ()).code == State.enough


def test_6_2_is_cited_where_only_a_class_of_works_is_missing() -> None:
    verdict = judge(course("2026-12-29", held=(WorkClass.lab,)), 3, [WorkClass.written])
    assert (verdict.clause, verdict.code) == (JUSTIFIED, State.kinds)
