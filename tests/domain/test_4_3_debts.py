"""What a student owes, case by case (clause 4.3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.cells import parse
from domain.debts import (
    CellFacts,
    LessonFacts,
    WorkFacts,
    debts_of,
    lesson_debt_end,
    work_debt_end,
)
from domain.enums import DebtEnd, DebtKind

HELD = date(2026, 9, 14)
TODAY = date(2026, 10, 14)
TOPIC, WORK, ABSENCE = DebtKind.topic, DebtKind.work, DebtKind.absence
MADE_UP, CORRECTED = DebtEnd.made_up, DebtEnd.corrected


def lesson(text: str, *, confirmed: bool = True) -> LessonFacts:
    cell = parse(text)
    return LessonFacts(HELD, confirmed, cell.absence, cell.marks)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", []),
        ("5", []),
        ("2", [TOPIC]),
        ("нз", [TOPIC]),
        ("2/4", []),
        ("2/зч", []),
        ("4/2", [TOPIC]),  # the later mark says what is mastered
        ("2/2", [TOPIC]),
        ("осв", []),
        ("н/а", []),  # not attested is no mark for a topic
        ("н", [ABSENCE]),
        ("нп", [ABSENCE]),
        ("уп", []),
        ("б", []),
        ("оп15", []),
        ("оп15/2", [TOPIC]),
        ("н/4", []),
        ("нп/зч", []),
        ("н/2", [ABSENCE, TOPIC]),  # came to make up and failed
        ("н/нз", [ABSENCE, TOPIC]),
        ("н/2/4", []),
        ("н/4/2", [TOPIC]),
        ("б/2", [TOPIC]),
    ],
)
def test_4_3_debts_for_the_lesson_itself(text: str, kinds: list[DebtKind]) -> None:
    found = debts_of(CellFacts(lesson(text)), TODAY)
    assert [(one.kind, one.work_id, one.since) for one in found] == [
        (kind, None, HELD) for kind in kinds
    ]


@pytest.mark.parametrize(("text", "kinds"), [("н", []), ("нп", []), ("2", [TOPIC])])
def test_4_3_an_absence_is_owed_once_the_lesson_is_confirmed(text: str, kinds: Any) -> None:
    found = debts_of(CellFacts(lesson(text, confirmed=False)), TODAY)
    assert [one.kind for one in found] == kinds


@pytest.mark.parametrize(
    ("code", "required", "days_after_due", "kinds"),
    [
        (None, True, 0, []),
        (None, True, 7, []),  # results are given within seven calendar days (5.5.6)
        (None, True, 8, [WORK]),
        (None, True, 200, [WORK]),
        (None, False, 200, []),
        ("4", True, 200, []),
        ("зч", True, 200, []),
        ("осв", True, 200, []),
        ("н/а", True, 200, []),
        ("2", True, 0, [TOPIC]),  # a mark that was given counts at once
        ("2", False, 0, [TOPIC]),
        ("нз", True, 200, [TOPIC]),
    ],
)
@pytest.mark.parametrize(
    "due",
    [
        HELD,
        date(2026, 9, 18),  # a Friday
        date(2026, 12, 30),  # the seven days run through the holidays
        date(2028, 2, 25),  # a leap day in between
    ],
)
@pytest.mark.parametrize("text", ["", "б", "н/4"])  # also of who was absent
def test_4_3_a_required_work_without_a_mark_is_owed(
    code: Any, required: bool, days_after_due: int, kinds: Any, due: date, text: str
) -> None:
    work = WorkFacts(7, required, due, 7, code)
    found = debts_of(CellFacts(lesson(text), (work,)), due + timedelta(days=days_after_due))
    assert [(one.kind, one.work_id) for one in found] == [(kind, 7) for kind in kinds]
    since = {WORK: due + timedelta(days=8), TOPIC: HELD}
    assert [one.since for one in found] == [since[kind] for kind in kinds]


def test_4_3_several_works_are_owed_each_for_itself() -> None:
    works = (
        WorkFacts(1, True, HELD, 7),
        WorkFacts(2, True, HELD, 7, "2"),
        WorkFacts(3, True, HELD, 7, "5"),
    )
    found = debts_of(CellFacts(lesson("н"), works), TODAY)
    assert [(one.kind, one.work_id) for one in found] == [(ABSENCE, None), (WORK, 1), (TOPIC, 2)]


def test_4_3_nothing_is_owed_by_who_was_not_taught_that_day() -> None:
    facts = CellFacts(lesson("н/2"), (WorkFacts(1, True, HELD, 7),), attended=False)
    assert debts_of(facts, TODAY) == ()


@pytest.mark.parametrize(
    ("kind", "text", "end"),
    [
        (ABSENCE, "н/4", MADE_UP),
        (ABSENCE, "нп/зч", MADE_UP),
        (ABSENCE, "б", CORRECTED),
        (ABSENCE, "уп/4", CORRECTED),
        (ABSENCE, "", CORRECTED),
        (ABSENCE, "5", CORRECTED),
        (TOPIC, "2/4", MADE_UP),
        (TOPIC, "нз/4", MADE_UP),
        (TOPIC, "зч", MADE_UP),  # cannot stand beside «нз»
        (TOPIC, "4", CORRECTED),
        (TOPIC, "", CORRECTED),
        (TOPIC, "осв", CORRECTED),
    ],
)
def test_4_3_a_debt_of_the_lesson_ends_made_up_or_corrected(
    kind: DebtKind, text: str, end: DebtEnd
) -> None:
    assert lesson_debt_end(kind, lesson(text)) is end


@pytest.mark.parametrize(
    ("kind", "code", "end"),
    [
        (WORK, "4", MADE_UP),
        (WORK, "2", MADE_UP),  # the result came; the topic is owed instead
        (WORK, None, CORRECTED),  # the work is no longer required, or due later
        (TOPIC, "3", MADE_UP),
        (TOPIC, None, CORRECTED),
        (TOPIC, "осв", CORRECTED),
    ],
)
def test_4_3_a_debt_of_a_work_ends_made_up_or_corrected(
    kind: DebtKind, code: Any, end: DebtEnd
) -> None:
    assert work_debt_end(kind, WorkFacts(1, True, HELD, 7, code)) is end
    assert work_debt_end(kind, None) is CORRECTED  # the work is gone
