"""The page of a week or a day of somebody's timetable."""

from collections.abc import Mapping
from datetime import date

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.clock import clock
from models import Department, Gradebook
from services.timetable_shapes import Week, WeekDay
from services.timetable_subjects import GroupName, groups_to_choose, is_staff
from services.timetable_week import DAY, SUNDAY, week_of
from views.timetable import words
from views.timetable.asked import Asked, asked_of

WEEK = 7 * DAY


def viewer_page(session: Session, who: Principal, args: Mapping[str, str]) -> str:
    """Return the page that `args` of the address ask for; refusals as `asked_of` says."""
    asked = asked_of(session, who, args)
    if asked.subject is None:
        return choose_page(session, who)
    week = week_of(session, asked.subject, asked.day, grounds=is_staff(who))
    days = [one for one in week.days if not asked.only_day or one.day == asked.day]
    return render_template(
        "timetable/week.html",
        week=week,
        days=days,
        asked=asked,
        title=_title(asked),
        week_name=words.week_name(week.starts_on, week.starts_on + 5 * DAY),
        day_title=words.day_name(asked.day),
        parity=words.parity_word(week.parity),
        steps=_steps(asked),
        picker=_picker(asked, week),
        head_bells=_head_bells(days),
        open_books=_open_books(session, who, week),
        staff=is_staff(who),
        today=clock.today(),
        words=words,
        editor=_editor(who, week),
        may_change=who.may(Action.update, Resource.timetable_change),
    )


def _title(asked: Asked) -> str:
    subject = asked.subject
    return "" if subject is None else f"{subject.name}"


def _steps(asked: Asked) -> dict[str, str]:
    """Return where the arrows lead: a week, or a day, back, forth and to today."""
    step = DAY if asked.only_day else WEEK
    ahead, back = asked.day + step, asked.day - step
    if asked.only_day and ahead.isoweekday() == SUNDAY:
        ahead += DAY
    if asked.only_day and back.isoweekday() == SUNDAY:
        back -= DAY
    return {
        "back": asked.address(day=back.isoformat()),
        "today": asked.address(day=clock.today().isoformat()),
        "ahead": asked.address(day=ahead.isoformat()),
        "week": asked.address(view="week"),
        "day": asked.address(view="day"),
    }


def _picker(asked: Asked, week: Week) -> list[tuple[date, str, str]]:
    """Return the days of the week to choose on a phone: day, its name, where it leads."""
    return [
        (one.day, words.short_day(one.day), asked.address(day=one.day.isoformat()))
        for one in week.days
    ]


def _head_bells(days: list[WeekDay]) -> dict[int, tuple[str, str]]:
    """Return the bells that most of the days have: they stand beside the pairs."""
    kinds = [one.bells for one in days if one.weekday is not None]
    return max(kinds, key=kinds.count, default={})


def _open_books(session: Session, who: Principal, week: Week) -> frozenset[int]:
    """Return those of the week's journals that the person may open."""
    books = {entry.gradebook_id for one in week.days for entry in one.entries}
    if not books or not who.may(Action.read, Resource.gradebook):
        return frozenset()
    return frozenset(session.scalars(select(Gradebook.id).where(Gradebook.id.in_(books))))


def _editor(who: Principal, week: Week) -> str:
    if week.timetable_id is None or not who.may(Action.update, Resource.timetable):
        return ""
    return f"/timetable/{week.timetable_id}/edit"


def choose_page(session: Session, who: Principal) -> str:
    """Return the page on which a timetable is chosen: groups by course, a search for the rest."""
    groups = groups_to_choose(session, who)
    names = dict(session.execute(select(Department.id, Department.name)).all())
    return render_template(
        "timetable/choose.html",
        courses=_by_course(groups),
        departments=names,
        staff=is_staff(who),
        may_edit=who.may(Action.update, Resource.timetable),
    )


def _by_course(groups: list[GroupName]) -> list[tuple[int, list[GroupName]]]:
    courses: dict[int, list[GroupName]] = {}
    for one in groups:
        courses.setdefault(one.course, []).append(one)
    return sorted(courses.items())
