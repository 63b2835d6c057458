"""Which rows of a year's plan belong to which semester, by their hours in order (clause 4.2)."""

from collections.abc import Sequence

from domain.enums import PlanRow


def split_semesters(
    rows: Sequence[tuple[PlanRow, int]], semesters: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """Return the number of the semester of each row.

    `rows` are (level, academic hours) in their order, `semesters` (number, hours that it has) in
    theirs. A lesson begins the next semester once those before it fill the present one; headings
    go with the lesson that follows. Without semesters, or with hours in none, all are of the first.
    """
    asked = [(number, hours) for number, hours in semesters if hours > 0]
    if not asked:
        return (semesters[0][0] if semesters else 1,) * len(rows)
    found: list[int] = []
    waiting = at = filled = 0
    for level, hours in rows:
        if level is not PlanRow.lesson:
            waiting += 1
            continue
        while at < len(asked) - 1 and filled >= asked[at][1]:
            filled -= asked[at][1]
            at += 1
        found += [asked[at][0]] * (waiting + 1)
        waiting = 0
        filled += hours
    return (*found, *(asked[at][0],) * waiting)


def split_at(rows: Sequence[PlanRow], begins: int, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the semesters where a person says with which row (from 1) the second one begins.

    Headings just before that row go with it.
    """
    first, second = numbers[0], numbers[1] if len(numbers) > 1 else numbers[0]
    start = begins - 1
    while 0 < start <= len(rows) and rows[start - 1] is not PlanRow.lesson:
        start -= 1
    return tuple(first if at < start else second for at in range(len(rows)))
