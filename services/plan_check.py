"""Whether a lesson plan can be submitted, and in sentences why not (clauses 4.2, 5.5.2, 5.5.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.enums import PlanRow
from domain.plan_hours import Comparison, HourCell, HourFault
from services.plan_hours import HourFacts
from services.plan_lines import PlanLine
from services.record_language import record_problem, topic_problem

MOST_NAMED: Final = 10  # rows that one sentence lists, and sentences about rows
MOST_TITLE: Final = 40
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
    """The hours three ways, and what stops the plan from being submitted; nothing: it can be.

    `faults` are the sentences at single fields: place of the row from 0 → field → sentence.
    """

    hours: Comparison
    blocks: tuple[str, ...]
    faults: Mapping[int, Mapping[str, str]]


def check_plan(facts: HourFacts, lines: Sequence[PlanLine]) -> PlanCheck:
    """Check the whole table of a plan."""
    hours = facts.compare(lines)
    faults = row_faults(facts, lines)
    if not any(line.level is PlanRow.lesson for line in lines):
        return PlanCheck(hours, (_("The plan has no lessons yet."),), faults)
    blocks = [*_named(lines, faults), *(sentence_of(cell) for cell in hours.faults)]
    return PlanCheck(hours, tuple(blocks), faults)


def row_faults(facts: HourFacts, lines: Sequence[PlanLine]) -> dict[int, dict[str, str]]:
    """Return what is wrong in single rows (5.5.8: a title is given, and is Russian)."""
    semesters = {term.number for term in facts.terms}
    found: dict[int, dict[str, str]] = {}
    for place, line in enumerate(lines):
        faults: dict[str, str | None] = {"title": topic_problem(line.title)}
        if line.level is PlanRow.lesson:
            faults |= {name: record_problem(getattr(line, name)) for name in RECORDS}
            if not line.hours and not line.self_study_hours:
                faults["hours"] = _("A lesson needs hours.")
            if line.semester_number not in semesters:
                faults["semester_number"] = _("The year has no such semester.")
        said = {name: sentence for name, sentence in faults.items() if sentence}
        if said:
            found[place] = said
    return found


def _named(lines: Sequence[PlanLine], faults: Mapping[int, Mapping[str, str]]) -> list[str]:
    """Return each sentence once, with the rows that it is about: «№ 2, 5: …»."""
    numbers = lesson_numbers(lines)
    rows: dict[str, list[str]] = {}
    for place, fields in faults.items():
        number = numbers[place]
        name = str(number) if number else f"«{lines[place].title[:MOST_TITLE]}»"
        for sentence in fields.values():
            rows.setdefault(sentence, []).append(name)
    found = []
    for sentence, names in rows.items():
        more = " …" if len(names) > MOST_NAMED else ""
        found.append(f"№ {', '.join(names[:MOST_NAMED])}{more}: {sentence}")
    return found[:MOST_NAMED]


def lesson_numbers(lines: Sequence[PlanLine]) -> list[int | None]:
    """Return the number of each lesson in the plan, from 1; a heading has none."""
    count = 0
    found: list[int | None] = []
    for line in lines:
        count += line.level is PlanRow.lesson
        found.append(count if line.level is PlanRow.lesson else None)
    return found


def sentence_of(cell: HourCell) -> str:
    """Return what is wrong with the hours of one semester and kind, with the exact difference."""
    values = {
        "number": cell.semester,
        "kind": HOUR_WORDS[cell.kind],
        "plan": cell.plan,
        "curriculum": cell.curriculum,
        "load": cell.load,
        "to_curriculum": f"{cell.to_curriculum:+d}".replace("-", "−"),
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
