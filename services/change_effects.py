"""What a change of the timetable does to the lesson and to who writes in its journal, and undoing.

The timetabler writes no journals: a lesson that holds nothing is taken out, moved or put back
here, for the change that they may make, and each of it leaves its entry in the audit trail.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from access.audit import record
from access.proven import PlainSelect
from access.session import system_write
from domain.enums import AuditAction, ChangeKind, Standing
from models import (
    Absence,
    Gradebook,
    JournalTeacher,
    Lesson,
    LessonPlanTopic,
    Mark,
    Room,
    Semester,
    TeachingAssignment,
    TimetableChange,
    Work,
)
from services.errors import FieldsError
from services.held_lessons import same_journal
from services.signed_days import require_unsigned

# What a lesson holds beside its place: brought back as it was.
REMEMBERED: Final = (
    *("hours", "practical_hours", "kind", "mode", "topic", "homework", "tasks", "task_kind"),
    *("homework_at", "is_scheduled", "room_id", "topic_id"),
)
_table: Final = Lesson.__table__

_lesson: Final = PlainSelect(
    "a lesson that a change of the timetable takes out or moves, found by its place",
    select(
        Lesson.id,
        Lesson.confirmed_at,
        *(getattr(Lesson, name) for name in REMEMBERED),
    ).where(
        Lesson.gradebook_id == bindparam("gradebook"),
        Lesson.held_on == bindparam("day"),
        Lesson.pair == bindparam("at"),
    ),
)
_records: Final = PlainSelect(
    "whether a lesson holds anything: who changes the timetable is told so, never what",
    select(Lesson.id).where(
        Lesson.id == bindparam("lesson"),
        or_(*(exists().where(one.lesson_id == Lesson.id) for one in (Mark, Absence, Work))),
    ),
)
_book: Final = PlainSelect(
    "the journal of an assignment whose lesson a change of the timetable touches, locked",
    select(Gradebook.id)
    .join(TeachingAssignment, TeachingAssignment.id == bindparam("assignment"))
    .join(Semester, Semester.id == TeachingAssignment.semester_id)
    .where(same_journal(TeachingAssignment, Semester))
    .with_for_update(key_share=True, of=Gradebook),
)
_topic: Final = PlainSelect(
    "whether the plan's row that a lesson was filled from is still there",
    select(LessonPlanTopic.id).where(LessonPlanTopic.id == bindparam("topic")),
)


def locked_book(session: Session, assignment_id: int) -> int:
    """Return the gradebook of an assignment, locked; raise FieldsError where none is open."""
    found = _book(session, proven=True, assignment=assignment_id).scalar()
    if found is None:
        raise FieldsError({"assignment": _("This teaching load has no journal yet.")})
    return int(found)


def take_effect(session: Session, change: TimetableChange, lesson_id: int) -> None:
    """Do to a lesson, which holds no records, what `change` says; remember in it what there was."""
    book = locked_book(session, change.assignment_id)
    require_unsigned(session, book, *_days_of(change))
    lesson = _found(session, book, change.held_on, change.pair)
    if lesson is None or lesson.id != lesson_id:
        raise FieldsError({"pair": _("The lesson is no longer there.")})
    change.was = _remembered(lesson)
    session.flush()
    match change.kind:
        case ChangeKind.substitute:
            _let_write(session, change, book)
            if change.room_id is not None:
                _alter(session, book, lesson.id, {"room_id": (lesson.room_id, change.room_id)})
        case ChangeKind.cancel:
            _remove(session, book, lesson.id, change.was)
        case ChangeKind.move:
            _alter(session, book, lesson.id, _place_of(change, lesson.room_id))
        case ChangeKind.instead:
            _remove(session, book, lesson.id, change.was)
            values = {
                "hours": lesson.hours,
                "is_scheduled": True,
                "room_id": change.room_id or lesson.room_id,
            }
            other = locked_book(session, change.instead_id or 0)
            require_unsigned(session, other, change.held_on)
            _add(session, other, change.held_on, change.pair, values)


def take_back(session: Session, change: TimetableChange) -> None:
    """Undo what `change` did; raise FieldsError where the lesson it led to holds records."""
    book = locked_book(session, change.assignment_id)
    require_unsigned(session, book, *_days_of(change))
    day, pair = change.new_day or change.held_on, change.new_pair or change.pair
    was = dict(change.was)
    match change.kind:
        case ChangeKind.substitute:
            lesson = without_records(session, book, day, pair)
            own = JournalTeacher.change_id == change.id
            system_write(session, delete(JournalTeacher).where(own))
            if lesson is not None and change.room_id is not None:
                _alter(session, book, lesson.id, {"room_id": (lesson.room_id, was.get("room_id"))})
        case ChangeKind.cancel:
            _put_back(session, book, change, was)
        case ChangeKind.move:
            lesson = without_records(session, book, day, pair)
            if lesson is None:
                _put_back(session, book, change, was)
                return
            back = {
                name: (new, old)
                for name, (old, new) in _place_of(change, was.get("room_id")).items()
            }
            _alter(session, book, lesson.id, back)
        case ChangeKind.instead:
            other = locked_book(session, change.instead_id or 0)
            require_unsigned(session, other, change.held_on)
            lesson = without_records(session, other, day, pair)
            if lesson is not None:
                _remove(session, other, lesson.id, _remembered(lesson))
            _put_back(session, book, change, was)


def _days_of(change: TimetableChange) -> set[date]:
    return {day for day in (change.held_on, change.new_day) if day is not None}


def without_records(session: Session, book: int, day: date, pair: int) -> Any:
    """Return the lesson at a place, None where there is none; raise FieldsError for records."""
    lesson = _found(session, book, day, pair)
    if lesson is not None and has_records(session, lesson.id, lesson.confirmed_at):
        raise FieldsError({"pair": recorded()})
    return lesson


def has_records(session: Session, lesson_id: int, confirmed_at: datetime | bool | None) -> bool:
    """Return whether a lesson is confirmed or holds a mark or an absence."""
    return bool(confirmed_at) or bool(_records(session, proven=True, lesson=lesson_id).first())


def recorded() -> str:
    """Return the sentence that a lesson with records stays as it is."""
    return _("The lesson is recorded in the journal already: it stays as it is.")


def _found(session: Session, book: int, day: date, pair: int) -> Any:
    return _lesson(session, proven=True, gradebook=book, day=day, at=pair).first()


def _remembered(lesson: Any) -> dict[str, Any]:
    values = {name: getattr(lesson, name) for name in REMEMBERED}
    if values["homework_at"] is not None:
        values["homework_at"] = values["homework_at"].isoformat()
    return {
        name: str(v) if hasattr(v, "value") else v for name, v in values.items() if v is not None
    }


def _let_write(session: Session, change: TimetableChange, book: int) -> None:
    term = {
        "gradebook_id": book,
        "teacher_id": change.teacher_id,
        "standing": Standing.substitute,
        "starts_on": change.held_on,
        "ends_on": change.held_on,
        "change_id": change.id,
    }
    system_write(session, insert(JournalTeacher).values(**term))


def _place_of(change: TimetableChange, room_id: int | None) -> dict[str, tuple[Any, Any]]:
    """Return what a move changes: field → (old, new)."""
    return {
        "held_on": (change.held_on, change.new_day or change.held_on),
        "pair": (change.pair, change.new_pair or change.pair),
        "room_id": (room_id, change.room_id or room_id),
    }


def _alter(
    session: Session, book: int, lesson_id: int, fields: Mapping[str, tuple[Any, Any]]
) -> None:
    changed = {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
    if not changed:
        return
    values = {name: new for name, (_old, new) in changed.items()}
    system_write(session, update(_table).where(_table.c.id == lesson_id).values(**values))
    about = _about(AuditAction.update, book, lesson_id)
    record(
        session,
        [
            about | {"field": name, "old": _said(old), "new": _said(new)}
            for name, (old, new) in changed.items()
        ],
    )


def _remove(session: Session, book: int, lesson_id: int, was: Mapping[str, Any]) -> None:
    system_write(session, delete(_table).where(_table.c.id == lesson_id))
    record(session, [_about(AuditAction.delete, book, lesson_id) | {"old": _json(was)}])


def _put_back(session: Session, book: int, change: TimetableChange, was: dict[str, Any]) -> None:
    if _found(session, book, change.held_on, change.pair) is not None:
        raise FieldsError({"pair": _("The journal has another lesson in this pair by now.")})
    values: dict[str, Any] = {"is_scheduled": True}
    values |= {name: was[name] for name in REMEMBERED if name in was}
    if values.get("homework_at"):
        values["homework_at"] = datetime.fromisoformat(values["homework_at"])
    if not _topic(session, proven=True, topic=values.get("topic_id") or 0).first():
        values.pop("topic_id", None)
    if "room_id" in values and session.get(Room, values["room_id"]) is None:
        values.pop("room_id")
    _add(session, book, change.held_on, change.pair, values)


def _add(session: Session, book: int, day: date, pair: int, values: Mapping[str, Any]) -> None:
    whole = {"gradebook_id": book, "held_on": day, "pair": pair, **values}
    added = system_write(session, insert(Lesson).values(**whole).returning(Lesson.id))
    about = _about(AuditAction.create, book, int(added.scalar_one()))
    record(session, [about | {"new": _json(whole)}])


def _about(action: AuditAction, book: int, lesson_id: int) -> dict[str, Any]:
    return {
        "action": action,
        "entity": Lesson.__tablename__,
        "entity_id": lesson_id,
        "gradebook_id": book,
        "lesson_id": lesson_id,
    }


def _said(value: Any) -> str | None:
    return None if value is None else str(value)


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(
        {name: str(v) for name, v in values.items() if v not in (None, "")}, ensure_ascii=False
    )


__all__ = ["has_records", "locked_book", "recorded", "take_back", "take_effect", "without_records"]
