"""What performance is counted from: periods, visible journals, their marks; few statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Self

from flask_babel import gettext as _
from sqlalchemy import Date, Integer, and_, bindparam, cast, func, null, or_, select, union_all
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import (
    AcademicYear,
    Curriculum,
    CurriculumItem,
    Department,
    EmployeeLabel,
    Enrolment,
    Gradebook,
    Lesson,
    Programme,
    Semester,
    SemesterGrade,
    StudyGroup,
    Subgroup,
    SubgroupMember,
    YearGrade,
)
from services.errors import NotFoundError

_WHY: Final = "final marks of journals that were found visible through a role that reads them"
_YEAR: Final = bindparam("year", type_=Integer())
_DAY: Final = bindparam("day", type_=Date())
_TERMS: Final = bindparam("terms", expanding=True, type_=Integer())
_GROUPS: Final = bindparam("groups", expanding=True, type_=Integer())
_OF_GROUPS: Final = and_(Gradebook.academic_year_id == _YEAR, Gradebook.group_id.in_(_GROUPS))


@dataclass(frozen=True, slots=True)
class PeriodOf:
    """A semester, or a whole academic year: exactly one of the two keys is given."""

    semester_id: int | None = None
    year_id: int | None = None

    @classmethod
    def semester(cls, key: int) -> Self:
        """Return the semester with that key."""
        return cls(semester_id=key)

    @classmethod
    def year(cls, key: int) -> Self:
        """Return the academic year with that key."""
        return cls(year_id=key)


@dataclass(frozen=True, slots=True)
class Period:
    """A period as the calendar has it."""

    of: PeriodOf
    year_id: int
    year: str
    number: int | None  # of the semester; None: a year
    first: date
    last: date

    @property
    def name(self) -> str:
        """Return what it is called in the reader's language."""
        if self.number is None:
            return _("year %(year)s", year=self.year)
        return _("%(year)s, semester %(number)s", year=self.year, number=self.number)

    @property
    def short(self) -> str:
        """Return a name that fits a heading: «2026/27·1»."""
        begin, _sign, end = self.year.partition("/")
        year = f"{begin}/{end[-2:]}" if end else begin
        return year if self.number is None else f"{year}·{self.number}"


def period_row(session: Session, of: PeriodOf) -> Period:
    """Return a period with its days; raise NotFoundError where there is none."""
    if of.semester_id is not None:
        term = session.get(Semester, of.semester_id)
        if term is not None:
            year = session.get_one(AcademicYear, term.academic_year_id)
            return Period(of, year.id, year.name, term.number, term.starts_on, term.ends_on)
    found = session.get(AcademicYear, of.year_id) if of.year_id is not None else None
    if found is None:
        raise NotFoundError(_("There is no such period."))
    return Period(of, found.id, found.name, None, found.starts_on, found.ends_on)


def periods_before(session: Session, period: Period, count: int) -> list[Period]:
    """Return up to `count` periods of the same kind before `period`, the oldest first."""
    year = AcademicYear
    if period.number is None:
        rows = session.execute(
            select(year.id, year.name, year.starts_on, year.ends_on)
            .where(year.starts_on < period.first)
            .order_by(year.starts_on.desc())
            .limit(count)
        ).all()
        return [
            Period(PeriodOf.year(row.id), row.id, row.name, None, row.starts_on, row.ends_on)
            for row in reversed(rows)
        ]
    terms = session.execute(
        select(
            Semester.id,
            year.id.label("year_id"),
            year.name,
            Semester.number,
            Semester.starts_on,
            Semester.ends_on,
        )
        .join(year, year.id == Semester.academic_year_id)
        .where(Semester.programme_id.is_(None), Semester.starts_on < period.first)
        .order_by(Semester.starts_on.desc())
        .limit(count)
    ).all()
    return [
        Period(
            PeriodOf.semester(row.id), row.year_id, row.name, row.number, row.starts_on, row.ends_on
        )
        for row in reversed(terms)
    ]


def year_ago(period: Period, before: Sequence[Period]) -> Period | None:
    """Return the period of the year before that `period` is compared with, among `before`."""
    same = [one for one in before if one.number == period.number]
    latest = same[-1] if same else None
    if latest is None or period.number is None:
        return latest
    # Two years back is no year ago.
    return latest if period.first - latest.first < timedelta(days=550) else None


def read_books(
    session: Session,
    period: Period,
    *,
    department_id: int | None = None,
    group_id: int | None = None,
    gradebook_ids: Collection[int] | None = None,
) -> Sequence[Any]:
    """Return the visible journals of the period's year with what they are summed up by."""
    query = (
        select(
            Gradebook.id,
            Gradebook.group_id,
            Gradebook.subgroup_id,
            Gradebook.teacher_id,
            StudyGroup.name.label("group"),
            Department.id.label("department_id"),
            Department.name.label("department"),
            Programme.id.label("programme_id"),
            Programme.code.label("programme_code"),
            Programme.name.label("programme"),
            CurriculumItem.index_code,
            CurriculumItem.name.label("item"),
            Subgroup.name.label("subgroup"),
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
        )
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .where(Gradebook.academic_year_id == period.year_id)
        .order_by(StudyGroup.search_name, CurriculumItem.position, Gradebook.part, Gradebook.id)
    )
    if department_id is not None:
        query = query.where(StudyGroup.department_id == department_id)
    if group_id is not None:
        query = query.where(Gradebook.group_id == group_id)
    if gradebook_ids is not None:
        query = query.where(Gradebook.id.in_(sorted(gradebook_ids)))
    return session.execute(query).all()


# A programme with short terms of its own has those that end within a semester beside it.
_terms: Final = PlainSelect(
    "the semesters of a year are open to all",
    select(Semester.id).where(
        Semester.academic_year_id == _YEAR,
        or_(
            Semester.id == bindparam("semester", type_=Integer()),
            and_(
                Semester.programme_id.is_not(None),
                Semester.ends_on.between(bindparam("first", type_=Date()), _DAY),
            ),
        ),
    ),
)
_semester_marks: Final = PlainSelect(
    _WHY,
    select(SemesterGrade.gradebook_id, SemesterGrade.student_id, SemesterGrade.code)
    .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
    .where(SemesterGrade.semester_id.in_(_TERMS), _OF_GROUPS),
)
_year_marks: Final = PlainSelect(
    _WHY,
    select(YearGrade.gradebook_id, YearGrade.student_id, YearGrade.code)
    .join(Gradebook, Gradebook.id == YearGrade.gradebook_id)
    .where(_OF_GROUPS),
)
_taught: Final = PlainSelect(
    _WHY,
    # One look into the index of a journal's days for each journal.
    select(
        Gradebook.id,
        select(func.min(Lesson.held_on))
        .where(
            Lesson.gradebook_id == Gradebook.id,
            Lesson.held_on.between(bindparam("first", type_=Date()), _DAY),
        )
        .correlate(Gradebook)
        .scalar_subquery()
        .label("begun"),
    ).where(_OF_GROUPS),
)
_IS_THERE: Final = and_(
    Enrolment.group_id.in_(_GROUPS),
    Enrolment.starts_on <= _DAY,
    or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= _DAY),
)
_students: Final = PlainSelect(
    "counts of the students of groups that were found visible",
    union_all(
        select(
            Enrolment.group_id,
            cast(null(), Integer()).label("subgroup_id"),
            func.count().label("n"),
        )
        .where(_IS_THERE)
        .group_by(Enrolment.group_id),
        select(Enrolment.group_id, SubgroupMember.subgroup_id, func.count())
        .join(SubgroupMember, SubgroupMember.student_id == Enrolment.student_id)
        .where(
            _IS_THERE,
            SubgroupMember.starts_on <= _DAY,
            or_(SubgroupMember.ends_on.is_(None), SubgroupMember.ends_on >= _DAY),
        )
        .group_by(Enrolment.group_id, SubgroupMember.subgroup_id),
    ),
)


@dataclass(frozen=True, slots=True)
class MarkRows:
    """The marks of a period's journals, and how many there could be."""

    marks: Mapping[int, Sequence[tuple[int, str]]]  # journal → (student, code)
    taught: frozenset[int]  # journals with a lesson in the period
    students: Mapping[tuple[int, int | None], int]  # group, subgroup or None → how many


def read_marks(session: Session, period: Period, books: Sequence[Any], today: date) -> MarkRows:
    """Return the marks of `books`, which were found visible: four statements."""
    shown = {book.id for book in books}
    groups = sorted({book.group_id for book in books}) or [0]
    day = min(today, period.last)
    keys = {"year": period.year_id, "groups": groups}
    if period.number is None:
        rows = _year_marks.bare(session, proven=True, **keys)
    else:
        asked = {"semester": period.of.semester_id, "first": period.first, "day": period.last}
        terms = _terms(session, proven=True, year=period.year_id, **asked).scalars().all()
        rows = _semester_marks.bare(session, proven=True, terms=terms, **keys)
    marks: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for book_id, student_id, code in rows:
        if book_id in shown:
            marks[book_id].append((student_id, code))
    begun = _taught(session, proven=True, first=period.first, day=day, **keys)
    students = _students(session, proven=True, groups=groups, day=day)
    return MarkRows(
        marks,
        frozenset(key for key, first in begun if first is not None and key in shown),
        {(group_id, subgroup_id): number for group_id, subgroup_id, number in students},
    )
