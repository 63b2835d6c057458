"""On which days of the timetable the rows of a lesson plan are given (clause 4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.clock import clock
from domain.enums import PlanRow
from domain.plan_flow import FlowLesson, FlowTopic, RowFlow, flow
from services.journal_plan_rows import PlanLesson, read_plan_lessons, read_terms, semester_of
from services.plan_lines import PlanLine


@dataclass(frozen=True, slots=True)
class RowDates:
    """The days of a row, those that are over too, and the hours that no lesson is left for."""

    days: tuple[date, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class PlanDates:
    """The days of all lesson rows by row id; `lessons` is how many the journal has."""

    rows: Mapping[int, RowDates]
    lessons: int


def plan_dates(session: Session, gradebook_id: int, lines: Sequence[PlanLine]) -> PlanDates:
    """Return on which days the rows of a plan are given, in the lessons of its journal.

    A lesson that gave a row stays with it; all others from today on take the rows in order. The
    caller has found the plan visible.
    """
    lessons = read_plan_lessons(session, [gradebook_id]).get(gradebook_id, [])
    terms = read_terms(session, [gradebook_id]).get(gradebook_id, ())
    rows = [line for line in lines if line.level is PlanRow.lesson and line.id is not None]
    known = {line.id: line.id for line in rows}
    copies = {line.origin_id: line.id for line in rows if line.origin_id is not None}
    today = clock.today()

    def now(topic_id: int | None) -> int | None:
        return None if topic_id is None else known.get(topic_id, copies.get(topic_id))

    def as_flow(one: PlanLesson) -> FlowLesson:
        is_open = one.day >= today and not one.topic and not one.is_confirmed
        semester = semester_of(terms, one.day)
        first, last = now(one.topic_id), now(one.last_topic_id)
        return FlowLesson(one.id, one.day, semester, one.hours, is_open, first, last)

    found = flow(
        [FlowTopic(line.id or 0, line.semester_number, line.hours) for line in rows],
        [as_flow(one) for one in lessons],
    )
    return PlanDates({row.topic.id: _dates(row) for row in found.rows}, len(lessons))


def _dates(row: RowFlow) -> RowDates:
    days = dict.fromkeys(piece.day for piece in (*row.given, *row.planned))
    return RowDates(tuple(days), row.at_risk)
