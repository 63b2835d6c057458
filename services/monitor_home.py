"""How completely journals are filled, for a first page: by department, beside the days before."""

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from domain.monitor import Counts
from domain.text import sort_key
from services.monitor_books import READS_FILL, read_books
from services.monitor_lessons import by_group_and_day, excused
from services.monitor_limits import limits
from services.monitor_shapes import Fill, Filters


def compared(session: Session, since: date, middle: date, until: date) -> tuple[Counts, list[Fill]]:
    """Return the lessons of the days before `middle` in all, of those from it on by department.

    Only what is counted of lessons: held, recorded, late, overdue. Four statements at most.
    Raises ValueError for more than a year.
    """
    books = read_books(session, since, until, Filters(), READS_FILL)
    bounds = limits(session, since, until)
    back = excused(session, books, bounds)
    named = {book.group_id: (book.department_id, book.department) for book in books}
    before, sums = Counts(), defaultdict[tuple[int, str], Counts](Counts)
    for group, day, counts in by_group_and_day(session, books, bounds, back):
        if day < middle:
            before += counts
        else:
            sums[named[group]] += counts
    lines = [Fill(key, name, "", counts) for (key, name), counts in sums.items()]
    return before, sorted(lines, key=lambda line: sort_key(line.name))
