"""The lessons that a calendar feed holds: a teacher's, a student's, the children's or a group's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.proven import PlainSelect
from domain.clock import clock
from domain.enums import AuditAction, ChangeKind, FeedKind, Standing
from domain.text import short_name
from models import (
    AcademicYear,
    AuditEntry,
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    Lesson,
    Room,
    StudyGroup,
    Subgroup,
)
from services.bells import bells_of_days
from services.calendar_feeds import OpenedFeed, sees_group
from services.calendar_terms import Term, group_terms, student_terms, teacher_terms
from services.journal_changes import BookChange, changes_of_books

BACK: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Event:
    """A lesson in a calendar. Times are «08:30» of the college's zone; none: the whole day."""

    uid: str
    day: date
    starts: str
    ends: str
    title: str
    place: str
    notes: tuple[str, ...]
    is_cancelled: bool
    changed_at: datetime | None  # UTC


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What a feed holds: its name, and its lessons by day."""

    name: str
    events: tuple[Event, ...]


_lessons: Final = PlainSelect(
    "the lessons of a calendar feed, in journals of the feed's owner or group",
    select(
        Lesson.id,
        Lesson.gradebook_id,
        Lesson.held_on,
        Lesson.pair,
        Lesson.topic,
        Room.name.label("room"),
    )
    .outerjoin(Room, Room.id == Lesson.room_id)
    .where(
        Lesson.gradebook_id.in_(bindparam("books", expanding=True)),
        Lesson.held_on.between(bindparam("first"), bindparam("last")),
    )
    .order_by(Lesson.held_on, Lesson.pair, Lesson.id),
)
_books: Final = PlainSelect(
    "group, discipline and teacher of the journals of a calendar feed",
    select(
        Gradebook.id,
        StudyGroup.name.label("group"),
        Subgroup.name.label("subgroup"),
        CurriculumItem.index_code,
        CurriculumItem.name.label("item"),
        EmployeeLabel.last_name,
        EmployeeLabel.first_name,
        EmployeeLabel.patronymic,
    )
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
    .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
    .where(Gradebook.id.in_(bindparam("books", expanding=True))),
)
_touched: Final = PlainSelect(
    "when lessons of a calendar feed were last changed",
    select(AuditEntry.entity_id, func.max(AuditEntry.at))
    .where(
        AuditEntry.entity == Lesson.__tablename__,
        AuditEntry.entity_id.in_(bindparam("lessons", expanding=True)),
        AuditEntry.action != AuditAction.delete,
    )
    .group_by(AuditEntry.entity_id),
)


def content_of(session: Session, feed: OpenedFeed) -> FeedContent | None:
    """Return what a feed holds from 30 days back to the end of the year.

    The feed's person must be the principal. None where its group is not theirs to see any more.
    """
    today = clock.today()
    first, last = today - BACK, _last_day(session, today)
    if feed.kind is FeedKind.group:
        group = sees_group(session, feed.who, feed.group_id)
        if group is None:
            return None
        terms, name = group_terms(session, group.id), str(group)
    else:
        terms, name = _own_terms(session, feed.who), feed.who.name
    return FeedContent(name, tuple(_events(session, terms, first, last)))


def _last_day(session: Session, today: date) -> date:
    """Return the last day of the latest year that has begun or begins soon."""
    years = select(func.max(AcademicYear.ends_on)).where(AcademicYear.starts_on <= today + BACK)
    last = session.scalar(years)
    return min(last or today, today + AHEAD)


def _own_terms(session: Session, who: Principal) -> list[Term]:
    terms: list[Term] = []
    if who.employee_id is not None and who.may(Action.read, Resource.lesson):
        terms += teacher_terms(session, who.employee_id)
    if who.student_id is not None or who.guardian_id is not None:
        terms += student_terms(session, who)
    return terms


def _events(session: Session, terms: Sequence[Term], first: date, last: date) -> Iterator[Event]:
    of_book: dict[int, list[Term]] = defaultdict(list)
    for term in terms:
        of_book[term.book].append(term)
    books = sorted(of_book)
    span = {"books": books, "first": first, "last": last}
    lessons = _lessons(session, proven=True, **span).all()
    names = {row.id: row for row in _books(session, proven=True, books=books)}
    changes = changes_of_books(session, books, first, last)
    touched: dict[int, datetime] = dict(
        _touched(session, proven=True, lessons=[row.id for row in lessons]).all()
    )
    drafts = [*_held(lessons, changes, touched), *_gone(lessons, changes)]
    bells = bells_of_days(session, {draft.day for draft in drafts})
    for draft in sorted(drafts, key=lambda one: (one.day, one.pair or 0, one.book)):
        own = _term_of(of_book[draft.book], draft)
        if own is not None and first <= draft.day <= last:
            yield _event(draft, own, names[draft.book], bells[draft.day])


@dataclass(frozen=True, slots=True)
class _Draft:
    book: int
    day: date
    pair: int | None
    uid: str
    room: str
    topic: str
    is_cancelled: bool
    changed_at: datetime | None
    substitute: str = ""
    substitute_id: int | None = None
    was: str = ""  # when it was to be held, «15.10.2026»


def _held(
    lessons: Iterable[Any], changes: Sequence[BookChange], touched: dict[int, datetime]
) -> Iterator[_Draft]:
    """Yield the lessons there are, moved ones under the identity of their first place."""
    came: dict[tuple[int, date, int | None], list[BookChange]] = defaultdict(list)
    for change in changes:
        if change.result is not None:
            came[change.result].append(change)
    for row in lessons:
        place = (row.gradebook_id, row.held_on, row.pair)
        draft = _Draft(
            *place,
            uid=_uid(*place, row.id),
            room=row.room or "",
            topic=row.topic,
            is_cancelled=False,
            changed_at=touched.get(row.id),
        )
        for change in came.get(place, ()):
            latest = max(one for one in (draft.changed_at, change.created_at) if one is not None)
            draft = replace(draft, changed_at=latest)
            if change.kind is ChangeKind.move:
                first_place = (change.book, change.day, change.pair)
                was = f"{change.day:%d.%m.%Y}"
                draft = replace(draft, uid=_uid(*first_place, row.id), was=was)
            if change.substitute_id is not None:
                who = {"substitute": change.substitute, "substitute_id": change.substitute_id}
                draft = replace(draft, **who)  # type: ignore[arg-type]
        yield draft


def _gone(lessons: Iterable[Any], changes: Iterable[BookChange]) -> Iterator[_Draft]:
    """Yield what was cancelled, or gave its pair to another discipline."""
    there = {(row.gradebook_id, row.held_on, row.pair) for row in lessons}
    for change in changes:
        place = (change.book, change.day, change.pair)
        if change.kind in (ChangeKind.cancel, ChangeKind.instead) and place not in there:
            yield _Draft(*place, _uid(*place, 0), "", "", True, change.created_at)


def _uid(book: int, day: date, pair: int | None, lesson_id: int) -> str:
    return f"{book}-{day:%Y%m%d}-{pair}" if pair is not None else f"lesson-{lesson_id}"


def _term_of(terms: Iterable[Term], draft: _Draft) -> Term | None:
    """Return the term by which the feed's person has the lesson; a stand-in has the one pair."""
    for term in terms:
        if not term.starts_on <= draft.day <= (term.ends_on or date.max):
            continue
        if term.standing is not Standing.substitute or term.pair in (None, draft.pair):
            return term
    return None


def _event(draft: _Draft, term: Term, book: Any, bells: dict[int, tuple[str, str]]) -> Event:
    starts, ends = bells.get(draft.pair or 0, ("", ""))
    teacher = draft.substitute or short_name(book.last_name, book.first_name, book.patronymic)
    group = f"{book.group} / {book.subgroup}" if book.subgroup else book.group
    # Whose lesson another teacher holds is rid of it; that is no less of a lesson for the group.
    replaced = draft.substitute_id not in (None, term.teacher_id) and term.teacher_id is not None
    who = group if term.teacher_id is not None else teacher
    title = f"{book.index_code} {book.item}"
    if term.label:
        title = f"{term.label}: {title}"
    notes = [who, *([draft.topic] if draft.topic else [])]
    if replaced:
        notes.append(f"→ {draft.substitute}")
    if draft.was and draft.was != f"{draft.day:%d.%m.%Y}":
        notes.append(f"← {draft.was}")
    shown = f"{title} · {group}" if term.teacher_id is not None else title
    return Event(
        draft.uid,
        draft.day,
        starts,
        ends,
        shown,
        draft.room,
        tuple(notes),
        draft.is_cancelled or replaced,
        draft.changed_at,
    )


__all__ = ["Event", "FeedContent", "content_of"]
