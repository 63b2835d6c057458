"""Until when a cell is entered in time, whose its day is, and whether the day is open."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from access.principal import Principal
from domain.regulation import Norm
from services.cell_facts import WorkFact
from services.journal_keepers import may_write_on, not_yours
from services.journal_lock import LockedJournal
from services.journal_open import Closed, Openness, Window
from services.regulation import rulebook


class Days:
    """The days of a journal for one typist: each looked up once, a batch names few of them."""

    def __init__(self, session: Session, who: Principal, journal: LockedJournal) -> None:
        self._session, self._who, self._keepers = session, who, journal.keepers
        self._openness = Openness(session, journal.times)
        self._known: dict[date, str | None] = {}
        self._ends: dict[WorkFact, date] = {}

    def refusal(self, day: date) -> str | None:
        """Return why the lessons of `day` are not the typist's to write, None where they are."""
        if day not in self._known:
            own = self._who.is_system or may_write_on(self._keepers, self._who.employee_id, day)
            self._known[day] = None if own else not_yours(self._keepers, day)
        return self._known[day]

    def last_in_time(self, day: date, work: WorkFact | None) -> date:
        """Return the last day on which a cell is entered in time.

        The lesson's own `day` (5.5.3), for a work the end of the week in which its results are
        due, counted from the day it is handed in (5.5.6). What changes later needs a reason and
        is late for ever.
        """
        if work is None:
            return day
        if work not in self._ends:
            week = rulebook(self._session).on(day).whole(Norm.results_days)
            self._ends[work] = max(day, work.due_on + timedelta(days=week))
        return self._ends[work]

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
