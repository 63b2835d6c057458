"""The list of lesson plans: the methodist's queue, then all journals and their plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal, current_principal
from access.roles import Role
from domain.clock import clock
from domain.enums import PlanState
from models import Department, EmployeeLabel, Gradebook, StudyGroup
from services.plan_lists import (
    MISSING,
    ListedPlan,
    PlanFilter,
    list_plans,
    submitted_plans,
    years,
)
from services.plan_lock import decides_plans
from views.journal.words import with_subgroup
from views.plans.words import TONES, state_word

STEP: Final = 50  # journals that one more click shows
MOST_STEPS: Final = 20
QUEUE: Final = 30
STATES: Final = (
    PlanState.draft,
    PlanState.submitted,
    PlanState.returned,
    PlanState.approved,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what is no number or no state counts as not asked."""

    filter: PlanFilter
    steps: int
    query: dict[str, Any]

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        """Read the address."""
        state = args.get("state", "")
        allowed = {MISSING, *(one.value for one in STATES)}
        found = PlanFilter(
            text=args.get("q", "").replace("\0", "").strip()[:100],
            state=state if state in allowed else "",
            year_id=_number(args.get("year")),
            department_id=_number(args.get("department")),
            group_id=_number(args.get("group")),
            teacher_id=_number(args.get("teacher")),
        )
        names = ("q", "state", "year", "department", "group", "teacher")
        query: dict[str, Any] = {name: args[name] for name in names if args.get(name)}
        return cls(found, max(1, min(MOST_STEPS, _number(args.get("steps")) or 1)), query)


def plans_page(session: Session, args: Mapping[str, str]) -> str:
    """Return the page; `args` are those of the address."""
    who = current_principal()
    asked = Asked.of(args)
    lines, more = list_plans(session, who, asked.filter, asked.steps * STEP)
    more_url = None
    if more and asked.steps < MOST_STEPS:
        more_url = url_for("PlanView.plans", **asked.query, steps=asked.steps + 1)
    decides = decides_plans(who)
    return render_template(
        "plans/list.html",
        teaches=Role.teacher in who.roles,
        decides=decides,
        queue=[_line(one) for one in submitted_plans(session, who, QUEUE)] if decides else [],
        asked=asked.filter,
        is_narrowed=bool(asked.query),
        choices=_choices(session, who, asked.filter),
        lines=[_line(one) for one in lines],
        more_url=more_url,
        is_cut=more and more_url is None,
    )


def _choices(session: Session, who: Principal, asked: PlanFilter) -> list[dict[str, Any]]:
    """Return the filters: name, label, the word for «all», rows of (key, text), the chosen one."""
    states = [(MISSING, _("no plan")), *((one.value, state_word(one)) for one in STATES)]
    found = [_choice("state", _("State"), _("any state"), states, asked.state)]
    if who.roles > {Role.teacher} or Role.teacher not in who.roles:
        found += _places(session, asked)
    named = [(one.id, one.name) for one in years(session)]
    found.append(_choice("year", _("Academic year"), _("this year"), named, asked.year_id))
    return [one for one in found if len(one["rows"]) > 1]


def _places(session: Session, asked: PlanFilter) -> list[dict[str, Any]]:
    departments = session.execute(select(Department.id, Department.name).order_by(Department.name))
    groups = select(StudyGroup.id, StudyGroup.name).order_by(StudyGroup.name)
    if asked.department_id:
        groups = groups.where(StudyGroup.department_id == asked.department_id)
    keepers = select(EmployeeLabel).where(EmployeeLabel.id.in_(select(Gradebook.teacher_id)))
    teachers = [
        (one.id, one.short_name)
        for one in session.scalars(keepers.order_by(EmployeeLabel.sort_name))
    ]
    return [
        _choice(
            "department",
            _("Department"),
            _("all departments"),
            departments.all(),
            asked.department_id,
        ),
        _choice(
            "group", _("Group"), _("all groups"), session.execute(groups).all(), asked.group_id
        ),
        _choice("teacher", _("Teacher"), _("all teachers"), teachers, asked.teacher_id),
    ]


def _choice(name: str, label: str, every: str, rows: Any, chosen: Any) -> dict[str, Any]:
    return {"name": name, "label": label, "every": every, "rows": list(rows), "chosen": chosen}


def _line(one: ListedPlan) -> dict[str, Any]:
    journal = one.journal
    url = url_for("PlanView.plan", plan_id=one.plan_id) if one.plan_id else None
    return {
        "group": with_subgroup(journal.group, journal.subgroup),
        "title": journal.title,
        "teacher": journal.teacher,
        "own": one.own,
        "url": url,
        "new_url": url_for("PlanView.new", gradebook_id=journal.gradebook_id),
        "state": state_word(one.state),
        "tone": TONES[one.state],
        "revision": one.revision if one.revision and one.revision > 1 else None,
        "under_way": one.in_force and one.state is not PlanState.approved,
        "hours": one.hours,
        "submitted": f"{clock.local(one.submitted_at):%d.%m.%Y}" if one.submitted_at else "",
    }


def _number(text: str | None) -> int | None:
    """Return a whole number that a key can be, None for anything else."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 9:
        return None
    return int(text)
