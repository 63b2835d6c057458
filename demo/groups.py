"""Study groups, who is in them from when to when, and their subgroups."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from demo.curricula import CurriculumKeys
from demo.people import People, Pupil
from demo.programmes import ProgrammePlan
from demo.scale import GROUP_SIZE
from demo.sink import Row, Sink
from domain.text import fold
from models import Enrolment, StudyGroup, Subgroup, SubgroupMember

SPLITS: Final = {"lang": "Иностранный язык", "ict": "Информатика"}
LEFT: Final = (
    "Отчислен(а) по собственному желанию, приказ № {n}-с",
    "Отчислен(а) за академическую задолженность, приказ № {n}-с",
    "Переведён(а) в другую образовательную организацию, приказ № {n}-с",
)
CAME: Final = "Зачислен(а) в порядке перевода, приказ № {n}-с"
MOVED: Final = "Переведён(а) из группы {group}, приказ № {n}-с"
AWAY: Final = "Переведён(а) в группу {group}, приказ № {n}-с"
ENROLLED: Final = "Зачислен(а) на обучение, приказ № {n}-с от 25.08.{year}"


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


class Movement:
    """Who comes to groups, leaves them and moves between them."""

    def __init__(self, people: People, rng: Random, today: date) -> None:
        self.people = people
        self.rng = rng
        self.today = today
        self.order = 10

    def fill(self, group: Group) -> None:
        """Enrol the whole intake of a new group."""
        self.order += 1
        pupils = [self.people.add(group.plan, group.intake) for _ in range(GROUP_SIZE)]
        pupils.sort(key=lambda pupil: pupil.name.whole.replace("ё", "е"))
        ground = ENROLLED.format(n=self.order, year=group.intake)
        for pupil in pupils:
            self._enter(group, pupil, date(group.intake, 9, 1), ground)

    def year(self, groups: list[Group], begins: int) -> None:
        """Let a year pass. In every second group somebody leaves, somebody of another group of
        the same course moves to the place, and a newcomer comes to theirs."""
        cohorts: dict[int, list[Group]] = {}
        for group in groups:
            if group.plan.is_short:
                self._leave(group, self._day(begins, 0), self.rng.choice(LEFT))
            else:
                cohorts.setdefault(group.intake, []).append(group)
        for cohort in cohorts.values():
            for n, (first, second) in enumerate(zip(cohort[::2], cohort[1::2], strict=False)):
                day = self._day(begins, n)
                self._leave(first, day, self.rng.choice(LEFT))
                self._move(second, first, day + timedelta(days=14))
                self._come(second, begins, day + timedelta(days=28))

    def _day(self, begins: int, number: int) -> date:
        """Return a day in autumn for even numbers, in spring for odd ones."""
        spring = 150 if number % 2 else 0
        return date(begins, 9, 24) + timedelta(days=spring + self.rng.randint(0, 12))

    def _enter(self, group: Group, pupil: Pupil, day: date, ground: str) -> None:
        part = {area: 1 + (len(group.roster) % 2) for area, n in group.subgroups if n == 1}
        group.roster.append(Place(pupil, day, None, part, ground))

    def _number(self) -> int:
        self.order += 1
        return self.order

    def _leave(self, group: Group, day: date, why: str) -> Place | None:
        """Let somebody leave on `day`; the first ten of a roster stay (people sign in as them)."""
        here = [place for place in group.on(day)[10:] if place.starts_on < day]
        if day > self.today or not here:
            return None
        place = min(here, key=lambda p: p.pupil.diligence)
        place.ends_on = day
        place.ground += "; " + why.format(n=self._number())
        return place

    def _move(self, old: Group, new: Group, day: date) -> None:
        if old.plan.is_short or len(new.on(day)) >= GROUP_SIZE:
            return
        ground = MOVED.format(group=old.name, n=self._number())
        gone = self._leave(old, day - timedelta(days=1), AWAY.format(group=new.name, n="{n}"))
        if gone and day <= self.today:
            self._enter(new, gone.pupil, day, ground)

    def _come(self, group: Group, begins: int, day: date) -> None:
        if day <= self.today and len(group.on(day)) < GROUP_SIZE:
            pupil = self.people.add(group.plan, begins, group.course(begins))
            self._enter(group, pupil, day, CAME.format(n=self._number()))


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
