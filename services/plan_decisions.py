"""The methodist's side of a lesson plan: remarks, return, approval (clauses 4.2, 5.5.2)."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from access.audit import record
from access.principal import Principal
from access.session import system_write, writing
from domain.clock import clock
from domain.enums import AuditAction, PlanState
from domain.typed import is_storable
from models import Lesson, LessonPlan, LessonPlanTopic
from services.errors import FieldsError
from services.lesson_plans import BlockedError, fresh
from services.plan_check import check_plan
from services.plan_hours import hour_facts
from services.plan_lines import remarks_of, rows_of
from services.plan_lock import LockedPlan, lock_plan, require_decider, require_state
from services.plan_people import APPROVED, RETURNED, tell_teacher
from services.plan_rows import check_edition

MOST_REMARK = 2000
_TOPIC = LessonPlanTopic.__table__
_LESSON = Lesson.__table__
Remarks = Mapping[int, str]  # row id → what the methodist says about the row


def save_remarks(
    session: Session, who: Principal, plan_id: int, whole: str | None, rows: Remarks
) -> None:
    """Keep remarks on a submitted plan and at its rows, and commit; an empty one is taken away.

    What is not named stays; `whole` None leaves that on the whole. Raises FieldsError,
    NotFoundError, NotAllowedError.
    """
    with writing():
        plan = _to_decide(session, who, plan_id)
        _write_remarks(session, plan, whole, rows)
        session.commit()


def return_plan(
    session: Session, who: Principal, plan_id: int, edition: int, whole: str | None, rows: Remarks
) -> None:
    """Return a submitted plan to its teacher with remarks, and commit.

    Raises FieldsError where no remark says what to correct, ConflictError where it is not the
    plan that was read, NotFoundError, NotAllowedError.
    """
    with writing():
        plan = _to_decide(session, who, plan_id)
        check_edition(session, plan, edition)
        _write_remarks(session, plan, whole, rows)
        row = fresh(session, plan.id)
        if not row.remark and not remarks_of(session, plan.id):
            sentence = _("Say what to correct: in the remark on the whole plan or at a row.")
            raise FieldsError({"remark": sentence})
        _decide(session, who, row, PlanState.returned)
        tell_teacher(session, plan, RETURNED)
        session.commit()


def approve_plan(session: Session, who: Principal, plan_id: int, edition: int) -> None:
    """Approve a submitted plan, and commit: it is in force, the earlier revision no longer.

    Lessons that gave a row of the earlier revision move over to its copy. Raises BlockedError
    where the load or the curriculum changed meanwhile and the hours do not match any more,
    ConflictError, NotFoundError, NotAllowedError.
    """
    with writing():
        plan = _to_decide(session, who, plan_id)
        check_edition(session, plan, edition)
        check = check_plan(hour_facts(session, plan.gradebook_id), rows_of(session, plan.id))
        if check.blocks:
            raise BlockedError(check.blocks)
        _supersede(session, plan)
        _decide(session, who, fresh(session, plan.id), PlanState.approved)
        tell_teacher(session, plan, APPROVED)
        session.commit()


def _to_decide(session: Session, who: Principal, plan_id: int) -> LockedPlan:
    plan = lock_plan(session, plan_id)
    require_decider(who)
    require_state(plan, {PlanState.submitted})
    return plan


def _decide(session: Session, who: Principal, row: LessonPlan, state: PlanState) -> None:
    row.state, row.decided_at, row.decided_by_id = state, clock.now(), who.user_id
    session.flush()


def _supersede(session: Session, plan: LockedPlan) -> None:
    """Let the plan in force give way to `plan`, and its lessons move over to the copied rows."""
    query = select(LessonPlan).where(
        LessonPlan.gradebook_id == plan.gradebook_id, LessonPlan.state == PlanState.approved
    )
    for earlier in session.scalars(query):
        earlier.state = PlanState.superseded
    session.flush()
    copies = _TOPIC.alias("copy")
    for column in (_LESSON.c.topic_id, _LESSON.c.last_topic_id):
        copy = select(copies.c.id).where(copies.c.plan_id == plan.id, copies.c.origin_id == column)
        copied = select(copies.c.origin_id).where(
            copies.c.plan_id == plan.id, copies.c.origin_id.is_not(None)
        )
        system_write(
            session,
            update(_LESSON)
            .where(_LESSON.c.gradebook_id == plan.gradebook_id, column.in_(copied))
            .values({column: copy.scalar_subquery()}),
        )


def _write_remarks(session: Session, plan: LockedPlan, whole: str | None, rows: Remarks) -> None:
    if whole is not None:
        row = fresh(session, plan.id)
        row.remark = _text(whole, "remark")
        session.flush()
    before = remarks_of(session, plan.id)
    known = {line.id for line in rows_of(session, plan.id)}
    texts = {key: _text(value, f"rows.{key}") for key, value in rows.items()}
    if strangers := texts.keys() - known:
        sentence = _("The plan has no such row.")
        raise FieldsError({f"rows.{key}": sentence for key in sorted(strangers)})
    changed = {key: text for key, text in texts.items() if before.get(key, "") != text}
    if changed:
        values = [{"key": key, "text": text} for key, text in changed.items()]
        system_write(session, _REMARK, values)
        record(session, [_entry(plan, key, before.get(key), new) for key, new in changed.items()])


_REMARK = update(_TOPIC).where(_TOPIC.c.id == bindparam("key")).values(remark=bindparam("text"))


def _entry(plan: LockedPlan, key: int, old: str | None, new: str) -> dict[str, Any]:
    return {
        "entity": LessonPlanTopic.__tablename__,
        "entity_id": key,
        "action": AuditAction.update,
        "field": "remark",
        "old": old,
        "new": new,
        "gradebook_id": plan.gradebook_id,
    }


def _text(value: str, field: str) -> str:
    text = value.replace("\r\n", "\n").strip()
    if not is_storable(text):
        raise FieldsError({field: _("This is no text.")})
    if len(text) > MOST_REMARK:
        raise FieldsError({field: _("At most %(most)d characters.", most=MOST_REMARK)})
    return text
