"""The study calendar of a year as months: study days, the law's days off, the college's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from babel.dates import get_month_names
from flask import render_template
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.clock import clock
from domain.enums import DayKind
from domain.study_calendar import StudyCalendar
from models import AcademicYear, CalendarDay, Semester
from services.study_calendar import calendar_of
from views.timetable.year import common_semesters, year_in, years
from views.weekdays import weekday_letters, weekday_names

DAY: Final = timedelta(days=1)
BACK: Final = "/timetable/calendar"


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """A day of a month: what it is, as a tone, a letter and words, and where a click leads."""

    day: date
    tone: str
    letter: str
    title: str
    address: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year: weeks of seven places, of which some are empty; study days in it."""

    name: str
    weeks: tuple[tuple[CalendarCell | None, ...], ...]
    study_days: int


def calendar_page(session: Session, who: Principal, args: Mapping[str, str]) -> str:
    """Return the page of the year that `args` of the address name, the present one without."""
    known = years(session)
    year = year_in(args, known)
    may_write = who.may(Action.create, Resource.calendar_day)
    values: dict[str, Any] = {"years": known, "year": year, "may_write": may_write}
    if year is not None:
        calendar = calendar_of(session, year.id)
        own = _own_days(session, year)
        values |= {
            "months": list(_months(year, calendar, own, may_write=may_write)),
            "own": sorted(own.values(), key=lambda one: one.day),
            "semesters": _counts(common_semesters(session, year), calendar),
            "legend": legend(),
            "letters": weekday_letters(),
            "weekdays": weekday_names(),
        }
    return render_template("timetable/calendar.html", **values)


def _own_days(session: Session, year: AcademicYear) -> dict[date, CalendarDay]:
    inside = CalendarDay.day.between(year.starts_on, year.ends_on)
    return {one.day: one for one in session.scalars(select(CalendarDay).where(inside))}


def _counts(
    semesters: list[Semester], calendar: StudyCalendar
) -> list[tuple[Semester, int, float]]:
    """Return the semesters with their study days, and these as weeks."""
    counted = []
    for one in semesters:
        days = sum(1 for _day in calendar.study_days(one.starts_on, one.ends_on))
        counted.append((one, days, round(days / calendar.week_days, 1)))
    return counted


def _months(
    year: AcademicYear, calendar: StudyCalendar, own: dict[date, CalendarDay], *, may_write: bool
) -> Iterator[Month]:
    names = get_month_names("wide", "stand-alone", str(get_locale()))
    first = year.starts_on.replace(day=1)
    while first <= year.ends_on:
        following = (first + 31 * DAY).replace(day=1)
        cells = []
        for number in range((following - first).days):
            day = first + number * DAY
            inside = year.starts_on <= day <= year.ends_on
            cells.append(_cell(day, calendar, own.get(day), may_write=may_write, inside=inside))
        study = sum(cell.tone in ("", "moved") for cell in cells)
        yield Month(f"{names[first.month]} {first.year}", _weeks(first, cells), study)
        first = following


def _weeks(first: date, cells: list[CalendarCell]) -> tuple[tuple[CalendarCell | None, ...], ...]:
    before = first.isoweekday() - 1
    places: list[CalendarCell | None] = [*[None] * before, *cells]
    places += [None] * (-len(places) % 7)
    return tuple(tuple(places[at : at + 7]) for at in range(0, len(places), 7))


def _cell(
    day: date, calendar: StudyCalendar, own: CalendarDay | None, *, may_write: bool, inside: bool
) -> CalendarCell:
    weekday = calendar.weekday_of(day) if inside else None
    tone, letter, words = _said(day, calendar, weekday, own, inside=inside)
    address = ""
    if may_write and inside:
        kind = DayKind.working if weekday is None else DayKind.day_off
        address = f"/registers/calendar_day/add?day={day}&kind={kind}&back={BACK}"
        if own is not None:
            address = f"/registers/calendar_day/edit/{own.id}?back={BACK}"
    title = " · ".join(part for part in (f"{day:%d.%m.%Y}", words, own.note if own else "") if part)
    return CalendarCell(day, tone, letter, title, address, day == clock.today())


def _said(
    day: date,
    calendar: StudyCalendar,
    weekday: int | None,
    own: CalendarDay | None,
    *,
    inside: bool,
) -> tuple[str, str, str]:
    """Return tone, letter and words of a day."""
    if not inside:
        return "outside", "", ""
    if weekday is not None:
        if weekday == day.isoweekday() and own is None and day not in calendar.working:
            return "", "", _("study day")
        name = weekday_names()[weekday]
        return "moved", _("Wd"), _("study day by the timetable of: %(weekday)s", weekday=name)
    if own is not None:
        return "own", _("Col"), _("day off of the college")
    if day in calendar.holidays:
        return "holiday", _("Hol"), _("holiday or transferred day off")
    return "off", "", _("day off")


def legend() -> list[tuple[str, str, str]]:
    """Return letter, tone and name of what a day can be."""
    return [
        ("", "", _("study day")),
        (_("Wd"), "moved", _("worked day, transferred")),
        (_("Hol"), "holiday", _("holiday or transferred day off")),
        (_("Col"), "own", _("day off of the college")),
        ("", "off", _("day off")),
    ]


def calendar_values(session: Session, year: AcademicYear) -> dict[str, Any]:
    """Return the study calendar of a year as REST sends it."""
    calendar = calendar_of(session, year.id)
    return {
        "year": {"id": year.id, "name": year.name},
        "week_days": calendar.week_days,
        "study_days": [
            {"day": day.isoformat(), "follows_weekday": weekday}
            for day, weekday in calendar.study_days(year.starts_on, year.ends_on)
        ],
        "holidays": sorted(
            day.isoformat() for day in calendar.holidays if year.starts_on <= day <= year.ends_on
        ),
        "days_off": sorted(day.isoformat() for day in calendar.days_off),
    }
