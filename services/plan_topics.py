"""One row of a lesson plan at a time, for programs; the editor saves whole tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from models import LessonPlanTopic
from services.errors import FieldsError, NotFoundError
from services.plan_fields import line_in
from services.plan_lines import MOST_ROWS, PlanLine, rows_of
from services.plan_lock import OPEN, LockedPlan, lock_plan, require_state, require_writer
from services.plan_writing import write_rows


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A row that was written, its plan and the plan's edition now."""

    id: int
    plan_id: int
    edition: int


def add_row(
    session: Session,
    who: Principal,
    plan_id: int,
    data: Mapping[str, object],
    after: int | None = None,
) -> SavedRow:
    """Add a row to a draft behind the row `after`, at the end where it is None, and commit.

    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    line = line_in({**data, "id": None})
    with writing():
        plan = _writable(session, who, plan_id)
        rows = rows_of(session, plan_id)
        if len(rows) >= MOST_ROWS:
            raise FieldsError({"plan_id": _("A plan has at most %(most)d rows.", most=MOST_ROWS)})
        place = len(rows) if after is None else _place(rows, after) + 1
        saved = write_rows(session, plan, [*rows[:place], line, *rows[place:]])
        session.commit()
    return SavedRow(saved.ids[place], plan_id, saved.edition)


def change_row(
    session: Session, who: Principal, topic_id: int, data: Mapping[str, object]
) -> SavedRow:
    """Change those fields of a draft's row that `data` names, and commit.

    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        plan = _writable(session, who, plan_of(session, topic_id))
        rows = rows_of(session, plan.id)
        place = _place(rows, topic_id)
        rows[place] = line_in({**data, "id": topic_id}, rows[place])
        saved = write_rows(session, plan, rows)
        session.commit()
    return SavedRow(topic_id, plan.id, saved.edition)


def delete_row(session: Session, who: Principal, topic_id: int) -> None:
    """Delete a row of a draft, and commit; raises NotFoundError, NotAllowedError."""
    with writing():
        plan = _writable(session, who, plan_of(session, topic_id))
        rows = rows_of(session, plan.id)
        del rows[_place(rows, topic_id)]
        write_rows(session, plan, rows)
        session.commit()


def plan_of(session: Session, topic_id: int) -> int:
    """Return the plan of a visible row; raise NotFoundError."""
    query = select(LessonPlanTopic.plan_id).where(LessonPlanTopic.id == topic_id)
    plan_id = session.scalar(query)
    if plan_id is None:
        raise NotFoundError(_("There is no such row of a plan, or it is not yours to see."))
    return plan_id


def _writable(session: Session, who: Principal, plan_id: int) -> LockedPlan:
    plan = lock_plan(session, plan_id)
    require_writer(who, plan.teacher_id)
    require_state(plan, OPEN)
    return plan


def _place(rows: list[PlanLine], topic_id: int) -> int:
    for place, line in enumerate(rows):
        if line.id == topic_id:
            return place
    raise NotFoundError(_("There is no such row of a plan, or it is not yours to see."))
