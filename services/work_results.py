"""When the results of a work came in: noted once, with the last of them (clause 5.5.6)."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Integer, Table, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session

from access.session import system_write
from domain.clock import clock
from domain.enums import AbsenceKind
from models import Absence, Enrolment, Gradebook, Lesson, Mark, SubgroupMember, Work

# Tables, not models: a statement of the ORM would be put together anew each time.
_work, _lesson, _book, _enrolment, _member, _mark, _absence = (
    model.__table__ for model in (Work, Lesson, Gradebook, Enrolment, SubgroupMember, Mark, Absence)
)


def _covers(period: Table) -> ColumnElement[bool]:
    """Return whether a period covers the lesson's day."""
    day, last = _lesson.c.held_on, period.c.ends_on
    return (period.c.starts_on <= day) & or_(last.is_(None), last >= day)


def _missing() -> ColumnElement[bool]:
    """Return whether somebody who was in the lesson has no mark for its work yet.

    Whoever missed the lesson owes the work: that is a debt and no result that is late.
    """
    student = _enrolment.c.student_id
    member = exists().where(
        _member.c.subgroup_id == _book.c.subgroup_id,
        _member.c.student_id == student,
        _covers(_member),
    )
    marked = (
        exists()
        .where(_mark.c.work_id == _work.c.id, _mark.c.student_id == student)
        .correlate(_work, _enrolment)  # the work is two selects further out
    )
    away = exists().where(
        _absence.c.lesson_id == _lesson.c.id,
        _absence.c.student_id == student,
        _absence.c.kind != AbsenceKind.late,
    )
    places = _enrolment.join(_book, _book.c.group_id == _enrolment.c.group_id)
    return (
        select(_enrolment.c.id)
        .select_from(places.join(_lesson, _lesson.c.gradebook_id == _book.c.id))
        .where(
            _lesson.c.id == _work.c.lesson_id,
            _covers(_enrolment),
            or_(_book.c.subgroup_id.is_(None), member),
            ~marked,
            ~away,
        )
        .correlate(_work)
        .exists()
    )


_note: Final = (
    update(_work)
    .where(
        _work.c.id.in_(bindparam("works", expanding=True, type_=Integer())),
        _work.c.results_at.is_(None),
        exists().where(_mark.c.work_id == _work.c.id),
        ~_missing(),
    )
    .values(results_at=bindparam("now"))
)


def note_results(session: Session, works: Collection[int]) -> None:
    """Set `results_at` of those of `works` whose last missing result is there now.

    One statement, none where no work waits. What was noted once stays: emptied cells do not make
    results late, nor does a mark that is entered anew make them punctual. The caller has locked
    the journal of the works.
    """
    if works:
        system_write(session, _note, {"works": sorted(works), "now": clock.now()})
