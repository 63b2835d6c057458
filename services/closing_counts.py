"""What the overview of closings counts: six statements, whatever the number of journals."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Integer, and_, bindparam, case, cast, func, null, select, union_all
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import (
    Curriculum,
    CurriculumHours,
    Enrolment,
    Gradebook,
    GradeClosing,
    Lesson,
    Semester,
    SemesterGrade,
    StudyGroup,
    SubgroupMember,
    YearGrade,
)

Place = tuple[int, int | None]  # a journal and a semester, None: the year
_WHY: Final = "counts of journals that were found visible through a role that reads closings"
_YEAR: Final = bindparam("year", type_=Integer())
_BOOKS: Final = bindparam("books", expanding=True, type_=Integer())
_GROUPS: Final = bindparam("groups", expanding=True, type_=Integer())
# Of the groups' other journals too, which nobody asks for: a college has few groups.
_OF_YEAR: Final = select(Gradebook.id).where(
    Gradebook.academic_year_id == _YEAR, Gradebook.group_id.in_(_GROUPS)
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts about journals by their keys."""

    semesters: Sequence[Any]
    hours: Mapping[int, Mapping[int, int]]
    students: "Students"
    grades: Mapping[Place, int]
    last_lessons: Mapping[Place, date]
    closings: Mapping[Place, bool]  # whether it is signed now


class Students:
    """How many students a group or a subgroup has on a day, each counted once."""

    def __init__(self, rows: Collection[Any]) -> None:
        """Take rows of group, subgroup or None, first and last day, how many."""
        self._periods: dict[Place, list[tuple[date, date | None, int]]] = defaultdict(list)
        for group_id, subgroup_id, *period in rows:
            self._periods[group_id, subgroup_id].append((period[0], period[1], period[2]))
        self._known: dict[tuple[int, int | None, date], int] = {}

    def on(self, group_id: int, subgroup_id: int | None, day: date) -> int:
        """Return how many are taught on `day`."""
        key = group_id, subgroup_id, day
        if key not in self._known:
            self._known[key] = sum(
                number
                for first, last, number in self._periods.get((group_id, subgroup_id), ())
                if first <= day and (last is None or last >= day)
            )
        return self._known[key]


_semesters: Final = PlainSelect(
    "the semesters of a year are open to all",
    select(
        Semester.id, Semester.number, Semester.starts_on, Semester.ends_on, Semester.programme_id
    )
    .where(Semester.academic_year_id == _YEAR)
    .order_by(Semester.starts_on, Semester.number),
)
_hours: Final = PlainSelect(
    "hours of a curriculum are open to all who see a journal",
    select(
        CurriculumHours.item_id,
        CurriculumHours.semester_number,
        (
            CurriculumHours.theory
            + CurriculumHours.practice
            + CurriculumHours.lab
            + CurriculumHours.coursework
        ).label("hours"),
    ).where(
        CurriculumHours.item_id.in_(
            select(Gradebook.item_id).where(
                Gradebook.academic_year_id == _YEAR, Gradebook.group_id.in_(_GROUPS)
            )
        )
    ),
)
_students: Final = PlainSelect(
    _WHY,
    union_all(
        select(
            Enrolment.group_id,
            cast(null(), Integer()).label("subgroup_id"),
            Enrolment.starts_on,
            Enrolment.ends_on,
            func.count(),
        )
        .where(Enrolment.group_id.in_(_GROUPS))
        .group_by(Enrolment.group_id, Enrolment.starts_on, Enrolment.ends_on),
        select(
            Enrolment.group_id,
            SubgroupMember.subgroup_id,
            Enrolment.starts_on,
            Enrolment.ends_on,
            func.count(),
        )
        .join(SubgroupMember, SubgroupMember.student_id == Enrolment.student_id)
        .where(Enrolment.group_id.in_(_GROUPS), SubgroupMember.ends_on.is_(None))
        .group_by(
            Enrolment.group_id,
            SubgroupMember.subgroup_id,
            Enrolment.starts_on,
            Enrolment.ends_on,
        ),
    ),
)
_grades: Final = PlainSelect(
    _WHY,
    union_all(
        select(SemesterGrade.gradebook_id, SemesterGrade.semester_id, func.count())
        .where(SemesterGrade.gradebook_id.in_(_OF_YEAR))
        .group_by(SemesterGrade.gradebook_id, SemesterGrade.semester_id),
        select(YearGrade.gradebook_id, cast(null(), Integer()), func.count())
        .where(YearGrade.gradebook_id.in_(_OF_YEAR))
        .group_by(YearGrade.gradebook_id),
    ),
)
_last: Final = PlainSelect(
    _WHY,
    # One look into the index of a journal's days for each journal and semester.
    select(
        Gradebook.id,
        Semester.id,
        select(func.max(Lesson.held_on))
        .where(
            Lesson.gradebook_id == Gradebook.id,
            Lesson.held_on.between(Semester.starts_on, Semester.ends_on),
        )
        .correlate(Gradebook, Semester)
        .scalar_subquery()
        .label("last"),
    )
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
    .join(
        Semester,
        and_(
            Semester.academic_year_id == Gradebook.academic_year_id,
            func.coalesce(Semester.programme_id, Curriculum.programme_id)
            == Curriculum.programme_id,
        ),
    )
    .where(Gradebook.academic_year_id == _YEAR, Gradebook.group_id.in_(_GROUPS)),
)
_today: Final = bindparam("today", type_=Lesson.held_on.type)
_lessons: Final = PlainSelect(
    _WHY,
    select(
        Lesson.gradebook_id,
        Semester.id,
        func.sum(case((and_(Lesson.held_on < _today, Lesson.confirmed_at.is_(None)), 1), else_=0)),
        func.sum(case((Lesson.held_on > _today, 1), else_=0)),
    )
    .join(Semester, Lesson.held_on.between(Semester.starts_on, Semester.ends_on))
    .where(Semester.academic_year_id == _YEAR, Lesson.gradebook_id.in_(_BOOKS))
    .group_by(Lesson.gradebook_id, Semester.id),
)
_closings: Final = PlainSelect(
    _WHY,
    select(GradeClosing.gradebook_id, GradeClosing.semester_id, GradeClosing.reopened_at)
    .where(GradeClosing.gradebook_id.in_(_OF_YEAR))
    .order_by(GradeClosing.id),
)


def read_counts(session: Session, year_id: int, group_ids: Collection[int]) -> Counts:
    """Return the facts about the year's journals of groups that were found visible."""
    keys = {"year": year_id, "groups": sorted(group_ids) or [0]}
    hours: dict[int, dict[int, int]] = defaultdict(dict)
    for item_id, number, planned in _hours(session, proven=True, **keys):
        hours[item_id][number] = planned
    return Counts(
        _semesters(session, proven=True, year=year_id).all(),
        hours,
        Students(_students(session, proven=True, groups=keys["groups"]).all()),
        {(book, term): number for book, term, number in _grades(session, proven=True, **keys)},
        {(book, term): last for book, term, last in _last(session, proven=True, **keys) if last},
        {
            (book, term): reopened is None
            for book, term, reopened in _closings(session, proven=True, **keys)
        },
    )


def read_lessons(
    session: Session, year_id: int, book_ids: Collection[int], today: date
) -> dict[Place, tuple[int, int]]:
    """Return by journal and semester how many lessons are not recorded, and still to come."""
    rows = _lessons(session, proven=True, year=year_id, today=today, books=sorted(book_ids) or [0])
    return {(book, term): (open_, ahead) for book, term, open_, ahead in rows}
