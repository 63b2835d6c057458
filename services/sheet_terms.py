"""Which semester of its programme a group is in, and who studies in it on a day."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.load import Term, programme_semester, terms_of
from models import AcademicYear, Curriculum, Enrolment, Semester, Student, StudyGroup
from services.errors import NotFoundError
from services.semesters import course_in


@dataclass(frozen=True, slots=True)
class GroupTerm:
    """A group in a semester; `number` is the semester counted through the programme."""

    group_id: int
    group: str
    curriculum_id: int
    year_id: int
    year: str
    semester_id: int
    semester_number: int
    starts_on: date
    ends_on: date
    number: int

    def day(self, wanted: date | None = None) -> date:
        """Return `wanted` or today, within the semester: the day whose students count."""
        return max(self.starts_on, min(wanted or clock.today(), self.ends_on))


def group_term(session: Session, group_id: int, semester_id: int) -> GroupTerm:
    """Return a visible group in a semester of its own; raise NotFoundError for any other."""
    row = session.execute(
        select(StudyGroup, Curriculum, Semester, AcademicYear)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(Semester, Semester.id == semester_id)
        .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
        .where(StudyGroup.id == group_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such group or semester, or it is not yours to see."))
    group, curriculum, semester, year = row
    query = select(Semester.id, Semester.number, Semester.programme_id)
    rows = session.execute(query.where(Semester.academic_year_id == year.id))
    own = terms_of(curriculum.programme_id, [Term(*one) for one in rows])
    if semester.id not in {term.semester_id for term in own}:
        raise NotFoundError(_("The group has no such semester."))
    course = course_in(year.starts_on, group.intake_year, group.first_course)
    return GroupTerm(
        group_id=group.id,
        group=group.name,
        curriculum_id=curriculum.id,
        year_id=year.id,
        year=year.name,
        semester_id=semester.id,
        semester_number=semester.number,
        starts_on=semester.starts_on,
        ends_on=semester.ends_on,
        number=programme_semester(course, len(own), semester.number),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A student of the group."""

    id: int
    name: str


def students_on(session: Session, group_id: int, day: date) -> list[Listed]:
    """Return who is in a visible group on a day, by name."""
    query = (
        select(Student)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(
            Enrolment.group_id == group_id,
            Enrolment.starts_on <= day,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= day),
        )
        .order_by(Student.sort_name, Student.id)
    )
    return [Listed(one.id, one.full_name()) for one in session.scalars(query).unique()]
