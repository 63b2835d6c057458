"""The job that publishes a timetable into the journals, and what keeps it from being lost."""

import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from rq.timeouts import JobTimeoutException

from access.errors import Frozen
from access.matrix import Action, Resource
from access.principal import acting_as
from access.principals import principal_of_user
from domain.clock import clock
from domain.publishing import Work
from jobs import queue
from jobs.units import CancelledError, RefusedError, look, unit
from services import publication_runs, publishing_notices
from services.frozen_words import frozen_key
from services.publication_runs import Order
from services.publishing import blocking
from services.publishing_plan import Plan, read_plan
from services.publishing_work import do_work, portions, summary, work_to_do
from services.timetable_state import read_state

TIMEOUT: Final = 900  # seconds
GIVE_UP: Final = timedelta(hours=2)  # after the first attempt
PORTION: Final = 50  # lessons written in one unit, a journal or two: a few milliseconds
# Between two units, in seconds: on SQLite whoever waits to save a cell looks again that often.
LEAST_REST: Final = 0.005
MOST_REST: Final = 0.05
# A change of a date that was made while journals were written is carried in by another round.
MORE_ROUNDS: Final = 2
PREPARED: Final = 5  # percent that reading and checking are worth
ALMOST: Final = 99

Counts = dict[str, list[int]]  # journal → lessons added, changed, removed
log = logging.getLogger(__name__)


def job_id(publication_id: int) -> str:
    """Return the id of the job of a publication: one at a time."""
    return f"timetable-publication-{publication_id}"


def enqueue_publication(publication_id: int) -> bool:
    """Put a publication into the queue; False where the queue is away.

    Commit the publication first. One that could not be put in is found again by
    requeue_lost_publications().
    """
    return queue.enqueue(publish, publication_id, job_id=job_id(publication_id), timeout=TIMEOUT)


def cancel_job(publication_id: int) -> None:
    """Take a cancelled publication out of the queue; one that runs stops at its next journals."""
    queue.cancel(job_id(publication_id))


def publish(publication_id: int) -> None:
    """Publish a timetable in the name of the person who asked for it.

    Repeatable: begun again after a crash it goes on with the journals that are not done.
    """
    with unit() as session:
        order = publication_runs.claim(session, publication_id)
    if order is None:
        return
    try:
        _publish(order)
    except CancelledError:
        log.info("publication cancelled", extra={"publication": publication_id})
    except RefusedError as refusal:
        _fail(order, str(refusal))
    except Frozen as refusal:
        _fail(order, frozen_key(refusal))
    except JobTimeoutException:
        _fail(order, publication_runs.TOO_LONG)
    except Exception:
        log.exception("publication failed", extra={"publication": publication_id})
        _fail(order, publication_runs.BROKEN)


def _publish(order: Order) -> None:
    who = principal_of_user(order.user_id, origin="publishing")
    if who is None or not who.may(Action.update, Resource.timetable):
        raise RefusedError(publication_runs.REVOKED)
    with acting_as(who):
        plan, works = _read(order, checked=True)
        counts: Counts = dict(order.result.get("done", {}))  # by an attempt that died
        for shown in (PREPARED, *[ALMOST] * MORE_ROUNDS):
            _write(order, plan, works, counts, shown)
            plan, works = _read(order, instead=plan)
            if all(work.is_empty for work in works.values()):
                break
        _finish(order, plan, counts, summary(plan, works))


def _read(
    order: Order, *, checked: bool = False, instead: Plan | None = None
) -> tuple[Plan, dict[int, Work]]:
    """Return what the timetable asks of the journals, and what is to be done to each.

    `instead` is the plan to hold on to where pairs were moved since: that is for the next time.
    """
    with look() as session:
        state = read_state(session, order.timetable_id)
        if checked and blocking(session, state):
            raise RefusedError(publication_runs.CONFLICTS)
        plan = read_plan(session, state)
        if instead is not None and instead.edition != plan.edition:
            plan = instead
        return plan, work_to_do(session, plan, state.head.academic_year_id)


def _write(order: Order, plan: Plan, works: Mapping[int, Work], counts: Counts, shown: int) -> None:
    """Write the journals in portions, each with how far it is; add to `counts` what was done.

    `shown` is the progress so far, in percent.
    """
    todo = list(portions(works, PORTION))
    for number, books in enumerate(todo, 1):
        begun = time.perf_counter()
        with unit() as session:
            for book, done in do_work(session, plan, books, order.id).items():
                three = (len(done.add), len(done.change), len(done.remove))
                if any(three):
                    before = counts.get(str(book), [0, 0, 0])
                    counts[str(book)] = [a + b for a, b in zip(before, three, strict=True)]
            percent = shown + number * (ALMOST - shown) // len(todo)
            so_far = _totals(counts) | {"done": counts}
            if not publication_runs.advance(session, order.id, percent, so_far):
                session.rollback()
                raise CancelledError
        # Others write as long as the job does: their saves wait for one unit, never for many.
        time.sleep(min(max(LEAST_REST, time.perf_counter() - begun), MOST_REST))


def _totals(counts: Counts) -> dict[str, Any]:
    added, changed, removed = (sum(three[n] for three in counts.values()) for n in range(3))
    return {"added": added, "changed": changed, "removed": removed, "journals": len(counts)}


def _finish(order: Order, plan: Plan, counts: Counts, stayed: Mapping[str, Any]) -> None:
    """Say that the timetable is published, and tell whom it concerns."""
    totals = _totals(counts)
    result = {**totals, **stayed}
    by_teacher: dict[int, dict[str, int]] = {}
    for book, three in counts.items():
        named = dict(zip(("added", "changed", "removed"), three, strict=True))
        teachers = plan.teachers.get(int(book), frozenset())
        publishing_notices.add_counts(by_teacher, teachers, named)
    with unit() as session:
        # Teachers are told of changes; the first timetable of a semester hangs on the wall.
        if by_teacher and not plan.first:
            result["told"] = publishing_notices.tell_teachers(
                session, plan.semester, by_teacher, order.user_id
            )
        done = publication_runs.finish(session, order.id, plan.timetable_id, plan.edition, result)
        if not done:
            session.rollback()
            raise CancelledError
        words = {"semester": plan.semester, **totals, "left": result["left_count"]}
        publishing_notices.tell_publisher(
            session, order.user_id, order.id, publishing_notices.DONE, words
        )


def _fail(order: Order, why: str) -> None:
    with unit() as session:
        if publication_runs.fail(session, order.id, why):
            words = {"why": {"key": why}}
            publishing_notices.tell_publisher(
                session, order.user_id, order.id, publishing_notices.FAILED, words
            )


def requeue_lost_publications() -> int:
    """Put publications that wait or run, but have no job, into the queue; return how many.

    For the schedule: a queue that was away or lost its memory loses none. One that was begun long
    ago and never ended has failed.
    """
    with look() as session:
        waiting = publication_runs.unfinished(session)
    found = 0
    for publication_id, started_at in waiting:
        if queue.status(job_id(publication_id)) in queue.UNFINISHED:
            continue
        if started_at is not None and clock.now() - started_at > GIVE_UP:
            _give_up(publication_id)
        elif enqueue_publication(publication_id):
            found += 1
    return found


def _give_up(publication_id: int) -> None:
    with unit() as session:
        order = publication_runs.claim(session, publication_id)
    if order is not None:
        _fail(order, publication_runs.LOST)
