"""How many hours and lessons an item of a programme has in a semester."""

from typing import Final

from demo.programmes import DAY_HOURS, WEEK_HOURS, ItemPlan, ProgrammePlan

WEEKS: Final = {False: (17, 21), True: (8, 8, 10, 11)}  # of a semester or a short term, by number
PROFESSIONAL: Final = ("МДК", "УП.", "ПП.", "ПДП")


def term_number(plan: ProgrammePlan, semester: int) -> int:
    """Return the number within its year of a semester that is counted through the programme."""
    return (semester - 1) % (4 if plan.is_short else 2) + 1


def hours_of(plan: ProgrammePlan, item: ItemPlan, semester: int) -> int:
    """Return the academic hours of `item` with a teacher in `semester` of the programme."""
    practice = item.practice_weeks.get(semester, 0) * WEEK_HOURS
    weeks = WEEKS[plan.is_short][term_number(plan, semester) - 1] - plan.practice_weeks(semester)
    return practice + item.pairs.get(semester, 0) * weeks


def lessons_of(plan: ProgrammePlan, item: ItemPlan, semester: int) -> int:
    """Return how many lessons (pairs, or whole days of practice) `item` has in `semester`."""
    return hours_of(plan, item, semester) // (DAY_HOURS if item.is_practice else 2)
