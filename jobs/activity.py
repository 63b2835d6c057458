"""The job of the night that counts who changed something on the days before (8.1)."""

import logging
from datetime import timedelta

from domain.clock import clock
from domain.tasks import Outcome, message_key
from jobs.units import look, unit
from services.activity import RECOUNTED, keep_writes, new_writes

log = logging.getLogger(__name__)


def count_activity() -> Outcome:
    """Count the writes of the last days from the audit trail. Repeatable: a count is replaced."""
    people = 0
    for back in range(RECOUNTED, 0, -1):
        day = clock.today() - timedelta(days=back)
        with look() as session:
            writes = new_writes(session, day)
        if writes:
            with unit() as session:
                keep_writes(session, day, writes)
                session.commit()
        people += len(writes)
    log.info("activity counted", extra={"counts": people})
    return Outcome(
        message_key("Activity counted: %(count)s days of people."),
        {"count": people},
        "/registers/activity_day/list/",
    )
