"""Rules of teaching assignments (kept by the deputy director)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from models import CurriculumItem, Employee, Semester, StudyGroup, Subgroup, TeachingAssignment
from models.curriculum import TAUGHT_KINDS
from services.checks.common import Check, Problem, between, said
from services.load_lessons import recorded_in, recorded_on


def belongs_together(session: Session, assignment: TeachingAssignment) -> Iterator[Problem]:
    """The subgroup is the group's, the item its curriculum's, the semester its programme's."""
    group = session.get(StudyGroup, assignment.group_id) if assignment.group_id else None
    if group is None:
        return
    if assignment.subgroup_id is not None:
        subgroup = session.get(Subgroup, assignment.subgroup_id)
        if subgroup is not None and subgroup.group_id != group.id:
            yield Problem("subgroup", _("The subgroup is of another group."))
    item = session.get(CurriculumItem, assignment.item_id) if assignment.item_id else None
    if item is not None and item.curriculum_id != group.curriculum_id and _newly_given(assignment):
        yield Problem("item", _("It is not in the curriculum of the group %(name)s.", name=group))
    semester = session.get(Semester, assignment.semester_id) if assignment.semester_id else None
    if semester is not None and semester.programme_id not in (None, group.curriculum.programme_id):
        yield Problem("semester", _("The semester is of another programme."))


def _newly_given(assignment: TeachingAssignment) -> bool:
    """Return whether group and item come together now, not before the group changed curricula."""
    state: Any = inspect(assignment)
    changed = (state.attrs[name].history.has_changes() for name in ("group_id", "item_id"))
    return not state.persistent or any(changed)


def has_hours(_session: Session, assignment: TeachingAssignment) -> Iterator[Problem]:
    """A load has hours of some kind."""
    if not any(getattr(assignment, kind) for kind in TAUGHT_KINDS):
        yield Problem(TAUGHT_KINDS[0], _("Give the hours of at least one kind."))


def begins_within(session: Session, assignment: TeachingAssignment) -> Iterator[Problem]:
    """Who takes the load over does so on a day of the semester, after its first one."""
    if assignment.starts_on is None or assignment.semester_id is None:
        return
    semester = session.get(Semester, assignment.semester_id)
    if semester and not semester.starts_on < assignment.starts_on <= semester.ends_on:
        yield Problem("starts_on", _("The day is not within the semester."))


def given_once(session: Session, assignment: TeachingAssignment) -> Iterator[Problem]:
    """The same load is not given twice."""
    names = ("semester_id", "group_id", "subgroup_id", "item_id", "part", "starts_on")
    same = select(TeachingAssignment.id).where(
        *(
            getattr(TeachingAssignment, name).is_not_distinct_from(getattr(assignment, name))
            for name in names
        )
    )
    if assignment.id is not None:
        same = same.where(TeachingAssignment.id != assignment.id)
    if session.scalar(same.limit(1)) is not None:
        yield Problem("item", _("This load is given already."))


def still_here(session: Session, assignment: TeachingAssignment) -> Iterator[Problem]:
    """Who left before the semester began teaches nothing in it."""
    if assignment.teacher_id is None or assignment.semester_id is None:
        return
    teacher = session.get(Employee, assignment.teacher_id)
    semester = session.get(Semester, assignment.semester_id)
    if teacher is None or semester is None or teacher.left_on is None:
        return
    if teacher.left_on < semester.starts_on:
        yield Problem("teacher", _("Left the college on %(day)s.", day=said(teacher.left_on)))


def taught_by(session: Session, assignment: TeachingAssignment) -> Iterator[Problem]:
    """Who taught recorded lessons keeps them: another teacher goes on from a day of their own."""
    if assignment.id is None or assignment.semester_id is None:
        return
    state: Any = inspect(assignment)
    teacher = state.attrs["teacher_id"].history
    if teacher.has_changes() and teacher.deleted and teacher.deleted[0] is not None:
        recorded = recorded_in(session, assignment)
        if recorded:
            yield Problem("teacher", recorded_by_other(recorded))
    begins = state.attrs["starts_on"].history
    if begins.has_changes() and begins.deleted:
        first = session.get_one(Semester, assignment.semester_id).starts_on
        days = sorted((begins.deleted[0] or first, assignment.starts_on or first))
        if recorded_on(session, assignment, days[0], days[1] - timedelta(days=1)):
            yield Problem("starts_on", _("Lessons between the two days are recorded already."))


def recorded_by_other(count: int) -> str:
    """Return why the teacher of a row cannot simply be replaced."""
    return ngettext(
        "%(num)d lesson is recorded under this teacher: change the teacher from a day.",
        "%(num)d lessons are recorded under this teacher: change the teacher from a day.",
        count,
    )


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    TeachingAssignment: (
        *(between(kind, 0, 2000) for kind in TAUGHT_KINDS),
        between("part", 1, 9),
        has_hours,
        belongs_together,
        begins_within,
        given_once,
        still_here,
        taught_by,
    ),
}
