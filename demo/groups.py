"""Study groups, who is in them from when to when, and their subgroups."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from demo.curricula import CurriculumKeys
from demo.people import Pupil
from demo.programmes import ProgrammePlan
from demo.sink import Row, Sink
from domain.text import fold
from models import Enrolment, StudyGroup, Subgroup, SubgroupMember

SPLITS: Final = {"lang": "Иностранный язык", "ict": "Информатика"}


@dataclass(slots=True)
class Place:
    """A pupil's time in a group; `part` says which of two subgroups, by area of teaching."""

    pupil: Pupil
    starts_on: date
    ends_on: date | None
    part: dict[str, int]
    ground: str

    def covers(self, day: date) -> bool:
        """Return whether the pupil is in the group on `day`."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(slots=True)
class Group:
    """A study group."""

    plan: ProgrammePlan
    number: int
    intake: int
    name: str
    key: int
    curriculum: CurriculumKeys
    subgroups: dict[tuple[str, int], int] = field(default_factory=dict)
    roster: list[Place] = field(default_factory=list)

    def course(self, begins: int) -> int:
        """Return the course in the academic year that begins in `begins`."""
        return begins - self.intake + 1

    def is_taught(self, begins: int) -> bool:
        """Return whether the group is taught in the academic year that begins in `begins`."""
        return 1 <= self.course(begins) <= self.plan.courses

    @property
    def graduates_on(self) -> date:
        """Return the last day of the group."""
        return date(self.intake + self.plan.courses, 6, 30)

    def on(self, day: date) -> list[Place]:
        """Return who is in the group on `day`."""
        return [place for place in self.roster if place.covers(day)]


def group_name(plan: ProgrammePlan, number: int, intake: int, begins: int) -> str:
    """Return «ИС-21»: course and number; a group that has graduated keeps its last name."""
    return f"{plan.prefix}-{min(begins - intake + 1, plan.courses)}{number}"


def add_group(
    sink: Sink, plan: ProgrammePlan, number: int, intake: int, name: str,
    curriculum: CurriculumKeys, department: int, curator: int | None,
) -> Group:  # fmt: skip
    """Add a group with its empty subgroups."""
    group = Group(plan, number, intake, name, 0, curriculum)
    row: Row = {
        "name": name,
        "search_name": fold(name),
        "intake_year": intake,
        "first_course": 1,
        "graduates_on": group.graduates_on,
        "curriculum_id": curriculum.key,
        "department_id": department,
        "curator_id": curator,
    }
    group.key = sink.add(StudyGroup, row)
    areas = dict.fromkeys(item.area for item in plan.items if item.split)
    for area in areas:
        for part in (1, 2):
            row = {"group_id": group.key, "name": f"{SPLITS[area]}, {part}"}
            group.subgroups[area, part] = sink.add(Subgroup, row)
    return group


def add_roster(sink: Sink, group: Group, today: date) -> None:
    """Write the enrolments of a group and the members of its subgroups."""
    graduated = group.graduates_on if group.graduates_on < today else None
    for place in group.roster:
        place.ends_on = place.ends_on or graduated
        time = {
            "student_id": place.pupil.key,
            "starts_on": place.starts_on,
            "ends_on": place.ends_on,
        }
        sink.add(Enrolment, {**time, "group_id": group.key, "ground": place.ground[:250]})
        for area, part in place.part.items():
            sink.add(SubgroupMember, {**time, "subgroup_id": group.subgroups[area, part]})
