"""All results of a group in a semester or a year: marks, sheets, coursework, practice (7.4, 8.2).

Some twelve statements, whatever the size of the group. Rows are those that the person sees.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain.attendance_sheet import StudentFact, StudentLine
from domain.span import Span
from domain.text import short_name
from services import group_result_statements as statements
from services.attendance import attendance_sheet
from services.group_head import GroupHead
from services.group_result_shapes import (
    GroupResults,
    Result,
    ResultColumn,
    ResultKind,
    StudentResults,
)
from services.group_result_statements import Scope

Found = dict[int, dict[ResultColumn, Result]]  # student → column → result


def scope_of(
    session: Session,
    group: GroupHead,
    *,
    semester_id: int | None = None,
    year_id: int | None = None,
) -> tuple[Scope, dict[int, int]]:
    """Return what is read for a semester or a year, and the number of each of its semesters."""
    rows = statements.semesters_of(session, group.programme_id, semester_id, year_id)
    chosen = [row for row in rows if row.id == semester_id] or rows
    days = Span(min(row.starts_on for row in chosen), max(row.ends_on for row in chosen))
    scope = Scope(
        group.id,
        rows[0].academic_year_id,
        [row.id for row in rows],
        semester_id is None,
        days,
        group.graduates_on,
    )
    return scope, {row.id: row.number for row in rows}


def group_results(session: Session, scope: Scope, numbers: dict[int, int]) -> GroupResults:
    """Return the results of a group that the person sees; lines in the order of the names."""
    books = {row.id: row for row in statements.journals(session, scope)}
    keys = sorted(books)
    found: Found = defaultdict(dict)
    _journal_results(session, scope, books, numbers, found)
    _sheets(session, scope, numbers, found)
    for row in statements.practices(session, scope):
        column = _column(ResultKind.practice, row)
        found[row.student_id][column] = Result(row.code if row.signed_at is not None else None)
    sheet = attendance_sheet(session, scope.group_id, scope.days)
    teachers: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in books.values():
        name = short_name(row.last_name, row.first_name, row.patronymic)
        if name not in teachers[row.item_id, row.part]:
            teachers[row.item_id, row.part].append(name)
    columns = {column for results in found.values() for column in results}
    given = {(one.item_id, one.part) for one in columns}
    signed = statements.closed(session, scope, keys)
    return GroupResults(
        columns=sorted(columns, key=lambda one: (list(ResultKind).index(one.kind), one.order)),
        lines=[_line(line, found, scope) for line in sheet.lines],
        teachers={key: tuple(names) for key, names in teachers.items()},
        is_year=scope.is_year,
        not_closed=_unsigned([row for row in books.values() if row.id not in signed], given),
    )


def _journal_results(
    session: Session, scope: Scope, books: dict[int, Any], numbers: dict[int, int], found: Found
) -> None:
    keys = sorted(books)
    for row in statements.semester_marks(session, scope, keys):
        column = _column(ResultKind.semester, books[row.gradebook_id], numbers[row.semester_id])
        found[row.student_id][column] = Result(row.code)
    for row in statements.courseworks(session, scope, keys):
        column = _column(ResultKind.coursework, books[row.gradebook_id], numbers[row.semester_id])
        found[row.student_id][column] = Result(row.code)
    if not scope.is_year:
        return
    for kind, rows in (
        (ResultKind.year, statements.year_marks(session, keys)),
        (ResultKind.discipline, statements.discipline_results(session, keys)),
    ):
        for row in rows:
            column = _column(kind, books[row.gradebook_id])
            found[row.student_id][column] = Result(row.code)


def _sheets(session: Session, scope: Scope, numbers: dict[int, int], found: Found) -> None:
    """The last attempt counts: rows come with the earlier ones first."""
    for row in statements.sheet_results(session, scope):
        column = _column(ResultKind.sheet, row, numbers[row.semester_id])
        found[row.student_id][column] = Result(
            row.code, row.attempt > 0, row.is_admitted, row.attendance
        )


def _column(kind: ResultKind, row: Any, term: int = 0) -> ResultColumn:
    shared = {} if kind is not ResultKind.sheet else {"form": row.form}
    return ResultColumn(
        kind,
        row.item_id,
        row.position,
        row.index_code,
        row.item,
        part=getattr(row, "part", 1),
        term=term,
        **shared,
    )


def _line(line: StudentLine, found: Found, scope: Scope) -> StudentResults:
    student = line.student
    return StudentResults(
        student.id, student.name, found.get(student.id, {}), line.total, _left(student, scope)
    )


def _left(student: StudentFact, scope: Scope) -> date | None:
    """Return the day a student left before the end of the days; None for all others."""
    if student.is_enrolled(scope.days.last):
        return None
    last = max(one.ends_on for one in student.enrolled if one.ends_on is not None)
    graduates = scope.graduates_on is not None and last >= scope.graduates_on
    return None if graduates else last


def _unsigned(books: Iterable[Any], given: set[tuple[int, int]]) -> Sequence[str]:
    """Name the journals with marks of the period that nobody signed; each item once."""
    names = {
        f"{row.index_code} {row.item}": None for row in books if (row.item_id, row.part) in given
    }
    return list(names)


__all__ = ["group_results", "scope_of"]
