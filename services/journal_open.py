"""Why the lessons of a day cannot be changed now, in words: the journal closes after them (3.6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.journal_open import BY_WINDOW, OLD, SIGNED, YEAR, Window, day_open
from domain.regulation import NORMS, Norm, Rulebook
from domain.verdict import Verdict
from services.cell_shapes import MOST_REASON
from services.errors import FieldsError
from services.journal_times import Times
from services.regulation import rulebook

if TYPE_CHECKING:
    from services.journal_lock import LockedJournal

LEAST: Final = NORMS[Norm.correction_days].low  # days that are open whatever the college set


@dataclass(frozen=True, slots=True)
class Closed:
    """That the lessons of a day are closed for changes; `code`: old, signed, year."""

    code: str
    sentence: str
    clause: str

    @property
    def may_ask(self) -> bool:
        """Return whether a window can open the day: none opens a signed semester."""
        return self.code == OLD


class Openness:
    """Whether the days of a journal can be changed now, each looked up once.

    Takes no statement beside those that have read `times`; the norms are kept (`rulebook`).
    """

    def __init__(self, session: Session, times: Times) -> None:
        self._session, self._times = session, times
        self._norms: Rulebook | None = None
        self._locale = str(get_locale())
        self._today, self._now = clock.today(), clock.now()
        self._known: dict[date, tuple[Closed | None, Window | None]] = {}

    def closed(self, day: date) -> Closed | None:
        """Return why the lessons of `day` cannot be changed, None where they can."""
        return self._of(day)[0]

    def window(self, day: date) -> Window | None:
        """Return the window through which alone the lessons of `day` can be changed."""
        return self._of(day)[1]

    def _of(self, day: date) -> tuple[Closed | None, Window | None]:
        if day not in self._known:
            verdict = day_open(
                day,
                today=self._today,
                now=self._now,
                correction_days=self._days(day),
                times=self._times,
            )
            window = verdict.facts["window"] if verdict.code == BY_WINDOW else None
            self._known[day] = _closed(verdict, self._locale), window
        return self._known[day]

    def _days(self, day: date) -> int:
        age = (self._today - day).days
        if self._times.always:
            return max(age, LEAST)
        if age <= LEAST:  # no setting can close it
            return LEAST
        if self._norms is None:
            self._norms = rulebook(self._session)
        return self._norms.on(day).whole(Norm.correction_days)


def open_days(
    session: Session, journal: "LockedJournal", days: Iterable[date]
) -> Mapping[date, Closed | None]:
    """Return, for each of `days`, why its lessons cannot be changed now; None: they can (3.6)."""
    known = Openness(session, journal.times)
    return {day: known.closed(day) for day in set(days)}


def require_open(session: Session, journal: "LockedJournal", *days: date) -> None:
    """Raise FieldsError, which says the clause and the way out, where one of `days` is closed."""
    for why in open_days(session, journal, days).values():
        if why is not None:
            raise FieldsError({"held_on": why.sentence})


def reason_through(window: Window | None, typed: str) -> str:
    """Return the reason of a change: that of the window it is made through, and what is typed."""
    said = typed.strip()
    if window is None or said == window.reason:
        return said
    return f"{window.reason}; {said}"[:MOST_REASON] if said else window.reason[:MOST_REASON]


def _closed(verdict: Verdict, locale: str) -> Closed | None:
    facts = verdict.facts
    if verdict.code == OLD:
        sentence = _old(locale, verdict.clause, facts["days"], facts["day"], facts["until"])
    elif verdict.code == SIGNED:
        sentence = _signed(locale, verdict.clause, facts["term"], facts["day"])
    elif verdict.code == YEAR:
        sentence = _archived(locale, verdict.clause)
    else:
        return None
    return Closed(verdict.code, sentence, verdict.clause)


# A grid says one of them for each of its days: made once for a language.
@lru_cache(maxsize=4096)
def _old(_locale: str, clause: str, days: int, day: date, until: date) -> str:
    return ngettext(
        "Lessons of %(day)s could be changed for %(num)d day, until %(until)s "
        "(clause %(clause)s). Ask the head of the department for a correction window.",
        "Lessons of %(day)s could be changed for %(num)d days, until %(until)s "
        "(clause %(clause)s). Ask the head of the department for a correction window.",
        days,
        day=f"{day:%d.%m.%Y}",
        until=f"{until:%d.%m.%Y}",
        clause=clause,
    )


@lru_cache(maxsize=64)
def _archived(_locale: str, clause: str) -> str:
    return _(
        "The academic year of this journal is closed and archived: nothing in it changes any more "
        "(clause %(clause)s).",
        clause=clause,
    )


@lru_cache(maxsize=4096)
def _signed(_locale: str, clause: str, term: int, day: date) -> str:
    return _(
        "Semester %(number)d is closed and signed: lessons of %(day)s do not change "
        "(clause %(clause)s). The deputy director can reopen the semester.",
        number=term,
        day=f"{day:%d.%m.%Y}",
        clause=clause,
    )
