"""What the sheet itself says of its sums, beside what was read of it."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from domain.enums import LessonKind, PlanRow
from domain.text import fold
from exchange.lesson_plan_xlsx.cells import HOURS as NUMERAL
from exchange.lesson_plan_xlsx.hints import SAYS, TOTALS
from exchange.lesson_plan_xlsx.rows import Row
from exchange.lesson_plan_xlsx.shapes import Field, Grid, LessonRead, TotalsCheck

MIN_NAMES: Final = 3  # names of kinds that make the head of a table of sums


def checks(
    head: Grid, totals: Sequence[Row], lessons: Sequence[LessonRead]
) -> tuple[TotalsCheck, ...]:
    """Return the sums that the sheet tells: in a table before the plan, and in rows of totals."""
    only = [one for one in lessons if one.level is PlanRow.lesson]
    found = list(_of_head(head, only))
    for row in totals:
        if not TOTALS.search(fold(row.first)):
            continue
        before = [one for one in only if one.row < row.at]
        everything = sum(one.all_hours for one in before)
        for name, told in row.hours.items():
            read = sum(one.hours.get(name, 0) for one in before)
            if len(row.hours) == 1 or told == everything:
                read = everything
            found.append(TotalsCheck(row.at, row.first, Fraction(told), Fraction(read)))
    return tuple(found)


def _of_head(head: Grid, lessons: Iterable[LessonRead]) -> Iterable[TotalsCheck]:
    """Read a table like «Из них: теоретические занятия, лабораторные работы …» and its numbers."""
    for at, row in enumerate(head[:-1]):
        kinds = {column: _kind(cell) for column, cell in enumerate(row) if cell.strip()}
        if sum(kind is not None for kind in kinds.values()) < MIN_NAMES:
            continue
        for column, kind in kinds.items():
            told = NUMERAL.match(head[at + 1][column].strip())
            if kind is None or told is None:
                continue
            if kind == "self":
                read = sum((one.self_hours for one in lessons), Fraction(0))
            else:
                read = Fraction(sum(_hours(one, kind) for one in lessons))
            yield TotalsCheck(at + 2, row[column].strip(), Fraction(told[1]), read)


def _kind(name: str) -> LessonKind | str | None:
    folded = fold(name)
    if "самост" in folded or "внеауд" in folded:
        return "self"
    if "теор" in folded:
        return LessonKind.lecture
    return next((kind for kind, pattern in SAYS if pattern.search(folded)), None)


def _hours(lesson: LessonRead, kind: str) -> int:
    """Return the hours that such a table counts to `kind`: of theory by the column."""
    theory = lesson.hours.get(Field.theory, 0)
    if kind == LessonKind.lecture:
        return theory
    return lesson.all_hours - theory if lesson.kind == kind else 0
