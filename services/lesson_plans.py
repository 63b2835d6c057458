"""The teacher's way of a lesson plan: draft, submitted, withdrawn, revised (clauses 4.2, 5.5.2)."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.enums import PlanState
from models import LessonPlan
from services.errors import FieldsError, NotAllowedError
from services.plan_check import check_plan
from services.plan_hours import hour_facts
from services.plan_lines import rows_of
from services.plan_lock import (
    OPEN,
    UNDECIDED,
    LockedPlan,
    lock_book,
    lock_plan,
    require_state,
    require_writer,
)
from services.plan_people import tell_deciders
from services.plan_rows import begin_draft, check_edition
from services.plan_writing import write_rows


class BlockedError(FieldsError):
    """The plan cannot be submitted; `errors` holds the sentences under «blocks.0» and so on."""

    def __init__(self, blocks: Sequence[str]) -> None:
        super().__init__({f"blocks.{place}": one for place, one in enumerate(blocks)})


def create_plan(session: Session, who: Principal, gradebook_id: int) -> int:
    """Begin an empty plan of a journal that has none, commit and return its id (4.2).

    Raises NotFoundError; NotAllowedError also where the journal has a plan already.
    """
    with writing():
        book = lock_book(session, who, gradebook_id)
        known = select(LessonPlan.id).where(LessonPlan.gradebook_id == book.id).limit(1)
        if session.scalars(known).first() is not None:
            raise NotAllowedError(_("The journal has a lesson plan already."))
        plan = begin_draft(session, book.id)
        session.commit()
    return plan.id


def submit_plan(session: Session, who: Principal, plan_id: int, edition: int) -> None:
    """Hand a plan to the methodist, as the teacher last saw it, and commit.

    Raises BlockedError where something stops it (5.5.2), ConflictError where it was saved since
    `edition`, NotFoundError, NotAllowedError.
    """
    with writing():
        plan = _own(session, who, plan_id)
        require_state(plan, OPEN)
        check_edition(session, plan, edition)
        check = check_plan(hour_facts(session, plan.gradebook_id), rows_of(session, plan.id))
        if check.blocks:
            raise BlockedError(check.blocks)
        row = fresh(session, plan.id)
        row.state, row.submitted_at = PlanState.submitted, clock.now()
        session.flush()
        tell_deciders(session, plan)
        session.commit()


def withdraw_plan(session: Session, who: Principal, plan_id: int) -> None:
    """Take a submission back before it is decided, and commit.

    Raises NotFoundError, NotAllowedError.
    """
    with writing():
        plan = _own(session, who, plan_id)
        require_state(plan, {PlanState.submitted})
        row = fresh(session, plan.id)
        row.state = PlanState.draft if plan.decided_at is None else PlanState.returned
        row.submitted_at = None
        session.flush()
        session.commit()


def revise_plan(session: Session, who: Principal, plan_id: int) -> int:
    """Begin a revision of the plan in force as a copy of it, commit and return its id.

    The plan in force stays so until the revision is approved. Raises NotFoundError;
    NotAllowedError also where a revision is under way.
    """
    with writing():
        plan = _own(session, who, plan_id)
        require_state(plan, {PlanState.approved})
        if _undecided(session, plan.gradebook_id):
            raise NotAllowedError(_("A revision of this plan is under way already."))
        draft = begin_draft(session, plan.gradebook_id)
        lines = [replace(line, id=None, origin_id=line.id) for line in rows_of(session, plan.id)]
        write_rows(session, draft, lines)
        session.commit()
    return draft.id


def delete_draft(session: Session, who: Principal, plan_id: int) -> int:
    """Delete a draft or returned plan with its rows and commit; return the journal's id.

    Raises NotFoundError, NotAllowedError.
    """
    with writing():
        plan = _own(session, who, plan_id)
        require_state(plan, OPEN)
        write_rows(session, plan, ())
        session.delete(fresh(session, plan.id))
        session.flush()
        session.commit()
    return plan.gradebook_id


def fresh(session: Session, plan_id: int) -> LessonPlan:
    """Return a locked plan as it is in the database now."""
    return session.get_one(LessonPlan, plan_id, populate_existing=True)


def _own(session: Session, who: Principal, plan_id: int) -> LockedPlan:
    plan = lock_plan(session, plan_id)
    require_writer(who, plan.teacher_id)
    return plan


def _undecided(session: Session, gradebook_id: int) -> bool:
    query = select(LessonPlan.id).where(
        LessonPlan.gradebook_id == gradebook_id, LessonPlan.state.in_(UNDECIDED)
    )
    return session.scalars(query.limit(1)).first() is not None
