"""How inspections and remarks are shown: their kinds, states and tones in the reader's language."""

from typing import Any, Final

from flask_babel import gettext as _

from domain.clock import clock
from domain.enums import PartVerdict, RemarkState
from domain.inspection import FactKey, Part
from models.labels import label_of
from services.inspection_json import ShownFact, ShownFacts
from services.inspection_lists import InspectionLine, ShowInspections
from services.inspection_words import fact_word, part_word, verdict_word
from services.journal_columns import JournalName
from services.remark_lists import EntryLine, RemarkLine, ShowRemarks
from views.journal.words import instant, with_subgroup

TONES: Final = {PartVerdict.good: "ok", PartVerdict.remarks: "warn", PartVerdict.poor: "bad"}


def show_inspections_word(show: ShowInspections) -> str:
    """Return the name of a choice of the list of inspections."""
    return {
        ShowInspections.underway: _("under way (inspection)"),
        ShowInspections.open: _("with open remarks"),
        ShowInspections.done: _("nothing is open"),
    }[show]


def show_remarks_word(show: ShowRemarks) -> str:
    """Return the name of a choice of the list of remarks."""
    return {
        ShowRemarks.open: _("open"),
        ShowRemarks.answered: _("answered"),
        ShowRemarks.overdue: _("overdue"),
        ShowRemarks.escalated: _("passed to the deputies"),
        ShowRemarks.closed: _("closed (remark)"),
    }[show]


LACK_LETTERS: Final = {
    FactKey.not_recorded: ("•", "bad"),
    FactKey.late: ("±", "warn"),
    FactKey.no_topic: ("Т", "bad"),
    FactKey.no_homework: ("Д", "bad"),
    FactKey.late_homework: ("д", "warn"),
    FactKey.off_plan: ("п", "warn"),
    FactKey.no_results: ("Р", "bad"),
    FactKey.few_marks: ("м", "bad"),
    FactKey.departs: ("?", "warn"),
    FactKey.debts: ("о", "warn"),
    FactKey.no_final_marks: ("и", "bad"),
}


def lack_word(key: FactKey) -> str:
    """Return what one lesson or student lacks."""
    return {
        FactKey.not_recorded: _("not recorded"),
        FactKey.late: _("recorded late"),
        FactKey.no_topic: _("no topic"),
        FactKey.no_homework: _("no homework"),
        FactKey.late_homework: _("homework given late"),
        FactKey.off_plan: _("topic is not the plan's"),
        FactKey.no_results: _("no results of a work"),
        FactKey.few_marks: _("too few marks"),
        FactKey.departs: _("final mark departs from the current ones"),
        FactKey.debts: _("no days for what is owed"),
        FactKey.no_final_marks: _("no final marks"),
    }.get(key, "")


def journal_words(journal: JournalName) -> dict[str, Any]:
    """Return which journal it is, for the pages."""
    return {
        "gradebook_id": journal.gradebook_id,
        "title": journal.title,
        "group": with_subgroup(journal.group, journal.subgroup),
        "teacher": journal.teacher,
    }


def inspection_words(one: InspectionLine) -> dict[str, Any]:
    """Return an inspection for the pages."""
    finished = one.finished_at
    return journal_words(one.journal) | {
        "id": one.id,
        "kind": str(label_of(one.kind)),
        "inspector": one.inspector,
        "days": f"{one.first:%d.%m.%Y}–{one.last:%d.%m.%Y}",
        "opened": instant(one.opened_at),
        "finished": f"{clock.day_of(finished):%d.%m.%Y}" if finished else "",
        "verdicts": [
            (str(part), part_word(part), verdict_word(verdict), TONES[verdict] if verdict else "")
            for part, verdict in one.verdicts.items()
        ]
        if finished
        else [],
        "worst": _worst(one) if finished else ("", ""),
        "remarks": one.remarks,
        "open_remarks": one.open_remarks,
        "summary": one.summary,
    }


def _worst(one: InspectionLine) -> tuple[str, str]:
    """Return the worst of the four verdicts, as a word and a tone."""
    order = list(PartVerdict)
    given = [verdict for verdict in one.verdicts.values() if verdict is not None]
    worst = max(given, key=order.index, default=None)
    return (verdict_word(worst), TONES[worst]) if worst else ("", "")


def remark_words(one: RemarkLine) -> dict[str, Any]:
    """Return a remark for the pages."""
    state, tone = _state(one)
    at = ""
    if one.held_on is not None:
        at = f"{one.held_on:%d.%m.%Y}"
        if one.pair:
            at = f"{at}, {_('pair %(number)s', number=one.pair)}"
    return journal_words(one.journal) | {
        "id": one.id,
        "inspection_id": one.inspection_id,
        "text": one.text,
        "cause": str(label_of(one.cause)) if one.cause else "",
        "place": at or one.student or _("the whole journal"),
        "link": f"/journal/{one.journal.gradebook_id}"
        + (f"?lesson={one.lesson_id}" if one.lesson_id else ""),
        "due": f"{one.due_on:%d.%m.%Y}",
        "due_on": one.due_on,
        "is_overdue": one.is_overdue,
        "state": str(one.state),
        "state_word": state,
        "tone": tone,
        "author": one.author,
        "made": instant(one.created_at),
        "is_escalated": one.escalated_at is not None,
        "is_draft": one.is_draft,
    }


def _state(one: RemarkLine) -> tuple[str, str]:
    if one.is_draft:
        return _("not given to the teacher yet"), ""
    if one.state is RemarkState.closed:
        return _("closed (remark)"), "ok"
    if one.state is RemarkState.answered:
        return _("answered"), "info"
    return (_("overdue"), "bad") if one.is_overdue else (_("open"), "warn")


def entry_words(one: EntryLine) -> dict[str, str]:
    """Return a line of a remark's log."""
    return {
        "at": instant(one.at),
        "what": str(label_of(one.event)),
        "who": one.author or _("the system"),
        "text": one.text,
    }


def fact_words(fact: ShownFact) -> dict[str, Any]:
    """Return a computed fact for the pages."""
    return {
        "key": str(fact.key),
        "words": fact_word(fact),
        "clause": fact.clause,
        "lessons": fact.lessons,
        "students": fact.students,
        "closes_itself": fact.has_cause,
    }


def parts_words(facts: ShownFacts | None) -> list[dict[str, Any]]:
    """Return the four parts of clause 7.3 with their facts and what they suggest."""
    return [
        {
            "key": str(part),
            "title": part_word(part),
            "facts": [fact_words(fact) for fact in facts.of(part)] if facts else [],
            "suggested": str(facts.suggested[part]) if facts else "",
            "suggested_word": verdict_word(facts.suggested[part]) if facts else "",
            "tone": TONES[facts.suggested[part]] if facts else "",
            "numbers": _numbers(part, facts) if facts else "",
        }
        for part in Part
    ]


def _numbers(part: Part, facts: ShownFacts) -> str:
    """Return the figures that a part is judged beside."""
    if part is Part.completeness:
        return _("recorded %(done)s of %(all)s lessons", done=facts.recorded, all=facts.lessons)
    if part is Part.delivery:
        hours = facts.hours
        return _(
            "semester %(number)s: held %(held)s of %(due)s hours, load %(load)s",
            number=facts.semester,
            held=hours["held"],
            due=hours["due"],
            load=hours["load"],
        )
    if part is Part.objectivity:
        return _("final marks: %(done)s of %(all)s students", done=facts.marked, all=facts.students)
    return _("works this semester: %(count)s", count=facts.works)
