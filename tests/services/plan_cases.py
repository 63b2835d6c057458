"""Lesson plans for tests: the hours of a cast's journal made to match, and rows that fill them."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principals import principal_of_login
from domain.enums import LessonKind, PlanRow
from models import CurriculumHours, Lesson
from services.plan_lines import PlanLine
from services.plan_rows import replace_draft

# gradebook_sub of the cast: МДК.01.01 of a subgroup, 40 h of theory and 20 of practice in its load
FULL = (
    PlanLine(PlanRow.section, title="Раздел 1. Основы"),
    PlanLine(title="Введение", hours=20, homework="Прочитать главу 1"),
    PlanLine(title="Модули", hours=20),
    PlanLine(title="Практическая работа", hours=20, kind=LessonKind.practical),
)


def match_hours(session: Session, cast, item="item_b", theory=40, practice=20, **more) -> None:
    """Give the curriculum of an item the hours of its load, in the first semester of course 2."""
    found = session.scalars(
        select(CurriculumHours).where(
            CurriculumHours.item_id == cast[item], CurriculumHours.semester_number == 3
        )
    ).first()
    if found is not None:
        session.delete(found)
        session.flush()
    hours = CurriculumHours(
        item_id=cast[item], semester_number=3, theory=theory, practice=practice, **more
    )
    session.add(hours)
    session.commit()


def draft(session: Session, cast, lines=FULL, book="gradebook_sub", login="teacher") -> int:
    """Return the id of a journal's draft with `lines`."""
    return replace_draft(session, principal_of_login(login), cast[book], lines, "проба")


def lesson(session: Session, cast, day: date, topic_id: int | None, book="gradebook_sub") -> int:
    """Add a lesson of a journal that gave a row of its plan."""
    one = Lesson(gradebook_id=cast[book], held_on=day, pair=4, topic="Введение", topic_id=topic_id)
    session.add(one)
    session.commit()
    return one.id


def short(lines, hours=18):
    """Return `lines` with the first lesson short of its hours."""
    return [lines[0], replace(lines[1], hours=hours), *lines[2:]]
