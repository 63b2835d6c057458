"""The page of journals without an approved plan, rendered."""

from typing import Any, Final

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.enums import PlanState
from models.labels import label_of
from services.plan_lock import decides_plans
from services.plan_missing import (
    MissingFilter,
    MissingPlan,
    missing_count,
    missing_plans,
    planned_year,
)
from views.journal.words import with_subgroup
from views.plans.words import TONES, state_word

STATES: Final = (PlanState.draft, PlanState.submitted, PlanState.returned, PlanState.superseded)


def missing_page(session: Session, who: Principal, narrowed: MissingFilter) -> str:
    """Return the journals of the planned year without an approved plan."""
    year = planned_year(session)
    rows = missing_plans(session, who, year.id, narrowed) if year else []
    count = missing_count(session, who, year.id) if year else None
    departments = list(dict.fromkeys((one.department_id, one.department) for one in rows))
    teachers = sorted({(one.journal.teacher, one.journal.teacher_id) for one in rows})
    groups = sorted({(one.journal.group, one.journal.group_id) for one in rows})
    return render_template(
        "plan_base/missing.html",
        year=year,
        count=count,
        narrowed=narrowed,
        rows=[_missing(one, who) for one in rows],
        departments=departments,
        teachers=[(key, name) for name, key in teachers],
        groups=[(key, name) for name, key in groups],
        states=[("none", _("no plan"))] + [(one.value, label_of(one)) for one in STATES],
        reminds=decides_plans(who),
        is_wide=len(teachers) > 1 or any(v for v in (narrowed.teacher_id, narrowed.department_id)),
        days=(year.starts_on - clock.today()).days if year else 0,
    )


def _missing(one: MissingPlan, who: Principal) -> dict[str, Any]:
    own = who.employee_id == one.journal.teacher_id
    link = None
    if one.plan_id is not None:
        link = url_for("PlanView.plan", plan_id=one.plan_id)
    elif own:
        link = url_for("PlanView.new", gradebook_id=one.journal.gradebook_id)
    return {
        "department": one.department,
        "group": with_subgroup(one.journal.group, one.journal.subgroup),
        "title": one.journal.title,
        "teacher": one.journal.teacher,
        "teacher_id": one.journal.teacher_id,
        "state": state_word(one.state),
        "tone": TONES[one.state],
        "is_due": one.state is not PlanState.submitted,  # a submitted plan waits for the methodist
        "link": link,
        "import_url": url_for("PlanImportView.choose", gradebook=one.journal.gradebook_id)
        if own
        else None,
    }
