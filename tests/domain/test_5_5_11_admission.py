"""Who is admitted to an interim attestation, who retakes it, before whom (clause 5.5.11)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.admission import (
    SHEET_FORMS,
    Candidate,
    Line,
    Part,
    admission,
    allowed_codes,
    examiners_fault,
    line_fault,
    next_attempt,
    totals,
)
from domain.cells import MARK_CODES
from domain.enums import Attendance, AttestationForm, ExaminerRole
from domain.mark_words import in_words
from domain.regulation import DEFAULTS, Norm, Regulation, Rulebook, SettingFact

EXAM, CREDIT, MODULE = (
    AttestationForm.exam,
    AttestationForm.credit,
    AttestationForm.module_exam,
)
CAME, EXCUSED, UNEXCUSED = Attendance.present, Attendance.excused, Attendance.unexcused
E, C, M, S = (
    ExaminerRole.examiner,
    ExaminerRole.chairman,
    ExaminerRole.member,
    ExaminerRole.secretary,
)


@pytest.mark.parametrize(
    ("part", "passed"),
    [
        (Part("МДК", result="4"), True),
        (Part("МДК", result="2", sheets=2, sheets_due=1), False),
        (Part("МДК", result="осв"), True),
        (Part("МДК", result="н/а"), False),
        # an exam in its second semester counts, a credit in its first alone does not
        (Part("МДК", sheets=1, sheets_due=2), False),
        (Part("МДК", sheets=2, sheets_due=2), True),
        (Part("МДК", sheets=0, sheets_due=1, grades=3), False),
        # without sheets every semester's mark is due
        (Part("МДК", grades=1, grades_due=2), False),
        (Part("МДК", grades=2, grades_due=2), True),
        (Part("УП", practice="5"), True),
        (Part("УП", practice="2"), False),
        (Part("УП", practice="зч"), True),
        (Part("УП", sheets=1, sheets_due=1), True),
        (Part("УП", grades_due=1), False),
        (Part("УП", result="3", practice="2"), True),
    ],
)
def test_5_5_11_a_part_of_a_module_is_passed(part: Part, passed: bool) -> None:
    assert part.is_passed is passed


DONE, OWED = Part("МДК.01.01", result="4"), Part("УП.01")


@pytest.mark.parametrize(
    ("form", "candidate", "codes"),
    [
        (EXAM, Candidate(), []),
        (EXAM, Candidate(debts=1), ["debts"]),
        (CREDIT, Candidate(debts=2, semester_code="4"), ["debts"]),
        (EXAM, Candidate(semester_code="н/а"), ["not_attested"]),
        (EXAM, Candidate(semester_code="2"), []),
        (EXAM, Candidate(semester_code="осв"), []),
        (EXAM, Candidate(debts=3, semester_code="н/а"), ["debts", "not_attested"]),
        (MODULE, Candidate(parts=(DONE, DONE)), []),
        (MODULE, Candidate(parts=(DONE, OWED)), ["module_parts"]),
        (MODULE, Candidate(debts=1, parts=(OWED,)), ["debts", "module_parts"]),
        # the parts are those of a module: an exam of a course does not wait for its practice
        (EXAM, Candidate(parts=(OWED,)), []),
    ],
)
def test_5_5_11_admission(form: AttestationForm, candidate: Candidate, codes: list[str]) -> None:
    assert [verdict.code for verdict in admission(form, candidate)] == codes


def test_5_5_11_the_verdict_names_the_parts_that_are_missing() -> None:
    found = admission(MODULE, Candidate(debts=2, parts=(DONE, OWED)))
    assert [dict(verdict.facts) for verdict in found] == [{"debts": 2}, {"parts": ["УП.01"]}]


def _line(code: str | None = None, attendance: Attendance = CAME, admitted: bool = True) -> Line:
    return Line(admitted, attendance, code)


FAILED, ABSENT, ILL, OUT = _line("2"), _line(None, UNEXCUSED), _line(None, EXCUSED), _line(None)


@pytest.mark.parametrize(
    ("lines", "code", "attempt"),
    [
        ([], "first", 0),
        ([ILL], "first", 0),
        ([ILL, ILL, ILL], "first", 0),
        ([_line(None, CAME, admitted=False)], "first", 0),
        ([FAILED], "retake", 1),
        ([ABSENT], "retake", 1),
        ([_line("нз")], "retake", 1),
        # a good reason on a retake costs none of them
        ([FAILED, ILL], "retake", 1),
        ([FAILED, ILL, FAILED], "commission", 2),
        ([FAILED, ABSENT], "commission", 2),
        ([FAILED, FAILED, ILL], "commission", 2),
        ([FAILED, FAILED, FAILED], "exhausted", 3),
        ([FAILED, FAILED, ABSENT], "exhausted", 3),
        ([_line("3")], "passed", None),
        ([FAILED, _line("зч")], "passed", None),
        ([FAILED, FAILED, _line("5")], "passed", None),
        ([_line("осв")], "passed", None),
    ],
)
def test_5_5_11_what_comes_after_an_attempt(
    lines: list[Line], code: str, attempt: int | None
) -> None:
    verdict = next_attempt(lines, DEFAULTS)
    assert (verdict.code, verdict.facts.get("attempt")) == (code, attempt)


def test_5_5_11_as_many_retakes_as_the_norm_says() -> None:
    one = Regulation({Norm.retakes: "1"})
    assert next_attempt([FAILED], one).code == "commission"
    assert next_attempt([FAILED, FAILED], one).code == "exhausted"


@pytest.mark.parametrize(
    ("form", "attempt", "roles", "fault"),
    [
        (EXAM, 0, [E], None),
        (EXAM, 1, [E], None),
        (EXAM, 0, [], "no_examiner"),
        (EXAM, 0, [S], "no_examiner"),
        (EXAM, 0, [C, M, M], None),
        (EXAM, 0, [C, C, M], "two_chairmen"),
        (EXAM, 2, [E], "commission_incomplete"),
        (EXAM, 2, [E, M, M], "commission_incomplete"),
        (EXAM, 2, [C, M], "commission_incomplete"),
        (EXAM, 2, [C, M, S], "commission_incomplete"),
        (EXAM, 2, [C, E, M], None),
        (EXAM, 2, [C, M, M, S], None),
        (EXAM, 2, [C, C, M], "two_chairmen"),
        (MODULE, 0, [E], "commission_incomplete"),
        (MODULE, 0, [C, M, M], None),
        (MODULE, 1, [C, E], "commission_incomplete"),
        (CREDIT, 2, [C, M, E], None),
    ],
)
def test_5_5_11_who_examines(
    form: AttestationForm, attempt: int, roles: list[ExaminerRole], fault: str | None
) -> None:
    found = examiners_fault(form, attempt, roles, DEFAULTS)
    assert (found and found.code) == fault


def test_5_5_11_a_college_may_ask_for_a_larger_commission_from_a_day_on() -> None:
    book = Rulebook([SettingFact(Norm.commission_members, date(2027, 1, 11), "5")])
    before, after = book.on(date(2027, 1, 10)), book.on(date(2027, 1, 11))
    assert examiners_fault(EXAM, 2, [C, M, M], before) is None
    found = examiners_fault(EXAM, 2, [C, M, M], after)
    assert found is not None
    assert found.facts["least"] == 5


@pytest.mark.parametrize(
    ("line", "form", "fault"),
    [
        (_line("5"), EXAM, None),
        (_line("зч"), CREDIT, None),
        (_line("осв"), EXAM, None),
        (OUT, EXAM, "no_mark"),
        (ABSENT, EXAM, None),
        (ILL, CREDIT, None),
        (_line(None, CAME, admitted=False), EXAM, None),
        (_line("5", CAME, admitted=False), EXAM, "mark_without_coming"),
        (_line("3", UNEXCUSED), EXAM, "mark_without_coming"),
        (_line("зч"), EXAM, "mark_of_other_form"),
        (_line("5"), CREDIT, "mark_of_other_form"),
        (_line("н/а"), EXAM, "mark_of_other_form"),
    ],
)
def test_5_5_11_a_line_that_can_be_signed(
    line: Line, form: AttestationForm, fault: str | None
) -> None:
    found = line_fault(line, form)
    assert (found and found.code) == fault


LINES = st.lists(
    st.builds(
        Line, st.booleans(), st.sampled_from(Attendance), st.sampled_from([None, *MARK_CODES])
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(lines=LINES, form=st.sampled_from(SHEET_FORMS))
def test_5_5_11_the_totals_of_a_sheet_equal_its_rows(
    lines: list[Line], form: AttestationForm
) -> None:
    found = totals(lines, allowed_codes(form))
    assert found.listed == len(lines)
    assert found.admitted == found.came + found.excused + found.unexcused
    assert found.marked == sum(line.code is not None for line in lines)
    for code in MARK_CODES:
        assert found.by_code.get(code, 0) == sum(line.code == code for line in lines)
    assert set(allowed_codes(form)) <= set(found.by_code)


@pytest.mark.parametrize("code", MARK_CODES)
def test_5_5_11_every_mark_has_words(code: str) -> None:
    assert in_words(code)


@pytest.mark.parametrize("nothing", [None, "", "9"])
def test_5_5_11_what_is_no_mark_has_none(nothing: Any) -> None:
    assert in_words(nothing) == ""
