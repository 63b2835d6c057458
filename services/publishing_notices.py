"""Who is told of a publication: the one who asked, and teachers whose lessons it changed."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import Employee
from services.notices import message_key, notify

CHANGED: Final = message_key(
    "The timetable of semester %(semester)s was changed. Lessons in your journals: "
    "%(added)s added, %(changed)s changed, %(removed)s removed."
)
DONE: Final = message_key(
    "The timetable of semester %(semester)s is published. Lessons: %(added)s added, "
    "%(changed)s changed, %(removed)s removed, %(left)s left as they were."
)
FAILED: Final = message_key("The timetable was not published. %(why)s")

_accounts: Final = PlainSelect(
    "the accounts of teachers whose lessons a publication changed, to tell them so",
    select(Employee.id, Employee.user_id).where(
        Employee.id.in_(bindparam("ids", expanding=True)), Employee.user_id.is_not(None)
    ),
)
Counts = Mapping[str, int]  # added, changed, removed


def tell_teachers(session: Session, semester: str, counts: Mapping[int, Counts], but: int) -> int:
    """Tell each teacher once, with the counts of all their journals; return how many were told.

    `counts` are by employee; the account `but` did it and knows.
    """
    told = 0
    for employee_id, user_id in _accounts(session, proven=True, ids=sorted(counts)):
        if user_id != but:
            words = {"semester": semester, **counts[employee_id]}
            notify(session, [user_id], CHANGED, words, link="/timetable/")
            told += 1
    return told


def tell_publisher(
    session: Session, user_id: int, publication_id: int, message: str, words: Mapping[str, Any]
) -> None:
    """Tell the one who asked how it ended."""
    notify(session, [user_id], message, words, link=f"/timetable/publication/{publication_id}")


def add_counts(found: dict[int, dict[str, int]], teachers: Iterable[int], counts: Counts) -> None:
    """Add the counts of one journal to those of each of its teachers."""
    for teacher in teachers:
        mine = found.setdefault(teacher, {"added": 0, "changed": 0, "removed": 0})
        for name, count in counts.items():
            mine[name] += count
