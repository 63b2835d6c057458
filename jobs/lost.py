"""What dead workers left half done: found at once on their host, by RQ's time limits elsewhere."""

import os
import socket
from pathlib import Path
from typing import Final

from rq.executions import Execution
from rq.job import Job, JobStatus

from jobs.queue import JournalQueue

MARK: Final = "mark"  # field of a worker's record: which process of this host it is
EXPIRED: Final = 1  # a time long past, so that RQ's own cleaning takes the execution as abandoned


def process_mark(pid: int) -> str | None:
    """Return what tells process `pid` from a later one of that number; None if it is dead.

    Its PID namespace and start time: containers may share a host's name but not its processes.
    A zombie is dead.
    """
    try:
        namespace = Path("/proc/self/ns/pid").readlink()
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else f"{namespace}:{fields[19]}"


def own_mark() -> str:
    """Return the mark of this process, empty where the system tells none."""
    return process_mark(os.getpid()) or ""


def is_dead(queue: JournalQueue, worker: str) -> bool:
    """Return whether the worker of this name is known to be dead."""
    record = queue.connection.hgetall(f"rq:worker:{worker}")
    if not record or b"death" in record:
        return True
    mark = record.get(MARK.encode(), b"").decode()
    if record.get(b"hostname", b"").decode() != socket.gethostname() or not mark:
        return False  # nobody here can say: its record expires when its heartbeats end
    if mark.rpartition(":")[0] != own_mark().rpartition(":")[0]:
        return False
    return process_mark(int(record[b"pid"])) != mark


def expire_executions_of_the_dead(queue: JournalQueue) -> int:
    """Let RQ take what dead workers were doing as abandoned; return how many executions.

    RQ's cleaning of the registry, called next, begins an abandoned job again.
    """
    lost = 0
    registry = queue.started_job_registry
    for job_id, execution_id in registry.get_job_and_execution_ids(cleanup=False):
        execution = Execution(execution_id, job_id, queue.connection)
        worker = queue.connection.hget(execution.key, "worker_name")
        if worker is not None and is_dead(queue, worker.decode()):
            _mark_started(queue, job_id)
            queue.connection.zadd(registry.key, {execution.composite_key: EXPIRED}, xx=True)
            lost += 1
    return lost


def _mark_started(queue: JournalQueue, job_id: str) -> None:
    """Count a job whose worker died between taking and beginning it as begun."""
    if job_id not in queue.intermediate_queue.get_job_ids():
        return
    job = Job.fetch(job_id, connection=queue.connection)
    if job.get_status() == JobStatus.QUEUED:
        job.set_status(JobStatus.STARTED)
    queue.intermediate_queue.remove(job_id)
