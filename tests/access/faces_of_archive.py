"""Where the rights on the archive of reports and batches show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, READ, UPDATE, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]
BATCH = Resource.report_batch


def rest(cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    base, one = "/api/v1/report_batch", f"/api/v1/report_batch/{cast.report_batch}"
    return {
        (BATCH, READ): [Probe("GET", f"{one}/state"), Probe("GET", f"{one}/file")],
        (BATCH, CREATE): [Probe("POST", f"{base}/", json={}), Probe("GET", f"{base}/plan")],
        (BATCH, UPDATE): [Probe("POST", f"{one}/cancel"), Probe("POST", f"{one}/resume")],
    }


def pages(cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    one = f"/batches/{cast.report_batch}"
    return {
        (BATCH, READ): [
            Probe("GET", "/batches/"),
            Probe("GET", one),
            Probe("GET", f"{one}/file"),
        ],
        (BATCH, CREATE): [Probe("GET", "/batches/new"), Probe("POST", "/batches/new", data={})],
        (BATCH, UPDATE): [Probe("POST", f"{one}/cancel"), Probe("POST", f"{one}/resume")],
    }
