"""The demo college, stage by stage: calendar, programmes, staff, groups, people, journals."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from demo.accounts import Accounts, Holder
from demo.calendar import RECENT, WEEK_DAYS, Year, first_september, terms
from demo.curricula import add_programme
from demo.groups import Group
from demo.names import LONG
from demo.people import Pupil
from demo.programmes import ProgrammePlan, programme
from demo.rooms import Rooms, add_bells
from demo.scale import Scale
from demo.sink import Sink
from demo.staff import Person, Staff, add_staff, shares
from demo.teaching import Wish, weights
from demo.texts import Plans
from domain.enums import Sex
from models import AcademicYear, Department, Employee, Guardian, Semester, Student

# The groups, journals and people that the two sets of demo logins share within a set.
FIRST: Final = ("ИС-21", "ОП.04")
SECOND: Final = ("СВ-21", "МДК.01.01")
# The ten first of a roster never leave; the student who signs in is an ordinary one of them.
STAYING: Final = 10
ORDINARY: Final = (3.6, 4.7)
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
    plans: Plans = field(default_factory=Plans)
    results: set[tuple[int, int]] = field(default_factory=set)  # student, item: decided
    rooms: Rooms = field(init=False)

    def rng(self, *names: object) -> Random:
        """Return a source of chance of its own for a part of the college."""
        return Random(":".join(str(name) for name in (self.seed, *names)))  # noqa: S311  a demo

    @property
    def now(self) -> int:
        """Return the calendar year in which the present academic year began."""
        return first_september(self.today)

    def term_days(self, plan: ProgrammePlan, number: int) -> tuple[date, date]:
        """Return the first and last day of a term of the present year for a programme."""
        term = next(t for t in terms(self.now, short=plan.is_short) if t.number == number)
        return term.starts_on, term.ends_on

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
    """Add the years kept, their semesters, short terms of vocational training, bells and rooms."""
    add_bells(college.sink)
    college.rooms = Rooms(college.sink, college.scale.rooms)
    now = college.now
    before = 1 if college.today - date(now, 9, 1) < RECENT else 0
    first = now - max(college.scale.years - 1, before)
    for key in dict.fromkeys(key for key, _, _ in college.scale.streams):
        college.programmes[key] = add_programme(college.sink, programme(key))
    short = [college.programmes[k] for k in college.programmes if programme(k).is_short]
    for begins in range(first, now + 1):
        year = Year(begins)
        row = {"name": year.name, "starts_on": year.starts_on, "ends_on": year.ends_on}
        year.key = college.sink.add(AcademicYear, {**row, "week_days": WEEK_DAYS})
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


def add_families(college: College) -> None:
    """Open the accounts of the two students and of a parent of each; tell rows their accounts."""
    for suffix, (name, _) in (("", FIRST), ("2", SECOND)):
        pupil = ordinary(college.group(name))
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


def ordinary(group: Group) -> Pupil:
    """Return a pupil of the group who is neither the best nor the last, and has a usual name."""
    pupils = [place.pupil for place in group.roster[:STAYING]]
    usual = [p for p in pupils if all(p.name is not name for name, _ in LONG)]
    low, high = ORDINARY
    return next((p for p in usual if low <= p.ability <= high), usual[0])


def woman(group: Group) -> Pupil | None:
    """Return a woman of the group other than its ordinary pupil, who may have married."""
    pupils = (place.pupil for place in group.roster)
    other = ordinary(group)
    return next((p for p in pupils if p.name.sex is Sex.female and p is not other), None)
