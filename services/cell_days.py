"""Until when a cell is entered in time, whose its day is, and whether the day is open."""

from datetime import date, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from access.principal import Principal
from domain.journal_open import Window
from domain.regulation import Norm
from services.journal_keepers import may_write_on, not_yours
from services.journal_lock import LockedJournal
from services.journal_open import Closed, Openness
from services.regulation import rulebook


class Due(Protocol):
    """Anything that says when a work is due."""

    @property
    def due_on(self) -> date:
        """Return the day on which the work is handed in or held."""


class TimeLimits:
    """Until when the cells of a journal are entered in time, and whether they are open."""

    def __init__(self, session: Session, openness: Openness) -> None:
        self._session, self._openness = session, openness
        self._ends: dict[tuple[date, date], date] = {}

    def last_in_time(self, day: date, work: Due | None) -> date:
        """Return the last day on which a cell is entered in time.

        The lesson's own `day` (5.5.3), for a work the end of the week in which its results are
        due, counted from the day it is handed in (5.5.6). What changes later needs a reason and
        is late for ever.
        """
        if work is None:
            return day
        key = day, work.due_on
        if key not in self._ends:
            week = rulebook(self._session).on(day).whole(Norm.results_days)
            self._ends[key] = max(day, work.due_on + timedelta(days=week))
        return self._ends[key]

    def closed(self, day: date, last: date) -> Closed | None:
        """Return why a cell of a lesson of `day` cannot be changed, None where it can (3.6).

        A work stays open as long after its `last` day in time as a lesson after its own; a signed
        semester closes both.
        """
        why = self._openness.closed(day)
        if why is None or last == day or not why.may_ask:
            return why
        return why if self._openness.closed(last) is not None else None

    def window(self, day: date, last: date) -> Window | None:
        """Return the window through which alone a cell of a lesson of `day` can be changed."""
        if last != day and self._openness.closed(last) is None:
            return None
        return self._openness.window(day)


class Days(TimeLimits):
    """The same for one typist: whose the days are. A batch names few of them."""

    def __init__(self, session: Session, who: Principal, journal: LockedJournal) -> None:
        super().__init__(session, Openness(session, journal.times))
        self._who, self._keepers = who, journal.keepers
        self._known: dict[date, str | None] = {}

    def refusal(self, day: date) -> str | None:
        """Return why the lessons of `day` are not the typist's to write, None where they are."""
        if day not in self._known:
            own = self._who.is_system or may_write_on(self._keepers, self._who.employee_id, day)
            self._known[day] = None if own else not_yours(self._keepers, day)
        return self._known[day]
