"""Rooms, bells, the study calendar, pairs of the timetable, practices, publications."""

from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.enums import DayKind, RoomKind
from models import (
    AcademicYear,
    Bell,
    BellSchedule,
    CalendarDay,
    Employee,
    PracticePeriod,
    Room,
    StudyGroup,
    TeachingAssignment,
    Timetable,
    TimetablePublication,
    TimetableSlot,
)
from services.bells import common_schedule, next_bell
from services.semester_now import semester_now
from services.timetable_editions import touch, touch_all
from views.register.columns import Derived
from views.register.register import Fields, Filter, Links, Register, Related
from views.weekdays import weekday_names

LESSON_HOURS: Final = 2  # academic hours of a pair


def _assignments(where: Any) -> Any:
    return TimetableSlot.assignment_id.in_(select(TeachingAssignment.id).where(where))


def _of_group(group_id: int) -> Any:
    return _assignments(TeachingAssignment.group_id == group_id)


def _of_teacher(teacher_id: int) -> Any:
    return _assignments(TeachingAssignment.teacher_id == teacher_id)


def _practice_of_year(year_id: int) -> Any:
    year = select(AcademicYear.starts_on, AcademicYear.ends_on).where(AcademicYear.id == year_id)
    span = year.subquery()
    return (
        select(span.c.starts_on)
        .where(
            span.c.starts_on <= PracticePeriod.ends_on, span.c.ends_on >= PracticePeriod.starts_on
        )
        .exists()
    )


def _next_bell(session: Session) -> dict[str, Any]:
    schedule = common_schedule(session)
    if schedule is None:
        return {}
    return {"schedule": schedule, **next_bell(session, schedule)}


def _day_off(_session: Session) -> dict[str, Any]:
    return {"kind": DayKind.day_off.value}


def _this_semester(session: Session) -> dict[str, Any]:
    semester = semester_now(session)
    return {"semester": semester and semester.id}


def _new_slot(session: Session) -> dict[str, Any]:
    semester = semester_now(session)
    table = select(Timetable.id).where(Timetable.semester_id == (semester and semester.id))
    return {"timetable": session.scalar(table), "hours": LESSON_HOURS, "weeks": "every"}


def _timetable_links(row: Timetable) -> Links:
    links = [(_l("View the timetable"), "/timetable/")]
    if current_principal().may(Action.update, Resource.timetable):
        links.insert(0, (_l("Open the editor"), f"/timetable/{row.id}/edit"))
    return links


def _room_links(row: Room) -> Links:
    return [(_l("Timetable of the room"), f"/timetable/?room={row.id}")]


def _before_slot(_session: Session, row: TimetableSlot) -> int:
    return row.timetable_id


def _after_slot(session: Session, row: TimetableSlot | None, before: int | None) -> None:
    after = before if row is None else row.timetable_id
    if after is not None:
        touch(session, after)


def _after_days(session: Session, _row: Any, _before: Any) -> None:
    touch_all(session)


def _what_came(row: TimetablePublication) -> str:
    """Return the counts of a publication's result as a sentence."""
    words = {
        "added": _("added"),
        "changed": _("changed"),
        "removed": _("removed"),
        "kept": _("left as they are"),
    }
    result = row.result or {}
    counts = [(words[name], result[name]) for name in words if name in result]
    return ", ".join(f"{word}: {n}" for word, n in counts if isinstance(n, int))


ROOMS = Register(
    Room,
    Resource.room,
    _l("New room"),
    list=("name", "kind", "capacity", "is_shared"),
    form=(Fields(_l("Room"), ("name", "kind", "capacity", "is_shared")),),
    search=("search_name",),
    filters=("kind", "is_shared"),
    order="name",
    related=(
        Related(
            Resource.timetable_slot, "room", limit=40, only=("weekday", "pair", "weeks", "group")
        ),
    ),
    links=_room_links,
    defaults=lambda _session: {"kind": RoomKind.classroom.value},
)

BELL_SCHEDULES = Register(
    BellSchedule,
    Resource.bell_schedule,
    _l("New bell schedule"),
    list=("name", "weekday"),
    form=(Fields(_l("Bell schedule"), ("name", "weekday")),),
    search=("name",),
    order="name",
    related=(Related(Resource.bell, "schedule", limit=12, only=("pair", "starts_at", "ends_at")),),
    named={"weekday": weekday_names},
)

BELLS = Register(
    Bell,
    Resource.bell,
    _l("New bell"),
    list=("schedule", "pair", "starts_at", "ends_at"),
    form=(Fields(_l("Bell"), ("schedule", "pair", "starts_at", "ends_at")),),
    search=("schedule.name",),
    filters=("schedule", "pair"),
    order=("schedule", "pair"),
    defaults=_next_bell,
)

CALENDAR_DAYS = Register(
    CalendarDay,
    Resource.calendar_day,
    _l("New day of the study calendar"),
    list=("day", "kind", "works_as", "bell_schedule", "note"),
    form=(
        Fields(_l("Day"), ("day", "kind", "note")),
        Fields(_l("Of a working day"), ("works_as", "bell_schedule")),
    ),
    search=("note",),
    filters=("kind", "day"),
    order="day",
    descending=True,
    defaults=_day_off,
    named={"works_as": weekday_names},
    after_save=_after_days,
)

TIMETABLES = Register(
    Timetable,
    Resource.timetable,
    _l("New timetable"),
    list=("semester", "edition", "published_edition", "published_at"),
    form=(Fields(_l("Timetable"), ("semester",)),),
    filters=("semester",),
    order="id",
    descending=True,
    create_only=frozenset({"semester"}),
    defaults=_this_semester,
    links=_timetable_links,
    related=(
        Related(
            Resource.timetable_publication,
            "timetable",
            only=("created_at", "edition", "state", "finished_at"),
        ),
    ),
)

_GROUP = Derived(
    "group",
    _l("Group"),
    lambda row: str(row.assignment.group) if row.assignment else None,
    loads=(joinedload(TimetableSlot.assignment).joinedload(TeachingAssignment.group),),
)

TIMETABLE_SLOTS = Register(
    TimetableSlot,
    Resource.timetable_slot,
    _l("New pair of the timetable"),
    list=("assignment", _GROUP, "weekday", "pair", "weeks", "room", "stream", "hours"),
    detail=("timetable", "assignment", "weekday", "pair", "weeks", "hours", "room", "stream"),
    form=(
        Fields(_l("What is taught"), ("timetable", "assignment", "hours")),
        Fields(_l("When and where"), ("weekday", "pair", "weeks", "room", "stream")),
    ),
    search=("assignment.group.search_name", "assignment.item.search_text"),
    filters=(
        Filter("group", _l("Group"), StudyGroup, _of_group),
        Filter("teacher", _l("Teacher"), Employee, _of_teacher),
        "room",
        "timetable",
        "weekday",
        "pair",
        "weeks",
        "assignment",
    ),
    order=("weekday", "pair"),
    create_only=frozenset({"timetable", "assignment"}),
    defaults=_new_slot,
    named={"weekday": weekday_names},
    before_save=_before_slot,
    after_save=_after_slot,
    big=True,
)

PRACTICE_PERIODS = Register(
    PracticePeriod,
    Resource.practice_period,
    _l("New practice period"),
    list=("group", "assignment", "starts_on", "ends_on", "hours_a_day", "note"),
    form=(
        Fields(_l("Practice"), ("group", "assignment", "note")),
        Fields(_l("Time"), ("starts_on", "ends_on", "hours_a_day")),
    ),
    search=("group.search_name", "note"),
    filters=(
        "group",
        Filter("academic_year", _l("Academic year"), AcademicYear, _practice_of_year),
        "starts_on",
        "assignment",
    ),
    order="starts_on",
    descending=True,
    depends={"assignment": {"group": "group"}},
    defaults=lambda _session: {"hours_a_day": 6},
    after_save=_after_days,
)

TIMETABLE_PUBLICATIONS = Register(
    TimetablePublication,
    Resource.timetable_publication,
    _l("Publication of the timetable"),
    list=(
        "created_at",
        "timetable",
        "edition",
        "state",
        Derived("outcome", _l("Result"), _what_came),
        "finished_at",
    ),
    detail=("created_at", "timetable", "edition", "state", "progress", "error", "finished_at"),
    filters=("timetable", "state"),
    order="created_at",
    descending=True,
    links=lambda row: [(_l("What came of it"), f"/timetable/publication/{row.id}")],
)

REGISTERS = (
    ROOMS,
    BELL_SCHEDULES,
    BELLS,
    CALENDAR_DAYS,
    TIMETABLES,
    TIMETABLE_SLOTS,
    PRACTICE_PERIODS,
    TIMETABLE_PUBLICATIONS,
)
