"""How punctual a lesson is, as its page and its REST resource say it."""

from dataclasses import dataclass
from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.deadlines import Timeliness
from domain.verdict import Severity, Verdict
from services.lesson_punctuality import punctuality_of
from views.deadlines.words import done_words, excuses_json, moved_words, said
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

TONES: Final = {
    Severity.ok: "ok",
    Severity.note: "info",
    Severity.due: "warn",
    Severity.warning: "bad",
    Severity.fault: "bad",
}


@dataclass(frozen=True, slots=True)
class PunctualityLine:
    """What is judged, how it stands, and what is told beside it."""

    what: str
    words: str
    tone: str
    done: str  # «12.10.2026», empty where it is not done
    excuse: str


def punctuality_lines(lesson_id: int) -> list[PunctualityLine]:
    """Return the lines of a lesson's page; the caller has found the lesson visible.

    None for those who do not see the trail: how a teacher keeps the journal is not for families.
    """
    if not current_principal().may(Action.read, Resource.audit_entry):
        return []
    found = punctuality_of(db.session, lesson_id)
    lines = [_line(_("Record"), found.record)]
    if found.homework is not None:
        lines.append(_line(_("Homework"), found.homework))
    lines += [_line(one.title or _("Results of the work"), one.verdict) for one in found.results]
    return [line for line in lines if line is not None]


def _line(what: str, verdict: Verdict) -> PunctualityLine | None:
    """Return a line; nothing is told of what is still ahead."""
    if verdict.code == Timeliness.pending:
        return None
    done_on = verdict.facts["done_on"]
    return PunctualityLine(
        what,
        done_words(verdict),
        TONES[verdict.severity],
        "" if done_on is None else said(done_on),
        moved_words(verdict) if verdict.code != Timeliness.done else "",
    )


class PunctualityApi(RestApi):
    """How punctual a lesson is, for programs."""

    resource_name = "lesson"
    class_permission_name = Resource.lesson
    openapi_spec_tag = "Journal"

    @expose("/<int:pk>/punctuality", methods=["GET"])
    @needs(Action.read, Resource.audit_entry)
    @answers
    def get(self, pk: int) -> Response:
        """Get whether a lesson, its homework and the results of its works are in time.
        ---
        get:
          description: >-
            `code` is pending, soon, today, overdue, done, late or excused; `due` the last day in
            time; `late_by` working days of the college's week; `excused_by` what moved the limit;
            `sentence` says it in the caller's language.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The verdicts; `homework` is null where none is due
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      record: {type: object}
                      homework: {type: object, nullable: true}
                      results: {type: array, items: {type: object}}
        """
        found = punctuality_of(db.session, pk)
        return compact(
            {
                "lesson_id": pk,
                "record": _json(_("Record"), found.record),
                "homework": found.homework and _json(_("Homework"), found.homework),
                "results": [
                    {"work_id": one.work_id, "title": one.title}
                    | _json(one.title or _("Results of the work"), one.verdict)
                    for one in found.results
                ],
            }
        )


def _json(what: str, verdict: Verdict) -> dict[str, Any]:
    facts = verdict.facts
    sentence = ". ".join(filter(None, (done_words(verdict), moved_words(verdict))))
    return {
        "what": what,
        "sentence": sentence,
        "clause": verdict.clause,
        "code": verdict.code,
        "due": facts["due"].isoformat(),
        "done_on": facts["done_on"] and facts["done_on"].isoformat(),
        "late_by": facts["late_by"],
        "excused_by": excuses_json(facts["excused_by"]),
    }
