"""The stage that adds groups: their curricula, curators, students, and who came and went."""

from demo.college import FIRST, SECOND, TEACHER_AREAS, College
from demo.curricula import CurriculumKeys, add_curriculum
from demo.groups import add_group, add_roster, group_name
from demo.movement import Movement
from demo.people import People
from demo.programmes import ProgrammePlan, programme
from demo.staff import Post


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
                college.sink, plan, college.programmes[plan.key], intake, college.plans
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
