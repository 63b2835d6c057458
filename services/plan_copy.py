"""Copying a lesson plan: last year's, or a colleague's approved one (clause 3.3)."""

from dataclasses import dataclass, replace
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.proven import PlainSelect
from access.session import writing
from domain.enums import PlanState
from domain.text import fold
from models import AcademicYear, CurriculumItem, Gradebook, LessonPlan, LessonPlanTopic
from services.errors import NotAllowedError, NotFoundError
from services.journal_columns import COLUMNS, JournalName, journal_name, with_journal
from services.plan_lines import rows_of
from services.plan_lock import lock_book
from services.plan_rows import replace_draft

_item: Final = PlainSelect(
    "the discipline of a journal found visible",
    select(CurriculumItem.name, Gradebook.teacher_id)
    .select_from(Gradebook)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .where(Gradebook.id == bindparam("book")),
)
_lessons: Final = (
    select(func.coalesce(func.sum(LessonPlanTopic.hours), 0))
    .where(LessonPlanTopic.plan_id == LessonPlan.id)
    .scalar_subquery()
)
_sources: Final = PlainSelect(
    "approved plans are the college's base, open to who reads plan_base (3.3); own ones are theirs",
    with_journal(
        select(
            *COLUMNS,
            LessonPlan.id,
            LessonPlan.state,
            AcademicYear.name,
            CurriculumItem.name,
            _lessons,
        )
        .select_from(LessonPlan)
        .join(Gradebook, Gradebook.id == LessonPlan.gradebook_id)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
    )
    .where(
        CurriculumItem.search_text.endswith(bindparam("name")),  # compared whole below
        LessonPlan.state != PlanState.superseded,
        or_(
            LessonPlan.state == PlanState.approved,
            Gradebook.teacher_id == bindparam("teacher"),
        ),
        Gradebook.id != bindparam("book"),
    )
    .order_by(
        (Gradebook.teacher_id == bindparam("teacher")).desc(),
        AcademicYear.starts_on.desc(),
        LessonPlan.id.desc(),
    ),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A plan that can be copied into a journal's draft."""

    plan_id: int
    journal: JournalName
    year: str
    state: PlanState
    hours: int  # academic hours with the teacher
    own: bool  # of the same teacher


def sources_for(session: Session, who: Principal, gradebook_id: int) -> list[Source]:
    """Return the plans of the same discipline that the journal's plan can be copied from.

    The teacher's own come first, then colleagues' approved ones. Raises NotFoundError.
    """
    if session.scalar(select(Gradebook.id).where(Gradebook.id == gradebook_id)) is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    if not who.may(Action.read, Resource.plan_base):
        raise NotAllowedError(_("You may not read the base of lesson plans."))
    name, teacher_id = _item(session, proven=True, book=gradebook_id).one()
    folded = fold(name)
    rows = _sources(session, proven=True, name=folded, teacher=teacher_id, book=gradebook_id)
    return [_source(row, teacher_id) for row in rows if fold(row[-2]) == folded]


def _source(row: Any, teacher_id: int) -> Source:
    plan_id, state, year, _item_name, hours = row[len(COLUMNS) :]
    journal = journal_name(row)
    return Source(plan_id, journal, year, state, int(hours), journal.teacher_id == teacher_id)


def copy_plan(session: Session, who: Principal, gradebook_id: int, source_id: int) -> int:
    """Make the rows of a plan those of the journal's draft, commit and return the draft's id.

    Nothing is adjusted: where hours differ, the check of hours shows it afterwards. Raises
    NotFoundError for a plan that is no candidate of `sources_for`, NotAllowedError.
    """
    with writing():
        lock_book(session, who, gradebook_id)
        sources = {one.plan_id: one for one in sources_for(session, who, gradebook_id)}
        if source_id not in sources:
            raise NotFoundError(_("There is no such plan to copy for this discipline."))
        lines = [replace(line, id=None, origin_id=None) for line in rows_of(session, source_id)]
        return replace_draft(session, who, gradebook_id, lines, told(sources[source_id]))


def told(source: Source) -> str:
    """Return what a plan was copied from, in the words of the college."""
    journal = source.journal
    return ", ".join((journal.title, journal.group, source.year, journal.teacher))
