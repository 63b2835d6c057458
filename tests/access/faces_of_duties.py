"""Where the rights show that deadlines stand on: the teacher's duties, punctuality, outages."""

from access.matrix import Action, Resource
from tests.access.probe import READ, Probe
from tests.cast import Cast


def rest_of_duties(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return the REST requests beside those of a register."""
    if (resource, action) == (Resource.duty, READ):
        return [Probe("GET", "/api/v1/duty/")]
    if (resource, action) == (Resource.outage, READ):
        return [
            Probe("GET", "/api/v1/outage/"),
            Probe("GET", "/api/v1/outage/_info"),
            Probe("GET", f"/api/v1/outage/{cast.outage}/certificate"),
        ]
    if (resource, action) == (Resource.audit_entry, READ):
        return [
            Probe("GET", "/api/v1/audit_entry/"),
            Probe("GET", "/api/v1/audit_entry/_info"),
            Probe("GET", f"/api/v1/lesson/{cast.lesson}/punctuality"),
        ]
    return []


def pages_of_duties(cast: Cast) -> dict[tuple[Resource, Action], list[Probe]]:
    """Return the pages that stand beside the register of outages, and the list of duties."""
    return {
        (Resource.duty, READ): [Probe("GET", "/duties/")],
        (Resource.outage, READ): [Probe("GET", f"/outages/{cast.outage}/certificate")],
    }
