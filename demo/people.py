"""Students, their guardians, and how both can be reached. Addresses and numbers reach nobody."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from demo.names import LONG, FullName, male_surname, person
from demo.programmes import ProgrammePlan
from demo.sink import Row, Sink
from domain.enums import ContactKind, Relation, Sex
from models import (
    Guardian,
    GuardianChild,
    GuardianContact,
    Student,
    StudentContact,
    StudentIdentity,
)
from models.base import Model, name_keys

MEN: Final = {"is": 0.78, "bu": 0.1, "at": 0.96, "el": 0.9, "sv": 0.97, "pk": 0.35, "po": 0.8}
STREETS: Final = (
    "Ленина", "Мира", "Заводская", "Садовая", "Гагарина", "Молодёжная", "Лесная", "Школьная",
    "Космонавтов", "Победы", "Первомайская", "Уральская", "Набережная", "Строителей",
)  # fmt: skip
TOWNS: Final = ("г. Каменногорск", "г. Каменногорск", "г. Каменногорск", "п. Верхний Лог")


@dataclass(slots=True)
class Pupil:
    """A student in the database, with what their marks and absences are made from."""

    key: int
    name: FullName
    ability: float  # the mark that comes most easily
    diligence: float  # from 0 to 1
    health: float  # runs of sickness in a year
    exempt: bool  # from physical education
    record_book: str = ""
    guardians: list[tuple[int, FullName]] = field(default_factory=list)
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The parents of a pupil, the mother with her key: she may have another child here."""

    father: FullName
    mother: tuple[int, FullName] | None = None


class People:
    """Adds students with their families."""

    def __init__(self, sink: Sink, rng: Random) -> None:
        self.sink = sink
        self.rng = rng
        self.books: dict[int, int] = {}
        self.long_names = list(LONG)
        self.known: Family | None = None

    def add(self, plan: ProgrammePlan, intake: int, course: int = 1) -> Pupil:
        """Add a student who comes to `course` of the programme, with family and contacts."""
        rng = self.rng
        sex = Sex.male if rng.random() < MEN[plan.key] else Sex.female
        family = Family(person(rng, Sex.male))
        if self.known and rng.random() < 0.02:
            family = self.known
        father = family.father
        name = person(rng, sex, male_surname(father.last, Sex.male), father.first)
        if self.long_names and rng.random() < 0.06:
            name, first = self.long_names.pop()
            stem = male_surname(name.last, name.sex)
            family = Family(FullName(stem, first, None, Sex.male))
        number = self.books[intake] = self.books.get(intake, 0) + 1
        book = f"{intake % 100:02d}-{number:04d}"
        birth = date(intake - 15 - course // 2, 1, 1) - timedelta(days=rng.randint(-200, 400))
        row: Row = {
            **name.columns(),
            **name_keys(name.last, name.first, name.patronymic),
            "record_book": book,
            "user_id": None,
        }
        key = self.sink.add(Student, row)
        identity = {"student_id": key, "birth_date": birth, "sex": name.sex}
        self.sink.add(StudentIdentity, identity)
        pupil = Pupil(
            key, name,
            ability=min(5.0, max(2.6, rng.gauss(3.85, 0.6))),
            diligence=min(1.0, max(0.0, rng.betavariate(5, 1.6))),
            health=rng.expovariate(0.6),
            exempt=rng.random() < 0.03,
            record_book=book,
        )  # fmt: skip
        self._contacts(StudentContact, "student_id", key, address=True)
        self._family(pupil, family)
        return pupil

    def _family(self, pupil: Pupil, family: Family) -> None:
        rng = self.rng
        if family.mother:
            self._link(*family.mother, pupil, Relation.mother)
            return
        roll = rng.random()
        if roll < 0.02:
            self._guardian(pupil, person(rng, Sex.female), Relation.guardian)
            return
        if roll < 0.96:
            mother = person(rng, Sex.female, family.father.last)
            key = self._guardian(pupil, mother, Relation.mother)
            self.known = Family(family.father, (key, mother))
        if roll >= 0.96 or rng.random() < 0.55:
            self._guardian(pupil, family.father, Relation.father)

    def _guardian(self, pupil: Pupil, name: FullName, relation: Relation) -> int:
        row = {
            **name.columns(),
            **name_keys(name.last, name.first, name.patronymic),
            "user_id": None,
        }
        key = self.sink.add(Guardian, row)
        self._contacts(GuardianContact, "guardian_id", key, address=False)
        self._link(key, name, pupil, relation)
        return key

    def _link(self, guardian: int, name: FullName, pupil: Pupil, relation: Relation) -> None:
        pupil.guardians.append((guardian, name))
        row = {"guardian_id": guardian, "student_id": pupil.key, "relation": relation}
        self.sink.add(GuardianChild, row)

    def _contacts(self, model: type[Model], owner: str, key: int, *, address: bool) -> None:
        rng = self.rng
        found = [
            (ContactKind.phone, f"+7 900 000-{rng.randint(0, 99):02d}-{rng.randint(0, 99):02d}")
        ]
        if rng.random() < 0.6:
            found.append((ContactKind.email, f"{owner[0]}{key}@example.org"))
        if address:
            street, house, flat = rng.choice(STREETS), rng.randint(1, 120), rng.randint(1, 90)
            found.append(
                (ContactKind.address, f"{rng.choice(TOWNS)}, ул. {street}, д. {house}, кв. {flat}")
            )
        note = "рабочий, до 17 часов" if rng.random() < 0.05 else None
        for kind, value in found:
            here = note if kind is ContactKind.phone else None
            self.sink.add(model, {owner: key, "kind": kind, "value": value, "note": here})
