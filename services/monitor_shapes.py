"""What the monitor of completeness is asked for, and what it answers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple

from domain.monitor import Counts
from domain.text import short_name


class By(StrEnum):
    """What is summed up by."""

    department = auto()
    group = auto()
    teacher = auto()
    gradebook = auto()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which journals are asked for; None filters nothing."""

    department_id: int | None = None
    group_id: int | None = None
    teacher_id: int | None = None
    gradebook_ids: Collection[int] | None = None


class Book(NamedTuple):
    """A journal with what it is summed up by."""

    id: int
    year_id: int
    group_id: int
    subgroup_id: int | None
    item_id: int
    part: int
    group: str
    subgroup: str | None
    index_code: str
    item: str
    department_id: int
    department: str
    teacher_id: int
    last_name: str
    first_name: str
    patronymic: str | None
    programme_id: int
    intake_year: int
    first_course: int
    year_starts_on: date

    @property
    def whom(self) -> str:
        """Return «ИС-21» or «ИС-21 / 1»."""
        return f"{self.group} / {self.subgroup}" if self.subgroup else self.group

    @property
    def teacher(self) -> str:
        """Return «Иванова А. П.»."""
        return short_name(self.last_name, self.first_name, self.patronymic)


@dataclass(frozen=True, slots=True)
class Fill:
    """A department, group, teacher or journal and how completely its journals are kept.

    `key` is its id; `beside` says what a journal's teacher or a group's department is.
    """

    key: int
    name: str
    beside: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class PlanReasons:
    """In what the plan of a journal is not followed: nothing where all is well."""

    no_plan: bool = False  # lessons, and no approved plan for the semester (4.2)
    behind: int = 0  # hours missing today, or at the end (3.11)
    off_plan: int = 0  # lessons of the period whose topic is no row of the plan (5.5.2)

    @property
    def is_any(self) -> bool:
        """Return whether there is one."""
        return self.no_plan or bool(self.behind or self.off_plan)
