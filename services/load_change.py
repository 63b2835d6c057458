"""Another teacher from a day on: the earlier one keeps what they taught, the journal stays one."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.load import Hours, divide
from models import Semester, TeachingAssignment
from services.checks.common import said
from services.errors import FieldsError, NotFoundError
from services.load_lessons import first_day, last_day, recorded_in, same_key, taught_before
from services.load_rows import (
    books,
    checked,
    drop,
    find_teacher,
    finish,
    hours_of,
    locked_by_id,
    locked_rows,
    may_change,
    recorded_sentence,
    set_hours,
)


@dataclass(frozen=True, slots=True)
class Division:
    """How the hours of a row are divided by a day: taught by then, kept, left for the next one."""

    first: date
    last: date
    whole: Hours
    taught: Hours
    kept: Hours
    left: Hours


def division(session: Session, who: Principal, assignment_id: int, on: date) -> Division:
    """Return how a change of the teacher from `on` divides the hours, by what is taught before.

    Raises FieldsError where `on` is not within the row, NotFoundError, NotAllowedError.
    """
    may_change(who)
    row = session.scalar(select(TeachingAssignment).where(TeachingAssignment.id == assignment_id))
    if row is None:
        raise NotFoundError(_("There is no such row of the load, or it is not yours to see."))
    return _division(session, row, on)


def _division(session: Session, row: TeachingAssignment, on: date) -> Division:
    first, last = first_day(session, row), last_day(session, row)
    if not first < on <= last:
        sentence = _(
            "The change is on a day after %(first)s and not after %(last)s.",
            first=said(first),
            last=said(last),
        )
        raise FieldsError({"on": sentence})
    whole, taught = hours_of(row), taught_before(session, row, on)
    return Division(first, last, whole, taught, *divide(whole, taught))


def change_teacher(
    session: Session,
    who: Principal,
    assignment_id: int,
    teacher_id: int | None,
    on: date,
    kept: Hours | None = None,
    later: bool = True,
) -> int:
    """Let `teacher_id` (None: nobody yet) go on from the day `on`, commit; return the new row.

    The row's hours are divided: `kept` stays with the earlier teacher (what was taught before `on`
    unless said otherwise), the rest goes to the new row. `later` also gives the rows of the
    following semesters of the year that the earlier teacher has. The journal stays one; its terms
    of keeping follow. Raises FieldsError, NotFoundError, NotAllowedError.
    """
    may_change(who)
    with writing():
        (row,) = locked_by_id(session, [assignment_id])
        find_teacher(session, teacher_id)
        if teacher_id == row.teacher_id:
            raise FieldsError({"teacher": _("This teacher has the load already.")})
        earlier = row.teacher_id
        added = _divided(session, row, teacher_id, on, kept)
        following = _following(session, row, earlier) if later else []
        for other in following:
            other.teacher_id = teacher_id
            checked(session, other)
        finish(session, books(session, [row, *following]))
        return added.id


def _divided(
    session: Session, row: TeachingAssignment, teacher_id: int | None, on: date, kept: Hours | None
) -> TeachingAssignment:
    """Cut the row's hours and add the row that begins on `on`."""
    plan = _division(session, row, on)
    kept = plan.kept if kept is None else kept
    left = plan.whole - kept
    if not left.is_whole or not kept.is_whole:
        raise FieldsError({"kept": _("More hours are kept than the row has.")})
    if not kept:
        sentence = _("Nothing was taught before that day: give the whole row to the new teacher.")
        raise FieldsError({"kept": sentence})
    if not left:
        raise FieldsError({"kept": _("No hours are left for the new teacher.")})
    added = TeachingAssignment(
        semester_id=row.semester_id,
        group_id=row.group_id,
        subgroup_id=row.subgroup_id,
        item_id=row.item_id,
        part=row.part,
        starts_on=on,
        teacher_id=teacher_id,
        **left.as_dict(),
    )
    with session.no_autoflush:
        checked(session, added)
    set_hours(row, kept)
    session.add(added)
    session.flush()
    return added


def _following(
    session: Session, row: TeachingAssignment, teacher_id: int | None
) -> list[TeachingAssignment]:
    """Return the rows of the same part in later semesters of the year that the teacher has."""
    semester = session.get_one(Semester, row.semester_id)
    later = select(Semester.id).where(
        Semester.academic_year_id == semester.academic_year_id,
        Semester.starts_on > semester.starts_on,
    )
    return locked_rows(
        session,
        *same_key(TeachingAssignment, row),
        TeachingAssignment.semester_id.in_(later),
        TeachingAssignment.starts_on.is_(None),
        TeachingAssignment.teacher_id.is_not_distinct_from(teacher_id),
    )


def undo_change(session: Session, who: Principal, assignment_id: int, later: bool = True) -> int:
    """Take a dated change back and commit; return the row that has the hours again.

    Only while no lesson from its day on is recorded. `later` gives the following semesters back
    to the earlier teacher too. Raises FieldsError, NotFoundError, NotAllowedError.
    """
    may_change(who)
    with writing():
        (row,) = locked_by_id(session, [assignment_id])
        if row.starts_on is None:
            raise FieldsError({"row": _("This row is no change of the teacher.")})
        recorded = recorded_in(session, row)
        if recorded:
            raise FieldsError({"row": recorded_sentence(recorded)})
        earlier = _before(session, row)
        following = _following(session, row, row.teacher_id) if later else []
        for other in following:
            other.teacher_id = earlier.teacher_id
            checked(session, other)
        hours, keys = hours_of(earlier) + hours_of(row), books(session, [row, *following])
        drop(session, row)
        set_hours(earlier, hours)
        finish(session, keys)
        return earlier.id


def _before(session: Session, row: TeachingAssignment) -> TeachingAssignment:
    rows = locked_rows(
        session,
        *same_key(TeachingAssignment, row),
        TeachingAssignment.semester_id == row.semester_id,
        TeachingAssignment.id != row.id,
    )
    day = first_day(session, row)
    earlier = [one for one in rows if one.starts_on is None or one.starts_on < day]
    if not earlier:
        raise FieldsError({"row": _("There is no earlier row of this part to give the hours to.")})
    return max(earlier, key=lambda one: one.starts_on or date.min)
