"""Where the rights on the archive of reports and on disposal acts show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]
ARCHIVED, ACT = Resource.archived_report, Resource.disposal_act
PARTS = (Resource.disposal_member, Resource.disposal_line)


def rest(cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    base, act = "/api/v1/archived_report", "/api/v1/disposal_act"
    change = Probe("PUT", f"{act}/{cast.disposal_act}", json={})
    return {
        (ARCHIVED, READ): [Probe("GET", f"{base}/search"), Probe("GET", f"{base}/{MISSING}/file")],
        (ARCHIVED, CREATE): [
            Probe("POST", f"{base}/", json={}),
            Probe("POST", f"{base}/{MISSING}/check", json={}),
        ],
        (ACT, READ): [
            Probe("GET", f"{act}/offered"),
            Probe("GET", f"{act}/{cast.disposal_act}/whole"),
        ],
        (ACT, CREATE): [Probe("POST", f"{act}/", json={})],
        (ACT, UPDATE): [change, Probe("POST", f"{act}/{cast.disposal_act}/sign", json={})],
        (ACT, DELETE): [Probe("DELETE", f"{act}/{MISSING}")],
        # The commission and the documents are sent with the act that they belong to.
        **{(part, action): [change] for part in PARTS for action in (CREATE, UPDATE, DELETE)},
    }


def pages(cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    archive, act = f"/archive/{cast.archived_report}", f"/disposal/{cast.disposal_act}"
    change = Probe("POST", f"{act}/edit", data={})
    return {
        (ARCHIVED, READ): [Probe("GET", "/archive/")],
        (ARCHIVED, CREATE): [
            Probe("POST", f"{archive}/check", data={}),
            Probe("POST", f"/archive/runs/{MISSING}", data={}),
        ],
        (ACT, READ): [Probe("GET", "/disposal/"), Probe("GET", act)],
        (ACT, CREATE): [Probe("GET", "/disposal/new"), Probe("POST", "/disposal/new", data={})],
        (ACT, UPDATE): [
            Probe("GET", f"{act}/edit"),
            change,
            Probe("POST", f"{act}/sign", data={}),
        ],
        (ACT, DELETE): [Probe("POST", f"/disposal/{MISSING}/delete", data={})],
        **{(part, action): [change] for part in PARTS for action in (CREATE, UPDATE, DELETE)},
    }
