"""A generated timetable of a large college: 60 groups, 110 teachers, 50 rooms, no conflicts.

Put beside what the database holds already, into the timetable of one of its semesters.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from domain.enums import ItemKind, RoomKind, WeekKind
from domain.text import fold
from models import (
    Curriculum,
    CurriculumItem,
    Department,
    Employee,
    Enrolment,
    Gradebook,
    JournalTeacher,
    Room,
    Semester,
    Student,
    StudyGroup,
    Subgroup,
    TeachingAssignment,
    Timetable,
    TimetableSlot,
)
from models.base import name_keys

WEEKDAYS: Final = range(1, 7)
PAIRS: Final = range(1, 9)  # two shifts
WEEKS: Final = 17
COURSES: Final = 11  # of each group, three pairs a week each
TIMES: Final = 3
SUBGROUPS: Final = 2  # of the courses are taught to two subgroups in parallel
SEATS: Final = 30
PREFIX: Final = "Б-"  # of the names of groups
STUDENTS: Final = 25


@dataclass(frozen=True, slots=True)
class Size:
    """How large the college is."""

    groups: int = 60
    teachers: int = 110
    rooms: int = 50


@dataclass(slots=True)
class Busy:
    """Who and what is taken at each place of the week."""

    groups: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    teachers: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    rooms: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True, slots=True)
class Course:
    """A course of a group and the assignments it is taught by: one, or one for each subgroup."""

    group: int
    loads: tuple[tuple[int, int], ...]  # assignment, teacher


def fill(connection: Connection, timetable_id: int, size: Size, seed: int = 7) -> int:
    """Add a college of `size` with its journals and pairs; return how many pairs were placed.

    The timetable counts as never published afterwards: the next publication is its first.
    """
    rng = Random(seed)  # noqa: S311  made-up data
    semester = _semester(connection, timetable_id)
    teachers = _teachers(connection, size.teachers)
    rooms = _add(
        connection,
        Room,
        [
            {"name": f"Г-{n}", "search_name": fold(f"Г-{n}"), "kind": RoomKind.classroom,
             "capacity": SEATS, "is_shared": False}
            for n in range(size.rooms)
        ],
    )  # fmt: skip
    groups = _groups(connection, size.groups)
    courses = list(_courses(connection, semester, groups, teachers))
    slots = list(_slots(rng, courses, rooms))
    rows = [{"timetable_id": timetable_id, "hours": 2, "stream": None, **slot} for slot in slots]
    connection.execute(insert(TimetableSlot.__table__), rows)
    table = Timetable.__table__
    connection.execute(
        update(table)
        .where(table.c.id == timetable_id)
        .values(edition=table.c.edition + 1, published_edition=None, published_at=None)
    )
    return len(rows)


def _semester(connection: Connection, timetable_id: int) -> Any:
    table = Semester.__table__
    found = table.join(Timetable.__table__, Timetable.__table__.c.semester_id == table.c.id)
    query = select(table).select_from(found).where(Timetable.__table__.c.id == timetable_id)
    return connection.execute(query).one()


def _add(connection: Connection, model: Any, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows; return their keys in the order of `rows`."""
    table = model.__table__
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, list(rows)).scalars())


def _teachers(connection: Connection, count: int) -> list[int]:
    rows = []
    for number in range(count):
        names = (f"Преподаватель{number:03}", "Мария", "Ивановна")
        person = dict(zip(("last_name", "first_name", "patronymic"), names, strict=True))
        rows.append({**person, **name_keys(*names), "hired_on": date(2015, 9, 1)})
    return _add(connection, Employee, rows)


def _groups(connection: Connection, count: int) -> list[int]:
    """Add groups of one curriculum that is in the database, each with its students."""
    curriculum = connection.execute(
        select(Curriculum.__table__.c.id, Curriculum.__table__.c.programme_id).limit(1)
    ).one()
    (copy,) = _add(
        connection,
        Curriculum,
        [{"programme_id": curriculum.programme_id, "intake_year": 2001, "version": 1}],
    )
    department = connection.execute(select(Department.__table__.c.id).limit(1)).scalar_one()
    rows = [
        {"name": f"{PREFIX}{n}", "search_name": fold(f"{PREFIX}{n}"), "intake_year": 2025,
         "first_course": 1, "curriculum_id": copy, "department_id": department}
        for n in range(count)
    ]  # fmt: skip
    groups = _add(connection, StudyGroup, rows)
    people = []
    for number in range(count * STUDENTS):
        names = (f"Обучающийся{number:05}", "Пётр", None)
        person = {"last_name": names[0], "first_name": names[1], "record_book": f"Б-{number}"}
        people.append({**person, **name_keys(names[0], "Пётр", None)})
    students = _add(connection, Student, people)
    connection.execute(
        insert(Enrolment.__table__),
        [
            {
                "student_id": student,
                "group_id": groups[n // STUDENTS],
                "starts_on": date(2025, 9, 1),
            }
            for n, student in enumerate(students)
        ],
    )
    return groups


def _courses(
    connection: Connection, semester: Any, groups: Sequence[int], teachers: Sequence[int]
) -> Iterator[Course]:
    table = StudyGroup.__table__
    group = select(table.c.curriculum_id).where(table.c.id == groups[0])
    curriculum = connection.execute(group).scalar_one()
    items = _add(
        connection,
        CurriculumItem,
        [
            {"curriculum_id": curriculum, "index_code": f"ОП.{n:02}", "name": f"Дисциплина {n}",
             "search_text": fold(f"ОП.{n:02} Дисциплина {n}"), "kind": ItemKind.discipline,
             "position": n}
            for n in range(COURSES)
        ],
    )  # fmt: skip
    parts = {g: _add(connection, Subgroup, _two(g)) for g in groups}
    turn = 0
    keys: list[tuple[int, int]] = []
    rows: list[dict[str, Any]] = []
    for group_id in groups:
        for number, item in enumerate(items):
            for part in parts[group_id] if number < SUBGROUPS else [None]:
                keys.append((group_id, item))
                rows.append(
                    {"group_id": group_id, "subgroup_id": part, "item_id": item, "part": 1,
                     "teacher_id": teachers[turn % len(teachers)]}
                )  # fmt: skip
                turn += 1
    books = _add(
        connection, Gradebook, [{"academic_year_id": semester.academic_year_id, **r} for r in rows]
    )
    connection.execute(
        insert(JournalTeacher.__table__),
        [
            {"gradebook_id": book, "teacher_id": row["teacher_id"], "standing": "main",
             "starts_on": semester.starts_on}
            for book, row in zip(books, rows, strict=True)
        ],
    )  # fmt: skip
    hours = {"theory": TIMES * WEEKS * 2, "practice": 0, "lab": 0, "coursework": 0}
    hours |= {"consultation": 0, "control": 0, "semester_id": semester.id}
    loads = _add(connection, TeachingAssignment, [hours | row for row in rows])
    taught: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for key, load, row in zip(keys, loads, rows, strict=True):
        taught[key].append((load, row["teacher_id"]))
    for (group_id, _item), some in taught.items():
        yield Course(group_id, tuple(some))


def _two(group: int) -> list[dict[str, Any]]:
    return [{"group_id": group, "name": name} for name in ("1", "2")]


def _slots(
    rng: Random, courses: Sequence[Course], rooms: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """Yield pairs for each course, where group and teachers are free and rooms are left."""
    busy = Busy()
    places = [(weekday, pair) for weekday in WEEKDAYS for pair in PAIRS]
    for course in sorted(courses, key=lambda each: -len(each.loads)):
        teachers = {teacher for _load, teacher in course.loads}
        for _time in range(TIMES):
            rng.shuffle(places)
            free = (
                place
                for place in sorted(places, key=lambda each: len(busy.rooms[each]))
                if course.group not in busy.groups[place]
                and busy.teachers[place].isdisjoint(teachers)
            )
            place = next(free, None)
            if place is None:
                continue
            busy.groups[place].add(course.group)
            busy.teachers[place] |= teachers
            left = [room for room in rooms if room not in busy.rooms[place]]
            for load, _teacher in course.loads:
                room = left.pop() if left else None
                if room is not None:
                    busy.rooms[place].add(room)
                yield {
                    "assignment_id": load, "weekday": place[0], "pair": place[1],
                    "weeks": WeekKind.every, "room_id": room,
                }  # fmt: skip
