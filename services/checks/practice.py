"""Rules of practice periods: of the group, within a term, one at a time."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Curriculum, PracticePeriod, Semester, StudyGroup, TeachingAssignment
from services.checks.common import Check, Problem, between, ends_first, overlaps, period, said

LONGEST: Final = timedelta(days=366)


def practised_by_the_group(session: Session, row: PracticePeriod) -> Iterator[Problem]:
    """A practice is an assignment's of the same group, if of any, within its semester."""
    load = _load(session, row)
    if load is None or not row.group_id:
        return
    if load.group_id != row.group_id:
        yield Problem("assignment", _("This load is of another group."))
    term = session.get(Semester, load.semester_id)
    if term and row.starts_on and row.ends_on and not _holds(term, row):
        yield Problem("assignment", _("This load is of another semester."))


def practised_within_a_term(session: Session, row: PracticePeriod) -> Iterator[Problem]:
    """A practice lies within one semester, or within one term of the group's programme."""
    if not (row.group_id and row.starts_on and row.ends_on):
        return
    if row.ends_on - row.starts_on > LONGEST:
        yield Problem("ends_on", _("A practice is not that long."))
        return
    terms = _terms(session, row)
    if any(_holds(term, row) for term in terms):
        return
    spans = ", ".join(f"{said(term.starts_on)}–{said(term.ends_on)}" for term in terms)
    if spans:
        sentence = _("The practice does not lie within one semester: %(spans)s.", spans=spans)
    else:
        sentence = _("There is no semester on these days. Add it first.")
    yield Problem("starts_on", sentence)


def practised_once(session: Session, row: PracticePeriod) -> Iterator[Problem]:
    """Practices of a group do not overlap, but two of its subgroups may have theirs in parallel."""
    if not (row.group_id and row.starts_on and row.ends_on):
        return
    same = (PracticePeriod.group_id == row.group_id, *overlaps(PracticePeriod, row))
    own = _subgroup(session, row)
    for other in session.scalars(select(PracticePeriod).where(*same)):
        if own is not None and _subgroup(session, other) not in (None, own):
            continue
        sentence = _(
            "The group has a practice from %(first)s to %(last)s already.",
            first=said(other.starts_on),
            last=said(other.ends_on),
        )
        yield Problem("starts_on", sentence)
        return


def _load(session: Session, row: PracticePeriod) -> TeachingAssignment | None:
    return session.get(TeachingAssignment, row.assignment_id) if row.assignment_id else None


def _subgroup(session: Session, row: PracticePeriod) -> int | None:
    load = _load(session, row)
    return None if load is None else load.subgroup_id


def _holds(term: Semester, row: PracticePeriod) -> bool:
    return term.starts_on <= row.starts_on and row.ends_on <= term.ends_on


def _terms(session: Session, row: PracticePeriod) -> list[Semester]:
    """Return the terms of the group that share a day with the practice: its own, else common."""
    programme = (
        select(Curriculum.programme_id)
        .join(StudyGroup, StudyGroup.curriculum_id == Curriculum.id)
        .where(StudyGroup.id == row.group_id)
        .scalar_subquery()
    )
    found = session.scalars(
        select(Semester)
        .where(
            or_(Semester.programme_id.is_(None), Semester.programme_id == programme),
            Semester.starts_on <= row.ends_on,
            Semester.ends_on >= row.starts_on,
        )
        .order_by(Semester.starts_on)
    ).all()
    return [term for term in found if term.programme_id is not None] or list(found)


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    PracticePeriod: (
        period("starts_on", "ends_on", ends_first),
        between("hours_a_day", 1, 12),
        practised_by_the_group,
        practised_within_a_term,
        practised_once,
    ),
}
