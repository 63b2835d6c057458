"""Study groups, subgroups and who is in them (kept by the secretary)."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.clock import clock
from models import Curriculum, Enrolment, Programme, StudyGroup, Subgroup, SubgroupMember
from views.register.register import Fields, Filter, Register, Related


def _of_programme(programme_id: int) -> Any:
    curricula = select(Curriculum.id).where(Curriculum.programme_id == programme_id)
    return StudyGroup.curriculum_id.in_(curricula)


def _of_group(group_id: int) -> Any:
    return SubgroupMember.subgroup_id.in_(select(Subgroup.id).where(Subgroup.group_id == group_id))


def _group_links(group: StudyGroup) -> list[tuple[Any, str]]:
    who, links = current_principal(), []
    if who.may(Action.read, Resource.gradebook):
        links.append((_l("Journals of the group"), f"/journals/?group={group.id}"))
    if who.may(Action.create, Resource.enrolment):
        back = f"{STUDY_GROUPS.path}/show/{group.id}"
        address = f"{ENROLMENTS.path}/add?group={group.id}&back={back}"
        links.append((_l("Enrol a student"), address))
    return links


def _this_intake(_session: Session) -> dict[str, Any]:
    return {"intake_year": clock.today().year, "first_course": 1}


def _from_today(_session: Session) -> dict[str, Any]:
    return {"starts_on": clock.today()}


STUDY_GROUPS = Register(
    StudyGroup,
    Resource.study_group,
    _l("New study group"),
    list=("name", "course", "intake_year", "curriculum", "department", "curator"),
    form=(
        Fields(_l("Group"), ("name", "intake_year", "first_course", "graduates_on")),
        Fields(_l("Teaching"), ("curriculum", "department", "curator")),
    ),
    search=("search_name",),
    filters=(
        "department",
        "intake_year",
        Filter("programme", _l("Programme"), Programme, _of_programme),
        "curriculum",
        "curator",
    ),
    order="name",
    related=(
        Related(Resource.student, "group", limit=40, only=("full_name", "record_book")),
        Related(Resource.subgroup, "group", only=("name",)),
        Related(Resource.gradebook, "group", limit=20, only=("item", "subgroup", "teacher")),
        Related(Resource.enrolment, "group", only=("student", "starts_on", "ends_on", "ground")),
    ),
    links=_group_links,
    defaults=_this_intake,
)

ENROLMENTS = Register(
    Enrolment,
    Resource.enrolment,
    _l("New enrolment"),
    list=("student", "group", "starts_on", "ends_on", "ground"),
    form=(
        Fields(_l("Who and where"), ("student", "group")),
        Fields(_l("Time"), ("starts_on", "ends_on", "ground")),
    ),
    search=("student.search_name",),
    filters=("group", "student", "starts_on", "ends_on"),
    order="id",
    descending=True,
    create_only=frozenset({"student"}),
    defaults=_from_today,
    big=True,
)

SUBGROUPS = Register(
    Subgroup,
    Resource.subgroup,
    _l("New subgroup"),
    list=("name", "group"),
    form=(Fields(_l("Subgroup"), ("group", "name")),),
    search=("group.search_name",),
    filters=("group",),
    order="group",
    related=(
        Related(
            Resource.subgroup_member, "subgroup", limit=40, only=("student", "starts_on", "ends_on")
        ),
        Related(Resource.gradebook, "subgroup", only=("item", "teacher")),
    ),
    create_only=frozenset({"group"}),
)

SUBGROUP_MEMBERS = Register(
    SubgroupMember,
    Resource.subgroup_member,
    _l("New member of a subgroup"),
    list=("student", "subgroup", "starts_on", "ends_on"),
    form=(
        Fields(_l("Who and where"), ("subgroup", "student")),
        Fields(_l("Time"), ("starts_on", "ends_on")),
    ),
    search=("student.search_name",),
    filters=(Filter("group", _l("Group"), StudyGroup, _of_group), "subgroup", "student"),
    order="id",
    descending=True,
    create_only=frozenset({"student", "subgroup"}),
    defaults=_from_today,
    big=True,
)

REGISTERS = (STUDY_GROUPS, ENROLMENTS, SUBGROUPS, SUBGROUP_MEMBERS)
