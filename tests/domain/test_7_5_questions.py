"""Which questions the figures of a department raise (clauses 5.2.5, 7.5): a table."""

from decimal import Decimal

import pytest

from domain.questions import Ask, Figures, questions


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({}, []),
        ({"not_recorded": 3}, [(Ask.not_recorded, "3")]),
        ({"no_final": 1, "overdue_remarks": 2}, [(Ask.no_final, "1"), (Ask.overdue_remarks, "2")]),
        ({"recorded": 100, "late": 5}, []),
        ({"recorded": 100, "late": 6}, [(Ask.late, "6.0")]),
        ({"recorded": 3, "late": 1}, [(Ask.late, "33.3")]),
        ({"success": Decimal("95.0"), "quality": Decimal("50.0")}, []),
        ({"success": Decimal("94.9")}, [(Ask.success, "94.9")]),
        ({"quality": Decimal("49.9")}, [(Ask.quality, "49.9")]),
        ({"attendance": Decimal("84.9")}, [(Ask.attendance, "84.9")]),
        ({"students": 10, "debts": 10}, []),
        ({"students": 10, "debts": 11}, [(Ask.debts, "11")]),
        ({"journals": 5, "inspected": 5}, []),
        ({"journals": 5, "inspected": 3}, [(Ask.not_inspected, "2")]),
        ({"off_plan": 4, "no_results": 1}, [(Ask.plan, "4"), (Ask.no_results, "1")]),
    ],
)
def test_7_5_figures_raise_questions(
    figures: dict[str, object], expected: list[tuple[Ask, str]]
) -> None:
    """Each with its figure; nothing is asked where nothing is wrong."""
    found = questions([Figures("Отделение", **figures)])  # type: ignore[arg-type]
    assert [(one.about, str(one.figure)) for one in found] == expected


def test_7_5_the_most_pressing_comes_first() -> None:
    """By kind, then by department."""
    some = [Figures("Б", late=1, recorded=2, no_final=1), Figures("А", late=1, recorded=2)]
    told = [(one.about, one.name) for one in questions(some)]
    assert told == [(Ask.no_final, "Б"), (Ask.late, "А"), (Ask.late, "Б")]
