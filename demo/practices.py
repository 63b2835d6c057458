"""Bases, appointments and places of practice of the present year (clause 5.5.13)."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Final

from sqlalchemy import Table, bindparam, update

from demo.calendar import Year, is_working
from demo.finals import signed_name
from demo.programmes import DAY_HOURS
from demo.sink import Row, Sink
from demo.staff import Person
from demo.teaching import Load, teacher_of
from demo.trail import at
from domain.enums import AppointmentRole, CompetenceLevel, ItemKind, ProgrammeKind
from domain.text import fold
from models import (
    Appointment,
    PracticeBase,
    PracticeCompetence,
    PracticeDay,
    PracticeLink,
    PracticePlacement,
)

BASES: Final = (
    ("ООО «Каменногорские информационные системы»", "г. Каменногорск, ул. Ленина, 14"),
    ("АО «Машиностроительный завод «Уралдеталь»", "г. Каменногорск, ул. Заводская, 1"),
    ("ООО «Электросети Верхнего Лога»", "п. Верхний Лог, ул. Мира, 6"),
    ("Станция технического обслуживания «Колесо»", "г. Каменногорск, ул. Кирова, 88"),
    ("ООО «Комбинат питания «Берёзка»", "г. Каменногорск, пр. Победы, 21"),
    ("ООО «Бухгалтерский центр «Баланс»", "г. Каменногорск, ул. Советская, 3"),
)
HEADS: Final = (
    ("Кузнецов Павел Петрович", "начальник отдела"),
    ("Архипова Светлана Викторовна", "главный специалист"),
    ("Тимофеев Андрей Ильич", "мастер участка"),
)
OF_AREA: Final = {"it": 0, "auto": 3, "tech": 1, "electro": 2, "weld": 1, "cook": 4, "econ": 5}
COMPETENCES: Final = (
    ("ПК 1.1", "Выполнять работы по профилю в соответствии с заданием"),
    ("ПК 1.2", "Соблюдать технологию и требования охраны труда"),
    ("ОК 04", "Эффективно взаимодействовать и работать в коллективе и команде"),
)
DONE: Final = ("Инструктаж, знакомство с участком", "Работа по заданию", "Оформление отчёта")
AT_ENTERPRISE: Final = (ItemKind.work_practice, ItemKind.graduation_practice)
_TABLE: Final[Table] = PracticePlacement.__table__
_SIGN: Final = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("key"))
    .values({name: bindparam(name) for name in ("signed_at", "signed_by_id", "signed_name")})
)


@dataclass(slots=True)
class Practices:
    """Writes the practice of the groups of one year."""

    sink: Sink
    rng: Random
    year: Year
    today: date

    def add(self, loads: list[Load]) -> None:
        """Place the students of every group whose practice is known by its days."""
        bases = [self._base(name, address) for name, address in BASES]
        signed: list[Row] = []
        for load in loads:
            for first, last in load.periods.values():
                signed += self._practice(load, first, last, bases)
        self.sink.flush()
        if signed:
            self.sink.connection.execute(_SIGN, signed)

    def _base(self, name: str, address: str) -> int:
        row: Row = {
            "name": name,
            "search_name": fold(name),
            "address": address,
            "contract_number": f"{self.rng.randint(1, 60)}/{self.year.begins % 100}",
            "contract_date": self.year.starts_on,
            "valid_until": date(self.year.begins + 3, 8, 31),
        }
        return self.sink.add(PracticeBase, row)

    def _practice(self, load: Load, first: date, last: date, bases: list[int]) -> list[Row]:
        who = teacher_of(load, self.year.begins)
        span = (last - first).days + 1
        days = [d for n in range(span) if is_working(d := first + timedelta(days=n))]
        appointment = self._appointment(load, who, first, last)
        link = self._link(who, last) if _at_enterprise(load) else None
        signed: list[Row] = []
        for place in load.group.on(min(last, self.today) if first <= self.today else self.today):
            row = self._placement(load, who, first, last, bases, len(days))
            row |= {"student_id": place.pupil.key, "appointment_id": appointment}
            row["link_id"] = link
            is_over = last + timedelta(days=7) < self.today
            row["code"] = str(self.rng.choice((3, 4, 4, 5, 5))) if is_over else None
            row["diary_checked_on"] = last if is_over else None
            row["student_name"] = place.pupil.name.whole if is_over else None
            key = self.sink.add(PracticePlacement, row)
            self._days(key, [day for day in days if day < self.today], is_over)
            self._competences(key, is_over)
            if is_over:
                when = {"signed_at": at(last + timedelta(days=2), 700), "key": key}
                signed.append(
                    {**when, "signed_by_id": who.user_id, "signed_name": signed_name(who)}
                )
        return signed

    def _appointment(self, load: Load, who: Person, first: date, last: date) -> int:
        row: Row = {
            "employee_id": who.key,
            "role": AppointmentRole.practice_head,
            "group_id": load.group.key,
            "object": f"{load.item.index} {load.item.name}, {load.group.name}"[:250],
            "order_number": f"{self.rng.randint(20, 180)}-п",
            "order_date": first - timedelta(days=10),
            "starts_on": first - timedelta(days=7),
            "ends_on": last + timedelta(days=30),
        }
        return self.sink.add(Appointment, row)

    def _link(self, who: Person, last: date) -> int:
        """Return the key of a link; nobody knows its token, so that it never opens."""
        token = self.rng.randbytes(32)
        row: Row = {
            "college_head_id": who.key,
            "enterprise_head": HEADS[0][0],
            "token_hash": sha256(token).hexdigest(),
            "created_at": at(min(last, self.today) - timedelta(days=6), 600),
            "expires_on": last + timedelta(days=5),
        }
        return self.sink.add(PracticeLink, row)

    def _placement(
        self, load: Load, who: Person, first: date, last: date, bases: list[int], days: int
    ) -> Row:
        head: tuple[str | None, str | None] = (None, None)
        base = None
        if _at_enterprise(load):
            head, base = self.rng.choice(HEADS), bases[OF_AREA.get(load.item.area, 1)]
        return {
            "group_id": load.group.key,
            "item_id": load.group.curriculum.items[load.item.index],
            "base_id": base,
            "starts_on": first,
            "ends_on": last,
            "hours": max(days, 1) * DAY_HOURS,
            "college_head_id": who.key,
            "enterprise_head": head[0],
            "enterprise_position": head[1],
        }

    def _days(self, placement: int, days: list[date], is_whole: bool) -> None:
        for number, day in enumerate(days):
            # What is signed is whole: its hours are those of the plan.
            is_absent = not is_whole and self.rng.random() < 0.04
            done = DONE[0] if not number else DONE[1]
            row: Row = {
                "placement_id": placement,
                "day": day,
                "hours": 0 if is_absent else DAY_HOURS,
                "is_absent": is_absent,
                "what": None if is_absent else done,
                "confirmed_at": at(day, 1000),
            }
            self.sink.add(PracticeDay, row)

    def _competences(self, placement: int, is_over: bool) -> None:
        for code, title in COMPETENCES:
            level = CompetenceLevel.mastered if is_over else None
            row: Row = {"placement_id": placement, "code": code, "title": title, "level": level}
            self.sink.add(PracticeCompetence, row)


def _at_enterprise(load: Load) -> bool:
    """Return whether a practice is at an enterprise: workers have the study practice there too."""
    return load.item.kind in AT_ENTERPRISE or load.group.plan.kind is not ProgrammeKind.ppssz
