"""What an address of the monitor asks for, checked; and the addresses that lead on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from services.errors import FieldsError
from services.monitor_shapes import By, Filters
from views.monitor.period import Period, key_in, period_in
from views.monitor.words import SORTS

FILTERS = ("department", "group", "teacher", "gradebook")


@dataclass(frozen=True, slots=True)
class MonitorAsked:
    """The period, what to sum up by, which journals, in which order."""

    period: Period
    by: By
    department_id: int | None = None
    group_id: int | None = None
    teacher_id: int | None = None
    gradebook_id: int | None = None
    sort: str = ""  # a column; nothing: the worst first

    @property
    def filters(self) -> Filters:
        """Return which journals are asked for."""
        ids = None if self.gradebook_id is None else (self.gradebook_id,)
        return Filters(self.department_id, self.group_id, self.teacher_id, ids)

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything but the period narrows it."""
        return self.filters != Filters()

    def address(self, path: str = "/monitor/", **changes: Any) -> str:
        """Return `path` with all that is asked for, and `changes` in it; None takes away."""
        query: dict[str, Any] = self.period.query | {
            "by": self.by.value,
            "department": self.department_id,
            "group": self.group_id,
            "teacher": self.teacher_id,
            "gradebook": self.gradebook_id,
            "sort": self.sort or None,
        }
        query |= changes
        return f"{path}?{urlencode({k: v for k, v in query.items() if v is not None})}"


def asked_in(session: Session, query: Mapping[str, str]) -> MonitorAsked:
    """Return what `query` asks for; raise FieldsError for what cannot be."""
    keys = {name: key_in(query, name) for name in FILTERS}
    by = query.get("by") or _usual(keys).value
    if by not in set(By):
        raise FieldsError({"by": _("Choose one of the list.")})
    sort = query.get("sort", "")
    if sort.removeprefix("-") not in SORTS and sort:
        raise FieldsError({"sort": _("Choose one of the list.")})
    period = period_in(session, query)
    return MonitorAsked(
        period,
        By(by),
        keys["department"],
        keys["group"],
        keys["teacher"],
        keys["gradebook"],
        sort,
    )


def _usual(keys: Mapping[str, int | None]) -> By:
    """Return where somebody begins: one level below what is chosen."""
    if keys["group"] or keys["teacher"] or keys["gradebook"]:
        return By.gradebook
    return By.group if keys["department"] else By.department
