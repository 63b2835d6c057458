"""Coursework, theses, demonstration exams and protocols of graduating groups (3.1, 5.5.12, .13)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from sqlalchemy import Table, bindparam, update

from demo.calendar import Year
from demo.groups import Group
from demo.sink import Row, Sink
from demo.staff import Person
from demo.teaching import Load, teacher_of
from demo.texts import Plans
from demo.trail import at
from domain.enums import AppointmentRole, ExaminerRole, ItemKind, LessonKind, ProtocolKind
from models import (
    Appointment,
    Coursework,
    DemoExam,
    FinalProtocol,
    ProtocolMember,
    Thesis,
)

TOPICS: Final = (
    "Разработка информационной системы учёта {0}",
    "Совершенствование организации {0}",
    "Проектирование участка {0}",
    "Анализ эффективности {0} на предприятии",
    "Автоматизация {0} на предприятии",
)
OBJECTS: Final = (
    "складских запасов", "ремонтных работ", "заявок потребителей", "расчётов с персоналом",
    "производственной практики", "контроля качества продукции", "технического обслуживания",
    "договоров с поставщиками", "клиентских заказов", "энергопотребления цеха",
)  # fmt: skip
OUTSIDE: Final = (
    (ExaminerRole.chairman, "Седов Николай Аркадьевич", "главный инженер АО «Уралдеталь»"),
    (ExaminerRole.member, "Лобанова Ирина Сергеевна", "заместитель директора"),
    (ExaminerRole.secretary, "Юдина Марина Павловна", "секретарь учебной части"),
)
MAXIMUM: Final = Decimal(100)
_PROTOCOL: Final[Table] = FinalProtocol.__table__
_NAMES: Final = ("signed_at", "signed_name", "group_name", "programme_name")
_SIGN: Final = (
    update(_PROTOCOL)
    .where(_PROTOCOL.c.id == bindparam("key"))
    .values({name: bindparam(name) for name in _NAMES})
)


@dataclass(slots=True)
class Graduates:
    """Writes the coursework of one year and the final attestation of its graduating groups."""

    sink: Sink
    rng: Random
    year: Year
    today: date
    plans: Plans

    def add_coursework(self, loads: list[Load], semesters: dict[int, int]) -> None:
        """Add the topics of coursework; `semesters` is number of the semester: its key."""
        for load in loads:
            course = load.group.course(self.year.begins)
            headers = self.plans.of(load.group.plan, load.item, course)
            for number, semester in load.semesters.items():
                kinds = {header.kind for header in headers.get(semester, [])}
                if LessonKind.coursework in kinds and number in semesters:
                    self._coursework(load, number, semesters[number])

    def _coursework(self, load: Load, number: int, semester: int) -> None:
        begins = date(self.year.begins, 9, 20) if number == 1 else date(self.year.begins + 1, 2, 1)
        due = begins + timedelta(days=75)
        for place in load.group.on(min(self.today, self.year.ends_on)):
            if load.part and place.part.get(load.item.area) != load.part:
                continue
            is_done = due < self.today
            row: Row = {
                "gradebook_id": load.gradebook,
                "semester_id": semester,
                "student_id": place.pupil.key,
                "topic": self._topic(),
                "issued_on": begins,
                "due_on": due,
                "defended_on": due if is_done else None,
                "code": self._mark() if is_done else None,
            }
            self.sink.add(Coursework, row)

    def add_final(self, groups: list[Group], loads: list[Load]) -> None:
        """Add theses, exams and protocols of the groups that end in the year."""
        signed = []
        for group in groups:
            if group.course(self.year.begins) == group.plan.courses and not group.plan.is_short:
                own = [load for load in loads if load.group is group and load.item.area != "pe"]
                signed += self._final(group, own)
        self.sink.flush()
        if signed:
            self.sink.connection.execute(_SIGN, signed)

    def _final(self, group: Group, loads: list[Load]) -> list[Row]:
        ends = self.year.begins + 1
        days = {ProtocolKind.demo_exam: date(ends, 6, 9), ProtocolKind.thesis: date(ends, 6, 23)}
        is_over = self.today > days[ProtocolKind.thesis]
        protocols = {kind: self._protocol(group, kind, day) for kind, day in days.items()}
        module = next((i for i in group.plan.items if i.kind is ItemKind.module), None)
        kit = f"КОД {group.plan.code}-1-{ends}" if module else f"КОД {group.plan.code}"
        people = list({p.key: p for p in (teacher_of(x, self.year.begins) for x in loads)}.values())
        orders = {p.key: self._appointment(group, p) for p in people[:4]}
        for number, place in enumerate(group.on(min(self.today, group.graduates_on))):
            who = people[number % len(orders)]
            thesis: Row = {
                "student_id": place.pupil.key,
                "group_id": group.key,
                "topic": self._topic(),
                "topic_order": f"№ 412 от 15.11.{self.year.begins}",
                "supervisor_id": who.key,
                "appointment_id": orders[who.key],
                "reviewer": OUTSIDE[0][1] if is_over else None,
                "review_code": self._mark() if is_over else None,
                "supervisor_code": self._mark() if is_over else None,
                "borrowed": Decimal(self.rng.randint(12, 45)) if is_over else None,
                "is_admitted": True if is_over else None,
                "admitted_on": date(ends, 6, 15) if is_over else None,
                "defended_on": days[ProtocolKind.thesis] if is_over else None,
                "code": self._mark() if is_over else None,
                "protocol_id": protocols.get(ProtocolKind.thesis),
                "student_name": place.pupil.name.whole if is_over else None,
            }
            self.sink.add(Thesis, thesis)
            points = self.rng.randint(28, 98)
            exam: Row = {
                "student_id": place.pupil.key,
                "group_id": group.key,
                "kit_code": kit,
                "held_on": days[ProtocolKind.demo_exam],
                "maximum": MAXIMUM,
                "points": Decimal(points) if is_over else None,
                "code": _code(points) if is_over else None,
                "protocol_id": protocols.get(ProtocolKind.demo_exam),
                "student_name": place.pupil.name.whole if is_over else None,
            }
            self.sink.add(DemoExam, exam)
        held = protocols if is_over else {}
        return [self._signature(group, key, days[kind]) for kind, key in held.items()]

    def _protocol(self, group: Group, kind: ProtocolKind, day: date) -> int:
        row: Row = {"group_id": group.key, "kind": kind, "number": "1", "held_on": day}
        made = min(day, self.today) - timedelta(days=3)
        key = self.sink.add(FinalProtocol, row | {"created_at": at(made, 560)})
        for ordinal, (role, name, position) in enumerate(OUTSIDE):
            member: Row = {"protocol_id": key, "role": role, "name": name}
            self.sink.add(ProtocolMember, member | {"position": position, "ordinal": ordinal})
        return key

    def _signature(self, group: Group, key: int, day: date) -> Row:
        return {
            "key": key,
            "signed_at": at(day, 960),
            "signed_name": OUTSIDE[0][1],
            "group_name": group.name,
            "programme_name": f"{group.plan.code} {group.plan.name}"[:300],
        }

    def _appointment(self, group: Group, who: Person) -> int:
        day = date(self.year.begins, 11, 10)
        row: Row = {
            "employee_id": who.key,
            "role": AppointmentRole.thesis_supervisor,
            "group_id": group.key,
            "object": f"Выпускные квалификационные работы группы {group.name}",
            "order_number": f"{self.rng.randint(200, 460)}-у",
            "order_date": day,
            "starts_on": day,
            "ends_on": group.graduates_on,
        }
        return self.sink.add(Appointment, row)

    def _topic(self) -> str:
        return self.rng.choice(TOPICS).format(self.rng.choice(OBJECTS))

    def _mark(self) -> str:
        return str(self.rng.choice((3, 4, 4, 4, 5, 5)))


def _code(points: int) -> str:
    return "2" if points < 20 else "3" if points < 40 else "4" if points < 70 else "5"
