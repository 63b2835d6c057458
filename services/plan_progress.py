"""How the plan of a journal stands: rows with their days, what does not fit (3.11, 5.5.2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.enums import LessonKind
from domain.plan_flow import Piece, RowFlow, SemesterFlow
from domain.plan_merges import Merge
from models import Gradebook
from services.errors import NotFoundError
from services.grid_head import Head, read_head
from services.journal_keepers import may_write_on
from services.journal_plan import JournalPlan, plans_of
from services.journal_plan_rows import PlanHead
from services.journal_rights import READS_PLANS, WRITES_CELLS, through


class RowState(StrEnum):
    """How a row of the plan stands today."""

    given = auto()
    begun = auto()
    planned = auto()
    skipped = auto()
    at_risk = auto()  # some of its hours do not fit


@dataclass(frozen=True, slots=True)
class Meeting:
    """A lesson in which a row is given."""

    lesson_id: int
    day: date
    hours: int


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A row of the plan with the days on which it was and will be given."""

    topic_id: int
    section: str
    title: str
    kind: LessonKind
    hours: int
    state: RowState
    held: tuple[Meeting, ...]
    planned: tuple[Meeting, ...]
    latest: date | None  # the last day to begin with it
    at_risk: int
    saved: int


@dataclass(frozen=True, slots=True)
class MergeOffer:
    """Two neighbours to give in one lesson; `may_take`: that lesson is the viewer's to write."""

    merge: Merge
    first: str
    second: str
    may_take: bool


@dataclass(frozen=True, slots=True)
class SemesterProgress:
    """A semester of the plan. Hours are academic hours."""

    flow: SemesterFlow
    hours: int  # of the plan
    given: int
    rows: tuple[ProgressRow, ...]
    offers: tuple[MergeOffer, ...]
    has_lessons: bool  # the timetable or the teacher put lessons into it


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A journal and how its plan stands."""

    journal: Head
    head: PlanHead | None
    semesters: tuple[SemesterProgress, ...]
    extra: int  # hours of lessons that gave rows more than they have
    may_write: bool  # the viewer teaches here: makes the plan, takes merges


def plan_progress(session: Session, who: Principal, gradebook_id: int) -> PlanProgress:
    """Return how the plan of a journal stands today, in six statements.

    Raises NotFoundError for a journal that is not there, or whose plan is not theirs to see.
    """
    journal = read_head(session, who, gradebook_id)
    reads = select(Gradebook.id, through(who, WRITES_CELLS)).where(
        Gradebook.id == gradebook_id, through(who, READS_PLANS)
    )
    row = session.execute(reads).first()
    if journal is None or row is None:
        raise NotFoundError(_("There is no such journal, or its plan is not yours to see."))
    plan = plans_of(session, [gradebook_id])[gradebook_id]
    semesters = tuple(_semester(plan, one, journal, who) for one in plan.flow.semesters)
    return PlanProgress(journal, plan.head, semesters, plan.flow.extra, bool(row[1]))


def _semester(
    plan: JournalPlan, found: SemesterFlow, journal: Head, who: Principal
) -> SemesterProgress:
    rows = [row for row in plan.flow.rows if row.topic.semester == found.number]
    titles = {topic.id: topic.title for topic in plan.topics}
    return SemesterProgress(
        flow=found,
        hours=sum(row.topic.hours for row in rows),
        given=sum(piece.hours for row in rows for piece in row.given),
        rows=tuple(_row(plan, row) for row in rows),
        offers=tuple(
            MergeOffer(
                merge,
                titles[merge.first_id],
                titles[merge.second_id],
                journal.editable and may_write_on(journal.keepers, who.employee_id, merge.day),
            )
            for merge in found.merges
        ),
        has_lessons=found.capacity > 0 or any(row.given for row in rows),
    )


def _row(plan: JournalPlan, row: RowFlow) -> ProgressRow:
    topic = next(one for one in plan.topics if one.id == row.topic.id)
    return ProgressRow(
        topic.id,
        topic.section,
        topic.title,
        topic.kind,
        topic.hours,
        _state(row),
        tuple(_meeting(piece) for piece in row.given),
        tuple(_meeting(piece) for piece in row.planned),
        row.latest,
        row.at_risk,
        row.saved,
    )


def _meeting(piece: Piece) -> Meeting:
    return Meeting(piece.lesson_id, piece.day, piece.hours)


def _state(row: RowFlow) -> RowState:
    if not row.pending:
        return RowState.given
    if row.at_risk:
        return RowState.at_risk
    if row.is_skipped:
        return RowState.skipped
    held = any(piece.day <= clock.today() for piece in row.given)
    return RowState.begun if held else RowState.planned
