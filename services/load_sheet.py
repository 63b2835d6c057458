"""The load sheet: what each teacher teaches in a year, and vacancies."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.load import Hours
from models import AcademicYear, StudyGroup, TeachingAssignment
from services.load_facts import Item, LoadRow, items_of, rows_in, sees_groups, terms_in
from services.load_totals import teacher_totals


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row of the load as the sheet shows it."""

    row: LoadRow
    group: str
    item: Item
    semester: int
    half: int


@dataclass(frozen=True, slots=True)
class TeacherSheet:
    """The lines of a teacher, or of the vacancies where there is no name."""

    name: str | None
    norm: int | None
    lines: tuple[SheetLine, ...]

    @property
    def hours(self) -> Hours:
        """Return the sum of the lines."""
        return Hours.added(line.row.hours for line in self.lines)

    def of_half(self, half: int) -> int:
        """Return the hours of a half of the year."""
        return sum(line.row.hours.total for line in self.lines if line.half == half)


def load_sheet(
    session: Session,
    who: Principal,
    year: AcademicYear,
    department_id: int | None = None,
    teacher_id: int | None = None,
) -> list[TeacherSheet]:
    """Return the teachers of the year by name with their lines, vacancies last.

    `department_id` is that of the groups. A teacher who asks gets the own lines alone.
    """
    where = []
    if not sees_groups(who):
        where.append(TeachingAssignment.teacher_id == (who.employee_id or 0))
    if teacher_id is not None:
        where.append(TeachingAssignment.teacher_id == teacher_id)
    if department_id is not None:
        groups = select(StudyGroup.id).where(StudyGroup.department_id == department_id)
        where.append(TeachingAssignment.group_id.in_(groups))
    lines = _lines(session, year, rows_in(session, year, *where))
    found = []
    for total in teacher_totals(session, who, year):
        own = tuple(line for line in lines if line.row.teacher_id == total.teacher_id)
        if own:
            found.append(TeacherSheet(total.name, total.norm, own))
    vacant = tuple(line for line in lines if line.row.teacher_id is None)
    return [*found, TeacherSheet(None, None, vacant)] if vacant else found


def _lines(session: Session, year: AcademicYear, rows: list[LoadRow]) -> list[SheetLine]:
    terms = {term.id: term for term in terms_in(session, year)}
    items = items_of(session, {row.item_id for row in rows})
    keys = {row.group_id for row in rows}
    named = select(StudyGroup.id, StudyGroup.name).where(StudyGroup.id.in_(keys))
    groups = {row.id: row.name for row in session.execute(named)}
    lines = [
        SheetLine(
            row,
            groups.get(row.group_id, "—") + (f" / {row.subgroup}" if row.subgroup else ""),
            items[row.item_id],
            terms[row.semester_id].term.number,
            terms[row.semester_id].half,
        )
        for row in rows
    ]
    lines.sort(key=lambda one: (one.half, one.group, one.item.position, one.item.code))
    return lines
