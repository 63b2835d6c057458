"""The check of subgroups: who is in none or two, uneven hours, double marks (clause 5.5.9)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.subgroups import Double, Split, faults
from domain.text import short_name
from domain.verdict import Verdict
from models import (
    Absence,
    CurriculumItem,
    Department,
    Enrolment,
    Gradebook,
    Lesson,
    Mark,
    Semester,
    SemesterGrade,
    Student,
    StudyGroup,
    Subgroup,
    SubgroupMember,
    TeachingAssignment,
)
from models.curriculum import TAUGHT_KINDS

_WHY: Final = "the check of subgroups tells of groups found visible; it shows no mark"
_GROUPS: Final[Any] = bindparam("groups", expanding=True)
_SEMESTERS: Final[Any] = bindparam("semesters", expanding=True)
_hours: Final = PlainSelect(
    _WHY,
    select(
        TeachingAssignment.group_id,
        TeachingAssignment.item_id,
        TeachingAssignment.subgroup_id,
        CurriculumItem.index_code,
        CurriculumItem.name,
        Subgroup.name.label("subgroup"),
        *(func.sum(getattr(TeachingAssignment, kind)).label(kind) for kind in TAUGHT_KINDS),
    )
    .join(Subgroup, Subgroup.id == TeachingAssignment.subgroup_id)
    .join(CurriculumItem, CurriculumItem.id == TeachingAssignment.item_id)
    .where(TeachingAssignment.group_id.in_(_GROUPS), TeachingAssignment.semester_id.in_(_SEMESTERS))
    .group_by(
        TeachingAssignment.group_id,
        TeachingAssignment.item_id,
        TeachingAssignment.subgroup_id,
        CurriculumItem.index_code,
        CurriculumItem.name,
        Subgroup.name,
    )
    .order_by(CurriculumItem.index_code, Subgroup.name),
)
_students: Final = PlainSelect(
    _WHY,
    select(
        Enrolment.group_id,
        Student.id,
        Student.last_name,
        Student.first_name,
        Student.patronymic,
    )
    .join(Student, Student.id == Enrolment.student_id)
    .where(
        Enrolment.group_id.in_(_GROUPS),
        Enrolment.starts_on <= bindparam("day"),
        or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= bindparam("day")),
    )
    .order_by(Student.sort_name, Student.id),
)
_members: Final = PlainSelect(
    _WHY,
    select(SubgroupMember.subgroup_id, SubgroupMember.student_id)
    .join(Subgroup, Subgroup.id == SubgroupMember.subgroup_id)
    .where(
        Subgroup.group_id.in_(_GROUPS),
        SubgroupMember.starts_on <= bindparam("day"),
        or_(SubgroupMember.ends_on.is_(None), SubgroupMember.ends_on >= bindparam("day")),
    ),
)
_TWO_JOURNALS: Final = (
    func.min(Gradebook.id).label("first"),
    func.max(Gradebook.id).label("second"),
)
_grades: Final = PlainSelect(
    _WHY,
    select(Gradebook.group_id, Gradebook.item_id, SemesterGrade.student_id, *_TWO_JOURNALS)
    .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
    .where(Gradebook.group_id.in_(_GROUPS), SemesterGrade.semester_id.in_(_SEMESTERS))
    .group_by(Gradebook.group_id, Gradebook.item_id, SemesterGrade.student_id)
    .having(func.count(Gradebook.id.distinct()) > 1),
)
_filled = union_all(
    select(Mark.lesson_id, Mark.student_id), select(Absence.lesson_id, Absence.student_id)
).subquery("filled")
_cells: Final = PlainSelect(
    _WHY,
    select(
        Gradebook.group_id,
        Gradebook.item_id,
        _filled.c.student_id,
        *_TWO_JOURNALS,
        Lesson.held_on,
    )
    .select_from(_filled)
    .join(Lesson, Lesson.id == _filled.c.lesson_id)
    .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
    .where(
        Gradebook.group_id.in_(_GROUPS),
        Gradebook.subgroup_id.is_not(None),
        Lesson.held_on.between(bindparam("first"), bindparam("last")),
    )
    .group_by(Gradebook.group_id, Gradebook.item_id, _filled.c.student_id, Lesson.held_on)
    .having(func.count(Gradebook.subgroup_id.distinct()) > 1),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An item of a group in subgroups, with what is wrong with it."""

    group_id: int
    group: str
    item_id: int
    item: str
    subgroups: Mapping[int, str]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class SubgroupCheck:
    """What the check found on a day; `checked` counts the items that were looked at."""

    day: date
    faulty: tuple[Checked, ...]
    checked: int
    students: Mapping[int, str]


def check_subgroups(
    session: Session,
    day: date,
    *,
    department_id: int | None = None,
    group_id: int | None = None,
) -> SubgroupCheck:
    """Return what is wrong on a day with the subgroups of the groups that the person sees.

    Seven statements at most, whatever the number of groups.
    """
    query = select(StudyGroup.id, StudyGroup.name).order_by(StudyGroup.search_name)
    if department_id is not None:
        query = query.where(StudyGroup.department_id == department_id)
    if group_id is not None:
        query = query.where(StudyGroup.id == group_id)
    groups = {row.id: row.name for row in session.execute(query)}
    on_day = select(Semester.id, Semester.starts_on, Semester.ends_on).where(
        Semester.starts_on <= day, Semester.ends_on >= day
    )
    semesters = session.execute(on_day).all()
    if not groups or not semesters:
        return SubgroupCheck(day, (), 0, {})
    about: dict[str, Any] = {"groups": list(groups), "semesters": [one.id for one in semesters]}
    rows = _hours(session, proven=True, **about).all()
    places: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        places[row.group_id, row.item_id].append(row)
    doubles: dict[tuple[int, int], list[Double]] = defaultdict(list)
    for row in _grades(session, proven=True, **about):
        doubles[row[0], row[1]].append(Double(row.student_id, (row.first, row.second)))
    span = {"first": min(s.starts_on for s in semesters), "last": max(s.ends_on for s in semesters)}
    for row in _cells(session, proven=True, groups=about["groups"], **span):
        found = Double(row.student_id, (row.first, row.second), row.held_on)
        doubles[row.group_id, row.item_id].append(found)
    return _judged(session, day, groups, places, doubles)


def _judged(
    session: Session,
    day: date,
    groups: Mapping[int, str],
    places: Mapping[tuple[int, int], list[Any]],
    doubles: Mapping[tuple[int, int], list[Double]],
) -> SubgroupCheck:
    of_group: dict[int, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    for row in _students(session, proven=True, groups=list(groups), day=day):
        of_group[row.group_id].add(row.id)
        names[row.id] = short_name(row.last_name, row.first_name, row.patronymic)
    members: dict[int, set[int]] = defaultdict(set)
    for row in _members(session, proven=True, groups=list(groups), day=day):
        members[row.subgroup_id].add(row.student_id)
    found = []
    items = {(row.group_id, row.item_id): f"{row.index_code} {row.name}"
             for rows in places.values() for row in rows}  # fmt: skip
    only_double = [place for place in doubles if place not in items]
    if only_double:
        keys = {item for _group, item in only_double}
        query = select(CurriculumItem).where(CurriculumItem.id.in_(keys))
        known = {item.id: str(item) for item in session.scalars(query)}
        items |= {place: known[place[1]] for place in only_double}
    order = {group: number for number, group in enumerate(groups)}
    for place in sorted(items, key=lambda one: (order[one[0]], items[one])):
        halves = places.get(place, [])
        split = Split(
            frozenset(of_group[place[0]]) if halves else frozenset(),
            {row.subgroup_id: frozenset(members[row.subgroup_id]) for row in halves},
            {row.subgroup_id: {kind: getattr(row, kind) or 0 for kind in TAUGHT_KINDS}
             for row in halves},
        )  # fmt: skip
        verdicts = tuple(faults(split, doubles.get(place, ())))
        if verdicts:
            subgroups = {row.subgroup_id: row.subgroup for row in halves}
            found.append(
                Checked(place[0], groups[place[0]], place[1], items[place], subgroups, verdicts)
            )
    missing = {one.facts["student"] for row in found for one in row.verdicts
               if "student" in one.facts} - names.keys()  # fmt: skip
    if missing:
        query = select(Student).where(Student.id.in_(missing))
        names |= {one.id: one.short_name for one in session.scalars(query)}
    return SubgroupCheck(day, tuple(found), len(items), names)


def offered_departments(session: Session) -> list[tuple[int, str]]:
    """Return the departments to choose from."""
    query = select(Department.id, Department.name).order_by(Department.name)
    return [(row.id, row.name) for row in session.execute(query)]


def offered_groups(session: Session) -> list[tuple[int, str]]:
    """Return the groups that the person sees, to choose from."""
    query = select(StudyGroup.id, StudyGroup.name).order_by(StudyGroup.search_name)
    return [(row.id, row.name) for row in session.execute(query)]
