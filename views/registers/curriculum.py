"""Programmes, curricula, their cycles, items and hours (kept by the methodist)."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from access.matrix import Resource
from domain.clock import clock
from models import (
    Curriculum,
    CurriculumCycle,
    CurriculumHours,
    CurriculumItem,
    Programme,
    StudyGroup,
)
from models.curriculum import TAUGHT_KINDS
from views.register.columns import Derived
from views.register.register import Fields, Filter, Register, Related


def _this_intake(_session: Session) -> dict[str, Any]:
    return {"intake_year": clock.today().year, "version": 1}


def _taught_to(group_id: int) -> Any:
    curricula = select(StudyGroup.curriculum_id).where(StudyGroup.id == group_id)
    return CurriculumItem.curriculum_id.in_(curricula)


def _of_curriculum(curriculum_id: int) -> Any:
    items = select(CurriculumItem.id).where(CurriculumItem.curriculum_id == curriculum_id)
    return CurriculumHours.item_id.in_(items)


PROGRAMMES = Register(
    Programme,
    Resource.programme,
    _l("New programme"),
    list=("code", "name", "kind", "qualification"),
    form=(Fields(_l("Programme"), ("code", "name", "kind", "qualification")),),
    search=("code", "name", "qualification"),
    filters=("kind",),
    order="code",
    related=(
        Related(Resource.curriculum, "programme", only=("intake_year", "version")),
        Related(Resource.study_group, "programme", only=("name", "course", "department")),
        Related(Resource.semester, "programme", only=("number", "starts_on", "ends_on")),
    ),
)

CURRICULA = Register(
    Curriculum,
    Resource.curriculum,
    _l("New curriculum"),
    list=("programme", "intake_year", "version", "in_force_from", "note"),
    form=(Fields(_l("Curriculum"), ("programme", "intake_year", "version", "months", "note")),),
    detail=("programme", "intake_year", "version", "months", "supersedes", "in_force_from", "note"),
    search=("programme.code", "programme.name"),
    filters=("programme", "intake_year"),
    order="intake_year",
    descending=True,
    links=lambda curriculum: [(_("Open the curriculum"), f"/curricula/{curriculum.id}")],
    related=(
        Related(Resource.curriculum_cycle, "curriculum", limit=20, only=("code", "name", "parent")),
        Related(Resource.study_group, "curriculum", only=("name", "course", "curator")),
    ),
    defaults=_this_intake,
)

CURRICULUM_CYCLES = Register(
    CurriculumCycle,
    Resource.curriculum_cycle,
    _l("New cycle"),
    list=("code", "name", "parent", "curriculum"),
    form=(Fields(_l("Cycle or section"), ("curriculum", "parent", "code", "name", "position")),),
    search=("code", "name"),
    filters=("curriculum", "parent"),
    order=("curriculum", "position"),
    related=(
        Related(Resource.curriculum_item, "cycle", limit=50, only=("index_code", "name", "kind")),
        Related(Resource.curriculum_cycle, "parent", limit=20, only=("code", "name")),
    ),
    create_only=frozenset({"curriculum"}),
    depends={"parent": {"curriculum": "curriculum"}},
)

CURRICULUM_ITEMS = Register(
    CurriculumItem,
    Resource.curriculum_item,
    _l("New curriculum item"),
    list=("index_code", "name", "kind", "curriculum", "cycle", "parent"),
    form=(
        Fields(_l("Place in the curriculum"), ("curriculum", "cycle", "parent", "position")),
        Fields(_l("Item"), ("index_code", "name", "kind")),
    ),
    search=("search_text",),
    filters=(
        "curriculum",
        "kind",
        "cycle",
        "parent",
        Filter("group", _l("Group"), StudyGroup, _taught_to),
    ),
    order=("curriculum", "position"),
    related=(
        Related(
            Resource.curriculum_hours,
            "item",
            limit=12,
            only=("semester_number", "total", "practical_training", "attestation"),
        ),
        Related(Resource.curriculum_item, "parent", limit=20, only=("index_code", "name")),
        Related(Resource.gradebook, "item", only=("academic_year", "group", "teacher")),
    ),
    create_only=frozenset({"curriculum"}),
    depends={"parent": {"curriculum": "curriculum"}, "cycle": {"curriculum": "curriculum"}},
)

CURRICULUM = Derived(
    "curriculum",
    _l("Curriculum"),
    lambda hours: str(hours.item.curriculum),
    (
        joinedload(CurriculumHours.item)
        .joinedload(CurriculumItem.curriculum)
        .joinedload(Curriculum.programme),
    ),
)

CURRICULUM_HOURS = Register(
    CurriculumHours,
    Resource.curriculum_hours,
    _l("New hours of a semester"),
    list=(
        "item",
        CURRICULUM,
        "semester_number",
        "theory",
        "practice",
        "lab",
        "self_study",
        "coursework",
        "consultation",
        "control",
        "total",
        "practical_training",
        "attestation",
    ),
    form=(
        Fields(_l("Item and semester"), ("item", "semester_number", "attestation")),
        Fields(_l("Hours"), (*TAUGHT_KINDS, "self_study")),
        Fields(_l("Practical training"), ("practical_training",)),
    ),
    search=("item.search_text",),
    filters=(
        Filter("curriculum", _l("Curriculum"), Curriculum, _of_curriculum),
        "item",
        "semester_number",
        "attestation",
    ),
    order="id",
    create_only=frozenset({"item"}),
)

REGISTERS = (PROGRAMMES, CURRICULA, CURRICULUM_CYCLES, CURRICULUM_ITEMS, CURRICULUM_HOURS)
