"""Where printed documents lie and how long (5.2.6, 10.6, 10.7): the study office until the group
graduates, then the archive for some years, then an act disposes of them."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.control_enums import CustodyPlaceKind as Place
from domain.verdict import Severity, Verdict

CLAUSE: Final = "10.7"
# The way of a document; it goes on, and back only with a note that says why.
ORDER: Final = (Place.maker, Place.deputy, Place.study_office, Place.archive)
READY, ELSEWHERE, NO_DATE, TOO_EARLY, HELD, GONE = (
    *("ready", "elsewhere", "no_date", "too_early"),
    *("held", "gone"),
)


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; the 1st of March for a 29th of February."""
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


def keep_until(education_ends: date | None, archive_years: int) -> date | None:
    """Return the last day that a document is kept: so many years after the group's education.

    None where it is not known when that ends: such a document is kept until it is.
    """
    return None if education_ends is None else years_after(education_ends, archive_years)


def next_place(place: Place, education_ends: date | None, today: date) -> Place | None:
    """Return where a document should go now, None where it lies where it should (10.6, 10.7)."""
    if place is Place.maker:
        return Place.deputy
    if place is Place.deputy:
        return Place.study_office
    if place is Place.study_office and education_ends is not None and education_ends < today:
        return Place.archive
    return None


def goes_back(old: Place, new: Place) -> bool:
    """Return whether a move leads back on the way of a document."""
    return ORDER.index(new) < ORDER.index(old)


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What decides whether a printed document may be disposed of."""

    place: Place
    kept_until: date | None
    is_held: bool


def disposal(facts: PaperFacts, today: date) -> Verdict:
    """Return whether a document may be disposed of `today` (clause 10.7).

    Codes: ready, gone (it was), elsewhere (it is not in the archive), no_date, too_early, held.
    """
    code = _stands_against(facts, today)
    severity = Severity.ok if code == READY else Severity.fault
    return Verdict(CLAUSE, code, severity, {"until": facts.kept_until, "place": facts.place})


def _stands_against(facts: PaperFacts, today: date) -> str:
    if facts.place is Place.disposed:
        return GONE
    if facts.is_held:
        return HELD
    if facts.place is not Place.archive:
        return ELSEWHERE
    if facts.kept_until is None:
        return NO_DATE
    return TOO_EARLY if today <= facts.kept_until else READY
