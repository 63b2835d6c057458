"""The blocks of the first page: for each role what needs its hand today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from access.matrix import Action, Resource, roles_with
from access.principal import Principal
from access.roles import Role
from access.session import db
from domain.clock import clock
from domain.monitor import Counts, share
from models.labels import label_of
from services import (
    attendance_week,
    change_lists,
    diary,
    plan_lists,
    plan_missing,
    roster,
)
from services.coming_lessons import lessons_with_topics
from services.errors import NotFoundError
from services.load_counts import load_counts
from services.load_facts import find_year
from services.monitor_home import compared
from services.own_finals import own_finals
from services.programme_progress import programme_progress
from services.register_counts import register_counts
from views.changes.words import lesson_words
from views.control_plan.home import control_block
from views.deadlines.home import duty_block
from views.debts.home import debts_block
from views.delivery.home import behind_block
from views.timetable.home import timetable_block
from views.windows.home import windows_block

OPEN_SHOWN: Final = 10  # lessons without a teacher
CHANGES_SHOWN: Final = 10  # comings and leavings
PERIOD: Final = 30  # days of completeness, compared with as many before
DIARY_DAYS: Final = 7
COMING_DAYS: Final = 4  # after today
REGISTERS: Final[dict[Role, tuple[Resource, ...]]] = {
    Role.module_admin: (
        Resource.academic_year,
        Resource.semester,
        Resource.study_group,
        Resource.student,
        Resource.employee,
        Resource.gradebook,
        Resource.audit_entry,
    ),
    Role.hr: (
        Resource.employee,
        Resource.department,
        Resource.position,
        Resource.teaching_assignment,
    ),
    Role.methodist: (
        Resource.programme,
        Resource.curriculum_item,
        Resource.gradebook,
    ),
    Role.timetabler: (
        Resource.room,
        Resource.practice_period,
        Resource.teaching_assignment,
        Resource.study_group,
        Resource.employee,
    ),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the first page: its template and what that shows."""

    template: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for the first page, and which child and day of the diary."""

    who: Principal
    student_id: int | None = None
    until: date | None = None


Builder = Callable[[Asked], dict[str, Any]]


def blocks_for(asked: Asked) -> list[Block]:
    """Return the blocks of all roles of the person, each once."""
    found = [
        Block(f"home/{template}.html", build(asked))
        for roles, template, build in BLOCKS
        if not roles.isdisjoint(asked.who.roles)
    ]
    for role, resources in REGISTERS.items():
        if role in asked.who.roles:
            found.append(Block("home/_registers.html", _registers(role, resources)))
    return found


def _teacher(asked: Asked) -> dict[str, Any]:
    today, coming = lessons_with_topics(db.session, COMING_DAYS)
    return {"today": today, "coming": coming, "duties": duty_block(asked.who)}


def _curator(asked: Asked) -> dict[str, Any]:
    groups = attendance_week.groups_in_care(db.session)
    today = clock.today()
    weeks = (attendance_week.group_week(db.session, one.group_id, today) for one in groups)
    return {
        "weeks": [week for week in weeks if week is not None],
        "student_link": asked.who.may(Action.read, Resource.student),
    }


def _plans(asked: Asked) -> dict[str, Any]:
    year = plan_missing.planned_year(db.session)
    if year is None:
        return {"count": None}
    count = plan_missing.missing_count(db.session, asked.who, year.id)
    decides = Role.methodist in asked.who.roles
    return {
        "decides": decides,
        "submitted": plan_lists.submitted_count(db.session) if decides else 0,
        "count": count,
        "year": year.name,
        "days": (year.starts_on - clock.today()).days,
        "own": asked.who.roles <= plan_missing.NARROW,
    }


def _load(asked: Asked) -> dict[str, Any]:
    try:
        year = find_year(db.session, None)
    except NotFoundError:
        return {"sums": None}
    return {"year": year.name, "sums": load_counts(db.session, asked.who, year)}


def _completeness(_asked: Asked) -> dict[str, Any]:
    last = clock.today()
    first = last - timedelta(days=PERIOD - 1)
    span = {"from": first.isoformat(), "to": last.isoformat()}
    before, rows = compared(db.session, first - timedelta(days=PERIOD), first, last)
    total = sum((row.counts for row in rows), Counts())
    change = share(total.on_time, total.held) - share(before.on_time, before.held)
    return {
        "first": first,
        "last": last,
        "days": PERIOD,
        "rows": [_filled(row.counts, row.name, span | {"department": row.key}) for row in rows],
        "total": _filled(total, "", span),
        "change": round(change) if before.held else 0,
    }


def _filled(counts: Counts, name: str, query: dict[str, Any]) -> dict[str, Any]:
    """Return a department's numbers with their shares in percent, and the lists behind them."""
    return {
        "department": name,
        "held": counts.held,
        "on_time": counts.on_time,
        "late": counts.late,
        "not_recorded": counts.overdue,
        "on_time_share": share(counts.on_time, counts.held),
        "late_share": share(counts.late, counts.held),
        "open_share": share(counts.overdue, counts.held),
        "link": "/monitor/?" + urlencode(query),
        "late_link": "/monitor/list?" + urlencode(query | {"fault": "late"}),
        "open_link": "/monitor/list?" + urlencode(query | {"fault": "overdue"}),
    }


def _roster(_asked: Asked) -> dict[str, Any]:
    return {
        "counts": roster.roster_counts(db.session),
        "changes": roster.latest_changes(db.session, CHANGES_SHOWN),
    }


def _diary(asked: Asked) -> dict[str, Any]:
    owners = diary.diary_owners(db.session)
    ids = [owner.student_id for owner in owners]
    chosen = asked.student_id if asked.student_id in ids else (ids[0] if ids else None)
    until = asked.until or clock.today()
    if chosen is None:
        return {"owners": owners, "diary": None, "days": [], "label_of": label_of}
    first, today = until - timedelta(days=DIARY_DAYS - 1), clock.today()
    is_now = until == today
    last = until + timedelta(days=COMING_DAYS) if is_now else until
    found = diary.load_diary(db.session, chosen, first, last)
    days = found.days if found else ()
    earlier = {"student": chosen, "until": (first - timedelta(days=1)).isoformat()}
    return {
        "owners": owners,
        "diary": found,
        "days": [day for day in days if day.day <= until],
        "ahead": [day for day in reversed(days) if day.day > until],
        "progress": programme_progress(db.session, found) if found and is_now else [],
        "finals": own_finals(db.session, chosen, today) if found and is_now else [],
        "earlier": "/?" + urlencode(earlier),
        "label_of": label_of,
    }


def _delivery(asked: Asked) -> dict[str, Any]:
    return behind_block(asked.who)


def _windows(asked: Asked) -> dict[str, Any]:
    return windows_block(db.session, asked.who)


def _registers(role: Role, resources: tuple[Resource, ...]) -> dict[str, Any]:
    return {
        "role": role,
        "counts": register_counts(db.session, resources),
        "label_of": label_of,
    }


def _timetable(_asked: Asked) -> dict[str, Any]:
    return timetable_block(db.session)


def _waiting(_asked: Asked) -> dict[str, Any]:
    lessons = change_lists.without_stand_in(db.session)
    return {"count": len(lessons), "lessons": lessons[:OPEN_SHOWN], "words": lesson_words}


def _control(asked: Asked) -> dict[str, Any]:
    return control_block(db.session, asked.who)


def _debts(asked: Asked) -> dict[str, Any]:
    return debts_block(asked.who)


ANSWERS_FOR_CONTROL: Final = frozenset({Role.curator, Role.department_head, Role.deputy_director})
HAVE_DEBTS: Final = frozenset({Role.teacher, Role.curator, Role.student, Role.parent})
BLOCKS: Final[tuple[tuple[frozenset[Role], str, Builder], ...]] = (
    (frozenset({Role.teacher}), "_teacher", _teacher),
    (frozenset({Role.teacher, Role.department_head}), "_windows", _windows),
    (frozenset({Role.curator}), "_curator", _curator),
    (HAVE_DEBTS, "_debts", _debts),
    (ANSWERS_FOR_CONTROL, "_control", _control),
    (roles_with(Resource.plan_base, Action.read), "_plans", _plans),
    (frozenset({Role.deputy_director}), "_load", _load),
    (roles_with(Resource.completeness, Action.read), "_completeness", _completeness),
    (roles_with(Resource.completeness, Action.read), "_delivery", _delivery),
    (frozenset({Role.secretary}), "_roster", _roster),
    (frozenset({Role.timetabler}), "_timetable", _timetable),
    (frozenset({Role.timetabler}), "_waiting", _waiting),
    (roles_with(Resource.diary, Action.read), "_diary", _diary),
)
