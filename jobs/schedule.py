"""What runs by the clock: one table, and the one process that follows it."""

import os
import time
import uuid
from typing import Final

from flask import Flask
from rq.cron import CronScheduler

from jobs import (
    batches,
    debts,
    load,
    plans,
    presence,
    publishing,
    reports,
    tasks,
    uploads,
    year_packages,
)
from jobs.queue import QUEUE, connect

BEAT: Final = 5  # seconds
MINUTE: Final = 60  # seconds
HOUR: Final = 3600  # seconds

# Every job here may run twice or late and does no harm by it.
TABLE: Final = (
    (tasks.run_due_tasks, MINUTE),  # domain/tasks.py: what the administrator switches and moves
    (reports.requeue_lost_runs, MINUTE),
    (publishing.requeue_lost_publications, MINUTE),
    (batches.requeue_lost_batches, MINUTE),
    (year_packages.requeue_lost_closings, MINUTE),
    (reports.remove_expired_runs, HOUR),
    (uploads.remove_expired_files, HOUR),
    (load.hand_over_journals, HOUR),
    (plans.remind_of_plans, HOUR),
)
# Once a night: minute and hour of the college's clock, and how many seconds it may take.
NIGHTLY: Final = ((debts.keep_all_debts, "20 3 * * *", 30 * MINUTE),)


class Cron(CronScheduler):
    """The scheduler, alone: a second one waits until the first is gone."""

    def hold(self) -> None:
        """Wait until no other scheduler is alive, then become the one."""
        while not presence.take(self.connection, presence.CRON, self.name):
            time.sleep(1)

    def heartbeat(self) -> None:
        """Show that the scheduler lives; stop if another took over meanwhile."""
        if not presence.take(self.connection, presence.CRON, self.name):
            raise SystemExit("another scheduler took over")
        super().heartbeat()

    def calculate_sleep_interval(self) -> float:
        """Return the seconds to sleep: never past the next sign of life."""
        return min(float(super().calculate_sleep_interval()), BEAT)

    def register_death(self, pipeline: object = None) -> None:
        """Leave the records, so that another may follow at once."""
        presence.clear(self.connection, presence.CRON, self.name)
        super().register_death(pipeline)


def run(app: Flask) -> None:
    """Put what is due into the queue until told to stop; return then.

    Raise RedisError when the queue's server goes away: the supervisor starts it anew.
    """
    # rq.cron reads the clock of the process: schedules are in the college's zone.
    os.environ["TZ"] = app.config["COLLEGE_TIMEZONE"]
    time.tzset()
    cron = Cron(connection=connect(app.config["REDIS_URL"], 5.0), name=uuid.uuid4().hex)
    for func, interval in TABLE:
        # A job that found no worker before it is due again is dropped: the next one does its work.
        cron.register(func, QUEUE, interval=interval, job_timeout=MINUTE, ttl=interval)
    for func, moment, timeout in NIGHTLY:
        cron.register(func, QUEUE, cron=moment, job_timeout=timeout, ttl=12 * HOUR)
    cron.hold()
    cron.start()
