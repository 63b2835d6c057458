"""What stands at the head and the foot of every report about a group: names, programme, people."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from domain.text import short_name
from models import Curriculum, Department, Programme, StudyGroup
from models.staff import EmployeeLabel


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A group, its programme and department, and who answers for it; names short, or empty."""

    id: int
    name: str
    intake_year: int
    first_course: int
    graduates_on: date | None
    programme_id: int
    programme: str
    department_id: int
    department: str
    curator: str
    head: str

    def course_on(self, day: date) -> int:
        """Return the course the group is in on `day`; a year begins on 1 September."""
        return day.year - (day.month < 9) - self.intake_year + self.first_course


def group_head(session: Session, group_id: int) -> GroupHead:
    """Return the head of a group that the person sees; one statement.

    Raises NoResultFound for a group that is not theirs to see.
    """
    curator, head = aliased(EmployeeLabel), aliased(EmployeeLabel)
    row = session.execute(
        select(
            StudyGroup.name,
            StudyGroup.intake_year,
            StudyGroup.first_course,
            StudyGroup.graduates_on,
            Programme.id.label("programme_id"),
            Programme.code,
            Programme.name.label("programme"),
            Department.id.label("department_id"),
            Department.name.label("department"),
            curator.last_name.label("curator"),
            curator.first_name.label("curator_first"),
            curator.patronymic.label("curator_patronymic"),
            head.last_name.label("head"),
            head.first_name.label("head_first"),
            head.patronymic.label("head_patronymic"),
        )
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .outerjoin(curator, curator.id == StudyGroup.curator_id)
        .outerjoin(head, head.id == Department.head_id)
        .where(StudyGroup.id == group_id)
    ).one()
    return GroupHead(
        id=group_id,
        name=row.name,
        intake_year=row.intake_year,
        first_course=row.first_course,
        graduates_on=row.graduates_on,
        programme_id=row.programme_id,
        programme=f"{row.code} {row.programme}",
        department_id=row.department_id,
        department=row.department,
        curator=_short(row.curator, row.curator_first, row.curator_patronymic),
        head=_short(row.head, row.head_first, row.head_patronymic),
    )


def _short(last: str | None, first: str | None, patronymic: str | None) -> str:
    return short_name(last, first, patronymic) if last and first else ""
