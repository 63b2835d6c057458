"""Whether a lesson plan can be submitted, and in sentences why not (clauses 4.2, 5.5.2, 5.5.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.enums import PlanRow
from domain.language import LanguageFault, record_fault, topic_fault
from domain.plan_hours import Comparison, HourCell, HourFault
from services.plan_hours import HourFacts
from services.plan_lines import PlanLine

MOST_NAMED: Final = 10  # rows that one sentence lists
RECORDS: Final = ("homework", "tasks", "self_study")
HOUR_WORDS: Final = {
    "theory": _l("theory"),
    "practice": _l("practical classes"),
    "lab": _l("laboratory classes"),
    "coursework": _l("coursework"),
    "consultation": _l("consultations"),
    "control": _l("interim attestation"),
    "self_study": _l("self-study"),
}


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """The hours three ways, and what stops the plan from being submitted; nothing: it can be."""

    hours: Comparison
    blocks: tuple[str, ...]


def check_plan(facts: HourFacts, lines: Sequence[PlanLine]) -> PlanCheck:
    """Check the whole table of a plan."""
    hours = facts.compare(lines)
    lessons = [line for line in lines if line.level is PlanRow.lesson]
    if not lessons:
        return PlanCheck(hours, (_("The plan has no lessons yet."),))
    blocks = [*_text_blocks(lines), *_hour_blocks(facts, lines)]
    blocks += [sentence_of(cell) for cell in hours.faults]
    return PlanCheck(hours, tuple(blocks))


def _text_blocks(lines: Sequence[PlanLine]) -> list[str]:
    missing, foreign, records = [], [], []
    for place, line in enumerate(lines, 1):
        fault = topic_fault(line.title)
        if fault is LanguageFault.missing:
            missing.append(place)
        elif fault is not None:
            foreign.append(place)
        if any(record_fault(getattr(line, name)) for name in RECORDS):
            records.append(place)
    faults = (
        (missing, _("Rows without a title: %(rows)s.", rows=_named(missing))),
        (
            foreign,
            _(
                "The topic is written in Russian; foreign terms may stand in it. Rows: %(rows)s.",
                rows=_named(foreign),
            ),
        ),
        (
            records,
            _(
                "Records are made in Russian; foreign terms may stand in them. Rows: %(rows)s.",
                rows=_named(records),
            ),
        ),
    )
    return [sentence for places, sentence in faults if places]


def _hour_blocks(facts: HourFacts, lines: Sequence[PlanLine]) -> list[str]:
    empty = [
        place
        for place, line in enumerate(lines, 1)
        if line.level is PlanRow.lesson and not line.hours and not line.self_study_hours
    ]
    numbers = {term.number for term in facts.terms}
    astray = [
        place
        for place, line in enumerate(lines, 1)
        if line.level is PlanRow.lesson and line.semester_number not in numbers
    ]
    faults = (
        (empty, _("Lessons without hours: rows %(rows)s.", rows=_named(empty))),
        (astray, _("Rows of a semester that the year has not: %(rows)s.", rows=_named(astray))),
    )
    return [sentence for places, sentence in faults if places]


def _named(places: Sequence[int]) -> str:
    """Return «2, 5, 7 …» for the numbers of rows in the table."""
    more = " …" if len(places) > MOST_NAMED else ""
    return ", ".join(map(str, places[:MOST_NAMED])) + more


def sentence_of(cell: HourCell) -> str:
    """Return what is wrong with the hours of one semester and kind, with the exact difference."""
    values = {
        "number": cell.semester,
        "kind": HOUR_WORDS[cell.kind],
        "plan": cell.plan,
        "curriculum": cell.curriculum,
        "load": cell.load,
        "to_curriculum": f"{cell.to_curriculum:+d}",
    }
    match cell.fault:
        case HourFault.disagree:
            return _(
                "Semester %(number)s, %(kind)s: the curriculum gives %(curriculum)s h and the "
                "load %(load)s h, so that no plan matches both (this one has %(plan)s h): the "
                "deputy director corrects the load or the methodist the curriculum.",
                **values,
            )
        case HourFault.differs:
            return _(
                "Semester %(number)s, %(kind)s: the plan has %(plan)s h, the curriculum "
                "%(curriculum)s h (difference %(to_curriculum)s).",
                **values,
            )
    return ""
