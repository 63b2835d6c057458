"""The job that hands journals over on the day of a change in the teaching load."""

from itertools import islice
from typing import Final

from access.session import GuardedSession, db, writing
from access.units import reading
from domain.clock import clock
from services.load_keepers import handed_over, name_keepers

AT_ONCE: Final = 100  # journals written in one unit


def hand_over_journals() -> int:
    """Name the teacher of today as keeper of every journal that changes hands; return how many.

    For the schedule, each hour: soon after midnight the new teacher stands in the lists. What a
    person may write follows from dates and never waits for this. Repeatable.
    """
    with reading(), GuardedSession(db) as session:
        keepers = iter(handed_over(session, clock.today()).items())
    named = 0
    while some := dict(islice(keepers, AT_ONCE)):
        with writing(), GuardedSession(db) as session:
            name_keepers(session, some)
            session.commit()
        named += len(some)
    return named
