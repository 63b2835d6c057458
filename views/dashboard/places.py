"""The lines of a dashboard: departments, or the groups of one, with links to the lists behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from access.matrix import Action, Resource
from access.principal import Principal
from domain.monitor import Counts
from services.dashboard import Dashboard, GroupFigures
from views.monitor.period import Period
from views.monitor.words import Shares


@dataclass(frozen=True, slots=True)
class Place:
    """A department, a group, or all of it: sums of its groups."""

    key: int
    name: str
    counts: Counts
    missed: int
    unexcused: int
    debts: int
    debtors: int
    to_sign: int
    signed: int
    students: int

    @property
    def missed_each(self) -> float:
        """Return the academic hours missed of a student, with one decimal."""
        return round(self.missed / self.students, 1) if self.students else 0.0

    @property
    def shares(self) -> Shares:
        """Return the lessons in percent, for a bar."""
        return Shares.of(self.counts)


def total(groups: Sequence[GroupFigures]) -> Place:
    """Return the sums of groups; a student who owes in two groups counts twice."""
    return _sum(0, "", groups)


def by_group(found: Dashboard, department_id: int | None) -> bool:
    """Return whether the lines are groups: of one department, or of a curator."""
    return department_id is not None or len(found.departments) < 2


def places(found: Dashboard, department_id: int | None) -> list[Place]:
    """Return the lines of a dashboard, by name."""
    if by_group(found, department_id):
        return [_sum(one.group_id, one.group, (one,)) for one in found.groups]
    return [
        _sum(key, name, [one for one in found.groups if one.department_id == key])
        for key, name in found.departments
    ]


def _sum(key: int, name: str, groups: Iterable[GroupFigures]) -> Place:
    some = list(groups)

    def number(of: str) -> int:
        return sum(getattr(one, of) for one in some)

    return Place(
        key,
        name,
        sum((one.counts for one in some), Counts()),
        number("missed"),
        number("unexcused"),
        number("debts"),
        number("debtors"),
        number("to_sign"),
        number("signed"),
        number("students"),
    )


class Links:
    """Where each figure leads; empty where the person has no such page."""

    def __init__(self, who: Principal, period: Period, department_id: int | None) -> None:
        self._who, self._period, self._department = who, period, department_id

    def monitor(self, fault: str = "", **place: int) -> str:
        """Return the lines of the monitor, or the rows behind one of its counts."""
        if not self._who.may(Action.read, Resource.completeness):
            return ""
        path = "/monitor/list" if fault else "/monitor/"
        return self._address(path, **self._period.query, **place, fault=fault or None)

    def of_place(self, by_groups: bool, key: int) -> dict[str, str]:
        """Return the links of a line."""
        place: dict[str, Any] = {"group" if by_groups else "department": key}
        here = {"department": key} if not by_groups else {}
        debts = f"/debts/group/{key}" if by_groups else f"/debts/?department={key}"
        return {
            "name": self.monitor(**place)
            if by_groups
            else self._address("/dashboard/", **self._period.query, **here),
            "overdue": self.monitor("overdue", **place),
            "late": self.monitor("late", **place),
            "debts": debts,
        }

    def debts(self) -> str:
        """Return the overview of debts."""
        return self._address("/debts/", department=self._department)

    def _address(self, path: str, **query: Any) -> str:
        asked = {"department": self._department} | query
        asked = {name: value for name, value in asked.items() if value is not None}
        return f"{path}?{urlencode(asked)}" if asked else path
