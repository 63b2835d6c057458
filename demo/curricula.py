"""Rows of programmes, curricula, their cycles, items and the hours of each semester."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from demo.hours import PROFESSIONAL, hours_of
from demo.programmes import FINAL_HOURS, ItemPlan, ProgrammePlan, module_number
from demo.sink import Row, Sink
from demo.texts import Plans
from domain.enums import AttestationForm, ItemKind
from domain.plan_hours import LESSON_HOURS
from domain.text import fold
from models import Curriculum, CurriculumCycle, CurriculumHours, CurriculumItem, Programme
from models.curriculum import TAUGHT_KINDS

# The beginning of an index: the cycle it belongs to, in the order of the curriculum.
CYCLES: Final = {
    "ОУП ООД ОД": ("ОУП", "Общеобразовательный цикл"),
    "ОГСЭ СГ": ("ОГСЭ", "Общий гуманитарный и социально-экономический цикл"),
    "ЕН": ("ЕН", "Математический и общий естественнонаучный цикл"),
    "ОП ФК": ("ОП", "Общепрофессиональный цикл"),
    "ПМ МДК УП ПП ПДП": ("П", "Профессиональный цикл"),
    "ГИА ИА": ("ГИА", "Государственная итоговая аттестация"),
}


@dataclass(frozen=True, slots=True)
class CurriculumKeys:
    """A curriculum in the database."""

    key: int
    items: dict[str, int]  # index: key


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
    sink: Sink, plan: ProgrammePlan, programme_id: int, intake: int, plans: Plans
) -> CurriculumKeys:
    """Add the curriculum of an intake with its cycles, items and hours."""
    months = 12 * plan.courses - 2
    row: Row = {"programme_id": programme_id, "intake_year": intake, "version": 1, "months": months}
    curriculum = sink.add(Curriculum, row)
    cycles = _Cycles(sink, curriculum)
    keys: dict[str, int] = {}
    modules: dict[str | None, int] = {}
    for position, item in enumerate(plan.items, 1):
        number = module_number(item.index)
        parent = None if item.kind is ItemKind.module else modules.get(number)
        key = keys[item.index] = sink.add(
            CurriculumItem,
            {
                "curriculum_id": curriculum,
                "cycle_id": cycles.of(item.index),
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
            sink.add(CurriculumHours, _hours(plan, item, key, semester, plans))
    return CurriculumKeys(curriculum, keys)


class _Cycles:
    """The cycles of a curriculum, each added where its first item stands."""

    def __init__(self, sink: Sink, curriculum: int) -> None:
        self.sink = sink
        self.curriculum = curriculum
        self.keys: dict[str, int] = {}

    def of(self, index: str) -> int:
        """Return the key of the cycle of the item `index`."""
        begin = index.partition(".")[0]
        found = (cycle for begins, cycle in CYCLES.items() if begin in begins.split())
        code, name = next(found, ("ОП", "Общепрофессиональный цикл"))
        if code not in self.keys:
            row: Row = {"curriculum_id": self.curriculum, "parent_id": None, "code": code}
            row |= {"name": name, "position": len(self.keys) + 1}
            self.keys[code] = self.sink.add(CurriculumCycle, row)
        return self.keys[code]


def taught_hours(
    plan: ProgrammePlan, item: ItemPlan, semester: int, plans: Plans
) -> dict[str, int]:
    """Return the hours with a teacher by kind: what the lesson plan gives, so that they agree."""
    course = (semester - 1) // (plan.semesters // plan.courses) + 1
    kinds: Counter[str] = Counter()
    for header in plans.of(plan, item, course).get(semester, []):
        kinds[LESSON_HOURS[header.kind]] += header.hours
    return {kind: kinds[kind] for kind in TAUGHT_KINDS}


def alone_hours(plan: ProgrammePlan, item: ItemPlan, semester: int) -> int:
    """Return the hours of self-study of `item` in `semester`."""
    return hours_of(plan, item, semester) // 12 * 2 if item.pairs and item.profile != "e" else 0


def _hours(plan: ProgrammePlan, item: ItemPlan, key: int, semester: int, plans: Plans) -> Row:
    taught = taught_hours(plan, item, semester, plans)
    alone = alone_hours(plan, item, semester)
    if item.kind is ItemKind.final_attestation:
        alone = FINAL_HOURS
    is_professional = item.index.startswith(PROFESSIONAL)
    return {
        "item_id": key,
        "semester_number": semester,
        **taught,
        "self_study": alone,
        "practical_training": taught["practice"] + taught["lab"] if is_professional else 0,
        "attestation": item.attestation.get(semester, AttestationForm.none),
    }
