"""What the page of a student's practice shows."""

from typing import Any, Final

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.clock import clock
from domain.enums import CompetenceLevel
from domain.practice import MARKS
from domain.verdict import Severity
from models import PracticePlacement
from services.practice_conflicts import conflicts_of
from services.practice_links import links_of
from services.practice_lists import PracticeState, state_of
from services.practice_rows import PlacementRow, competences_of, placement_rows
from services.practice_view import (
    Practice,
    may_keep,
    may_link,
    may_place,
    shown_days,
    study_days,
)
from services.practice_words import sentence
from views.practice.forms import last_proposed
from views.weekdays import weekday_letters

TONES: Final = {
    Severity.fault: "bad",
    Severity.warning: "warn",
    Severity.note: "info",
    Severity.due: "info",
    Severity.ok: "ok",
}
STATES: Final[dict[PracticeState, tuple[Any, str]]] = {
    PracticeState.planned: (_l("not begun (practice)"), ""),
    PracticeState.running: (_l("going on"), "info"),
    PracticeState.to_sign: (_l("to be signed"), "warn"),
    PracticeState.signed: (_l("signed (practice)"), "ok"),
}


def state_badge(row: PlacementRow) -> tuple[str, str]:
    """Return the word and the tone of where a practice stands."""
    word, tone = STATES[state_of(row, clock.today())]
    return str(word), tone


def practice_page(session: Session, practice: Practice) -> str:
    """Return the page of a student's practice for the present principal."""
    who, row = current_principal(), practice.row
    keeps = may_keep(who, row.head_id) and row.signed_at is None
    studied = study_days(session, row.starts_on, row.ends_on)
    found = conflicts_of(session, who, [row]).get(row.id, []) if may_place(who) or keeps else []
    links = links_of(session, [row.id]) if may_link(who, row.head_id) else []
    return render_template(
        "practice/practice.html",
        practice=practice,
        row=row,
        keeps=keeps,
        places=may_place(who) and row.signed_at is None,
        may_link=may_link(who, row.head_id) and row.base_id is not None and not row.signed_at,
        state=state_badge(row),
        verdicts=[(TONES[one.severity], sentence(one)) for one in practice.verdicts],
        conflicts=[(TONES[one.severity], sentence(one)) for one in found],
        lines=[
            (day, weekday_letters()[day.isoweekday()], practice.day(day), day <= clock.today())
            for day in shown_days(studied, [practice])
        ],
        marks=MARKS,
        levels=list(CompetenceLevel),
        sources=_sources(session, practice) if keeps else [],
        links=links,
        reports=who.may(Action.create, Resource.report_run),
        seen=last_proposed([practice]),
        today=clock.today(),
        hours_word=_("h"),
    )


def _sources(session: Session, practice: Practice) -> list[tuple[int, str]]:
    """Return the students of the same practice whose competences can be copied."""
    same = session.scalars(
        select(PracticePlacement.id).where(
            PracticePlacement.item_id == practice.row.item_id,
            PracticePlacement.group_id == practice.row.group_id,
            PracticePlacement.id != practice.row.id,
        )
    ).all()
    named = competences_of(session, same)
    return [(row.id, row.student) for row in placement_rows(session, list(named))]
