"""The pages of one lesson plan, rendered."""

import json
from dataclasses import asdict
from typing import Any, Final

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal, current_principal
from domain.clock import clock
from domain.enums import PlanRow, PlanState
from domain.plan_hours import LESSON_HOURS
from models import LessonPlan, LessonPlanTopic
from models.labels import label_for, label_of
from services.journal_columns import COLUMNS, journal_name, with_journal
from services.plan_check import HOUR_WORDS, lesson_numbers
from services.plan_copy import sources_for
from services.plan_history import Compared, Revision
from services.plan_json import plan_json
from services.plan_lock import OPEN, writes_plan
from services.plan_view import PlanView
from views.journal.words import instant, with_subgroup
from views.plans.sentences import sentences
from views.plans.words import (
    TONES,
    columns,
    heading_beginnings,
    kind_beginnings,
    state_word,
    vocabularies,
)

# What could end the element that holds the block, or begin another one, is written as an escape.
_ESCAPES: Final = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def plan_page(view: PlanView) -> str:
    """Return the page of a plan; its table is made by the browser from the data block."""
    data = plan_json(view) | {
        "columns": columns(),
        "labels": vocabularies(),
        "beginnings": {"kind": kind_beginnings(), "level": heading_beginnings()},
        "lesson_hours": dict(LESSON_HOURS),
        "messages": sentences(),
    }
    return render_template(
        "plans/plan.html",
        **_named(view),
        data=_block(data),
        user_id=current_principal().user_id,
        withdrawable=view.writes and view.state is PlanState.submitted,
        deletable=view.editable,
        revisions=[_revision(one, view) for one in view.revisions],
    )


def printed_page(view: PlanView) -> str:
    """Return a plan as a document on A4."""
    numbers = lesson_numbers(view.rows)
    rows = [
        asdict(line)
        | {
            "number": number,
            "kind_word": str(label_of(line.kind)),
            "is_heading": line.level is not PlanRow.lesson,
            "dates": _dates(view, line.id),
            "begins": place == 0 or line.semester_number != view.rows[place - 1].semester_number,
        }
        for place, (line, number) in enumerate(zip(view.rows, numbers, strict=True))
    ]
    return render_template(
        "plans/print.html",
        **_named(view),
        rows=rows,
        many_semesters=len(view.facts.terms) > 1,
        cells=[
            asdict(cell) | {"word": str(HOUR_WORDS[cell.kind])} for cell in view.check.hours.cells
        ],
        total=sum(line.hours for line in view.rows),
        total_self_study=sum(line.self_study_hours for line in view.rows),
        decided=instant(view.decided_at)[:10] if view.decided_at else "",
    )


def compare_page(view: PlanView, compared: Compared) -> str:
    """Return what differs between two revisions."""
    words = {
        "added": _("row added"),
        "removed": _("row removed"),
        "changed": _("row changed"),
        "moved": _("row moved"),
    }
    lines = [
        {
            "what": words[one.what.value],
            "tone": {"added": "ok", "removed": "bad"}.get(one.what.value, "info"),
            "old_place": one.old_place,
            "new_place": one.new_place,
            "title": (one.new or one.old or {}).get("title", ""),
            "fields": [
                (str(label_for(LessonPlanTopic, name)), _said(name, old), _said(name, new))
                for name, (old, new) in one.fields.items()
            ],
        }
        for one in compared.changes
    ]
    return render_template(
        "plans/compare.html",
        **_named(view),
        old=_revision(compared.old, view),
        new=_revision(compared.new, view),
        lines=lines,
    )


def new_page(session: Session, who: Principal, gradebook_id: int) -> str:
    """Return the ways to begin or to fill a journal's plan; raise NotFoundError."""
    sources = sources_for(session, who, gradebook_id)
    query = with_journal(select(*COLUMNS)).where(COLUMNS[0] == gradebook_id)
    journal = journal_name(session.execute(query).one())
    if not writes_plan(who, journal.teacher_id):
        abort(403)
    known = select(LessonPlan.id, LessonPlan.state).where(LessonPlan.gradebook_id == gradebook_id)
    plans = session.execute(known.order_by(LessonPlan.revision.desc())).all()
    return render_template(
        "plans/new.html",
        journal=journal,
        group=with_subgroup(journal.group, journal.subgroup),
        plan_id=plans[0].id if plans else None,
        is_open=bool(plans) and plans[0].state in OPEN,
        is_submitted=bool(plans) and plans[0].state is PlanState.submitted,
        sources=[
            {
                "id": one.plan_id,
                "url": url_for("PlanView.plan", plan_id=one.plan_id) if one.own else None,
                "year": one.year,
                "group": with_subgroup(one.journal.group, one.journal.subgroup),
                "title": one.journal.title,
                "teacher": one.journal.teacher,
                "own": one.own,
                "hours": one.hours,
                "state": state_word(one.state),
                "tone": TONES[one.state],
            }
            for one in sources
        ],
    )


def _named(view: PlanView) -> dict[str, Any]:
    journal = view.journal
    return {
        "plan": view,
        "title": journal.title,
        "group": with_subgroup(journal.group, journal.subgroup),
        "teacher": journal.teacher,
        "state": state_word(view.state),
        "tone": TONES[view.state],
        "submitted": instant(view.submitted_at) if view.submitted_at else "",
    }


def _revision(one: Revision, view: PlanView) -> dict[str, Any]:
    return {
        "id": one.plan_id,
        "number": one.number,
        "state": state_word(one.state),
        "tone": TONES[one.state],
        "created": f"{clock.local(one.created_at):%d.%m.%Y}",
        "decided": f"{clock.local(one.decided_at):%d.%m.%Y}" if one.decided_at else "",
        "decided_by": one.decided_by,
        "is_shown": one.plan_id == view.id,
        "url": url_for("PlanView.plan", plan_id=one.plan_id),
        "compare_url": url_for("PlanView.compare", plan_id=view.id, other_id=one.plan_id),
    }


def _dates(view: PlanView, row_id: int | None) -> str:
    dates = view.dates.rows.get(row_id or 0)
    return ", ".join(f"{day:%d.%m}" for day in dates.days) if dates else ""


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    return vocabularies().get(name, {}).get(str(value), str(value))


def _block(values: dict[str, Any]) -> Markup:
    """Return `values` as JSON in which nothing can end or begin an element."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    for letter, escape in _ESCAPES:
        text = text.replace(letter, escape)
    return Markup(text)  # noqa: S704  escaped above
