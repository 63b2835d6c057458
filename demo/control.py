"""The plan of internal control of a year, and the attendance sheets handed over (3.11, 4.4)."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from demo.calendar import Year
from demo.college import College
from demo.sink import Row
from demo.trail import at
from domain.enums import ControlForm, ControlState
from domain.month import Month
from domain.text import short_name
from models import AttendanceHandover, ControlPlanItem, Department, Employee, StudyGroup

# (what, form, first and last day as (month, day), whether each department has its own)
ITEMS: Final[tuple[tuple[str, ControlForm, tuple[int, int], tuple[int, int], bool], ...]] = (
    ("Календарно-тематические планы преподавателей", ControlForm.order, (9, 1), (9, 12), False),
    ("Оформление журналов к началу года", ControlForm.inspection, (9, 7), (9, 25), True),
    ("Заполнение журналов в октябре", ControlForm.inspection, (10, 1), (10, 31), True),
    ("Посещаемость занятий первым курсом", ControlForm.report, (10, 5), (10, 24), False),
    ("Накопляемость отметок", ControlForm.inspection, (11, 2), (11, 28), True),
    ("Выполнение программ за первый семестр", ControlForm.report, (12, 1), (12, 19), False),
    ("Ведение журналов в первом семестре", ControlForm.note, (12, 7), (12, 28), True),
    ("Итоги первого семестра", ControlForm.council, (1, 11), (1, 20), False),
    ("Контрольные работы и их результаты", ControlForm.inspection, (2, 1), (2, 27), True),
    ("Объективность текущих отметок", ControlForm.inspection, (3, 2), (3, 27), False),
    ("Журналы практик", ControlForm.inspection, (4, 6), (4, 30), False),
    ("Ведение журналов во втором семестре", ControlForm.note, (5, 18), (6, 20), True),
    ("Готовность журналов к сдаче в архив", ControlForm.order, (6, 15), (6, 30), False),
)
RESULT: Final = "Проверено, замечания устранены в срок."
LATE_ITEM: Final = 4  # of five past items one is late


def add_control(college: College, year: Year) -> None:
    """Add the items of a year with how they stand today, and the sheets of its past months."""
    deputy = college.staff.offices["deputy_director"].key
    number = 0
    for subject, form, first, last, of_each in ITEMS:
        places = [
            (key, college.staff.offices[f"head of {name}"].key)
            for name, key in college.staff.departments.items()
        ]
        for department, who in places if of_each else [(None, deputy)]:
            number += 1
            row: Row = {
                "academic_year_id": year.key,
                "subject": subject,
                "department_id": department,
                "responsible_id": who,
                "starts_on": _day(year, first),
                "due_on": _day(year, last),
                "form": form,
            }
            college.sink.add(ControlPlanItem, row | _stands(row, college.today, number))
    if year.begins == college.now:
        _add_sheets(college, year)


def _day(year: Year, when: tuple[int, int]) -> date:
    month, day = when
    return date(year.begins + (month < 9), month, day)


def _stands(row: Row, today: date, number: int) -> Row:
    """Return state, day and result: what is past is done but for some, what runs is under way."""
    first, last = row["starts_on"], row["due_on"]
    is_late = number % (LATE_ITEM + 1) == LATE_ITEM and (today - last).days < 60
    if last < today and not is_late:
        done = last - timedelta(days=number % 3)
        return {"state": ControlState.done, "done_on": done, "result": RESULT}
    state = ControlState.underway if first <= today else ControlState.planned
    return {"state": state, "done_on": None, "result": None}


def _add_sheets(college: College, year: Year) -> None:
    """Add the sheets of the months that are over: the last one is not handed over by all."""
    college.sink.flush()
    curator, head = Employee.__table__.alias("curator"), Employee.__table__.alias("head")
    group, place = StudyGroup.__table__, Department.__table__
    groups = select(
        group.c.id, curator.c.last_name, curator.c.first_name, curator.c.patronymic,
        head.c.last_name, head.c.first_name, head.c.patronymic,
    ).select_from(
        group.join(place, place.c.id == group.c.department_id)
        .join(curator, curator.c.id == group.c.curator_id)
        .join(head, head.c.id == place.c.head_id)
    ).order_by(group.c.id)  # fmt: skip
    taught = {group.key for group in college.groups if group.is_taught(year.begins)}
    rows = [row for row in college.sink.connection.execute(groups) if row[0] in taught]
    latest = Month.of(college.today).previous()
    month = latest
    while month.first >= date(year.begins, 9, 1):
        after = month.last + timedelta(days=1)
        for number, row in enumerate(rows):
            late = number % 5 == 0
            handed = after + timedelta(days=11 if late else 3 + number % 6)
            if handed > college.today or (month == latest and number % 4 == 0):
                continue
            received = handed + timedelta(days=1 + number % 3)
            is_received = received < college.today and not (month == latest and number % 4 == 1)
            sheet: Row = {
                "group_id": row[0],
                "month": month.first,
                "handed_at": at(handed, 820),
                "handed_by_id": None,
                "handed_name": short_name(row[1], row[2], row[3]),
                "received_at": at(received, 910) if is_received else None,
                "received_by_id": None,
                "received_name": short_name(row[4], row[5], row[6]) if is_received else None,
                "archived_id": None,
            }
            college.sink.add(AttendanceHandover, sheet)
        month = month.previous()
