"""What departs from the timetable: absent teachers, who stands in for them, a cancelled lesson."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from demo.calendar import CLOSED, Year, is_working
from demo.college import College
from demo.schedule import Planned
from demo.sink import Row
from demo.staff import Person, Post
from demo.trail import at
from domain.enums import ChangeKind, DayKind, EmployeeAbsenceKind, FeedKind, ImportKind, Standing
from domain.text import fold
from models import (
    CalendarDay,
    CalendarFeed,
    EmployeeAbsence,
    ImportName,
    JournalTeacher,
    TimetableChange,
)

GROUND: Final = "Приказ № {number} от {day:%d.%m.%Y}"
DAYS: Final = 3  # of the absence that begins tomorrow
FEEDS: Final = ("teacher", "teacher2", "student", "parent")


def add_days_off(college: College, year: Year) -> None:
    """Add the college's own days off of a year."""
    for month, day in CLOSED:
        row: Row = {"day": date(year.begins + 1, month, day), "kind": DayKind.day_off}
        row |= {"works_as": None, "bell_schedule_id": None, "note": "Методический день"}
        college.sink.add(CalendarDay, row)


def add_changes(college: College, year: Year, planned: list[Planned]) -> None:
    """Let a teacher be away from tomorrow, with substitutes; take a cancelled lesson out."""
    _past_and_summer(college, year)
    tomorrow = college.today + timedelta(days=1)
    coming = [lesson for lesson in planned if lesson.day >= tomorrow and lesson.pair is not None]
    chosen = _absent_post(college, coming, tomorrow)
    if chosen is None:
        return
    _absence(
        college, chosen.in_year(year.begins), tomorrow, tomorrow + timedelta(days=DAYS - 1),
        EmployeeAbsenceKind.training,
    )  # fmt: skip
    busy = {(id(lesson.load.post), lesson.day, lesson.pair) for lesson in coming}
    for lesson in coming:
        if lesson.load.post is chosen and lesson.day < tomorrow + timedelta(days=DAYS):
            other = _free(college, lesson, busy)
            if other is None:
                planned.remove(lesson)
                _change(college, lesson, ChangeKind.cancel, None)
            else:
                busy.add((id(other), lesson.day, lesson.pair))
                _change(college, lesson, ChangeKind.substitute, other.in_year(year.begins))


def _absent_post(college: College, coming: Iterable[Planned], day: date) -> Post | None:
    """Return a post with lessons on the next study days, not one of those who sign in."""
    signing = [wish.post for wish in college.wishes()]
    until = day + timedelta(days=DAYS)
    posts = (lesson.load.post for lesson in coming if lesson.day < until)
    return next((post for post in posts if post is not None and post not in signing), None)


def _free(
    college: College, lesson: Planned, busy: set[tuple[int, date, int | None]]
) -> Post | None:
    here = college.staff.posts[lesson.load.item.area]
    return next(
        (
            post
            for post in here
            if post is not lesson.load.post and (id(post), lesson.day, lesson.pair) not in busy
        ),
        None,
    )


def _change(college: College, lesson: Planned, kind: ChangeKind, who: Person | None) -> None:
    assignment = next(
        key for term, key in lesson.load.assignments.items() if _covers(college, lesson, term)
    )
    row: Row = {
        "group_id": lesson.load.group.key,
        "assignment_id": assignment,
        "held_on": lesson.day,
        "pair": lesson.pair,
        "kind": kind,
        "teacher_id": who.key if who else None,
        "instead_id": None,
        "new_day": None,
        "new_pair": None,
        "room_id": None,
        "ground": GROUND.format(number=118, day=college.today),
        "created_at": at(college.today, 600),
        "was": {},
    }
    key = college.sink.add(TimetableChange, row)
    if who is not None:
        keeper: Row = {"gradebook_id": lesson.load.gradebook, "teacher_id": who.key}
        keeper |= {"standing": Standing.substitute, "starts_on": lesson.day}
        college.sink.add(JournalTeacher, {**keeper, "ends_on": lesson.day, "change_id": key})


def _covers(college: College, lesson: Planned, term: int) -> bool:
    table = college.term_days(lesson.load.group.plan, term)
    return table[0] <= lesson.day <= table[1]


def _past_and_summer(college: College, year: Year) -> None:
    posts = [post for area in sorted(college.staff.posts) for post in college.staff.posts[area]]
    sick = college.today - timedelta(days=16)
    while not is_working(sick):
        sick -= timedelta(days=1)
    _absence(
        college, posts[-1].in_year(year.begins), sick, sick + timedelta(days=2),
        EmployeeAbsenceKind.sick,
    )  # fmt: skip
    first = date(year.begins + 1, 7, 1)
    for post in posts[::3]:
        last = first + timedelta(days=55)
        _absence(college, post.in_year(year.begins), first, last, EmployeeAbsenceKind.vacation)


def _absence(
    college: College, who: Person, first: date, last: date, kind: EmployeeAbsenceKind
) -> None:
    row: Row = {"employee_id": who.key, "starts_on": first, "ends_on": last}
    college.sink.add(EmployeeAbsence, row | {"kind": kind, "note": None})


def add_feeds(college: College) -> None:
    """Give some of those who sign in a calendar, and remember a name of an import."""
    rng = college.rng("feeds")
    for login in FEEDS:
        row: Row = {"user_id": college.accounts.ids[login], "kind": FeedKind.own}
        row |= {"group_id": None, "nonce": f"{rng.getrandbits(128):032x}"}
        college.sink.add(CalendarFeed, row | {"created_at": at(college.today, -2000)})
    holder = college.holders["teacher"]
    name = f"{holder.name.last} {holder.name.first[0]}."
    row = {"kind": ImportKind.teacher, "name": name, "search_name": fold(name)}
    college.sink.add(ImportName, row | {"target_id": holder.key, "target_text": None})
