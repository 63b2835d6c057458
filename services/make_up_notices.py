"""Whom a make-up day concerns, and what they are told: the students, parents, the curator."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import (
    CurriculumItem,
    Employee,
    Gradebook,
    Guardian,
    GuardianChild,
    MakeUp,
    Room,
    Student,
    StudyGroup,
)
from services.notices import message_key, notify

PAGE: Final = "/debts/"
PLACED: Final = message_key(
    "%(item)s, %(group)s: you can make up what is owed on %(when)s. Works and absences: %(count)s."
)
MOVED: Final = message_key("%(item)s, %(group)s: the make-up day %(old)s is moved to %(when)s.")
CANCELLED: Final = message_key("%(item)s, %(group)s: the make-up day %(when)s is cancelled.")
REMOVED: Final = message_key(
    "%(item)s, %(group)s: the make-up day %(when)s no longer holds a place for you."
)
PLACED_CURATOR: Final = message_key(
    "%(item)s, %(group)s: a make-up day is set for %(when)s. Students: %(students)s."
)
MOVED_CURATOR: Final = message_key(
    "%(item)s, %(group)s: the make-up day %(old)s is moved to %(when)s. Students: %(students)s."
)
CANCELLED_CURATOR: Final = message_key(
    "%(item)s, %(group)s: the make-up day %(when)s is cancelled. Students: %(students)s."
)

_active: Final = User.active.is_(True)
_IDS: Final = bindparam("students", expanding=True, type_=Integer())
_students: Final = PlainSelect(
    "accounts of students who are placed on a make-up day",
    select(Student.id, User.id)
    .join(User, User.id == Student.user_id)
    .where(Student.id.in_(_IDS), _active),
)
_parents: Final = PlainSelect(
    "accounts of parents whose child is placed on a make-up day",
    select(GuardianChild.student_id, User.id)
    .join(Guardian, Guardian.id == GuardianChild.guardian_id)
    .join(User, User.id == Guardian.user_id)
    .where(GuardianChild.student_id.in_(_IDS), _active),
)
_journal: Final = PlainSelect(
    "what a make-up day is called, and the account of the curator to tell",
    select(CurriculumItem.name, StudyGroup.id, StudyGroup.name, User.id)
    .select_from(Gradebook)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .outerjoin(Employee, Employee.id == StudyGroup.curator_id)
    .outerjoin(User, (User.id == Employee.user_id) & _active)
    .where(Gradebook.id == bindparam("gradebook")),
)


@dataclass(frozen=True, slots=True)
class When:
    """The day, the time and the room of a make-up day, as they are told."""

    held_on: date
    starts_at: str | None
    room: str | None

    @classmethod
    def of(cls, session: Session, day: MakeUp) -> Self:
        """Return when and where `day` is held."""
        room = None
        if day.room_id is not None:
            room = session.scalar(select(Room.name).where(Room.id == day.room_id))
        return cls(day.held_on, day.starts_at, room)

    def __str__(self) -> str:
        parts = (f"{self.held_on:%d.%m.%Y}", self.starts_at, self.room and f"№ {self.room}")
        return ", ".join(part for part in parts if part)


def tell_placed(session: Session, gradebook_id: int, debts: Iterable[int], when: When) -> None:
    """Tell who is placed, each once with the count of debts; `debts` are their students' ids."""
    _tell(session, gradebook_id, Counter(debts), (PLACED, PLACED_CURATOR), {"when": str(when)})


def tell_moved(
    session: Session, gradebook_id: int, debts: Iterable[int], old: When, new: When
) -> None:
    """Tell who is placed that the day is another one, or held elsewhere."""
    words = {"old": str(old), "when": str(new)}
    _tell(session, gradebook_id, Counter(debts), (MOVED, MOVED_CURATOR), words)


def tell_cancelled(session: Session, gradebook_id: int, debts: Iterable[int], when: When) -> None:
    """Tell who was placed that the day is not held."""
    messages = CANCELLED, CANCELLED_CURATOR
    _tell(session, gradebook_id, Counter(debts), messages, {"when": str(when)})


def tell_removed(session: Session, gradebook_id: int, debts: Iterable[int], when: When) -> None:
    """Tell a student and the parents, not the curator, that a place was taken from the day."""
    _tell(session, gradebook_id, Counter(debts), (REMOVED, None), {"when": str(when)})


def _tell(
    session: Session,
    gradebook_id: int,
    counts: Counter[int],
    messages: tuple[str, str | None],
    words: dict[str, Any],
) -> None:
    """Send the first message to students and parents, the second, a summary, to the curator."""
    if not counts:
        return
    item, group_id, group, curator = _journal(session, proven=True, gradebook=gradebook_id).one()
    words |= {"item": item, "group": group}
    ids = sorted(counts)
    people: dict[int, list[int]] = {}
    for query in (_students, _parents):
        for student_id, user_id in query(session, proven=True, students=ids):
            people.setdefault(counts[student_id], []).append(user_id)
    for count, users in people.items():
        notify(session, users, messages[0], words | {"count": count}, link=PAGE)
    if curator is not None and messages[1] is not None:
        summary = words | {"students": len(counts)}
        notify(session, [curator], messages[1], summary, link=f"{PAGE}group/{group_id}")
