"""What publishing a timetable would do, found out without writing anything."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.publishing_plan import read_plan
from services.publishing_work import summary, work_to_do
from services.timetable_state import read_state


@dataclass(frozen=True, slots=True)
class BookPreview:
    """What would happen to the lessons of one journal."""

    gradebook_id: int
    title: str
    added: int
    changed: int
    removed: int
    first_day: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen in all; `stays` is told as in the result of a publication."""

    books: tuple[BookPreview, ...]
    stays: dict[str, Any]

    @property
    def totals(self) -> dict[str, int]:
        """Return how many lessons would be added, changed and removed."""
        return {
            name: sum(getattr(one, name) for one in self.books)
            for name in ("added", "changed", "removed")
        }


def preview(session: Session, timetable_id: int) -> Preview:
    """Return what publishing would do; the caller has checked the right. Raises NotFoundError."""
    state = read_state(session, timetable_id)
    plan = read_plan(session, state)
    works = work_to_do(session, plan, state.head.academic_year_id)
    books = []
    for book, title in plan.books.items():
        done = works[book]
        if done.is_empty:
            continue
        days = [lesson.day for lesson in done.add] + [lesson.day for lesson in done.remove]
        days += [lesson.day for lesson, _wanted in done.change]
        counts = (len(done.add), len(done.change), len(done.remove))
        books.append(BookPreview(book, title, *counts, first_day=min(days, default=None)))
    return Preview(tuple(books), summary(plan, works))
