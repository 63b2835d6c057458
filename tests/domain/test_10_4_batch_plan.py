"""What is due at the end of a semester or a year (10.4, 5.3.6, 8.2): counted by hand."""

from collections import Counter

import pytest

from domain.batch_plan import DUE, Asked, Group, Scope, UnknownParameterError, parts
from domain.control_enums import BatchKind

ASKS = {
    "semester_summary": [Asked("group_id", "study_group"), Asked("semester_id", "semester")],
    "attestation_sheet": [Asked("sheet_id", "attestation_sheet")],
    "attendance_month": [Asked("group_id", "study_group"), Asked("month", "month")],
    "debts": [Asked("group_id", "study_group")],
    "performance_by_group": [
        Asked("period", "semester_or_year"),
        Asked("department_id", "followed_department"),
    ],
}
SEMESTER = Scope(BatchKind.semester, 7, 11, 3, ("2026-11", "2026-12"))
# The second group is of a programme with short terms, two of which end in the semester.
GROUPS = [Group(21, (11,), (501, 502)), Group(22, (31, 32))]


def test_10_4_each_report_of_each_group_once() -> None:
    """Summaries by term as PDF and XLSX, sheets each once, attendance by month, groups in order."""
    found = parts(SEMESTER, GROUPS, ASKS)
    assert Counter((one.group_id, one.code, one.format) for one in found) == {
        (21, "semester_summary", "pdf"): 1,
        (21, "semester_summary", "xlsx"): 1,
        (21, "attestation_sheet", "pdf"): 2,
        (21, "attendance_month", "pdf"): 2,
        (21, "debts", "pdf"): 1,
        (22, "semester_summary", "pdf"): 2,
        (22, "semester_summary", "xlsx"): 2,
        (22, "attendance_month", "pdf"): 2,
        (22, "debts", "pdf"): 1,  # not once a term
        (None, "performance_by_group", "pdf"): 1,
        (None, "performance_by_group", "xlsx"): 1,
    }
    assert [one.group_id for one in found] == [21] * 7 + [22] * 7 + [None] * 2
    keys = [(one.code, one.format, *sorted(one.params.items())) for one in found]
    assert len(set(keys)) == len(keys)  # nothing is made twice
    assert found[0].params == {"group_id": 21, "semester_id": 11}
    assert [one.params["sheet_id"] for one in found if one.code == "attestation_sheet"] == [
        501,
        502,
    ]
    assert found[-1].params == {"period": "semester-11", "department_id": 3}


def test_8_2_a_year_has_the_reports_of_a_year() -> None:
    """A year's batch asks for the year, and for nothing that a semester's has."""
    found = parts(Scope(BatchKind.year, 7, 0, 0), [Group(21, ())], ASKS)
    codes = {one.code for one in found}
    assert codes <= {one.code for one in DUE if one.kind is BatchKind.year}
    assert [one.params for one in found if one.code == "performance_by_group"] == [
        {"period": "year-7", "department_id": 0}
    ] * 2


def test_10_4_a_report_that_asks_for_the_unknown_is_refused() -> None:
    """A parameter that the plan cannot fill is an error, not a report about something else."""
    with pytest.raises(UnknownParameterError, match="moon"):
        parts(SEMESTER, GROUPS, ASKS | {"attendance_month": [Asked("moon", "phase")]})


def test_10_4_a_line_stands_once() -> None:
    """No report is due twice at the same end."""
    lines = [(one.code, one.kind) for one in DUE]
    assert len(set(lines)) == len(lines)
