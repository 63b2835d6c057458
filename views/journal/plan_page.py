"""The page of a journal's plan in its lessons, and taking a merge over from it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from access.principal import current_principal
from domain.clock import clock
from domain.typed import MOST_ID, whole
from models.labels import label_of
from services.errors import NotFoundError, ServiceError
from services.lesson_accept import accept_topic
from services.plan_progress import PlanProgress, RowState, plan_progress
from views.journal.from_plan_words import editor_link
from views.journal.words import with_subgroup

TONES = {
    RowState.given: "ok",
    RowState.begun: "info",
    RowState.planned: "",
    RowState.skipped: "warn",
    RowState.at_risk: "bad",
}


def progress_page(session: Session, gradebook_id: int) -> str:
    """Return the page, or abort with 404."""
    if gradebook_id > MOST_ID:
        abort(404)
    try:
        found = plan_progress(session, current_principal(), gradebook_id)
    except NotFoundError:
        abort(404)
    return render_template("journal/plan.html", **_values(found))


def take_merge(session: Session, gradebook_id: int) -> Response:
    """Write two merged rows into the lesson that the form names; go back to the page."""
    back = redirect(f"/journal/{gradebook_id}/plan")
    names = ("lesson_id", "topic_id", "last_topic_id")
    try:
        lesson_id, first, last = (whole(request.form.get(name)) for name in names)
    except ValueError:
        abort(400)
    if lesson_id is None or gradebook_id > MOST_ID:
        abort(400)
    rows = {"topic_id": first, "last_topic_id": last}
    try:
        saved = accept_topic(session, current_principal(), lesson_id, rows)
    except ServiceError as refusal:
        session.rollback()
        flash(refusal.sentence, "danger")
        return back
    flash(_("The lesson gives both topics: %(topic)s", topic=saved.lesson["topic"]), "success")
    return back


def _values(found: PlanProgress) -> dict[str, Any]:
    journal = found.journal
    return {
        "progress": found,
        "book": journal,
        "group": with_subgroup(journal.group, journal.subgroup),
        "title": f"{journal.index_code} {journal.item}",
        "editor": editor_link(journal.id, None if found.head is None else found.head.id),
        "today": clock.today(),
        "tones": TONES,
        "states": {
            RowState.given: _("given"),
            RowState.begun: _("begun"),
            RowState.planned: _("planned"),
            RowState.skipped: _("skipped"),
            RowState.at_risk: _("does not fit"),
        },
        "label_of": label_of,
    }
