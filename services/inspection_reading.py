"""What an inspection reads of a journal: its lessons, works, cells, final marks, hours (7.3).

A dozen statements whatever the size of the journal. The period says which lessons are looked at;
the semester that holds its last day is judged as a whole: its hours, its marks.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.clock import clock
from domain.delivery import DeliveryHours
from domain.inspection import LAST_DAYS
from domain.regulation import Norm
from services import inspection_statements as statements
from services.deadlines import Judges, judges
from services.final_shapes import ClosingTerm, FinalMarks
from services.final_terms import chosen, terms_of_year
from services.grade_grounds import head_of, semester_of
from services.grid_head import Head
from services.regulation import rulebook

Place = tuple[int, int]  # lesson, student
_PAIR: Final = 2  # academic hours of a lesson that a change of the timetable says nothing of


@dataclass(slots=True)
class Cells:
    """What the cells of the lessons hold."""

    marks: dict[Place, list[tuple[int, str, int | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )  # ordinal, code, work
    absences: dict[Place, tuple[str, int | None]] = field(default_factory=dict)
    owing: set[int] = field(default_factory=set)  # students with a debt and no day for it


@dataclass(frozen=True, slots=True)
class Reading:
    """A journal as it was read; `lessons` are those of the semester and of the period, in order."""

    head: Head
    first: date
    last: date
    today: date
    term: ClosingTerm
    final: FinalMarks
    lessons: tuple[Any, ...]
    works: Mapping[int, Sequence[Any]]  # by lesson
    cells: Cells
    hours: DeliveryHours
    has_plan: bool
    bulk: tuple[int, int]  # marks entered in the last days of the semester, of all
    judges: Judges

    @property
    def inspected(self) -> list[Any]:
        """Return the lessons of the period up to today."""
        end = min(self.last, self.today)
        return [row for row in self.lessons if self.first <= row.held_on <= end]

    @staticmethod
    def day_of(instant: datetime | None) -> date | None:
        """Return the day of an instant of the journal, None for none."""
        return None if instant is None else clock.day_of(instant)

    @property
    def of_term(self) -> list[Any]:
        """Return the lessons of the semester."""
        return [row for row in self.lessons if self.term.term.covers(row.held_on)]


def read(session: Session, gradebook_id: int, first: date, last: date) -> Reading:
    """Return what the facts of a journal from `first` to `last` follow from.

    Raises NotFoundError for a journal that is not there, or not the person's to see whole.
    """
    who, today = current_principal(), clock.today()
    head = head_of(session, who, gradebook_id)
    year = terms_of_year(session, head)
    inside = min(max(last, head.year_starts_on), head.year_ends_on)
    term = chosen(year.terms, None, inside)
    final = semester_of(session, who, head, year, term)
    begin = min(first, term.starts_on)
    span = {"gradebook": head.id, "first": begin, "last": max(last, term.ends_on)}
    rows = statements.lessons(session, proven=True, **span).all()
    lessons = tuple({row.id: row for row in rows}.values())
    load, plan, bulk = _sums(session, head, term)
    teachers = {one.teacher_id for one in head.keepers.terms} | {head.teacher_id}
    return Reading(
        head=head,
        first=first,
        last=last,
        today=today,
        term=term,
        final=final,
        lessons=lessons,
        works=_works(rows),
        cells=_cells(session, span),
        hours=_hours(session, head, term, lessons, load, plan[0], today),
        has_plan=plan[1] > 0,
        bulk=bulk,
        judges=judges(session, head.year_id, teachers, begin, today),
    )


def _works(rows: Sequence[Any]) -> Mapping[int, Sequence[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row.work_id is not None:
            found[row.id].append(row)
    return found


def _cells(session: Session, span: Mapping[str, Any]) -> Cells:
    found = Cells()
    for row in statements.cells.bare(session, proven=True, **span):
        what, lesson_id, student_id, number, text, work_id = row
        if what == statements.MARK:
            found.marks[lesson_id, student_id].append((number, text, work_id))
        elif what == statements.ABSENCE:
            found.absences[lesson_id, student_id] = text, number
        else:
            found.owing.add(student_id)
    for marks in found.marks.values():
        marks.sort(key=lambda one: one[0])
    return found


def _sums(
    session: Session, head: Head, term: ClosingTerm
) -> tuple[int, tuple[int, int], tuple[int, int]]:
    """Return hours of the load, hours and rows of the plan, marks of the last days and of all."""
    closing = rulebook(session).on(term.ends_on).whole(Norm.closing_days)
    rows = statements.sums(
        session,
        proven=True,
        gradebook=head.id,
        semester=term.semester_id,
        number=term.number,
        since=clock.start_of(term.starts_on),
        lately=clock.start_of(term.ends_on - timedelta(days=LAST_DAYS - 1)),
        until=clock.start_of(term.ends_on + timedelta(days=closing + 1)),
    )
    found = {row.what: (int(row.first), int(row.second)) for row in rows}
    return found[statements.LOAD][0], found[statements.PLAN], found[statements.BULK]


def _hours(
    session: Session,
    head: Head,
    term: ClosingTerm,
    lessons: Sequence[Any],
    load: int,
    plan: int,
    today: date,
) -> DeliveryHours:
    """Return the hours of the semester as `services/delivery` counts them."""
    of_term = [row for row in lessons if term.term.covers(row.held_on)]
    scheduled = sum(row.hours for row in of_term)
    held = sum(row.hours for row in of_term if row.confirmed_at is not None)
    ahead = sum(row.hours for row in of_term if row.confirmed_at is None and row.held_on >= today)
    fallen = statements.cancelled(
        session, proven=True, gradebook=head.id, semester=term.semester_id, today=today
    ).scalars()
    lost = sum(_hours_in(was) for was in fallen)
    return DeliveryHours(
        curriculum=term.hours,
        load=load,
        plan=plan,
        scheduled=scheduled,
        held=held,
        due=scheduled - ahead + lost,
        to_come=ahead,
    )


def _hours_in(was: Any) -> int:
    hours = was.get("hours") if isinstance(was, dict) else None
    return hours if isinstance(hours, int) else _PAIR
