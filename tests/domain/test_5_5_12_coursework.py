"""Topics, days and marks of courseworks (clause 5.5.12)."""

from datetime import date

import pytest

from domain.coursework import Coursework, days_fault, judged
from domain.verdict import Severity

ISSUED, DUE = date(2026, 9, 20), date(2026, 12, 4)  # a Friday


@pytest.mark.parametrize(
    ("work", "today", "code", "facts"),
    [
        (Coursework(), DUE, "no_topic", {}),
        (Coursework("  ", ISSUED, DUE), ISSUED, "no_topic", {}),
        (Coursework(code="5"), DUE, "no_topic", {}),
        (Coursework("Тема"), ISSUED, "not_issued", {}),
        (Coursework("Тема", ISSUED), date(2027, 6, 1), "running", {"due": None}),
        (Coursework("Тема", ISSUED, DUE), DUE, "running", {"due": DUE}),
        (Coursework("Тема", ISSUED, DUE), date(2026, 12, 5), "late", {"due": DUE, "late_by": 1}),
        (Coursework("Тема", None, DUE), date(2026, 12, 5), "late", {"due": DUE, "late_by": 1}),
        # a leap year: from the 28th of February to the 1st of March there are two days
        (
            Coursework("Тема", date(2028, 2, 1), date(2028, 2, 28)),
            date(2028, 3, 1),
            "late",
            {"due": date(2028, 2, 28), "late_by": 2},
        ),
        (Coursework("Тема", ISSUED, DUE, DUE), date(2027, 1, 9), "no_mark", {"day": DUE}),
        (Coursework("Тема", ISSUED, DUE, DUE, "4"), DUE, "done", {}),
        (
            Coursework("Тема", ISSUED, DUE, date(2026, 12, 7), "4"),
            date(2026, 12, 8),
            "done_late",
            {"due": DUE, "late_by": 3},
        ),
        (Coursework("Тема", ISSUED, None, DUE, "2"), DUE, "done", {}),
    ],
)
def test_5_5_12_a_coursework_is_judged(work, today, code, facts):
    verdict = judged(work, today)
    assert (verdict.clause, verdict.code, dict(verdict.facts)) == ("5.5.12", code, facts)


def test_5_5_12_a_mark_without_a_topic_is_a_fault_and_a_missing_topic_a_warning():
    assert judged(Coursework(code="5"), DUE).severity is Severity.fault
    assert judged(Coursework(), DUE).severity is Severity.warning


@pytest.mark.parametrize(
    ("work", "fault"),
    [
        (Coursework("Тема", ISSUED, ISSUED), None),
        (Coursework("Тема", DUE, ISSUED), "due"),
        (Coursework("Тема", DUE, None, ISSUED), "defended"),
        (Coursework("Тема", ISSUED, DUE, ISSUED), None),
        (Coursework("Тема", None, ISSUED, None), None),
    ],
)
def test_5_5_12_days_follow_each_other(work, fault):
    assert days_fault(work) == fault
