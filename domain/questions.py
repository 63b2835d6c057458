"""What the figures of a department put before the director and the council (5.2.5, 7.5).

A question to decide, never a verdict. The bounds are the field's usual ones: below them a
department is spoken about; the regulation names none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from typing import Final

LEAST_SUCCESS: Final = Decimal(95)  # percent of final marks
LEAST_QUALITY: Final = Decimal(50)
LEAST_ATTENDANCE: Final = Decimal(85)  # percent of the hours of students
MOST_LATE: Final = Decimal(5)  # percent of the recorded lessons
MOST_DEBTS: Final = Decimal(1)  # open debts a student


class Ask(StrEnum):
    """What a question is about, the most pressing first."""

    no_final = auto()
    overdue_remarks = auto()
    not_recorded = auto()
    success = auto()
    attendance = auto()
    plan = auto()
    debts = auto()
    no_results = auto()
    not_inspected = auto()
    late = auto()
    quality = auto()


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a department in a period; None is unknown."""

    name: str
    students: int = 0
    held: int = 0
    recorded: int = 0
    late: int = 0
    not_recorded: int = 0
    no_results: int = 0
    off_plan: int = 0
    no_final: int = 0
    journals: int = 0
    inspected: int = 0
    overdue_remarks: int = 0
    debts: int = 0
    attendance: Decimal | None = None
    success: Decimal | None = None
    quality: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a department, with the figure that raises it."""

    about: Ask
    name: str
    figure: Decimal


def questions(departments: Iterable[Figures]) -> list[Question]:
    """Return the questions that the figures raise: the most pressing kind first, then by name."""
    found = [
        Question(about, one.name, figure)
        for one in departments
        for about, figure in _raised(one)
        if figure is not None
    ]
    order = list(Ask)
    return sorted(found, key=lambda one: (order.index(one.about), one.name))


def _raised(one: Figures) -> list[tuple[Ask, Decimal | None]]:
    late = Decimal(100 * one.late) / one.recorded if one.recorded else Decimal(0)
    return [
        (Ask.no_final, _some(one.no_final)),
        (Ask.overdue_remarks, _some(one.overdue_remarks)),
        (Ask.not_recorded, _some(one.not_recorded)),
        (Ask.success, _below(one.success, LEAST_SUCCESS)),
        (Ask.attendance, _below(one.attendance, LEAST_ATTENDANCE)),
        (Ask.plan, _some(one.off_plan)),
        (Ask.debts, _some(one.debts) if one.debts > MOST_DEBTS * one.students else None),
        (Ask.no_results, _some(one.no_results)),
        (Ask.not_inspected, _some(one.journals - one.inspected)),
        (Ask.late, late.quantize(Decimal("0.1")) if late > MOST_LATE else None),
        (Ask.quality, _below(one.quality, LEAST_QUALITY)),
    ]


def _some(number: int) -> Decimal | None:
    return Decimal(number) if number > 0 else None


def _below(value: Decimal | None, bound: Decimal) -> Decimal | None:
    return value if value is not None and value < bound else None
