"""Rules of groups, enrolments and subgroups (kept by the secretary)."""

from collections.abc import Iterator
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, attributes

from access.proven import PlainSelect
from models import (
    Enrolment,
    Student,
    StudyGroup,
    Subgroup,
    SubgroupMember,
    TeachingAssignment,
)
from services.checks.common import Check, Problem, between, ends_first, overlaps, period, said


def one_at_a_time(session: Session, student_id: int) -> None:
    """Let two people who place the same student wait for each other: both would find no overlap.

    PostgreSQL locks the student's row; on SQLite the unit of work has locked the whole database.
    """
    student = select(Student.id).where(Student.id == student_id)
    session.execute(student.with_for_update(key_share=True))


def enrolled_once(session: Session, enrolment: Enrolment) -> Iterator[Problem]:
    """A student is in one group at a time."""
    if not enrolment.starts_on or enrolment.student_id is None:
        return
    one_at_a_time(session, enrolment.student_id)
    other = session.scalars(
        select(Enrolment)
        .where(Enrolment.student_id == enrolment.student_id, *overlaps(Enrolment, enrolment))
        .order_by(Enrolment.starts_on)
        .limit(1)
    ).first()
    if other is None:
        return
    field = "starts_on" if other.starts_on <= enrolment.starts_on else "ends_on"
    yield Problem(
        field,
        _(
            "The student is in the group %(group)s from %(first)s to %(last)s: "
            "times in groups may not overlap.",
            group=other.group,
            first=said(other.starts_on),
            last=said(other.ends_on),
        ),
    )


def within_intake(session: Session, enrolment: Enrolment) -> Iterator[Problem]:
    """Nobody is in a group before its year of intake or after it graduated."""
    group = session.get(StudyGroup, enrolment.group_id) if enrolment.group_id else None
    if group is None or not enrolment.starts_on:
        return
    if enrolment.starts_on.year < group.intake_year:
        yield Problem("starts_on", _("The group begins in %(year)s.", year=group.intake_year))
    if group.graduates_on and enrolment.starts_on > group.graduates_on:
        sentence = _("The group graduates on %(day)s.", day=said(group.graduates_on))
        yield Problem("starts_on", sentence)


_taught: Final = PlainSelect(
    "whether a group has a teaching load at all; it names nobody",
    select(TeachingAssignment.id)
    .where(TeachingAssignment.group_id == bindparam("taught_group"))
    .limit(1),
)


def follows_its_curriculum(session: Session, group: StudyGroup) -> Iterator[Problem]:
    """A group that is taught changes its curriculum where its load and journals go along."""
    before = attributes.get_history(group, "curriculum_id").deleted
    if group.id is None or not before or before[0] is None:
        return
    if _taught(session, proven=True, taught_group=group.id).first() is not None:
        sentence = _(
            "The group is taught by its curriculum. The methodist points it to another version "
            "on the page of that version, where load and journals go along."
        )
        yield Problem("curriculum", sentence)


def graduates_later(_session: Session, group: StudyGroup) -> Iterator[Problem]:
    """A group graduates after its intake."""
    if group.graduates_on and group.intake_year and group.graduates_on.year < group.intake_year:
        yield Problem("graduates_on", _("The group graduates before its year of intake."))


def of_the_group(session: Session, member: SubgroupMember) -> Iterator[Problem]:
    """Only who is in the group that day can be in its subgroup."""
    subgroup = session.get(Subgroup, member.subgroup_id) if member.subgroup_id else None
    if subgroup is None or not member.starts_on or member.student_id is None:
        return
    enrolled = select(Enrolment.id).where(
        Enrolment.student_id == member.student_id,
        Enrolment.group_id == subgroup.group_id,
        Enrolment.starts_on <= member.starts_on,
        or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= member.starts_on),
    )
    if session.scalar(enrolled.limit(1)) is None:
        sentence = _(
            "The student is not in the group %(group)s on %(day)s.",
            group=subgroup.group,
            day=said(member.starts_on),
        )
        yield Problem("student", sentence)


def member_once(session: Session, member: SubgroupMember) -> Iterator[Problem]:
    """A student is in a subgroup once at a time; different divisions may cross."""
    if not member.starts_on or member.student_id is None:
        return
    one_at_a_time(session, member.student_id)
    same = select(SubgroupMember.id).where(
        SubgroupMember.student_id == member.student_id,
        SubgroupMember.subgroup_id == member.subgroup_id,
        *overlaps(SubgroupMember, member),
    )
    if session.scalar(same.limit(1)) is not None:
        yield Problem("starts_on", _("The student is in this subgroup at that time already."))


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    StudyGroup: (
        follows_its_curriculum,
        between("intake_year", 1990, 2100),
        between("first_course", 1, 6),
        graduates_later,
    ),
    Enrolment: (period("starts_on", "ends_on", ends_first), enrolled_once, within_intake),
    SubgroupMember: (period("starts_on", "ends_on", ends_first), of_the_group, member_once),
}
