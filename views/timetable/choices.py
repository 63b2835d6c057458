"""Which groups a page of many groups shows: of a department, of a course."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.typed import whole
from models import Department
from services.timetable_subjects import GroupName


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen, what there is to choose, and the groups that it gives."""

    department_id: int | None
    course: int | None
    departments: tuple[tuple[int, str], ...]
    courses: tuple[int, ...]
    groups: tuple[GroupName, ...]


def choices_of(session: Session, args: Mapping[str, str], groups: list[GroupName]) -> Choices:
    """Return the groups of the department and course that the address names; all without them."""
    department, course = number_in(args, "department"), number_in(args, "course")
    used = {one.department_id for one in groups}
    names = select(Department.id, Department.name).order_by(Department.name)
    return Choices(
        department_id=department,
        course=course,
        departments=tuple(row for row in session.execute(names) if row[0] in used),
        courses=tuple(sorted({one.course for one in groups})),
        groups=tuple(
            one
            for one in groups
            if department in (None, one.department_id) and course in (None, one.course)
        ),
    )


def number_in(args: Mapping[str, str], name: str) -> int | None:
    """Return a whole number of the address; None for what is none."""
    try:
        return whole(args.get(name))
    except ValueError:
        return None
