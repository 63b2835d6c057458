"""What one teacher teaches in a year, as the page shows it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.load import Hours
from models import AcademicYear, Gradebook, StudyGroup
from services.load_facts import Item, LoadRow, LoadTerm, items_of, terms_in


@dataclass(frozen=True, slots=True)
class TeacherLine:
    """A row of a teacher's load."""

    row: LoadRow
    group: str
    item: Item
    term: LoadTerm
    journal_id: int | None

    @property
    def starts_on(self) -> date | None:
        """Return from which day on, where not from the semester's first."""
        return self.row.starts_on


@dataclass(frozen=True, slots=True)
class Half:
    """The rows of a half of the year and their sum."""

    number: int
    lines: tuple[TeacherLine, ...]
    hours: Hours


def teacher_lines(session: Session, year: AcademicYear, rows: list[LoadRow]) -> list[Half]:
    """Return the rows by half of the year, by group and item, with the journals to see."""
    terms = {term.id: term for term in terms_in(session, year)}
    items = items_of(session, {row.item_id for row in rows})
    named = select(StudyGroup.id, StudyGroup.name)
    wanted = named.where(StudyGroup.id.in_({row.group_id for row in rows}))
    groups = {row.id: row.name for row in session.execute(wanted)}
    journals = _journals(session, year, rows)
    lines = [
        TeacherLine(
            row,
            groups.get(row.group_id, "—"),
            items[row.item_id],
            terms[row.semester_id],
            journals.get((row.group_id, row.subgroup_id, row.item_id, row.part)),
        )
        for row in rows
    ]
    lines.sort(key=lambda one: (one.group, one.item.position, one.item.code, one.row.part))
    halves = []
    for number in (1, 2):
        some = tuple(line for line in lines if line.term.half == number)
        if some:
            halves.append(Half(number, some, Hours.added(line.row.hours for line in some)))
    return halves


def _journals(
    session: Session, year: AcademicYear, rows: list[LoadRow]
) -> dict[tuple[int, int | None, int, int], int]:
    query = select(
        Gradebook.id, Gradebook.group_id, Gradebook.subgroup_id, Gradebook.item_id, Gradebook.part
    ).where(
        Gradebook.academic_year_id == year.id,
        Gradebook.group_id.in_({row.group_id for row in rows}),
    )
    return {
        (row.group_id, row.subgroup_id, row.item_id, row.part): row.id
        for row in session.execute(query)
    }
