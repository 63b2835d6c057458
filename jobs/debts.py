"""The job of the night that keeps all debts of the present year anew (clause 4.3)."""

import logging
from collections.abc import Callable
from typing import Final

from rq import get_current_job
from sqlalchemy import bindparam, select

from access.proven import PlainSelect
from domain.clock import clock
from jobs.units import look, unit
from models import AcademicYear, Gradebook
from services.debt_keeping import debts_differ, keep_debts

AT_ONCE: Final = 20  # journals that are looked at in one reading unit

_of_year: Final = PlainSelect(
    "the system keeps the debts of all journals of the present year",
    select(Gradebook.id)
    .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
    .where(
        AcademicYear.starts_on <= bindparam("day"),
        AcademicYear.ends_on >= bindparam("day"),
    )
    .order_by(Gradebook.id),
)
log = logging.getLogger(__name__)


def keep_all_debts(tell: Callable[[int], None] | None = None) -> int:
    """Keep the debts of all journals of the present year; return how many journals changed.

    Works fall due as days go by, and nothing else tells. A journal is written, in a unit of its
    own, only where its debts differ from what it holds: usually few do. `tell` is given the
    percents done. Repeatable, also after it was broken off.
    """
    tell = tell or _tell_queue
    with look() as session:
        ids = list(_of_year(session, proven=True, day=clock.today()).scalars())
    changed = 0
    for begin in range(0, len(ids), AT_ONCE):
        some = ids[begin : begin + AT_ONCE]
        with look() as session:
            differing = [book_id for book_id in some if debts_differ(session, book_id)]
        for book_id in differing:
            with unit() as session:
                changed += bool(keep_debts(session, book_id))
        tell(100 * (begin + len(some)) // len(ids))
    log.info("debts kept", extra={"journals": len(ids), "changed": changed})
    return changed


def _tell_queue(percent: int) -> None:
    """Let the queue's record of the job say how far it is."""
    job = get_current_job()
    if job is not None:
        job.meta["percent"] = percent
        job.save_meta()
