"""When scheduled tasks are due (clauses 3.7, 8.1, 10.4): moments worked out with a calendar."""

from datetime import date, datetime

import pytest

from domain.control_enums import TaskRhythm
from domain.task_moments import (
    DAYS,
    TOO_LATE,
    Ends,
    When,
    due_between,
    is_day,
    next_due,
    time_of,
    turn,
)
from domain.tasks import TABLE, TASKS

ENDS = Ends(
    semesters=(date(2026, 12, 30), date(2027, 6, 30)),
    years=(date(2027, 6, 30),),
)
DAILY, WEEKLY, MONTHLY, SEMESTER, YEARLY = TaskRhythm


def at(text: str) -> datetime:
    """Return the moment of «2026-10-14 12:00»."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("rhythm", "day", "after", "until", "due"),
    [
        # A moment belongs to the stretch that ends with it, not to the one that begins.
        (DAILY, 0, "2026-10-14 07:30", "2026-10-14 07:30", []),
        (DAILY, 0, "2026-10-14 07:29", "2026-10-14 07:30", ["2026-10-14 07:30"]),
        (DAILY, 0, "2026-10-14 07:30", "2026-10-15 07:29", []),
        (DAILY, 0, "2026-12-31 12:00", "2027-01-02 12:00",
         ["2027-01-01 07:30", "2027-01-02 07:30"]),
        # 14 October 2026 is a Wednesday.
        (WEEKLY, 3, "2026-10-14 00:00", "2026-10-21 07:30",
         ["2026-10-14 07:30", "2026-10-21 07:30"]),
        (WEEKLY, 1, "2026-10-14 00:00", "2026-10-20 00:00", ["2026-10-19 07:30"]),
        (WEEKLY, 7, "2026-10-12 00:00", "2026-10-18 07:29", []),
        # A short month has the 31st, the 30th and the 29th on its last day.
        (MONTHLY, 31, "2027-01-31 08:00", "2027-04-30 08:00",
         ["2027-02-28 07:30", "2027-03-31 07:30", "2027-04-30 07:30"]),
        (MONTHLY, 29, "2027-02-01 00:00", "2027-03-01 00:00", ["2027-02-28 07:30"]),
        (MONTHLY, 29, "2028-02-01 00:00", "2028-03-01 00:00", ["2028-02-29 07:30"]),  # leap
        (MONTHLY, 30, "2028-02-29 07:29", "2028-02-29 07:30", ["2028-02-29 07:30"]),
        (MONTHLY, 10, "2026-12-10 07:30", "2027-01-10 07:30", ["2027-01-10 07:30"]),
        # So many days after the last day of a semester; 0 is that day itself.
        (SEMESTER, 0, "2026-12-01 00:00", "2027-07-31 00:00",
         ["2026-12-30 07:30", "2027-06-30 07:30"]),
        (SEMESTER, 3, "2026-12-01 00:00", "2027-01-31 00:00", ["2027-01-02 07:30"]),
        (YEARLY, 60, "2026-09-01 00:00", "2027-09-30 00:00", ["2027-08-29 07:30"]),
        (YEARLY, 1, "2027-07-01 07:30", "2029-01-01 00:00", []),
    ],
)  # fmt: skip
def test_8_1_moments_of_a_stretch(
    rhythm: TaskRhythm, day: int, after: str, until: str, due: list[str]
) -> None:
    """The moments are those of the calendar, also at the ends of months and semesters."""
    found = due_between(When(rhythm, day, "07:30"), at(after), at(until), ENDS)
    assert found == [at(moment) for moment in due]
    for moment in found[:1]:
        assert next_due(When(rhythm, day, "07:30"), at(after), ENDS) == moment


@pytest.mark.parametrize(
    ("when", "after", "due"),
    [
        (When(DAILY, 0, "23:59"), "2026-10-14 23:59", "2026-10-15 23:59"),
        (When(DAILY, 0, "00:00"), "2026-10-14 00:00", "2026-10-15 00:00"),
        # Moved to a time of today that is over, it is due tomorrow, next week, next month.
        (When(DAILY, 0, "11:59"), "2026-10-14 12:00", "2026-10-15 11:59"),
        (When(WEEKLY, 3, "11:59"), "2026-10-14 12:00", "2026-10-21 11:59"),
        (When(MONTHLY, 14, "11:59"), "2026-10-14 12:00", "2026-11-14 11:59"),
        (When(MONTHLY, 14, "12:01"), "2026-10-14 12:00", "2026-10-14 12:01"),
        (When(SEMESTER, 1, "08:00"), "2026-10-14 12:00", "2026-12-31 08:00"),
        (When(SEMESTER, 1, "08:00"), "2026-12-31 08:00", "2027-07-01 08:00"),
        (When(YEARLY, 0, "08:00"), "2026-10-14 12:00", "2027-06-30 08:00"),
        (When(YEARLY, 0, "08:00"), "2027-06-30 08:00", None),  # no later year is known
    ],
)
def test_8_1_the_next_moment(when: When, after: str, due: str | None) -> None:
    """The next moment is later than now, and is none where no end is known."""
    assert next_due(when, at(after), ENDS) == (None if due is None else at(due))


@pytest.mark.parametrize(
    ("when", "last", "now", "run", "skipped"),
    [
        (When(DAILY, 0, "03:00"), "2026-10-14 03:00", "2026-10-14 12:00", None, 0),
        (When(DAILY, 0, "03:00"), "2026-10-13 03:00", "2026-10-14 03:00", "2026-10-14 03:00", 0),
        # Off from Saturday to Wednesday: one run, late; three are skipped.
        (When(DAILY, 0, "03:00"), "2026-10-10 03:00", "2026-10-14 12:00", "2026-10-14 03:00", 3),
        # Off over the day and time of a weekly task: late by up to three days, then skipped.
        (When(WEEKLY, 1, "08:00"), "2026-10-05 08:00", "2026-10-15 08:00", "2026-10-12 08:00", 0),
        (When(WEEKLY, 1, "08:00"), "2026-10-05 08:00", "2026-10-15 08:01", None, 1),
        # Off for the summer: what July was to have is skipped, August's is not.
        (When(MONTHLY, 1, "08:00"), "2026-06-01 08:00", "2026-08-16 08:00", "2026-08-01 08:00", 1),
        (When(MONTHLY, 1, "08:00"), "2026-06-01 08:00", "2026-08-17 08:00", None, 2),
        (When(SEMESTER, 1, "20:00"), "2026-07-01 20:00", "2027-01-30 20:00", "2026-12-31 20:00", 0),
        (When(SEMESTER, 1, "20:00"), "2026-07-01 20:00", "2027-02-01 20:00", None, 1),
    ],
)
def test_8_1_a_machine_that_was_off(
    when: When, last: str, now: str, run: str | None, skipped: int
) -> None:
    """The latest missed moment is run once, late, if that is not too late; others are skipped."""
    found = turn(when, at(last), at(now), ENDS)
    assert found.run == (None if run is None else at(run))
    assert len(found.skipped) == skipped


def test_8_1_times_and_days_are_checked() -> None:
    """Only «HH:MM» is a time, and each rhythm has its days."""
    for text in ("24:00", "7:30", "07:60", "07:30 ", "", "ab:cd", "٠٧:٣٠"):
        with pytest.raises(ValueError, match="not a time"):
            time_of(text)
    assert [is_day(WEEKLY, day) for day in (0, 1, 7, 8)] == [False, True, True, False]
    assert [is_day(MONTHLY, day) for day in (0, 1, 31, 32)] == [False, True, True, False]
    assert [is_day(DAILY, day) for day in (0, 1)] == [True, False]
    assert set(DAYS) == set(TOO_LATE) == set(TaskRhythm)


def test_8_1_the_table_holds_together() -> None:
    """Every task has a key of its own, a day of its rhythm and a time that there is."""
    assert len(TASKS) == len(TABLE)
    for task in TABLE:
        assert len(task.key) <= 40, task.key
        assert is_day(task.when.rhythm, task.when.day), task.key
        assert time_of(task.when.at), task.key
        assert all((task.title, task.about)), task.key
