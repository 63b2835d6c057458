"""The lock that everything takes which writes a lesson plan, and who may write it (4.2, 5.5.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource, roles_with
from access.principal import Principal
from domain.enums import PlanState
from models import Gradebook, LessonPlan
from services.errors import NotAllowedError, NotFoundError

# The teacher writes the rows of a plan and submits it; who may change plans but adds no rows to
# them, the methodist, decides about it and remarks on it.
WRITERS: Final = roles_with(Resource.lesson_plan_topic, Action.create)
DECIDERS: Final = roles_with(Resource.lesson_plan, Action.update) - WRITERS
OPEN: Final = frozenset({PlanState.draft, PlanState.returned})  # the teacher is at work on it
UNDECIDED: Final = OPEN | {PlanState.submitted}


@dataclass(frozen=True, slots=True)
class LockedPlan:
    """A plan that nobody else writes until the unit of work ends."""

    id: int
    gradebook_id: int
    revision: int
    state: PlanState
    edition: int
    remark: str
    decided_at: datetime | None
    teacher_id: int  # who keeps the journal at present


@dataclass(frozen=True, slots=True)
class LockedBook:
    """A journal whose plans nobody else writes until the unit of work ends."""

    id: int
    teacher_id: int
    item_id: int


def writes_plan(who: Principal, teacher_id: int) -> bool:
    """Return whether `who` writes the plan of a journal that `teacher_id` keeps at present."""
    return who.is_system or (not WRITERS.isdisjoint(who.roles) and who.employee_id == teacher_id)


def decides_plans(who: Principal) -> bool:
    """Return whether `who` approves and returns plans."""
    return who.is_system or not DECIDERS.isdisjoint(who.roles)


def lock_plan(session: Session, plan_id: int) -> LockedPlan:
    """Lock a plan and its journal for the rest of the unit of work.

    Raises NotFoundError for a plan that the person who asks does not see. What they may do with
    it is asked by `require_writer` and `require_decider`.
    """
    book = select(LessonPlan.gradebook_id).where(LessonPlan.id == plan_id).scalar_subquery()
    # The journal first, as everyone does, and the plan as it is once the lock is held.
    session.execute(_locking(select(Gradebook.id).where(Gradebook.id == book)))
    query = (
        select(
            LessonPlan.id,
            LessonPlan.gradebook_id,
            LessonPlan.revision,
            LessonPlan.state,
            LessonPlan.edition,
            LessonPlan.remark,
            LessonPlan.decided_at,
            Gradebook.teacher_id,
        )
        .join(Gradebook, Gradebook.id == LessonPlan.gradebook_id)
        .where(LessonPlan.id == plan_id)
    )
    row = session.execute(query).first()
    if row is None:
        raise NotFoundError(_("There is no such lesson plan, or it is not yours to see."))
    return LockedPlan(*row)


def lock_book(session: Session, who: Principal, gradebook_id: int) -> LockedBook:
    """Lock a journal to begin a plan of it; raise NotFoundError or NotAllowedError."""
    query = select(Gradebook.id, Gradebook.teacher_id, Gradebook.item_id)
    query = query.where(Gradebook.id == gradebook_id)
    row = session.execute(_locking(query)).first()
    if row is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    book = LockedBook(*row)
    require_writer(who, book.teacher_id)
    return book


def _locking(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.with_for_update(of=Gradebook)


def require_writer(who: Principal, teacher_id: int) -> None:
    """Raise NotAllowedError unless `who` keeps the journal at present."""
    if not writes_plan(who, teacher_id):
        raise NotAllowedError(
            _("The lesson plan is written by the teacher who keeps the journal at present.")
        )


def require_decider(who: Principal) -> None:
    """Raise NotAllowedError unless `who` decides about plans."""
    if not decides_plans(who):
        raise NotAllowedError(_("The methodist decides about lesson plans."))


def require_state(plan: LockedPlan, allowed: Collection[PlanState]) -> None:
    """Raise NotAllowedError, which says in which state the plan is, unless it is one of these."""
    if plan.state not in allowed:
        raise NotAllowedError(_STATE_SENTENCES[plan.state]())


_STATE_SENTENCES: Final = {
    PlanState.draft: lambda: _("The plan is a draft: it was not submitted yet."),
    PlanState.returned: lambda: _("The plan was returned: it was not submitted again yet."),
    PlanState.submitted: lambda: _(
        "The plan is submitted and waits for the decision. Withdraw it to change it."
    ),
    PlanState.approved: lambda: _("The plan is approved. Begin a revision of it to change it."),
    PlanState.superseded: lambda: _("A later revision has replaced this plan: it only shows."),
}
