"""Practices as rows of values: names beside them, their days and competences (5.5.13).

Which practices somebody sees is found in a scoped statement; the names beside them are read past
the scope, for a head of practice need not teach the group whose students they have.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from access.proven import PlainSelect
from domain.enums import CompetenceLevel, ItemKind
from domain.practice import DayFact
from domain.text import full_name, short_name
from models import (
    Appointment,
    CurriculumItem,
    EmployeeLabel,
    PracticeBase,
    PracticeCompetence,
    PracticeDay,
    PracticePlacement,
    Student,
    StudyGroup,
)

PRACTICE_KINDS: Final = (
    ItemKind.study_practice,
    ItemKind.work_practice,
    ItemKind.graduation_practice,
)
_head = aliased(EmployeeLabel, name="practice_head")
_ids: Final[Any] = bindparam("ids", expanding=True)
_placements: Final = PlainSelect(
    "names beside practices that were found visible before",
    select(
        PracticePlacement.id,
        PracticePlacement.student_id,
        Student.last_name,
        Student.first_name,
        Student.patronymic,
        Student.sort_name,
        PracticePlacement.group_id,
        StudyGroup.name.label("group"),
        PracticePlacement.item_id,
        CurriculumItem.index_code,
        CurriculumItem.name.label("item_name"),
        CurriculumItem.kind,
        PracticePlacement.base_id,
        PracticeBase.name.label("base"),
        PracticeBase.contract_number,
        PracticeBase.contract_date,
        PracticeBase.valid_until,
        PracticePlacement.starts_on,
        PracticePlacement.ends_on,
        PracticePlacement.hours,
        PracticePlacement.college_head_id.label("head_id"),
        _head.last_name.label("head_last"),
        _head.first_name.label("head_first"),
        _head.patronymic.label("head_patronymic"),
        PracticePlacement.appointment_id,
        Appointment.order_number,
        Appointment.order_date,
        Appointment.starts_on.label("appointed_from"),
        Appointment.ends_on.label("appointed_until"),
        PracticePlacement.enterprise_head,
        PracticePlacement.enterprise_position,
        PracticePlacement.contract,
        PracticePlacement.diary_checked_on,
        PracticePlacement.characteristic,
        PracticePlacement.proposed_code,
        PracticePlacement.proposed_at,
        PracticePlacement.code,
        PracticePlacement.link_id,
        PracticePlacement.signed_at,
        PracticePlacement.signed_name,
        PracticePlacement.student_name,
    )
    .select_from(PracticePlacement)
    .join(Student, Student.id == PracticePlacement.student_id)
    .join(StudyGroup, StudyGroup.id == PracticePlacement.group_id)
    .join(CurriculumItem, CurriculumItem.id == PracticePlacement.item_id)
    .outerjoin(PracticeBase, PracticeBase.id == PracticePlacement.base_id)
    .outerjoin(_head, _head.id == PracticePlacement.college_head_id)
    .outerjoin(Appointment, Appointment.id == PracticePlacement.appointment_id)
    .where(PracticePlacement.id.in_(_ids)),
)
_days: Final = PlainSelect(
    "days of practices that were found visible before",
    select(
        PracticeDay.id,
        PracticeDay.placement_id,
        PracticeDay.day,
        PracticeDay.hours,
        PracticeDay.is_absent,
        PracticeDay.what,
        PracticeDay.proposed_at,
        PracticeDay.confirmed_at,
    )
    .where(PracticeDay.placement_id.in_(_ids))
    .order_by(PracticeDay.day),
)
_competences: Final = PlainSelect(
    "competences of practices that were found visible before",
    select(
        PracticeCompetence.id,
        PracticeCompetence.placement_id,
        PracticeCompetence.code,
        PracticeCompetence.title,
        PracticeCompetence.level,
    )
    .where(PracticeCompetence.placement_id.in_(_ids))
    .order_by(PracticeCompetence.id),
)


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """A student's practice with every name beside it."""

    id: int
    student_id: int
    last_name: str
    first_name: str
    patronymic: str | None
    sort_name: str
    group_id: int
    group: str
    item_id: int
    index_code: str
    item_name: str
    kind: ItemKind
    base_id: int | None
    base: str | None
    contract_number: str | None
    contract_date: date | None
    valid_until: date | None
    starts_on: date
    ends_on: date
    hours: int
    head_id: int | None
    head_last: str | None
    head_first: str | None
    head_patronymic: str | None
    appointment_id: int | None
    order_number: str | None
    order_date: date | None
    appointed_from: date | None
    appointed_until: date | None
    enterprise_head: str | None
    enterprise_position: str | None
    contract: str | None
    diary_checked_on: date | None
    characteristic: str | None
    proposed_code: str | None
    proposed_at: datetime | None
    code: str | None
    link_id: int | None
    signed_at: datetime | None
    signed_name: str | None
    student_name: str | None

    @property
    def student(self) -> str:
        """Return the student's full name; of a signed practice as it was then."""
        return self.student_name or full_name(self.last_name, self.first_name, self.patronymic)

    @property
    def head(self) -> str:
        """Return the name of the college's head of practice, empty where there is none."""
        if self.head_last is None:
            return ""
        return short_name(self.head_last, self.head_first or "", self.head_patronymic)

    @property
    def item(self) -> str:
        """Return «ПП.01 Производственная практика»."""
        return f"{self.index_code} {self.item_name}"

    @property
    def is_appointed(self) -> bool:
        """Return whether the order named covers every day of the practice."""
        if self.appointed_from is None or self.appointed_from > self.starts_on:
            return False
        return self.appointed_until is None or self.appointed_until >= self.ends_on


@dataclass(frozen=True, slots=True)
class DayRow:
    """A recorded day of a practice."""

    id: int
    placement_id: int
    day: date
    hours: int
    is_absent: bool
    what: str | None
    proposed_at: datetime | None
    confirmed_at: datetime | None

    @property
    def fact(self) -> DayFact:
        """Return what the rules need of the day."""
        return DayFact(self.day, self.hours, self.is_absent, self.confirmed_at is not None)


@dataclass(frozen=True, slots=True)
class CompetenceRow:
    """A competence in the attestation sheet of a practice."""

    id: int
    placement_id: int
    code: str
    title: str
    level: CompetenceLevel | None


def placement_rows(session: Session, ids: Collection[int]) -> list[PlacementRow]:
    """Return the practices `ids`, found visible by the caller, by group, item, days and name."""
    if not ids:
        return []
    found = _placements(session, proven=True, ids=sorted(ids))
    rows = [PlacementRow(*row) for row in found]
    return sorted(rows, key=lambda one: (one.group, one.index_code, one.starts_on, one.sort_name))


def days_of(session: Session, ids: Collection[int]) -> dict[int, list[DayRow]]:
    """Return the days of the practices `ids`, found visible by the caller, in their order."""
    found: dict[int, list[DayRow]] = defaultdict(list)
    for row in _days(session, proven=True, ids=sorted(ids)) if ids else ():
        found[row.placement_id].append(DayRow(*row))
    return found


def competences_of(session: Session, ids: Collection[int]) -> dict[int, list[CompetenceRow]]:
    """Return the competences of the practices `ids`, found visible by the caller."""
    found: dict[int, list[CompetenceRow]] = defaultdict(list)
    for row in _competences(session, proven=True, ids=sorted(ids)) if ids else ():
        found[row.placement_id].append(CompetenceRow(*row))
    return found
