"""The strip of practices: weeks of a year by groups, a colour and a letter for each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from babel.dates import get_month_names
from flask import render_template
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.clock import clock
from domain.enums import ItemKind
from models import AcademicYear, Semester
from services.practice_strip import WEEK, StripPeriod, mondays, periods_of
from services.timetable_subjects import GroupName, groups_to_choose
from views.timetable.choices import Choices, choices_of
from views.timetable.year import common_semesters, year_in, years

SATURDAY: Final = timedelta(days=5)
TONES: Final = {
    ItemKind.study_practice: "study",
    ItemKind.work_practice: "work",
    ItemKind.graduation_practice: "last",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of a group: the practice in it, or that there are no lessons at all."""

    monday: date
    period: StripPeriod | None
    letter: str
    tone: str
    title: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A group's year."""

    group: GroupName
    cells: tuple[Cell, ...]


def practice_page(session: Session, who: Principal, args: Mapping[str, str]) -> str:
    """Return the page; `args` of the address choose year, department and course."""
    known = years(session)
    year = year_in(args, known)
    groups = groups_to_choose(session, who)
    chosen = choices_of(session, args, groups)
    if year is None:
        return _rendered(chosen, known, None, (), [], who)
    weeks = mondays(year.starts_on, year.ends_on)
    semesters = common_semesters(session, year)
    found = periods_of(session, [one.id for one in chosen.groups], year.starts_on, year.ends_on)
    lines = [
        Line(one, tuple(_cell(week, found.get(one.id, []), semesters) for week in weeks))
        for one in chosen.groups
    ]
    return _rendered(chosen, known, year.id, weeks, lines, who)


def _rendered(
    chosen: Choices,
    known: list[AcademicYear],
    year_id: int | None,
    weeks: list[date] | tuple[()],
    lines: list[Line],
    who: Principal,
) -> str:
    return render_template(
        "timetable/practice.html",
        chosen=chosen,
        years=known,
        year_id=year_id,
        weeks=weeks,
        months=_months(list(weeks)),
        lines=lines,
        legend=legend(),
        may_add=who.may(Action.create, Resource.practice_period),
        may_open=who.may(Action.read, Resource.practice_period),
        last_day=SATURDAY,
    )


def _cell(monday: date, periods: list[StripPeriod], semesters: list[Semester]) -> Cell:
    today = clock.today()
    now = monday <= today < monday + WEEK
    period = next((one for one in periods if one.covers(monday)), None)
    if period is not None:
        letter, tone, kind = _kind(period.kind)
        span = f"{period.starts_on:%d.%m}–{period.ends_on:%d.%m}"
        said = " · ".join(part for part in (kind, period.title, span) if part)
        return Cell(monday, period, letter, tone, said, now)
    inside = any(one.starts_on <= monday + SATURDAY and one.ends_on >= monday for one in semesters)
    if inside or not semesters:
        return Cell(monday, None, "", "", "", now)
    return Cell(monday, None, "—", "free", _("no lessons"), now)


def _kind(kind: ItemKind | None) -> tuple[str, str, str]:
    """Return the letter, the tone and the name of a kind of practice."""
    known = {tone: (letter, tone, name) for letter, tone, name in legend()}
    return known[TONES.get(kind, "other") if kind else "other"]


def legend() -> list[tuple[str, str, str]]:
    """Return letter, tone and name of what the strip shows."""
    return [
        (_("St"), "study", _("study practice")),
        (_("Wk"), "work", _("work practice")),
        (_("Gr"), "last", _("pre-diploma practice")),
        (_("Pr"), "other", _("practice without a load")),
        ("—", "free", _("no lessons")),
    ]


def _months(weeks: list[date]) -> list[tuple[str, int]]:
    """Return the months over the weeks, each with how many weeks begin in it."""
    names = get_month_names("abbreviated", "stand-alone", str(get_locale()))
    found: list[tuple[str, int]] = []
    for week in weeks:
        name = str(names[week.month])
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + 1)
        else:
            found.append((name, 1))
    return found
