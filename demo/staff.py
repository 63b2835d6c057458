"""Departments, positions, employees: the offices and the teachers of each area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from random import Random
from typing import Final

from demo.names import FullName, person
from demo.sink import Sink
from domain.enums import Sex
from models import Department, Employee, Position
from models.base import name_keys

GENERAL: Final = "Отделение общеобразовательной подготовки"
IT: Final = "Отделение информационных технологий"
ECONOMY: Final = "Отделение экономики и права"
TRANSPORT: Final = "Отделение транспорта и техники"
TRADES: Final = "Отделение рабочих профессий"
DEPARTMENTS: Final = (IT, ECONOMY, TRANSPORT, TRADES, GENERAL)
AREA_DEPARTMENT: Final = {
    "it": IT, "ict": IT, "econ": ECONOMY, "tech": TRANSPORT, "auto": TRANSPORT,
    "electro": TRANSPORT, "weld": TRADES, "cook": TRADES,
}  # fmt: skip
WOMEN: Final = {"auto": 0.1, "electro": 0.25, "weld": 0.1, "tech": 0.4, "it": 0.5, "pe": 0.35}
NORMS: Final = (720, 720, 792, 864)  # hours of teaching a year: a post, or more than one
TEACHER: Final = "Преподаватель"
MASTER: Final = "Мастер производственного обучения"
HEAD: Final = "Заведующий отделением"
ORGANISER: Final = "Педагог-организатор"
# (demo login or none, position, department)
OFFICES: Final[tuple[tuple[str | None, str, str | None], ...]] = (
    ("director", "Директор", None),
    ("deputy_director", "Заместитель директора по учебной работе", None),
    (None, "Заместитель директора по учебно-производственной работе", None),
    (None, "Заместитель директора по учебно-воспитательной работе", None),
    ("module_admin", "Администратор модуля", None),
    ("hr", "Специалист отдела кадров", None),
    ("secretary", "Секретарь учебной части", None),
    (None, "Секретарь учебной части", None),
    ("methodist", "Методист", None),
    ("timetabler", "Лаборант", None),
    ("department_head", HEAD, IT),
    (None, HEAD, ECONOMY),
    (None, HEAD, TRANSPORT),
    ("department_head2", HEAD, TRADES),
    (None, HEAD, GENERAL),
    ("curator", ORGANISER, IT),
    ("curator2", ORGANISER, TRADES),
    (None, "Педагог-психолог", None),
    (None, "Социальный педагог", None),
    (None, "Библиотекарь", None),
)


@dataclass(slots=True)
class Person:
    """An employee in the database."""

    key: int
    name: FullName
    hired_on: date
    left_on: date | None = None
    user_id: int | None = None


@dataclass(slots=True)
class Post:
    """A place of a teacher of an area; who holds it may have changed in past years."""

    area: str
    holders: list[Person]

    def in_year(self, begins: int) -> Person:
        """Return who holds the post in the academic year that begins in `begins`."""
        start = date(begins, 9, 1)
        return next(p for p in self.holders if p.left_on is None or p.left_on > start)


@dataclass(slots=True)
class Staff:
    """Everyone who works at the college."""

    departments: dict[str, int]
    offices: dict[str, Person]  # by demo login
    posts: dict[str, list[Post]]  # by area


def shares(load: Mapping[str, int], total: int) -> dict[str, int]:
    """Return how many of `total` teachers each area of `load` gets, at least two each."""
    whole = sum(load.values())
    exact = {area: max(2.0, total * amount / whole) for area, amount in load.items()}
    scale = (total - 2 * len(load)) / (sum(exact.values()) - 2 * len(load))
    exact = {area: 2 + (value - 2) * scale for area, value in exact.items()}
    given = {area: floor(value) for area, value in exact.items()}
    rest = sorted(exact, key=lambda area: (given[area] - exact[area], area))
    for area in rest[: total - sum(given.values())]:
        given[area] += 1
    return given


def add_staff(sink: Sink, rng: Random, numbers: Mapping[str, int], since: int, now: int) -> Staff:
    """Add departments, positions and employees; `numbers` says how many teachers an area has.

    `since` and `now` are the calendar years in which the first and the present year begin.
    """
    names = dict.fromkeys((*(position for _, position, _ in OFFICES), TEACHER, MASTER))
    positions = {name: sink.add(Position, {"name": name}) for name in names}
    departments = {
        name: sink.add(Department, {"name": name, "head_id": None}) for name in DEPARTMENTS
    }
    hiring = _Hiring(sink, rng, since)
    offices: dict[str, Person] = {}
    for number, (login, position, place) in enumerate(OFFICES):
        sex = Sex.male if rng.random() < 0.25 else Sex.female
        department = departments[place] if place else None
        who = hiring.hire(sex, positions[position], department)
        offices[login or f"office{number}"] = who
        if position == HEAD and place:
            offices[f"head of {place}"] = who
    posts = {
        area: [_post(hiring, area, n, positions, departments, now) for n in range(most)]
        for area, most in numbers.items()
    }
    return Staff(departments, offices, posts)


@dataclass(slots=True)
class _Hiring:
    sink: Sink
    rng: Random
    since: int

    def hire(
        self, sex: Sex, position: int, department: int | None,
        hired_on: date | None = None, left_on: date | None = None, norm: int | None = None,
    ) -> Person:  # fmt: skip
        """Add an employee, hired before the first year of the journals unless told otherwise."""
        name = person(self.rng, sex)
        year = self.since - self.rng.randint(1, 20)
        day = hired_on or date(year, 8, 20) + timedelta(days=self.rng.randint(0, 200))
        row = {
            **name.columns(),
            **name_keys(name.last, name.first, name.patronymic),
            "department_id": department,
            "position_id": position,
            "user_id": None,
            "hired_on": day,
            "left_on": left_on,
            "norm_hours": norm,
        }
        return Person(self.sink.add(Employee, row), name, day, left_on)


def _post(
    hiring: _Hiring, area: str, number: int, positions: Mapping[str, int],
    departments: Mapping[str, int], now: int,
) -> Post:  # fmt: skip
    """Add the holders of a post: one, or over several years sometimes two in turn."""
    rng = hiring.rng
    sex = Sex.female if rng.random() < WOMEN.get(area, 0.8) else Sex.male
    is_master = area in ("weld", "cook", "auto") and number % 3 == 2
    place = departments[AREA_DEPARTMENT.get(area, GENERAL)]
    post = positions[MASTER if is_master else TEACHER]
    norm = rng.choice(NORMS)
    if number == 0 or now == hiring.since or rng.random() > 0.15:
        return Post(area, [hiring.hire(sex, post, place, norm=norm)])
    change = rng.randint(hiring.since + 1, now)
    before = hiring.hire(
        Sex.female, post, place, left_on=date(change, 6, 30), norm=rng.choice(NORMS)
    )
    after = hiring.hire(sex, post, place, hired_on=date(change, 8, 25), norm=norm)
    return Post(area, [before, after])
