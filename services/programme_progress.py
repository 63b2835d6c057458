"""How far the programme of a student is: hours held of those planned, by discipline (3.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.clock import clock
from domain.delivery import LESSON_KINDS
from models import (
    AcademicYear,
    CurriculumItem,
    Enrolment,
    Gradebook,
    Lesson,
    Semester,
    SubgroupMember,
    TeachingAssignment,
)
from services.diary import Diary


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """A discipline of this year; hours are academic hours of lessons."""

    title: str
    held: int
    planned: int

    @property
    def share(self) -> float:
        """Return the part that is held in percent, at most 100."""
        return min(100.0, round(100 * self.held / self.planned, 2)) if self.planned else 0.0


_held: Final = (
    select(func.coalesce(func.sum(Lesson.hours), 0))
    .where(Lesson.gradebook_id == Gradebook.id, Lesson.confirmed_at.is_not(None))
    .scalar_subquery()
)
_planned: Final = (
    select(
        func.coalesce(
            func.sum(sum((getattr(TeachingAssignment, kind) for kind in LESSON_KINDS), 0)), 0
        )
    )
    .join(Semester, Semester.id == TeachingAssignment.semester_id)
    .where(
        Semester.academic_year_id == Gradebook.academic_year_id,
        TeachingAssignment.group_id == Gradebook.group_id,
        TeachingAssignment.item_id == Gradebook.item_id,
        TeachingAssignment.part == Gradebook.part,
        TeachingAssignment.subgroup_id.is_not_distinct_from(Gradebook.subgroup_id),
    )
    .scalar_subquery()
)
_hours: Final = PlainSelect(
    "sums of hours, no record of anybody, of journals that are the student's own",
    select(Gradebook.id, _held, _planned).where(
        Gradebook.id.in_(bindparam("journals", expanding=True, type_=Integer()))
    ),
)


def programme_progress(session: Session, diary: Diary) -> list[ItemProgress]:
    """Return the disciplines of a student's group and subgroups this year, in their order.

    Of the student whose `diary` the principal has: the own, or a child's. Two statements.
    """
    journals = session.execute(_journals_of(diary.student_id)).all()
    return _summed(journals, _hours(session, proven=True, journals=[row[0] for row in journals]))


def _journals_of(student_id: int) -> Select[*tuple[Any, ...]]:
    today = clock.today()
    member = select(SubgroupMember.subgroup_id).where(
        SubgroupMember.student_id == student_id,
        SubgroupMember.starts_on <= today,
        or_(SubgroupMember.ends_on.is_(None), SubgroupMember.ends_on >= today),
    )
    return (
        select(Gradebook.id, CurriculumItem.id, CurriculumItem.name)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Enrolment, Enrolment.group_id == Gradebook.group_id)
        .where(
            Enrolment.student_id == student_id,
            Enrolment.starts_on <= today,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= today),
            AcademicYear.starts_on <= today,
            AcademicYear.ends_on >= today,
            or_(Gradebook.subgroup_id.is_(None), Gradebook.subgroup_id.in_(member)),
        )
        .order_by(CurriculumItem.position, CurriculumItem.index_code, Gradebook.id)
    )


def _summed(journals: Sequence[Any], hours: Any) -> list[ItemProgress]:
    of_journal = {key: (int(held), int(planned)) for key, held, planned in hours}
    found: dict[int, ItemProgress] = {}
    for key, item_id, name in journals:
        held, planned = of_journal.get(key, (0, 0))
        before = found.get(item_id, ItemProgress(name, 0, 0))
        found[item_id] = ItemProgress(name, before.held + held, before.planned + planned)
    return [one for one in found.values() if one.planned or one.held]
