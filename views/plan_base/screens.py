"""The pages of the base of plans, rendered."""

from typing import Any, Final

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.clock import clock
from domain.enums import PlanRow, PlanState
from domain.stems import stems
from models import AcademicYear, Programme
from models.labels import label_of
from services.errors import ServiceError
from services.plan_base import STEP, BasePlace, FoundPlan, FoundTopic, list_plans, search_topics
from services.plan_base_choices import groups_of_base, teachers_of_base
from services.plan_base_read import BasePlan, journals_to_fill
from services.plan_check import lesson_numbers
from services.plan_target import Target, import_target
from views.journal.words import with_subgroup
from views.plan_base.asked import Asked
from views.plan_base.marking import marked
from views.plans.words import TONES, state_word

STATES: Final = (
    PlanState.approved,
    PlanState.draft,
    PlanState.submitted,
    PlanState.returned,
    PlanState.superseded,
)


def base_page(session: Session, who: Principal, asked: Asked) -> str:
    """Return the search of topics where words are sought, else the list of plans."""
    topics: list[FoundTopic] = []
    plans: list[FoundPlan] = []
    skip = asked.page * STEP
    if asked.text:
        topics, more = search_topics(session, asked.text, asked.narrowed, STEP, skip)
    else:
        plans, more = list_plans(session, asked.narrowed, STEP, skip)
    sought = frozenset(stems(asked.text))
    return render_template(
        "plan_base/base.html",
        asked=asked,
        has_words=bool(sought),
        topics=[_topic(one, sought, asked.text) for one in topics],
        plans=[_listed(one) for one in plans],
        choices=_choices(session, asked),
        states=[(one.value, label_of(one)) for one in STATES],
        next_url=url_for(".base", **asked.link(asked.page + 1)) if more else None,
        back_url=url_for(".base", **asked.link(asked.page - 1)) if asked.page else None,
        imports=who.may(Action.create, Resource.lesson_plan),
    )


def read_page(session: Session, who: Principal, plan: BasePlan, text: str) -> str:
    """Return an approved plan as a table to read."""
    sought = frozenset(stems(text))
    journals = []
    for one in journals_to_fill(session, who, plan):
        target = _target(session, who, one.gradebook_id)
        if target is not None:
            journals.append((one.gradebook_id, with_subgroup(one.group, one.subgroup), target.rows))
    numbers = lesson_numbers(plan.rows)
    rows = [
        {
            "line": line,
            "number": number,
            "is_heading": line.level is not PlanRow.lesson,
            "kind": label_of(line.kind),
            "pieces": marked(line.title, sought),
        }
        for line, number in zip(plan.rows, numbers, strict=True)
    ]
    return render_template(
        "plan_base/read.html",
        plan=plan,
        group=with_subgroup(plan.journal.group, plan.journal.subgroup),
        rows=rows,
        hours=sum(line.hours for line in plan.rows),
        self_hours=sum(line.self_study_hours for line in plan.rows),
        decided=f"{clock.local(plan.decided_at):%d.%m.%Y}" if plan.decided_at else "",
        journals=journals,
        text=text,
    )


def _target(session: Session, who: Principal, gradebook_id: int) -> Target | None:
    """Return the journal to fill; None where its plan waits for a decision."""
    try:
        return import_target(session, who, gradebook_id)
    except ServiceError:
        return None


def _topic(one: FoundTopic, sought: frozenset[str], text: str) -> dict[str, Any]:
    return {
        "pieces": marked(one.title, sought),
        "is_heading": one.level is not PlanRow.lesson,
        "level": label_of(one.level),
        "kind": label_of(one.kind),
        "hours": one.hours,
        "semester": one.semester_number,
        **_place(one.place, one.topic_id, text),
    }


def _listed(one: FoundPlan) -> dict[str, Any]:
    decided = f"{clock.local(one.decided_at):%d.%m.%Y}" if one.decided_at else ""
    return {"hours": one.hours, "rows": one.rows, "decided": decided, **_place(one.place)}


def _place(place: BasePlace, topic_id: int | None = None, text: str = "") -> dict[str, Any]:
    is_base = place.state is PlanState.approved
    values: dict[str, Any] = {"q": text} if text and is_base else {}
    anchor = f"row-{topic_id}" if topic_id else None
    page = ".read" if is_base else "PlanView.plan"
    address = url_for(page, plan_id=place.plan_id, _anchor=anchor, **values)
    return {
        "url": address,
        "title": place.journal.title,
        "group": with_subgroup(place.journal.group, place.journal.subgroup),
        "teacher": place.journal.teacher,
        "year": place.year,
        "programme": place.programme,
        "state": state_word(place.state),
        "tone": TONES[place.state],
    }


def _choices(session: Session, asked: Asked) -> list[tuple[Any, ...]]:
    """Return the choices of the filters: name, label, «all», rows, the chosen one."""
    narrowed = asked.narrowed
    programmes = session.execute(
        select(Programme.id, Programme.code + " " + Programme.name).order_by(Programme.code)
    ).all()
    years = session.execute(
        select(AcademicYear.id, AcademicYear.name).order_by(AcademicYear.starts_on.desc())
    ).all()
    return [
        ("programme", _("Programme"), _("all programmes"), programmes, narrowed.programme_id),
        ("group", _("Group"), _("all groups"), groups_of_base(session), narrowed.group_id),
        (
            "teacher",
            _("Teacher"),
            _("all teachers"),
            teachers_of_base(session),
            narrowed.teacher_id,
        ),
        ("year", _("Academic year"), _("all years"), years, narrowed.year_id),
    ]
