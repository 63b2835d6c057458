"""Changes of the timetable on a date: a stand-in, a cancelled, moved or replaced lesson.

Kept by the timetabler, always on a ground. A set of changes is written whole or not at all; whom
it concerns is told once. Publishing reads the rows of TimetableChange and comes to the same
lessons, whether it runs before a change or after it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.enums import ChangeKind
from models import Semester, Timetable, TimetableChange
from services.change_effects import take_back, take_effect
from services.change_notices import Told, tell
from services.change_places import Place, faults_of
from services.change_rules import Wanted, check, fill, is_same, lesson_of, read_ground
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.held_lessons import HeldLesson, held_lessons
from services.study_calendar import calendar_of

MOST: Final = 100  # changes of one set
CHANGES: Final = Resource.timetable_change


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written; warnings are sentences that stopped nothing."""

    change_ids: tuple[int, ...]
    warnings: tuple[str, ...]
    told: int  # how many people


def apply_change(session: Session, who: Principal, wanted: Wanted, ground: str) -> Applied:
    """Make one change, tell whom it concerns, and commit: see `apply_changes`."""
    try:
        return apply_changes(session, who, [wanted], ground)
    except FieldsError as error:
        plain = {name.removeprefix("changes.0."): text for name, text in error.errors.items()}
        raise FieldsError(plain) from None


def apply_changes(
    session: Session, who: Principal, wanted: Sequence[Wanted], ground: str
) -> Applied:
    """Make a set of changes on one ground, tell whom they concern, and commit.

    Raises FieldsError with a sentence for each field («changes.2.teacher»); then nothing of the
    set is written. Raises NotAllowedError.
    """
    _require(who, Action.create)
    text = read_ground(ground)
    if not wanted:
        raise FieldsError({"changes": _("Choose at least one lesson to change.")})
    if len(wanted) > MOST:
        raise FieldsError({"changes": _("At most %(most)d changes at once.", most=MOST)})
    with writing():
        lock_days(session, [day for one in wanted for day in (one.held_on, one.new_day) if day])
        errors: dict[str, str] = {}
        made: list[tuple[TimetableChange, HeldLesson]] = []
        for number, one in _in_order(wanted):
            try:
                made.append(_make(session, one, text))
            except FieldsError as error:
                errors |= {f"changes.{number}.{name}": s for name, s in error.errors.items()}
        if errors:
            session.rollback()
            raise FieldsError(errors)
        told = tell(session, [Told.of(change, lesson) for change, lesson in made], text)
        warnings = _warnings(session, [change for change, _lesson in made])
        ids = tuple(change.id for change, _lesson in made)
        session.commit()
    return Applied(ids, warnings, told)


def undo_change(session: Session, who: Principal, change_id: int) -> int:
    """Take a change back, as if it had never been, tell whom it concerns, and commit.

    Returns how many people were told. Raises NotFoundError, NotAllowedError, and FieldsError
    where the day is over, the lesson holds records, or its old place is taken by now.
    """
    _require(who, Action.delete)
    with writing():
        change = _locked(session, change_id)
        told = Told.back(session, change)
        _back(session, change)
        ground = change.ground
        session.delete(change)
        session.flush()
        count = tell(session, [told], ground)
        session.commit()
    return count


def revise_change(
    session: Session, who: Principal, change_id: int, wanted: Wanted, ground: str
) -> Applied:
    """Make another change of the same lesson in the place of one, and commit.

    The lesson of `wanted` counts for nothing: a change stays with its own. Raises as
    `apply_change` and `undo_change` do.
    """
    _require(who, Action.update)
    text = read_ground(ground)
    with writing():
        change = _locked(session, change_id, wanted.new_day)
        same = replace(
            wanted,
            assignment_id=change.assignment_id,
            held_on=change.held_on,
            pair=change.pair,
        )
        before = Told.back(session, change)
        if is_same(change, same):
            change.ground = text
            session.commit()
            return Applied((change_id,), (), 0)
        _back(session, change)
        lesson = lesson_of(session, same, change_id)
        check(session, same, lesson, change_id)
        fill(change, same, text)
        session.flush()
        take_effect(session, change, lesson.lesson_id)
        told = tell(session, [before.replaced_by(Told.of(change, lesson))], text)
        warnings = _warnings(session, [change])
        session.commit()
    return Applied((change_id,), warnings, told)


def lock_days(session: Session, days: Iterable[date]) -> None:
    """Let no other set of changes of these days' semesters be written beside this one."""
    first, last = min(days := list(days)), max(days)
    semesters = select(Semester.id).where(Semester.starts_on <= last, Semester.ends_on >= first)
    tables = select(Timetable).where(Timetable.semester_id.in_(semesters)).order_by(Timetable.id)
    session.scalars(tables.with_for_update()).all()


def _require(who: Principal, action: Action) -> None:
    if not who.may(action, CHANGES):
        raise NotAllowedError(_("Only who keeps the timetable changes it."))


def _in_order(wanted: Sequence[Wanted]) -> list[tuple[int, Wanted]]:
    """Return the changes with their numbers: what frees a place before what takes one."""
    frees = (ChangeKind.cancel, ChangeKind.instead)
    return sorted(enumerate(wanted), key=lambda pair: pair[1].kind not in frees)


def _make(session: Session, wanted: Wanted, ground: str) -> tuple[TimetableChange, HeldLesson]:
    lesson = lesson_of(session, wanted)
    check(session, wanted, lesson)
    change = TimetableChange(
        group_id=lesson.group_id,
        assignment_id=lesson.assignment_id,
        held_on=lesson.held_on,
        pair=lesson.pair,
        created_at=clock.now(),
        was={},
    )
    fill(change, wanted, ground)
    session.add(change)
    take_effect(session, change, lesson.lesson_id)
    return change, lesson


def _locked(session: Session, change_id: int, *days: date | None) -> TimetableChange:
    """Return a change, the days of which nobody else changes; raise NotFoundError, FieldsError."""
    gone = NotFoundError(_("There is no such change, or it is not yours to see."))
    change = session.get(TimetableChange, change_id)
    if change is None:
        raise gone
    all_days = [day for day in (change.held_on, change.new_day, *days) if day is not None]
    lock_days(session, all_days)
    session.expire(change)
    change = session.scalars(
        select(TimetableChange).where(TimetableChange.id == change_id)
    ).one_or_none()
    if change is None:
        raise gone
    if min(change.held_on, change.new_day or change.held_on) < clock.today():
        raise FieldsError({"held_on": _("The day is over: the change stays on record.")})
    return change


def _back(session: Session, change: TimetableChange) -> None:
    """Undo what a change did and check that its lesson has its old place to itself."""
    later = select(TimetableChange.id).where(
        TimetableChange.assignment_id == (change.instead_id or change.assignment_id),
        TimetableChange.held_on == (change.new_day or change.held_on),
        TimetableChange.pair == (change.new_pair or change.pair),
        TimetableChange.kind == ChangeKind.substitute,
        TimetableChange.id != change.id,
    )
    if session.scalars(later).first() is not None:
        raise FieldsError({"pair": _("Take back first what was changed about the moved lesson.")})
    take_back(session, change)
    if change.kind is ChangeKind.substitute:
        return
    day = change.held_on
    for lesson in held_lessons(session, day, day, group_id=change.group_id):
        if lesson.pair == change.pair and lesson.assignment_id == change.assignment_id:
            faults = faults_of(session, Place.of(lesson))
            faults.pop("new_day", None)
            if faults:
                raise FieldsError(faults)


def _warnings(session: Session, changes: Iterable[TimetableChange]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for change in changes:
        if change.new_day is None:
            continue
        year = change.assignment.semester.academic_year_id
        if not calendar_of(session, year).is_study_day(change.new_day):
            day = f"{change.new_day:%d.%m.%Y}"
            found[_("%(day)s is no study day by the calendar.", day=day)] = None
    return tuple(found)


__all__ = [
    "Applied",
    "Wanted",
    "apply_change",
    "apply_changes",
    "lock_days",
    "read_ground",
    "revise_change",
    "undo_change",
]
