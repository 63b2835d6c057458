"""Hours of students and hours missed by department, over any days (clauses 4.4, 5.2.5)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from domain.enums import AbsenceKind
from domain.quality import percent
from models import Absence, Enrolment, Gradebook, Lesson, StudyGroup, SubgroupMember

GOOD_REASON = (AbsenceKind.excused, AbsenceKind.sick)


@dataclass(slots=True)
class AttendanceHours:
    """Academic hours of students in lessons that were recorded."""

    held: int = 0
    missed: int = 0
    good: int = 0  # of the missed: excused or sick

    @property
    def share(self) -> Decimal | None:
        """Return the percent of the hours at which students were present."""
        return percent(self.held - self.missed, self.held)

    def add(self, other: "AttendanceHours") -> None:
        """Take the hours of another in."""
        self.held += other.held
        self.missed += other.missed
        self.good += other.good


def attendance_by_department(
    session: Session, first: date, last: date, department_id: int | None = None
) -> Mapping[int, AttendanceHours]:
    """Return the hours of each department of the journals that the principal sees.

    Whoever was enrolled on the day counts, in a subgroup's lesson its members on the day. Two
    statements.
    """
    found: dict[int, AttendanceHours] = defaultdict(AttendanceHours)
    narrowed = () if department_id is None else (StudyGroup.department_id == department_id,)
    recorded = (
        Lesson.held_on.between(first, last),
        Lesson.confirmed_at.is_not(None),
        or_(Gradebook.subgroup_id.is_(None), SubgroupMember.id.is_not(None)),
        *narrowed,
    )
    held = _of_those_there(select(StudyGroup.department_id, func.sum(Lesson.hours)))
    rows = session.execute(held.where(*recorded).group_by(StudyGroup.department_id))
    for key, hours in rows:
        found[key].held = int(hours)
    missed = _of_those_there(
        select(StudyGroup.department_id, Absence.kind, func.sum(Lesson.hours)),
    ).join(
        Absence, and_(Absence.lesson_id == Lesson.id, Absence.student_id == Enrolment.student_id)
    )
    rows_missed = session.execute(
        missed.where(*recorded, Absence.kind != AbsenceKind.late).group_by(
            StudyGroup.department_id, Absence.kind
        )
    )
    for key, kind, hours in rows_missed:
        found[key].missed += int(hours)
        found[key].good += int(hours) if kind in GOOD_REASON else 0
    return found


def _of_those_there(query: Any) -> Any:
    """Return `query` over lessons and the students who were in their group on the day."""
    on_day = Lesson.held_on
    return (
        query.select_from(Lesson)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(
            Enrolment,
            and_(
                Enrolment.group_id == Gradebook.group_id,
                Enrolment.starts_on <= on_day,
                or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= on_day),
            ),
        )
        .outerjoin(
            SubgroupMember,
            and_(
                SubgroupMember.subgroup_id == Gradebook.subgroup_id,
                SubgroupMember.student_id == Enrolment.student_id,
                SubgroupMember.starts_on <= on_day,
                or_(SubgroupMember.ends_on.is_(None), SubgroupMember.ends_on >= on_day),
            ),
        )
    )
