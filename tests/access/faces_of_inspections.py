"""Where the rights on inspections and remarks show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]
INSPECTION, REMARK = Resource.inspection, Resource.inspection_remark
ACTS = ("answer", "close", "return", "prolong", "reopen")


def rest(cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    inspection, remark = "/api/v1/inspection", "/api/v1/inspection_remark"
    return {
        (Resource.completeness, READ): [Probe("GET", f"{inspection}/duty")],
        (INSPECTION, CREATE): [Probe("POST", f"{inspection}/", json={})],
        (INSPECTION, UPDATE): [
            Probe("PUT", f"{inspection}/{cast.inspection}", json={"delivery": "x"}),
            Probe("POST", f"{inspection}/{cast.inspection}/finish", json={"delivery": "x"}),
        ],
        (INSPECTION, DELETE): [Probe("DELETE", f"{inspection}/{MISSING}")],
        (REMARK, CREATE): [Probe("POST", f"{remark}/", json={})],
        (REMARK, UPDATE): [
            Probe("PUT", f"{remark}/{cast.inspection_remark}", json={"text": 5}),
            *(
                Probe("POST", f"{remark}/{cast.inspection_remark}/{act}", json={"text": 5})
                for act in ACTS
            ),
        ],
        (REMARK, DELETE): [Probe("DELETE", f"{remark}/{MISSING}")],
    }


def pages(cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    return {
        (Resource.completeness, READ): [Probe("GET", "/inspections/unchecked")],
        (INSPECTION, READ): [
            Probe("GET", "/inspections/"),
            Probe("GET", f"/journal/{cast.gradebook}/inspections"),
        ],
        (INSPECTION, CREATE): [Probe("GET", f"/journal/{cast.gradebook}/inspect")],
        (INSPECTION, UPDATE): [Probe("POST", f"/inspections/{MISSING}/judge", data={})],
        (INSPECTION, DELETE): [Probe("POST", f"/inspections/{MISSING}/delete", data={})],
        (REMARK, READ): [Probe("GET", "/remarks/")],
        (REMARK, CREATE): [Probe("POST", f"/inspections/{MISSING}/remark", data={})],
        (REMARK, UPDATE): [
            Probe("POST", f"/remarks/{MISSING}/{act}", data={})
            for act in ("answer", "close", "return", "prolong", "reopen", "change")
        ],
        (REMARK, DELETE): [Probe("POST", f"/remarks/{MISSING}/delete", data={})],
    }
