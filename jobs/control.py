"""The job that reminds of items of the plan of internal control (clause 3.11)."""

from jobs.notes import keep_lost
from jobs.units import unit
from services.control_reminders import remind_of_items


def remind() -> int:
    """Tell who answers for items that are due or late, deputies of those that are late.

    Signed notes whose job was lost are archived besides. Returns how many were told. Repeated
    within a week it tells nobody again.
    """
    keep_lost()
    with unit() as session:
        return remind_of_items(session)
