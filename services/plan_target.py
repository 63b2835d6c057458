"""The journal that rows from a file are to become the plan of, and what stands there already."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from models import Gradebook, LessonPlan, LessonPlanTopic
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal
from services.plan_lines import PlanLine
from services.plan_lock import OPEN, UNDECIDED, require_writer
from services.plan_rows import replace_draft


@dataclass(frozen=True, slots=True)
class Target:
    """A journal and its open draft: `plan_id` None where there is none yet."""

    journal: JournalName
    plan_id: int | None
    rows: int  # of the draft; they would be replaced


def import_target(session: Session, who: Principal, gradebook_id: int) -> Target:
    """Return the journal whose plan `who` may write.

    Raises NotFoundError for a journal that is not visible; NotAllowedError for who does not keep
    it, and where a plan of it waits for its decision.
    """
    query = with_journal(select(*COLUMNS).select_from(Gradebook))
    row = session.execute(query.where(Gradebook.id == gradebook_id)).first()
    if row is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    journal = journal_name(row[:COUNT])
    require_writer(who, journal.teacher_id)
    rows = (
        select(func.count(LessonPlanTopic.id))
        .where(LessonPlanTopic.plan_id == LessonPlan.id)
        .correlate(LessonPlan)
        .scalar_subquery()
    )
    plan = session.execute(
        select(LessonPlan.id, LessonPlan.state, rows).where(
            LessonPlan.gradebook_id == gradebook_id, LessonPlan.state.in_(UNDECIDED)
        )
    ).first()
    if plan is None:
        return Target(journal, None, 0)
    if plan[1] not in OPEN:
        raise NotAllowedError(
            _("The plan is submitted and waits for the decision. Withdraw it to change it.")
        )
    return Target(journal, plan[0], plan[2])


def write_imported(
    session: Session,
    who: Principal,
    gradebook_id: int,
    lines: list[PlanLine],
    source: str,
    *,
    replaces: bool,
) -> int:
    """Make `lines` the rows of the journal's draft in one transaction; return the plan's id.

    `replaces` says that the person agreed to lose the rows of a draft that has some; without it
    FieldsError is raised. Raises NotFoundError, NotAllowedError too.
    """
    if not lines:
        raise FieldsError({"file": _("No row of the sheet could be read as a lesson.")})
    with writing():
        target = import_target(session, who, gradebook_id)
        if target.rows and not replaces:
            raise FieldsError(
                {
                    "replace": _(
                        "The draft has %(count)s rows already. Say that they may be replaced.",
                        count=target.rows,
                    )
                }
            )
        return replace_draft(session, who, gradebook_id, lines, source)
