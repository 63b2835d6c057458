"""What the address of a page of the load asks for, and what its filters offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from models import AcademicYear, Department
from services.load_facts import find_year, sees_all


@dataclass(frozen=True, slots=True)
class Asked:
    """The year, the department, the semester, the words that are sought, what is wrong alone."""

    year: AcademicYear
    years: tuple[AcademicYear, ...]
    departments: tuple[tuple[int, str], ...]
    department_id: int | None
    semester_id: int | None
    text: str
    open_only: bool

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything but the year narrows the page."""
        return bool(self.text or self.department_id or self.open_only or self.semester_id)

    def address(self, path: str, **more: Any) -> str:
        """Return `path` with the year, and with the department where one is chosen."""
        query = {"year": self.year.id, "department": self.department_id} | more
        return f"{path}?{urlencode({name: value for name, value in query.items() if value})}"


def read(session: Session, who: Principal, args: Mapping[str, str]) -> Asked:
    """Read the address; what is no number counts as not asked. Raises NotFoundError."""
    year = find_year(session, number(args.get("year")))
    years = session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc()))
    departments: tuple[tuple[int, str], ...] = ()
    if sees_all(who):
        rows = session.execute(select(Department.id, Department.name).order_by(Department.name))
        departments = tuple((row.id, row.name) for row in rows)
    return Asked(
        year,
        tuple(years),
        departments,
        number(args.get("department")),
        number(args.get("semester")),
        args.get("q", "").replace("\0", "").strip()[:100],
        args.get("open") == "1",
    )


def number(text: str | None) -> int | None:
    """Return a whole number that a key can be, None for anything else."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 9:
        return None
    return int(text)
