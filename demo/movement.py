"""Who comes to groups, leaves them and moves between them."""

from datetime import date, timedelta
from random import Random
from typing import Final

from demo.groups import Group, Place
from demo.people import People, Pupil
from demo.scale import GROUP_SIZE

LEFT: Final = (
    "Отчислен(а) по собственному желанию, приказ № {n}-с",
    "Отчислен(а) за академическую задолженность, приказ № {n}-с",
    "Переведён(а) в другую образовательную организацию, приказ № {n}-с",
)
CAME: Final = "Зачислен(а) в порядке перевода, приказ № {n}-с"
MOVED: Final = "Переведён(а) из группы {group}, приказ № {n}-с"
AWAY: Final = "Переведён(а) в группу {group}, приказ № {n}-с"
ENROLLED: Final = "Зачислен(а) на обучение, приказ № {n}-с от 25.08.{year}"


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
