"""Where the rights on the schedule and the activity show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, READ, UPDATE, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]
TASK, RUN = Resource.scheduled_task, Resource.task_run


def rest(cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    task = f"/api/v1/scheduled_task/{cast.scheduled_task}"
    return {
        (TASK, READ): [Probe("GET", f"{task}/state")],
        (TASK, UPDATE): [Probe("PUT", task, json={})],
        (RUN, READ): [Probe("GET", f"/api/v1/task_run/{cast.task_run}/state")],
        (RUN, CREATE): [Probe("POST", "/api/v1/task_run/", json={})],
    }


def pages(cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    task = f"/schedule/{cast.scheduled_task}"
    return {
        (TASK, READ): [Probe("GET", "/schedule/"), Probe("GET", task)],
        (TASK, UPDATE): [Probe("POST", task, data={})],
        (RUN, CREATE): [Probe("POST", f"{task}/run", data={})],
    }
