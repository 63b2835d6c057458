"""Publishing, journal by journal: what there is, what is written, what stays and is told."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from access.audit import record
from access.proven import PlainSelect
from access.session import system_write
from domain.clock import clock
from domain.enums import AuditAction, LessonKind, LessonMode
from domain.publishing import Existing, Left, Planned, Reason, Work, work
from models import Absence, Gradebook, Lesson, Mark
from models import Work as LessonWork
from services.publishing_plan import Plan
from services.signed_days import Signed, signed_of_books, signed_of_year

MOST_TOLD: Final = 200  # of the lessons that were left
_WHY: Final = "publishing finds out which lessons hold records, to leave them as they are"
_table: Final = Lesson.__table__

# Anything that a person put into a lesson: it is theirs from then on.
_has_records: Final = or_(
    Lesson.confirmed_at.is_not(None),
    Lesson.topic != "",
    Lesson.homework != "",
    Lesson.tasks != "",
    Lesson.topic_id.is_not(None),
    Lesson.task_kind.is_not(None),
    Lesson.practical_hours > 0,
    Lesson.mode != LessonMode.in_class,
    Lesson.kind.not_in((LessonKind.lecture, LessonKind.practice_day)),
    exists().where(Mark.lesson_id == Lesson.id),
    exists().where(Absence.lesson_id == Lesson.id),
    exists().where(LessonWork.lesson_id == Lesson.id),
)
_columns: Final = select(
    Lesson.gradebook_id,
    Lesson.id,
    Lesson.held_on,
    Lesson.pair,
    Lesson.hours,
    Lesson.room_id,
    Lesson.is_scheduled,
    _has_records.label("has_records"),
).where(Lesson.held_on.between(bindparam("first"), bindparam("last")))
_of_year: Final = PlainSelect(
    _WHY,
    _columns.join(
        Gradebook,
        and_(Gradebook.id == Lesson.gradebook_id, Gradebook.academic_year_id == bindparam("year")),
    ),
)
_of_books: Final = PlainSelect(
    _WHY, _columns.where(Lesson.gradebook_id.in_(bindparam("books", expanding=True)))
)
_locked: Final = PlainSelect(
    "the lock on journals that everything takes which writes lessons",
    select(Gradebook.id)
    .where(Gradebook.id.in_(bindparam("books", expanding=True)))
    .order_by(Gradebook.id)
    .with_for_update(key_share=True, of=Gradebook),
)
_REMOVE: Final = delete(_table).where(_table.c.id.in_(bindparam("lessons", expanding=True)))
_CHANGE: Final = (
    update(_table)
    .where(_table.c.id == bindparam("lesson"))
    .values(hours=bindparam("as_hours"), room_id=bindparam("as_room"))
)
_ADD: Final = insert(_table)


def work_to_do(session: Session, plan: Plan, year_id: int) -> dict[int, Work]:
    """Return what publishing does to each journal as they stand, without any lock.

    Journals that are as the timetable has them are in it too.
    """
    rows = _of_year(session, proven=True, year=year_id, first=plan.starts_on, last=plan.ends_on)
    return _works(plan, plan.books, rows, signed_of_year(session, year_id))


def do_work(
    session: Session, plan: Plan, books: Sequence[int], publication_id: int
) -> dict[int, Work]:
    """Bring some journals to what the timetable says, in the caller's short writing unit.

    The journals are locked and looked at again first: what a teacher wrote meanwhile stays.
    Returns what was done to each.
    """
    _locked(session, proven=True, books=list(books))
    rows = _of_books(
        session, proven=True, books=list(books), first=plan.starts_on, last=plan.ends_on
    )
    works = _works(plan, books, rows, signed_of_books(session, books))
    gone = [lesson.id for done in works.values() for lesson in done.remove]
    changed = [_changed(*each) for done in works.values() for each in done.change]
    added = [_added(lesson) for done in works.values() for lesson in done.add]
    if gone:
        system_write(session, _REMOVE, {"lessons": gone})
    if changed:
        system_write(session, _CHANGE, changed)
    if added:
        system_write(session, _ADD, added)
    record(session, [_entry(b, w, publication_id) for b, w in works.items() if not w.is_empty])
    return works


def _works(
    plan: Plan, books: Sequence[int] | Mapping[int, str], rows: Any, signed: Signed
) -> dict[int, Work]:
    existing: dict[int, list[Existing]] = defaultdict(list)
    for book, *values in rows:
        existing[book].append(Existing(*values))
    today = clock.today()
    return {
        book: work(
            plan.wanted.get(book, {}),
            existing[book],
            today,
            first=plan.first,
            signed=signed.get(book, ()),
        )
        for book in books
    }


def _changed(lesson: Existing, plan: Planned) -> dict[str, Any]:
    return {"lesson": lesson.id, "as_hours": plan.hours, "as_room": plan.room}


def _added(lesson: Planned) -> dict[str, Any]:
    return {
        "gradebook_id": lesson.book,
        "held_on": lesson.day,
        "pair": lesson.pair,
        "hours": lesson.hours,
        "practical_hours": 0,
        "kind": lesson.kind,
        "mode": LessonMode.in_class,
        "topic": "",
        "homework": "",
        "tasks": "",
        "is_scheduled": True,
        "room_id": lesson.room,
    }


def _entry(book: int, done: Work, publication_id: int) -> dict[str, Any]:
    """Return the one entry of the trail that tells what publishing did to a journal."""
    counts = {
        "publication": publication_id,
        "added": len(done.add),
        "changed": len(done.change),
        "removed": len(done.remove),
        "removed_from": sorted({f"{lesson.day:%Y-%m-%d}" for lesson in done.remove}),
    }
    return {
        "action": AuditAction.update,
        "entity": Gradebook.__tablename__,
        "entity_id": book,
        "gradebook_id": book,
        "field": "timetable",
        "new": json.dumps({name: value for name, value in counts.items() if value}),
    }


def summary(plan: Plan, works: Mapping[int, Work]) -> dict[str, Any]:
    """Return what the result of a publication says of the lessons that stayed as they were."""
    left = [(book, each) for book, done in works.items() for each in done.left]
    today = clock.today()
    # What is still to come is what somebody has to decide about.
    left.sort(key=lambda each: (each[1].lesson.day < today, each[1].lesson.day, each[0]))
    return {
        "kept": sum(done.kept for done in works.values()),
        "adopted": sum(done.adopted for done in works.values()),
        "left": {
            str(reason): sum(each.reason is reason for _book, each in left) for reason in Reason
        },
        "left_lessons": [_told(plan, book, each, today) for book, each in left[:MOST_TOLD]],
        "left_count": len(left),
        "signed_count": _signed_count(works.values()),
        "missing": list(plan.missing[:MOST_TOLD]),
        "missing_count": len(plan.missing),
    }


def _signed_count(works: Iterable[Work]) -> int:
    """Return how many lessons a signed semester keeps from being added, changed or removed."""
    return sum(
        done.withheld + sum(each.reason is Reason.signed for each in done.left) for done in works
    )


def _told(plan: Plan, book: int, left: Left, today: date) -> dict[str, Any]:
    lesson, wanted = left.lesson, left.wanted
    return {
        "lesson_id": lesson.id,
        "gradebook_id": book,
        "title": plan.books[book],
        "day": lesson.day.isoformat(),
        "pair": lesson.pair,
        "is_ahead": lesson.day >= today,
        "reason": str(left.reason),
        "wanted": None if wanted is None else {"hours": wanted.hours, "room_id": wanted.room},
    }


def portions(works: Mapping[int, Work], most: int) -> Iterator[list[int]]:
    """Yield the journals that have something to be done, in portions of about `most` lessons."""
    portion: list[int] = []
    size = 0
    for book, done in works.items():
        if done.is_empty:
            continue
        lessons = len(done.add) + len(done.change) + len(done.remove)
        if portion and size + lessons > most:
            yield portion
            portion, size = [], 0
        portion.append(book)
        size += lessons
    if portion:
        yield portion


__all__ = ["do_work", "portions", "summary", "work_to_do"]
