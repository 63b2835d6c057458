"""What people read of the changes of the timetable: a day's sheet, what waits for a stand-in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from access.proven import PlainSelect
from domain.clock import clock
from domain.enums import ChangeKind
from domain.text import short_name
from models import (
    CurriculumItem,
    EmployeeAbsence,
    EmployeeLabel,
    Room,
    StudyGroup,
    Subgroup,
    TeachingAssignment,
    TimetableChange,
)
from services.held_lessons import HeldLesson, held_lessons

AHEAD: Final = timedelta(days=30)  # absences further off wait


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A change as it hangs on the wall."""

    id: int
    kind: ChangeKind
    held_on: date
    pair: int
    group_id: int
    group: str
    title: str
    teacher: str
    becomes_title: str  # of the discipline instead, empty where it stays
    becomes_teacher: str  # the stand-in's or of the discipline instead
    new_day: date | None
    new_pair: int | None
    room: str
    ground: str

    @property
    def day(self) -> date:
        """Return the day on which the lesson is held now."""
        return self.new_day or self.held_on


_item, _other = aliased(CurriculumItem, name="c_item"), aliased(CurriculumItem, name="c_other")
_instead = aliased(TeachingAssignment, name="c_instead")
_was, _now, _new = (aliased(EmployeeLabel, name=f"c_{name}") for name in ("was", "now", "new"))
_sheet: Final = PlainSelect(
    "what a change of the timetable names, once the change was found visible",
    select(
        TimetableChange.id,
        TimetableChange.kind,
        TimetableChange.held_on,
        TimetableChange.pair,
        TimetableChange.group_id,
        TimetableChange.new_day,
        TimetableChange.new_pair,
        TimetableChange.ground,
        StudyGroup.name.label("group"),
        Subgroup.name.label("subgroup"),
        _item.index_code,
        _item.name.label("item"),
        _other.index_code.label("other_code"),
        _other.name.label("other"),
        Room.name.label("room"),
        *(
            getattr(label, part).label(f"{name}_{part}")
            for name, label in (("was", _was), ("now", _now), ("new", _new))
            for part in ("last_name", "first_name", "patronymic")
        ),
    )
    .select_from(TimetableChange)
    .join(StudyGroup, StudyGroup.id == TimetableChange.group_id)
    .join(TeachingAssignment, TeachingAssignment.id == TimetableChange.assignment_id)
    .join(_item, _item.id == TeachingAssignment.item_id)
    .outerjoin(Subgroup, Subgroup.id == TeachingAssignment.subgroup_id)
    .outerjoin(_instead, _instead.id == TimetableChange.instead_id)
    .outerjoin(_other, _other.id == _instead.item_id)
    .outerjoin(Room, Room.id == TimetableChange.room_id)
    .outerjoin(_was, _was.id == TeachingAssignment.teacher_id)
    .outerjoin(_now, _now.id == TimetableChange.teacher_id)
    .outerjoin(_new, _new.id == _instead.teacher_id)
    .where(TimetableChange.id.in_(bindparam("changes", expanding=True)))
    .order_by(StudyGroup.name, TimetableChange.pair, TimetableChange.id),
)


def sheet_of(session: Session, day: date) -> list[SheetLine]:
    """Return the changes that the principal sees of `day`: from it, on it and to it, by group."""
    seen = select(TimetableChange.id).where(
        or_(TimetableChange.held_on == day, TimetableChange.new_day == day)
    )
    return _lines(session, session.scalars(seen).all())


def line_of(session: Session, change_id: int) -> SheetLine | None:
    """Return one change, None where the principal sees none of this id."""
    seen = session.scalars(select(TimetableChange.id).where(TimetableChange.id == change_id)).all()
    return next(iter(_lines(session, seen)), None)


def changed_days(session: Session, first: date, last: date) -> dict[date, int]:
    """Return how many changes the principal sees of each day that has some."""
    counted = (
        select(TimetableChange.held_on, func.count())
        .where(TimetableChange.held_on.between(first, last))
        .group_by(TimetableChange.held_on)
        .order_by(TimetableChange.held_on)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def without_stand_in(session: Session) -> list[HeldLesson]:
    """Return the lessons ahead whose teacher is away by HR's word and which nobody was given.

    For who keeps the timetable: the caller has checked that.
    """
    today = clock.today()
    last = today + AHEAD
    away: dict[int, list[EmployeeAbsence]] = defaultdict(list)
    for absence in session.scalars(
        select(EmployeeAbsence).where(
            EmployeeAbsence.ends_on >= today, EmployeeAbsence.starts_on <= last
        )
    ):
        away[absence.employee_id].append(absence)
    if not away:
        return []
    return [
        lesson
        for lesson in held_lessons(session, today, last, teacher_ids=away.keys())
        if not lesson.is_confirmed
        and lesson.substitute_id is None
        and any(
            one.starts_on <= lesson.held_on <= one.ends_on for one in away[lesson.teacher_id or 0]
        )
    ]


def _lines(session: Session, ids: Iterable[int]) -> list[SheetLine]:
    return [_line(row) for row in _sheet(session, proven=True, changes=list(ids))]


def _line(row: Any) -> SheetLine:
    group = f"{row.group} / {row.subgroup}" if row.subgroup else row.group
    return SheetLine(
        id=row.id,
        kind=row.kind,
        held_on=row.held_on,
        pair=row.pair,
        group_id=row.group_id,
        group=group,
        title=f"{row.index_code} {row.item}",
        teacher=_name(row, "was"),
        becomes_title=f"{row.other_code} {row.other}" if row.other else "",
        becomes_teacher=_name(row, "now") or _name(row, "new"),
        new_day=row.new_day,
        new_pair=row.new_pair,
        room=row.room or "",
        ground=row.ground,
    )


def _name(row: Any, which: str) -> str:
    last, first, patronymic = (
        getattr(row, f"{which}_{part}") for part in ("last_name", "first_name", "patronymic")
    )
    return short_name(last, first, patronymic) if last else ""


__all__ = ["SheetLine", "changed_days", "line_of", "sheet_of", "without_stand_in"]
