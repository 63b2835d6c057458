"""Who teaches what: loads of a year, their teachers, assignments and gradebooks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from demo.calendar import Year
from demo.curricula import taught_hours
from demo.groups import Group
from demo.programmes import ItemPlan, ProgrammePlan
from demo.sink import Row, Sink
from demo.staff import Person, Post
from demo.texts import Plans
from domain.enums import Standing
from models import Gradebook, JournalTeacher, TeachingAssignment


@dataclass(slots=True, eq=False)
class Load:
    """An item taught to a group, or to one of its subgroups, through a year."""

    group: Group
    item: ItemPlan
    part: int  # 0: the whole group, 1 and 2: a subgroup
    semesters: dict[int, int]  # number of the term in the year: semester of the programme
    post: Post | None = None
    gradebook: int = 0
    assignments: dict[int, int] = field(default_factory=dict)  # number of the term: key
    periods: dict[int, tuple[date, date]] = field(default_factory=dict)  # of practice, by term
    topics: dict[int, list[int]] = field(default_factory=dict)  # semester: keys of plan rows

    @property
    def subgroup(self) -> int | None:
        """Return the key of the subgroup, None for the whole group."""
        return self.group.subgroups[self.item.area, self.part] if self.part else None

    def pairs(self, term: int) -> int:
        """Return how many pairs in two weeks of a term."""
        return self.item.pairs.get(self.semesters.get(term, 0), 0)

    @property
    def weight(self) -> int:
        """Return the work it means, in pairs of two weeks, summed over the year."""
        weeks = sum(self.item.practice_weeks.get(s, 0) for s in self.semesters.values())
        terms = len(self.semesters) if self.group.plan.is_short else 2
        return sum(self.pairs(t) for t in self.semesters) * 2 // terms + 2 * weeks


@dataclass(slots=True)
class Wish:
    """That a post teaches an item of a group: the demo logins need attractive journals."""

    group: str
    index: str
    post: Post
    found: Load | None = None


@dataclass(slots=True)
class YearOfTeaching:
    """The loads of one year."""

    year: Year
    loads: list[Load] = field(default_factory=list)


def terms_of(plan: ProgrammePlan, course: int) -> dict[int, int]:
    """Return number of term within the year: semester of the programme, for a course."""
    a_year = plan.semesters // plan.courses
    return {n: (course - 1) * a_year + n for n in range(1, a_year + 1)}


def loads_of(groups: Iterable[Group], begins: int) -> list[Load]:
    """Return everything that is taught in the year, without teachers yet."""
    found: list[Load] = []
    for group in groups:
        if not group.is_taught(begins):
            continue
        terms = terms_of(group.plan, group.course(begins))
        for item in group.plan.items:
            taught = {n: s for n, s in terms.items() if s in item.pairs or s in item.practice_weeks}
            if taught:
                parts = (1, 2) if item.split else (0,)
                found += [Load(group, item, part, taught) for part in parts]
    return found


def weights(plans: Iterable[tuple[ProgrammePlan, int]]) -> dict[str, int]:
    """Return the work in each area for groups given by programme and course."""
    found: dict[str, int] = {}
    for plan, course in plans:
        terms = terms_of(plan, course)
        for item in plan.items:
            pairs = sum(item.pairs.get(s, 0) for s in terms.values()) * (2 if item.split else 1)
            weeks = sum(item.practice_weeks.get(s, 0) for s in terms.values())
            if pairs or weeks:
                found[item.area] = found.get(item.area, 0) + pairs + 2 * weeks
    return found


def assign(loads: list[Load], posts: dict[str, list[Post]], wishes: Iterable[Wish]) -> None:
    """Give every load a post: the wishes first, then the heaviest to whom has the least."""
    work: dict[int, int] = {}
    for wish in wishes:
        for load in loads:
            if (load.group.name, load.item.index) == (wish.group, wish.index):
                load.post, wish.found = wish.post, load
                work[id(wish.post)] = work.get(id(wish.post), 0) + load.weight
    taken: dict[tuple[int, str], Post] = {}
    for load in sorted(loads, key=lambda load: -load.weight):
        if load.post is None:
            here = posts[load.item.area]
            other = taken.get((load.group.key, load.item.index)) if load.part else None
            free = [post for post in here if post is not other] or here
            load.post = min(free, key=lambda post: work.get(id(post), 0))
            work[id(load.post)] = work.get(id(load.post), 0) + load.weight
        taken[load.group.key, load.item.index] = load.post


def teacher_of(load: Load, begins: int) -> Person:
    """Return who teaches the load in the year that begins in `begins`."""
    if load.post is None:
        raise ValueError(f"nobody teaches {load.item.index} of {load.group.name}")
    return load.post.in_year(begins)


def add_teaching(
    sink: Sink, year: Year, loads: list[Load], programmes: dict[str, int], plans: Plans
) -> None:
    """Write the assignments of each semester, the gradebooks and who keeps them."""
    for load in loads:
        teacher = teacher_of(load, year.begins)
        about = {
            "group_id": load.group.key,
            "subgroup_id": load.subgroup,
            "item_id": load.group.curriculum.items[load.item.index],
            "part": 1,
            "teacher_id": teacher.key,
        }
        load.gradebook = sink.add(Gradebook, {**about, "academic_year_id": year.key})
        keeper: Row = {"gradebook_id": load.gradebook, "teacher_id": teacher.key}
        keeper |= {"standing": Standing.main, "starts_on": year.starts_on}
        sink.add(JournalTeacher, {**keeper, "ends_on": None, "change_id": None})
        plan = load.group.plan
        for number, semester in load.semesters.items():
            owner = programmes[plan.key] if plan.is_short else None
            row: Row = {"semester_id": year.semesters[owner, number], "starts_on": None}
            row |= taught_hours(plan, load.item, semester, plans)
            load.assignments[number] = sink.add(TeachingAssignment, {**about, **row})
