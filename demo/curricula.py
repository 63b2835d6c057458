"""Rows of programmes, curricula, their items and the hours of each semester."""

from dataclasses import dataclass
from typing import Final

from demo.programmes import (
    DAY_HOURS,
    EXAM_HOURS,
    FINAL_HOURS,
    WEEK_HOURS,
    ItemPlan,
    ProgrammePlan,
    module_number,
)
from demo.sink import Row, Sink
from domain.enums import AttestationForm, ItemKind
from domain.text import fold
from models import Curriculum, CurriculumHours, CurriculumItem, Programme

# Shares of theory, practice and laboratory works in the hours of a profile.
SHARES: Final = {
    "t": (0.8, 0.2, 0.0),
    "s": (0.5, 0.5, 0.0),
    "p": (0.45, 0.55, 0.0),
    "l": (0.55, 0.15, 0.3),
    "e": (0.0, 1.0, 0.0),
}
WEEKS: Final = {False: (16, 20), True: (8, 8, 10, 11)}  # of a semester or a short term, by number
COURSEWORK_FROM: Final = 5  # semester
COURSEWORK_HOURS: Final = 20
PROFESSIONAL: Final = ("МДК", "УП.", "ПП.", "ПДП")


@dataclass(frozen=True, slots=True)
class CurriculumKeys:
    """A curriculum in the database."""

    key: int
    items: dict[str, int]  # index: key


def term_number(plan: ProgrammePlan, semester: int) -> int:
    """Return the number within its year of a semester that is counted through the programme."""
    return (semester - 1) % (4 if plan.is_short else 2) + 1


def hours_of(plan: ProgrammePlan, item: ItemPlan, semester: int) -> int:
    """Return the academic hours of `item` with a teacher in `semester` of the programme."""
    practice = item.practice_weeks.get(semester, 0) * WEEK_HOURS
    weeks = WEEKS[plan.is_short][term_number(plan, semester) - 1] - plan.practice_weeks(semester)
    return practice + item.pairs.get(semester, 0) * weeks


def add_programme(sink: Sink, plan: ProgrammePlan) -> int:
    """Add the programme; return its key."""
    row = {
        "code": plan.code,
        "name": plan.name,
        "qualification": plan.qualification,
        "kind": plan.kind,
    }
    return sink.add(Programme, row)


def add_curriculum(
    sink: Sink, plan: ProgrammePlan, programme_id: int, intake: int
) -> CurriculumKeys:
    """Add the curriculum of an intake with its items and hours."""
    row: Row = {"programme_id": programme_id, "intake_year": intake, "version": 1}
    curriculum = sink.add(Curriculum, row)
    keys: dict[str, int] = {}
    modules: dict[str | None, int] = {}
    for position, item in enumerate(plan.items, 1):
        number = module_number(item.index)
        parent = None if item.kind is ItemKind.module else modules.get(number)
        key = keys[item.index] = sink.add(
            CurriculumItem,
            {
                "curriculum_id": curriculum,
                "parent_id": parent if number else None,
                "index_code": item.index,
                "name": item.name,
                "search_text": fold(f"{item.index} {item.name}"),
                "kind": item.kind,
                "position": position,
            },
        )
        if item.kind is ItemKind.module:
            modules[number] = key
        for semester in item.semesters:
            sink.add(CurriculumHours, _hours(plan, item, key, semester))
    return CurriculumKeys(curriculum, keys)


def _hours(plan: ProgrammePlan, item: ItemPlan, key: int, semester: int) -> Row:
    contact = hours_of(plan, item, semester)
    theory, practice, lab = _kinds(item, contact)
    alone = contact // 12 * 2 if item.pairs and item.profile != "e" else 0
    if item.kind is ItemKind.final_attestation:
        alone = FINAL_HOURS
    written = _coursework(item, semester, practice)
    is_professional = item.index.startswith(PROFESSIONAL)
    if item.kind is ItemKind.module_exam:
        practice = EXAM_HOURS
    return {
        "item_id": key,
        "semester_number": semester,
        "theory": theory,
        "practice": practice - written,
        "lab": lab,
        "self_study": alone,
        "coursework": written,
        "practical_training": practice + lab if is_professional else 0,
        "attestation": item.attestation.get(semester, AttestationForm.none),
    }


def _coursework(item: ItemPlan, semester: int, practice: int) -> int:
    """Return the hours of coursework: where a course of a module ends in an exam."""
    ends_in_exam = item.attestation.get(semester) is AttestationForm.exam
    if item.kind is not ItemKind.course or semester < COURSEWORK_FROM or not ends_in_exam:
        return 0
    return min(COURSEWORK_HOURS, practice)


def _kinds(item: ItemPlan, contact: int) -> tuple[int, int, int]:
    if item.is_practice:
        return 0, contact, 0
    _, share, lab_share = SHARES[item.profile]
    lab = int(contact * lab_share) // 2 * 2
    practice = int(contact * share) // 2 * 2
    return contact - practice - lab, practice, lab


def lessons_of(plan: ProgrammePlan, item: ItemPlan, semester: int) -> int:
    """Return how many lessons (pairs, or whole days of practice) `item` has in `semester`."""
    return hours_of(plan, item, semester) // (DAY_HOURS if item.is_practice else 2)
