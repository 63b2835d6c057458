"""The jobs about remarks and checks: what closes itself, what is overdue, whom to remind."""

import logging
from typing import Final

from domain.tasks import Outcome, message_key
from jobs.units import look, unit
from services.inspection_reminders import remind_of_checks
from services.remark_keeping import after_changes, escalate_overdue, journals_with_causes

DONE: Final = message_key("Remarks closed by themselves: %(closed)s; passed on: %(passed)s.")
REMINDED: Final = message_key("Reminded of the checks of the month: %(told)s.")
NOBODY: Final = message_key("Every journal of the month is checked.")
log = logging.getLogger(__name__)


def keep_remarks() -> Outcome:
    """Close the remarks whose cause is gone, then pass on those that are overdue (5.3.3).

    Each journal in a writing unit of its own. Repeatable: the second time nothing is done.
    """
    with look() as session:
        ids = journals_with_causes(session)
    closed = 0
    for gradebook_id in ids:
        with unit() as session:
            closed += after_changes(session, gradebook_id)
    with unit() as session:
        passed = escalate_overdue(session)
    log.info("remarks kept", extra={"closed": closed, "passed": passed})
    return Outcome(DONE, {"closed": closed, "passed": passed}, "/remarks/?show=escalated")


def remind_monthly_checks() -> Outcome:
    """Remind heads and the administrator of the journals to be checked this month (5.3.1, 7.2)."""
    with unit() as session:
        told = remind_of_checks(session)
    if not told:
        return Outcome(NOBODY, {}, "/inspections/")
    return Outcome(REMINDED, {"told": told}, "/inspections/")
