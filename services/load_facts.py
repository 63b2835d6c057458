"""What the teaching load of a year is made of: years, groups, hours called for, rows given."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource, roles_with
from access.principal import Principal
from access.scopes import NARROWED
from domain.clock import clock
from domain.load import KINDS, Group, Hours, Share, Term
from domain.text import short_name
from models import (
    AcademicYear,
    Curriculum,
    CurriculumHours,
    CurriculumItem,
    Department,
    EmployeeLabel,
    Programme,
    Semester,
    StudyGroup,
    Subgroup,
    TeachingAssignment,
)
from services.errors import NotFoundError
from services.journal_columns import year_begun
from services.semesters import course_in

LOAD: Final = Resource.teaching_assignment
_GIVEN: Final = tuple(getattr(TeachingAssignment, kind) for kind in KINDS)
_CALLED: Final = tuple(getattr(CurriculumHours, kind) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class LoadGroup:
    """A group in the year whose load is kept."""

    facts: Group
    name: str
    department_id: int
    department: str
    programme: str

    @property
    def id(self) -> int:
        """Return the key of the group."""
        return self.facts.group_id


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a curriculum, by its place in it."""

    id: int
    code: str
    name: str
    position: int

    @property
    def title(self) -> str:
        """Return «МДК.01.01 Разработка программных модулей»."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class LoadTerm:
    """A semester of the year; `half` is 1 where it begins in the first calendar year of it."""

    term: Term
    starts_on: date
    ends_on: date
    half: int

    @property
    def id(self) -> int:
        """Return the key of the semester."""
        return self.term.semester_id


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A row of the load: a teaching assignment."""

    id: int
    semester_id: int
    group_id: int
    subgroup_id: int | None
    subgroup: str | None
    item_id: int
    part: int
    starts_on: date | None
    teacher_id: int | None
    teacher: str | None
    hours: Hours

    @property
    def share(self) -> Share:
        """Return what it gives, for the check."""
        return Share(self.subgroup_id, self.hours)


def sees_groups(who: Principal) -> bool:
    """Return whether `who` looks at the load of whole groups, not only at the own one."""
    narrow = {role for role in NARROWED[TeachingAssignment] if str(role) == "teacher"}
    return who.is_system or bool((who.roles & roles_with(LOAD, Action.read)) - narrow)


def sees_all(who: Principal) -> bool:
    """Return whether `who` sees the load of the whole college, so that totals are complete."""
    whole = roles_with(LOAD, Action.read) - set(NARROWED[TeachingAssignment])
    return who.is_system or bool(who.roles & whole)


def find_year(session: Session, year_id: int | None) -> AcademicYear:
    """Return the year `year_id`, or the present one; raise NotFoundError where there is none."""
    year = session.get(AcademicYear, year_id) if year_id else year_begun(session, clock.today())
    if year is None:
        year = None if year_id else session.scalars(select(AcademicYear).limit(1)).first()
    if year is None:
        raise NotFoundError(_("There is no such academic year."))
    return year


def terms_in(session: Session, year: AcademicYear) -> list[LoadTerm]:
    """Return the semesters of the year in their order."""
    query = (
        select(Semester)
        .where(Semester.academic_year_id == year.id)
        .order_by(Semester.starts_on, Semester.number)
    )
    return [
        LoadTerm(
            Term(one.id, one.number, one.programme_id),
            one.starts_on,
            one.ends_on,
            1 if one.starts_on.year == year.starts_on.year else 2,
        )
        for one in session.scalars(query)
    ]


def groups_in(
    session: Session,
    who: Principal,
    year: AcademicYear,
    *,
    department_id: int | None = None,
    group_ids: Collection[int] | None = None,
) -> list[LoadGroup]:
    """Return the groups that study in the year and whose whole load `who` sees, by name."""
    query = (
        select(
            StudyGroup.id,
            StudyGroup.name,
            StudyGroup.curriculum_id,
            StudyGroup.intake_year,
            StudyGroup.first_course,
            StudyGroup.department_id,
            Department.name,
            Programme.id,
            Programme.code,
            Programme.name,
        )
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .where(
            StudyGroup.intake_year <= year.starts_on.year,
            or_(StudyGroup.graduates_on.is_(None), StudyGroup.graduates_on > year.starts_on),
        )
        .order_by(StudyGroup.search_name, StudyGroup.intake_year)
    )
    if not sees_all(who):  # the groups of a teacher are not all theirs to see whole
        headed = select(Department.id).where(Department.head_id == (who.employee_id or 0))
        query = query.where(StudyGroup.department_id.in_(headed))
    if department_id is not None:
        query = query.where(StudyGroup.department_id == department_id)
    if group_ids is not None:
        query = query.where(StudyGroup.id.in_(group_ids))
    return [_group(year, row) for row in session.execute(query)]


def _group(year: AcademicYear, row: Any) -> LoadGroup:
    key, name, curriculum_id, intake, first, department_id, department, programme_id, *names = row
    course = course_in(year.starts_on, intake, first)
    facts = Group(key, curriculum_id, programme_id, course, first)
    return LoadGroup(facts, name, department_id, department, " ".join(names))


def curricula_of(
    session: Session, groups: Sequence[LoadGroup]
) -> dict[tuple[int, int], list[tuple[int, Hours]]]:
    """Return the hours of the groups' curricula by curriculum and semester of the programme."""
    query = (
        select(
            CurriculumItem.curriculum_id,
            CurriculumHours.semester_number,
            CurriculumHours.item_id,
            *_CALLED,
        )
        .join(CurriculumItem, CurriculumItem.id == CurriculumHours.item_id)
        .where(CurriculumItem.curriculum_id.in_({one.facts.curriculum_id for one in groups}))
    )
    found: dict[tuple[int, int], list[tuple[int, Hours]]] = defaultdict(list)
    for curriculum_id, number, item_id, *hours in session.execute(query):
        found[curriculum_id, number].append((item_id, Hours(*hours)))
    return found


def items_of(session: Session, item_ids: Collection[int]) -> dict[int, Item]:
    """Return the items by key."""
    query = select(
        CurriculumItem.id, CurriculumItem.index_code, CurriculumItem.name, CurriculumItem.position
    )
    found: dict[int, Item] = {}
    keys = sorted(item_ids)
    for start in range(0, len(keys), 500):
        some = query.where(CurriculumItem.id.in_(keys[start : start + 500]))
        found |= {row[0]: Item(*row) for row in session.execute(some)}
    return found


def rows_in(session: Session, year: AcademicYear, *where: Any) -> list[LoadRow]:
    """Return the visible rows of the year's load that match `where`, in their order."""
    query = (
        select(
            TeachingAssignment.id,
            TeachingAssignment.semester_id,
            TeachingAssignment.group_id,
            TeachingAssignment.subgroup_id,
            Subgroup.name,
            TeachingAssignment.item_id,
            TeachingAssignment.part,
            TeachingAssignment.starts_on,
            TeachingAssignment.teacher_id,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
            *_GIVEN,
        )
        .join(Semester, Semester.id == TeachingAssignment.semester_id)
        .outerjoin(EmployeeLabel, EmployeeLabel.id == TeachingAssignment.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == TeachingAssignment.subgroup_id)
        .where(Semester.academic_year_id == year.id, *where)
        .order_by(
            Subgroup.name.nulls_first(),
            TeachingAssignment.part,
            TeachingAssignment.starts_on.nulls_first(),
            TeachingAssignment.id,
        )
    )
    return [_row(row) for row in session.execute(query)]


def _row(row: Any) -> LoadRow:
    name = short_name(*row[9:12]) if row[9] else None
    fields = dict(zip(LoadRow.__dataclass_fields__, (*row[:9], name), strict=False))
    return LoadRow(**fields, hours=Hours(*row[12:]))
