"""The worker: RQ's, inside the application, found dead quickly, its work never lost."""

import os
import signal
from dataclasses import replace
from typing import Any, Final, Self

from flask import Flask
from rq import Worker
from rq.executions import Execution
from rq.job import Job
from rq.queue import Queue

from access.principal import acting_as, system_principal
from access.session import db
from jobs import presence
from jobs.lost import MARK, expire_executions_of_the_dead, own_mark
from jobs.parent import end_with
from jobs.queue import QUEUE, JournalQueue, connect
from reports import render as renderers

WORKER_TTL: Final = 45  # seconds; RQ's defaults leave a killed job «started» for minutes
MAINTENANCE_INTERVAL: Final = 20  # seconds
MONITORING_INTERVAL: Final = 10  # seconds
IDLE_INTERVAL: Final = 5  # seconds between an idle worker's signs of life
NICENESS: Final = 10  # of a job: on a busy machine people who wait for a page go first


class JournalWorker(Worker):
    """A worker whose jobs run inside the application and act as the system until they say who."""

    queue_class = JournalQueue
    log_result_lifespan = False
    app: Flask

    @classmethod
    def of(cls, app: Flask) -> Self:
        """Return a worker of `app`'s queue."""
        client = connect(app.config["REDIS_URL"])
        worker = cls(
            [JournalQueue(QUEUE, connection=client)],
            connection=client,
            worker_ttl=WORKER_TTL,
            maintenance_interval=MAINTENANCE_INTERVAL,
            job_monitoring_interval=MONITORING_INTERVAL,
            log_job_description=False,
        )
        worker.app = app
        return worker

    @property
    def dequeue_timeout(self) -> int:
        """Seconds an idle worker waits for a job between two signs of life."""
        return IDLE_INTERVAL

    def register_birth(self) -> None:
        """Enter the worker into the queue's records, with what tells its process from others."""
        super().register_birth()
        self.connection.hset(self.key, MARK, own_mark())

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Keep the worker's record alive and show it to /healthz."""
        super().heartbeat(timeout, pipeline=pipeline)
        presence.show(self.connection if pipeline is None else pipeline, presence.WORKER)

    def clean_registries(self) -> None:
        """Begin again what dead workers left, then do RQ's own maintenance."""
        for queue in self.queues:
            lost = expire_executions_of_the_dead(queue)
            if lost:
                self.log.warning("jobs of dead workers begin again: %d", lost)
        super().clean_registries()

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Run a job in the forked process, which must not outlive a worker that is killed."""
        end_with(self.pid or 0, signal.SIGKILL)
        os.nice(NICENESS)
        super().main_work_horse(job, queue)

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        """Run a job inside the application; return whether it succeeded."""
        who = replace(system_principal(f"job:{job.func_name}"), request_id=job.id)
        with self.app.app_context(), acting_as(who):
            for engine in db.engines.values():
                engine.dispose(close=False)  # the connections are the parent's
            try:
                return bool(super().perform_job(job, queue, execution))
            finally:
                db.session.remove()


def run(app: Flask) -> None:
    """Work until told to stop by SIGTERM or SIGINT; a second one stops the running job too."""
    renderers.load_all()  # once, for all the processes that fork from this one
    JournalWorker.of(app).work(logging_level=None)
