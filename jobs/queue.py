"""The queue of background jobs: how a job is put in, known, taken back."""

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from flask import current_app
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry as ConnectionRetry
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job, JobStatus

# One queue: RQ keeps a job that a dying worker has just taken only when the worker serves one.
QUEUE: Final = "journal"
DEFAULT_TIMEOUT: Final = 180  # seconds
# How often a job is begun again after its worker died.
RETRIES: Final = 3
RESULT_TTL: Final = 3600  # seconds
FAILURE_TTL: Final = 7 * 24 * 3600  # seconds
WAITING: Final = frozenset({JobStatus.QUEUED, JobStatus.DEFERRED, JobStatus.SCHEDULED})
UNFINISHED: Final = WAITING | {JobStatus.STARTED}

log = logging.getLogger(__name__)


class JournalQueue(Queue):
    """A queue whose maintenance is not put off for minutes when its keeper is killed."""

    MAINTENANCE_LOCK = 30  # seconds; RQ's own lock lasts a quarter of an hour

    def acquire_maintenance_lock(self) -> bool:
        """Return whether this process may clean the queue's registries now."""
        key = self.registry_cleaning_key
        return bool(self.connection.set(key, 1, nx=True, ex=self.MAINTENANCE_LOCK))


@lru_cache(maxsize=8)
def connect(url: str, timeout: float | None = None) -> Redis:
    """Return this process's client of the server at `url`.

    `timeout` (seconds) bounds each answer and forbids second tries; None waits as RQ does.
    """
    if timeout is None:
        return Redis.from_url(url)
    return Redis.from_url(
        url,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=ConnectionRetry(NoBackoff(), 0),
    )


def connection(timeout: float | None = 3.0) -> Redis:
    """Return a client of the application's queue server, answers bounded by `timeout` seconds."""
    return connect(current_app.config["REDIS_URL"], timeout)


def queue(client: Redis | None = None) -> JournalQueue:
    """Return the application's queue."""
    return JournalQueue(QUEUE, connection=connection() if client is None else client)


def enqueue(
    func: Callable[..., Any],
    *args: Any,
    job_id: str | None = None,
    timeout: int = DEFAULT_TIMEOUT,
    retries: int = RETRIES,
) -> bool:
    """Put `func(*args)` into the queue; return False if the queue cannot be reached.

    `job_id` makes the job unique: while one of that id waits or runs, another is not put in.
    `timeout` is in seconds. A job whose worker died is begun again up to `retries` times, at the
    front, so it must be repeatable. Commit what the job reads before calling this.
    """
    retry = Retry(max=retries, enqueue_at_front=True) if retries else None
    try:
        if job_id is not None:
            _free(job_id)
        queue().enqueue_call(
            func,
            args=args,
            job_id=job_id,
            unique=job_id is not None,
            timeout=timeout,
            retry=retry,
            result_ttl=RESULT_TTL,
            failure_ttl=FAILURE_TTL,
        )
    except DuplicateJobError:
        return True  # it waits or runs already
    except RedisError as error:
        log.warning("queue unreachable: %s", type(error).__name__)
        return False
    return True


def status(job_id: str) -> JobStatus | None:
    """Return the state of the job `job_id`; None if the queue does not know it.

    A job that says it is queued or started but stands in no list of the queue is unknown:
    a server that lost its last second may say so. Raise RedisError when it cannot be reached.
    """
    here = queue()
    try:
        state = Job.fetch(job_id, connection=here.connection).get_status()
    except NoSuchJobError:
        return None
    held = state not in (JobStatus.QUEUED, JobStatus.STARTED) or _is_held(here, job_id)
    return state if held else None


def cancel(job_id: str) -> None:
    """Take a waiting job out of the queue; a running one has to look for itself."""
    try:
        job = Job.fetch(job_id, connection=connection())
        if job.get_status() in WAITING:
            job.delete()
    except (NoSuchJobError, RedisError) as error:
        log.info("nothing to cancel: %s", type(error).__name__)


def _is_held(here: JournalQueue, job_id: str) -> bool:
    return (
        here.get_job_position(job_id) is not None
        or job_id in here.started_job_registry
        or job_id in here.intermediate_queue.get_job_ids()
    )


def _free(job_id: str) -> None:
    """Free the id of a job that is over or lost: RQ refuses it as long as its key lives."""
    if status(job_id) in UNFINISHED:
        return
    try:
        Job.fetch(job_id, connection=connection()).delete()
    except NoSuchJobError:
        return
