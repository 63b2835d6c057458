"""Where the rights on the monitor of completeness, objectivity and the dashboards show."""

from access.matrix import Action, Resource
from tests.access.probe import READ, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]


def rest(_cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    return {
        (Resource.completeness, READ): [
            Probe("GET", "/api/v1/completeness/"),
            Probe("GET", "/api/v1/completeness/rows?fault=late"),
        ],
        (Resource.objectivity, READ): [Probe("GET", "/api/v1/objectivity/")],
        (Resource.dashboard, READ): [Probe("GET", "/api/v1/dashboard/")],
    }


def pages(_cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    return {
        (Resource.completeness, READ): [
            Probe("GET", "/monitor/"),
            Probe("GET", "/monitor/list?fault=late"),
            Probe("GET", "/monitor/table.xlsx"),
            Probe("GET", "/monitor/list.xlsx?fault=late"),
        ],
        (Resource.objectivity, READ): [
            Probe("GET", "/objectivity/"),
            Probe("GET", "/objectivity/table.xlsx"),
        ],
        (Resource.dashboard, READ): [Probe("GET", "/dashboard/")],
    }
