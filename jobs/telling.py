"""How far a running job is: kept in the queue's record of it, read by whoever waits."""

from redis.exceptions import RedisError
from rq import get_current_job
from rq.exceptions import NoSuchJobError
from rq.job import Job

from jobs import queue

PERCENT = "percent"


def tell(percent: int) -> None:
    """Let the queue's record of the running job say how many percent are done."""
    job = get_current_job()
    if job is not None:
        job.meta[PERCENT] = percent
        job.save_meta()


def told(job_id: str) -> int | None:
    """Return the percent that the job `job_id` told last; None where it is not known."""
    try:
        percent = Job.fetch(job_id, connection=queue.connection()).meta.get(PERCENT)
    except (NoSuchJobError, RedisError):
        return None
    return percent if isinstance(percent, int) else None
