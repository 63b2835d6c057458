"""What a placement begins with: groups, practice items, periods, hours, students (5.5.13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.enums import AttestationForm, ItemKind
from domain.load import programme_semester
from models import (
    CurriculumHours,
    CurriculumItem,
    Enrolment,
    PracticePeriod,
    Semester,
    Student,
    StudyGroup,
    TeachingAssignment,
)
from services.practice_rows import PRACTICE_KINDS


@dataclass(frozen=True, slots=True)
class PracticeItem:
    """A practice of a curriculum with its hours by semester of the programme."""

    id: int
    title: str
    kind: ItemKind
    hours: dict[int, int]
    attestation: AttestationForm

    @property
    def total(self) -> int:
        """Return the hours of all semesters."""
        return sum(self.hours.values())


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which a group has practice by the timetable; of an item, where it names one."""

    item_id: int | None
    starts_on: date
    ends_on: date


def practising_groups(session: Session) -> list[StudyGroup]:
    """Return the groups that the principal sees and whose curriculum has a practice, by name."""
    curricula = select(CurriculumItem.curriculum_id).where(CurriculumItem.kind.in_(PRACTICE_KINDS))
    query = select(StudyGroup).where(StudyGroup.curriculum_id.in_(curricula))
    return list(session.scalars(query.order_by(StudyGroup.search_name)))


def practice_items(session: Session, group: StudyGroup) -> list[PracticeItem]:
    """Return the practices of the group's curriculum in their order there."""
    rows = session.execute(
        select(CurriculumItem, CurriculumHours)
        .outerjoin(CurriculumHours, CurriculumHours.item_id == CurriculumItem.id)
        .where(
            CurriculumItem.curriculum_id == group.curriculum_id,
            CurriculumItem.kind.in_(PRACTICE_KINDS),
        )
        .order_by(
            CurriculumItem.position, CurriculumItem.index_code, CurriculumHours.semester_number
        )
    )
    found: dict[int, PracticeItem] = {}
    for item, hours in rows:
        form = hours.attestation if hours is not None else AttestationForm.none
        one = found.setdefault(item.id, PracticeItem(item.id, str(item), item.kind, {}, form))
        if hours is not None:
            one.hours[hours.semester_number] = hours.total
    return list(found.values())


def periods_of(session: Session, group_id: int, item_id: int | None = None) -> list[Period]:
    """Return the practice periods of a group, of an item or of none named, the latest first."""
    query = (
        select(PracticePeriod.starts_on, PracticePeriod.ends_on, TeachingAssignment.item_id)
        .outerjoin(TeachingAssignment, TeachingAssignment.id == PracticePeriod.assignment_id)
        .where(PracticePeriod.group_id == group_id)
        .order_by(PracticePeriod.starts_on.desc())
    )
    if item_id is not None:
        query = query.where(
            or_(TeachingAssignment.item_id == item_id, PracticePeriod.assignment_id.is_(None))
        )
    return [Period(row.item_id, row.starts_on, row.ends_on) for row in session.execute(query)]


def planned_hours(session: Session, group: StudyGroup, item: PracticeItem, on: date) -> int:
    """Return the hours that the curriculum plans for `item` in the semester of the day `on`.

    Where it plans none in that semester, all hours of the item.
    """
    if len(item.hours) <= 1:
        return item.total
    programme = group.curriculum.programme_id
    terms = session.scalars(
        select(Semester).where(
            or_(Semester.programme_id.is_(None), Semester.programme_id == programme),
            Semester.starts_on <= on,
            Semester.ends_on >= on,
        )
    ).all()
    own = [term for term in terms if term.programme_id is not None] or terms
    course = group.course_on(on)
    numbers = [programme_semester(course, 2, term.number) for term in own]
    return next((item.hours[n] for n in numbers if n in item.hours), item.total)


def students_on(session: Session, group_id: int, day: date) -> Sequence[Student]:
    """Return the students of a group on a day, by name."""
    return session.scalars(
        select(Student)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(
            Enrolment.group_id == group_id,
            Enrolment.starts_on <= day,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= day),
        )
        .order_by(Student.sort_name, Student.id)
    ).all()
