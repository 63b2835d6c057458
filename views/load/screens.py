"""The load as its pages show it: lines of tables, bars, what the dialogs start from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.load import KINDS, Hours
from domain.load_norm import MOST_IN_YEAR, Measure
from models import Subgroup
from services.load_facts import LoadTerm
from services.load_overview import LoadPlace, Overview
from services.load_totals import TeacherTotal
from services.load_words import KIND_NAMES, difference_words
from views.load.data import place_data

# How a measure is shown: the tone of its badge and the word in it.
MEASURES: Final[dict[Measure, tuple[str, Any]]] = {
    Measure.unknown: ("", ""),
    Measure.under: ("warn", _l("below the norm")),
    Measure.even: ("ok", _l("the norm")),
    Measure.over: ("info", _l("above the norm")),
    Measure.beyond: ("bad", _l("more than the law allows")),
}


@dataclass(frozen=True, slots=True)
class Section:
    """The places of a group in one semester."""

    term: LoadTerm
    title: str
    places: tuple[LoadPlace, ...]
    called: Hours
    given: Hours
    vacant: int
    missing: int


def sections(whole: Overview) -> list[Section]:
    """Return the places by semester, in the order of the year."""
    found = []
    for term in whole.terms.values():
        places = tuple(place for place in whole.places if place.term.id == term.id)
        if not places:
            continue
        called = Hours.added(place.called for place in places)
        given = Hours.added(place.given for place in places)
        vacant = sum(place.vacant for place in places)
        missing = sum(place.missing for place in places)
        found.append(Section(term, term_title(term), places, called, given, vacant, missing))
    return found


def term_title(term: LoadTerm) -> str:
    """Return «Semester 1, 1 September – 29 December»."""
    first, last = (format_date(day, "d MMMM") for day in (term.starts_on, term.ends_on))
    return _("Semester %(number)s, %(first)s – %(last)s",
             number=term.term.number, first=first, last=last)  # fmt: skip


def used_kinds(places: Iterable[LoadPlace]) -> list[tuple[str, Any]]:
    """Return the kinds of hours that occur, with their names: the columns of the table."""
    sums = Hours.added(
        hours for place in places for hours in (place.called, *(row.hours for row in place.rows))
    )
    return [(kind, KIND_NAMES[kind]) for kind in KINDS if getattr(sums, kind)]


def faults(place: LoadPlace) -> str:
    """Return what does not add up at a place, in words."""
    names = {row.subgroup_id: row.subgroup or "" for row in place.rows if row.subgroup_id}
    return "; ".join(difference_words(one, names) for one in place.differences)


def dialogs(session: Session, group_id: int, places: Sequence[LoadPlace]) -> dict[str, Any]:
    """Return what the dialogs of a group's page need: its subgroups and places, the words."""
    own = select(Subgroup.id, Subgroup.name).where(Subgroup.group_id == group_id)
    rows = session.execute(own.order_by(Subgroup.name))
    return {
        "order": list(KINDS),
        "kinds": {kind: str(name) for kind, name in KIND_NAMES.items()},
        "subgroups": [{"id": row.id, "name": row.name} for row in rows],
        "places": [place_data(place) for place in places],
    }


@dataclass(frozen=True, slots=True)
class Bar:
    """The picture of a teacher's hours: lengths in hundredths of the picture's width."""

    first: float
    second: float
    norm: float | None
    tone: str
    word: Any


def bar(one: TeacherTotal) -> Bar:
    """Return the bar of a teacher: the two halves of the year, and where the norm lies."""
    widest = max(MOST_IN_YEAR, one.total)
    tone, word = MEASURES[one.measure]
    norm = None if one.norm is None else round(min(100 * one.norm / widest, 100), 1)
    return Bar(
        round(100 * one.first_half / widest, 1),
        round(100 * one.second_half / widest, 1),
        norm,
        tone,
        word,
    )
