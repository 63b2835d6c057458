"""Where the rights on printed documents, their places and holds show."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, READ, UPDATE, Probe
from tests.cast import Cast

Faces = dict[tuple[Resource, Action], list[Probe]]
PRINTED, PLACE, HOLD = (
    Resource.printed_document,
    Resource.custody_place,
    Resource.document_hold,
)


def rest(cast: Cast) -> Faces:
    """Return the REST requests of each cell; reading adds to the register's where it has one."""
    base = "/api/v1/printed_document"
    return {
        (PRINTED, READ): [Probe("GET", f"{base}/code/2026-00001-В")],
        (PRINTED, CREATE): [Probe("POST", f"{base}/", json={})],
        (PRINTED, UPDATE): [Probe("POST", f"{base}/sign", json={})],
        (PLACE, CREATE): [Probe("POST", "/api/v1/custody_place/", json={})],
        (HOLD, CREATE): [Probe("POST", "/api/v1/document_hold/", json={})],
        (HOLD, UPDATE): [Probe("PUT", f"/api/v1/document_hold/{cast.document_hold}", json={})],
    }


def pages(cast: Cast) -> Faces:
    """Return the pages of each cell; those of the register are added to what reads."""
    key = cast.printed_document
    return {
        (PRINTED, READ): [Probe("GET", "/printed/")],
        (PRINTED, CREATE): [Probe("POST", f"/printed/archived/{cast.archived_report}", data={})],
        (PRINTED, UPDATE): [Probe("POST", "/printed/sign", data={})],
        (PLACE, CREATE): [Probe("POST", "/printed/move", data={})],
        (HOLD, CREATE): [Probe("POST", f"/printed/{key}/hold", data={})],
        (HOLD, UPDATE): [Probe("POST", f"/printed/{key}/lift", data={})],
    }
