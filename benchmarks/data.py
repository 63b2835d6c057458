"""The databases that are measured: a demo college, and a journal of 25 students × 60 lessons."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Connection, RowMapping, create_engine, func, insert, select

from config import ROOT
from domain.clock import clock
from models import Absence, Enrolment, Gradebook, Lesson, Mark, Semester, StudyGroup
from models.staff import Employee

PASSWORD: Final = "benchmarks sign in with it"  # noqa: S105  of a made-up college
SECRET: Final = "the secret of a benchmark, long enough"  # noqa: S105
LESSONS: Final = 60
STUDENTS: Final = 25
MARKED: Final = 3  # of ten cells of the journal that is measured


@dataclass(frozen=True, slots=True)
class Subject:
    """The journal that is measured, and how many rows surround it."""

    gradebook: int
    semester: int  # its number within the year
    students: tuple[int, ...]
    lessons: tuple[int, ...]
    today: int  # the lesson of today, in which everybody has a mark
    marks: int  # in the whole database


def environment(url: str, folder: Path) -> dict[str, str]:
    """Return the environment of a process that works on the database at `url`."""
    return {
        "APP_ENV": "development",
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "INSTANCE_DIR": str(folder),
        "DEMO_PASSWORD": PASSWORD,
        "BENCH_PASSWORD": PASSWORD,
        "REDIS_URL": f"unix://{folder}/no-queue.sock",
        "LOG_LEVEL": "WARNING",
    }


def load(url: str, folder: Path, scale: str) -> None:
    """Migrate the empty database at `url` and load a demo college into it."""
    flask = [sys.executable, "-m", "flask", "--app", "app:create_app"]
    for words in (["db", "upgrade"], ["access", "sync"], ["demo", "--scale", scale]):
        subprocess.run(  # noqa: S603  our own commands
            [*flask, *words],
            cwd=ROOT,
            env={**os.environ, **environment(url, folder)},
            check=True,
            stdout=subprocess.DEVNULL,
        )


def subject(url: str) -> Subject:
    """Fill the journal of `teacher` in ИС-21 up to 25 × 60; return what it is."""
    engine = create_engine(url)
    with engine.begin() as connection:
        found = _fill(connection)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()
    return found


def _fill(connection: Connection) -> Subject:
    book = _journal(connection)
    year, group = book["academic_year_id"], book["group_id"]
    semester = _semester(connection, year)
    table = Lesson.__table__
    here = (table.c.gradebook_id == book["id"]) & table.c.held_on.between(
        semester["starts_on"], semester["ends_on"]
    )
    held = {row.held_on: row.id for row in connection.execute(select(table).where(here))}
    days = [semester["starts_on"] + timedelta(days=n) for n in range(120)]
    free = [day for day in days if day not in held and day <= semester["ends_on"]]
    like = connection.execute(select(table).where(here).limit(1)).mappings().one()
    free.sort(key=lambda day: day != clock.today())  # a lesson of today is needed most
    for day in free[: LESSONS - len(held)]:
        row = {**like, "held_on": day, "confirmed_at": clock.start_of(day)}
        del row["id"]
        added = connection.execute(insert(table).values(**row).returning(table.c.id))
        held[day] = added.scalar_one()
    students = _students(connection, group)
    lessons = tuple(held[day] for day in sorted(held))[:LESSONS]
    today = held.get(clock.today(), lessons[0])
    _mark(connection, students, lessons, today)
    marks = connection.execute(select(func.count()).select_from(Mark.__table__)).scalar_one()
    return Subject(book["id"], semester["number"], students, lessons, today, marks)


def _journal(connection: Connection) -> RowMapping:
    """Return the gradebook of the demo's teacher that has most lessons."""
    book, lesson, employee = Gradebook.__table__, Lesson.__table__, Employee.__table__
    user = User.__table__
    query = (
        select(book)
        .join(lesson, lesson.c.gradebook_id == book.c.id)
        .join(employee, employee.c.id == book.c.teacher_id)
        .join(user, user.c.id == employee.c.user_id)
        .join(StudyGroup.__table__, StudyGroup.__table__.c.id == book.c.group_id)
        .where(user.c.username == "teacher", StudyGroup.__table__.c.name == "ИС-21")
        .group_by(*book.c)
        .order_by(func.max(lesson.c.held_on).desc(), func.count().desc())
        .limit(1)
    )
    return connection.execute(query).mappings().one()


def _semester(connection: Connection, year: int) -> RowMapping:
    table = Semester.__table__
    own = (table.c.academic_year_id == year) & table.c.programme_id.is_(None)
    begun = own & (table.c.starts_on <= clock.today())
    query = select(table).where(begun).order_by(table.c.starts_on.desc()).limit(1)
    return connection.execute(query).mappings().one()


def _students(connection: Connection, group: int) -> tuple[int, ...]:
    table = Enrolment.__table__
    query = select(table.c.student_id).where(
        table.c.group_id == group, table.c.ends_on.is_(None), table.c.starts_on < _long_ago()
    )
    return tuple(connection.execute(query).scalars())[:STUDENTS]


def _long_ago() -> date:
    return clock.today() - timedelta(days=1)


def is_marked(lesson: int, student: int) -> bool:
    """Return whether a cell gets a mark; the same ones however often the journal is filled."""
    return (lesson * 7 + student * 3) % 10 < MARKED


def _mark(
    connection: Connection, students: tuple[int, ...], lessons: tuple[int, ...], today: int
) -> None:
    """Mark everybody in the lesson of today, as rows to save, and some in the others."""
    table = Mark.__table__
    away = set(
        connection.execute(
            select(Absence.__table__.c.lesson_id, Absence.__table__.c.student_id).where(
                Absence.__table__.c.lesson_id.in_(lessons)
            )
        ).tuples()
    )
    query = select(table.c.lesson_id, table.c.student_id).where(table.c.lesson_id.in_(lessons))
    taken = {(row.lesson_id, row.student_id) for row in connection.execute(query)} | away
    rows = [
        {
            "lesson_id": lesson,
            "student_id": student,
            "ordinal": 0,
            "code": "5432"[(lesson + student) % 4],
        }
        for lesson in lessons
        for student in students
        if (lesson, student) not in taken and (lesson == today or is_marked(lesson, student))
    ]
    if rows:
        connection.execute(insert(table), rows)
