"""The demo college, stage by stage: calendar, programmes, staff, groups, people, journals."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from demo.accounts import Accounts, Holder
from demo.calendar import RECENT, Year, first_september, terms
from demo.curricula import CurriculumKeys, add_curriculum, add_programme
from demo.groups import Group, Movement, add_group, add_roster, group_name
from demo.people import People
from demo.programmes import ProgrammePlan, programme
from demo.scale import Scale
from demo.sink import Sink
from demo.staff import Person, Post, Staff, add_staff, shares
from demo.teaching import Wish, weights
from models import AcademicYear, Department, Employee, Guardian, Semester, Student

# The groups, journals and people that the two sets of demo logins share within a set.
FIRST: Final = ("ИС-21", "ОП.04")
SECOND: Final = ("СВ-21", "МДК.01.01")
PUPIL: Final = 3  # place in the roster of the student who signs in
TEACHER_AREAS: Final = {"teacher": "it", "teacher2": "weld"}


@dataclass(slots=True)
class College:
    """What the stages hand on to one another."""

    sink: Sink
    scale: Scale
    seed: int
    today: date
    accounts: Accounts
    say: Callable[[str], None]
    years: list[Year] = field(default_factory=list)
    programmes: dict[str, int] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    staff: Staff = field(default_factory=lambda: Staff({}, {}, {}))
    holders: dict[str, Holder] = field(default_factory=dict)

    def rng(self, *names: object) -> Random:
        """Return a source of chance of its own for a part of the college."""
        return Random(":".join(str(name) for name in (self.seed, *names)))  # noqa: S311  a demo

    @property
    def now(self) -> int:
        """Return the calendar year in which the present academic year began."""
        return first_september(self.today)

    def group(self, name: str) -> Group:
        """Return the group that bears `name` today."""
        return next(g for g in self.groups if g.name == name and g.is_taught(self.now))

    def wishes(self) -> list[Wish]:
        """Return which journals the demo teachers must have."""
        posts = (self.staff.posts[area][0] for area in TEACHER_AREAS.values())
        return [
            Wish(group, index, post)
            for (group, index), post in zip((FIRST, SECOND), posts, strict=True)
        ]


def add_calendar(college: College) -> None:
    """Add the years kept, their semesters, and the short terms of vocational training."""
    now = college.now
    before = 1 if college.today - date(now, 9, 1) < RECENT else 0
    first = now - max(college.scale.years - 1, before)
    for key in dict.fromkeys(key for key, _, _ in college.scale.streams):
        college.programmes[key] = add_programme(college.sink, programme(key))
    short = [college.programmes[k] for k in college.programmes if programme(k).is_short]
    for begins in range(first, now + 1):
        year = Year(begins)
        row = {"name": year.name, "starts_on": year.starts_on, "ends_on": year.ends_on}
        year.key = college.sink.add(AcademicYear, row)
        for owner in (None, *short):
            for term in terms(begins, short=owner is not None):
                year.semesters[owner, term.number] = college.sink.add(
                    Semester,
                    {
                        "academic_year_id": year.key,
                        "programme_id": owner,
                        "number": term.number,
                        "starts_on": term.starts_on,
                        "ends_on": term.ends_on,
                    },
                )
        college.years.append(year)


def add_people_of_office(college: College) -> None:
    """Add departments and employees; open the accounts of those who sign in."""
    present = [(programme(key), course) for key, course, _ in _present(college)]
    numbers = shares(weights(present), college.scale.teachers)
    since = college.years[0].begins
    college.staff = add_staff(college.sink, college.rng("staff"), numbers, since, college.now)
    staff, accounts = college.staff, college.accounts
    signing = {login: who for login, who in staff.offices.items() if not login[0].isupper()}
    people: dict[str, Person] = {}
    for login, area in TEACHER_AREAS.items():
        people[login] = staff.posts[area][0].holders[-1]
    people |= {k: who for k, who in signing.items() if not k.startswith(("office", "head of"))}
    for login in sorted(people):
        people[login].user_id = accounts.add(login, people[login].name)
        college.holders[login] = Holder(Employee, people[login].key, people[login].name)


def _present(college: College) -> list[tuple[str, int, int]]:
    """Return programme, course and number of each group of the present year."""
    return [
        (key, course, number)
        for key, number, courses in college.scale.streams
        for course in courses
        if course <= programme(key).courses
    ]


def _intakes(college: College) -> list[tuple[ProgrammePlan, int, int]]:
    """Return programme, number and year of intake of every group that is kept, oldest first."""
    first = college.years[0].begins
    found = []
    for key, number, courses in college.scale.streams:
        plan = programme(key)
        for course in courses:
            if course <= plan.courses:
                found.append((plan, number, college.now - course + 1))
        if college.scale.years > 1:
            oldest = first - plan.courses + 1
            found += [(plan, number, y) for y in range(oldest, college.now - plan.courses + 1)]
    order = list(college.programmes)
    return sorted(found, key=lambda group: (group[2], order.index(group[0].key), group[1]))


def add_groups(college: College) -> None:
    """Add curricula, groups, students with their families, and who came and went."""
    curricula: dict[tuple[str, int], CurriculumKeys] = {}
    curators = _Curators(college)
    for plan, number, intake in _intakes(college):
        if (plan.key, intake) not in curricula:
            curricula[plan.key, intake] = add_curriculum(
                college.sink, plan, college.programmes[plan.key], intake
            )
        name = group_name(plan, number, intake, college.now)
        group = add_group(
            college.sink, plan, number, intake, name, curricula[plan.key, intake],
            college.staff.departments[plan.department], curators.next(plan, name, intake),
        )  # fmt: skip
        college.groups.append(group)
    people = People(college.sink, college.rng("people"))
    movement = Movement(people, college.rng("movement"), college.today)
    for group in college.groups:
        movement.fill(group)
    for year in college.years:
        movement.year([g for g in college.groups if g.is_taught(year.begins)], year.begins)
    for group in college.groups:
        add_roster(college.sink, group, college.today)


class _Curators:
    """Gives each group a curator; in the present year nobody has two groups, if it can be."""

    def __init__(self, college: College) -> None:
        self.college = college
        posts = college.staff.posts
        signing = [posts[area][0] for area in TEACHER_AREAS.values()]
        self.pool = [p for area in sorted(posts) for p in posts[area] if p not in signing]
        self.used: list[Post] = []

    def next(self, plan: ProgrammePlan, name: str, intake: int) -> int:
        """Return the key of the curator of a group."""
        offices = self.college.staff.offices
        is_present = intake + plan.courses > self.college.now
        if is_present and name in (FIRST[0], SECOND[0]):
            return offices["curator" if name == FIRST[0] else "curator2"].key
        areas = {item.area for item in plan.items}
        free = [p for p in self.pool if p not in self.used]
        if not free:
            self.used.clear()
            free = self.pool
        own = [p for p in free if p.area in areas and not is_general(p.area)]
        post = (own or free)[0]
        self.used.append(post)
        return post.in_year(min(intake + plan.courses - 1, self.college.now)).key


def is_general(area: str) -> bool:
    """Return whether an area is taught in every department."""
    return area in ("rus", "lang", "pe", "soc", "safety")


def add_families(college: College) -> None:
    """Open the accounts of the two students and of a parent of each; tell rows their accounts."""
    for suffix, (name, _) in (("", FIRST), ("2", SECOND)):
        pupil = college.group(name).roster[PUPIL].pupil
        pupil.user_id = college.accounts.add(f"student{suffix}", pupil.name)
        college.holders[f"student{suffix}"] = Holder(Student, pupil.key, pupil.name)
        guardian, parent = pupil.guardians[0]
        college.accounts.add(f"parent{suffix}", parent)
        college.holders[f"parent{suffix}"] = Holder(Guardian, guardian, parent)
    college.sink.flush()
    college.accounts.link(college.holders)
    table = Department.__table__
    for name, key in college.staff.departments.items():
        head = college.staff.offices[f"head of {name}"].key
        college.sink.connection.execute(
            table.update().where(table.c.id == key).values(head_id=head)
        )
