"""The job that reminds teachers of lesson plans before classes start (clause 4.2)."""

from typing import Final

from access.session import GuardedSession, db, writing
from domain.clock import clock
from services.plan_reminders import remind_all_due

FROM_HOUR: Final = 8  # of the college's day: nobody is reminded at night
TO_HOUR: Final = 20


def remind_of_plans() -> int:
    """Remind who is due; return how many were told. Repeated on the same day it tells nobody."""
    if not FROM_HOUR <= clock.local(clock.now()).hour < TO_HOUR:
        return 0
    with writing(), GuardedSession(db) as session:
        done = remind_all_due(session)
        session.commit()
    return done.told
