"""Where the rights on attestation sheets show: their pages, their REST, the registers."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast

BASE = "/api/v1/attestation_sheet"
# What a right lets somebody try is then decided by the sheet: whose it is, and whether signed.
NONE = f"{BASE}/{MISSING}"


def rest_of_sheets(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return the REST requests that a cell of the matrix decides about."""
    match resource:
        case Resource.attestation_sheet:
            return _of_sheet(action, cast)
        case Resource.sheet_examiner:
            return _of_examiner(action)
        case Resource.attestation_result:
            return _of_result(action)
    return []


def _of_sheet(action: Action, cast: Cast) -> list[Probe]:
    return {
        READ: [
            Probe("GET", f"{BASE}/"),
            Probe("GET", f"{BASE}/{cast.attestation_sheet}/sheet"),
            Probe("GET", "/api/v1/report/attestation_sheet", also=Resource.report_run),
        ],
        CREATE: [
            Probe("POST", f"{BASE}/", json={}),
            Probe("POST", f"{BASE}/individual", json={}),
            Probe("POST", f"{NONE}/retake", json={}),
            Probe("GET", f"{BASE}/offers"),
        ],
        UPDATE: [
            Probe("PUT", NONE, json={"held_on": None}),
            Probe("POST", f"{NONE}/sign", json={}),
        ],
        DELETE: [Probe("DELETE", NONE)],
    }[action]


def _of_examiner(action: Action) -> list[Probe]:
    if action is READ:
        return [Probe("GET", f"/api/v1/{Resource.sheet_examiner}/")]
    return [
        Probe("PUT", f"{NONE}/examiners", json={"examiners": []}),
        Probe("GET", f"{BASE}/employees?q=а"),
    ]


def _of_result(action: Action) -> list[Probe]:
    return {
        READ: [Probe("GET", f"/api/v1/{Resource.attestation_result}/")],
        CREATE: [
            Probe("POST", f"{NONE}/students", json={"student": 1}),
            Probe("PUT", f"{NONE}/admission", json={"student": 1, "is_admitted": True}),
            Probe("POST", f"{NONE}/judge", json={}),
        ],
        UPDATE: [Probe("PUT", f"{NONE}/results", json={"results": []})],
        DELETE: [Probe("DELETE", f"{NONE}/students/{MISSING}")],
    }[action]


def pages_of_sheets(cast: Cast) -> dict[tuple[Resource, Action], list[Probe]]:
    """Return the pages; what they write goes over REST."""
    registers = {
        resource: [
            Probe("GET", f"/registers/{resource}/list/"),
            Probe("GET", f"/registers/{resource}/export"),
        ]
        for resource in (
            Resource.attestation_sheet,
            Resource.sheet_examiner,
            Resource.attestation_result,
        )
    }
    return {
        (Resource.attestation_sheet, READ): [
            Probe("GET", "/sheets/"),
            Probe("GET", "/sheets/export"),
            Probe("GET", f"/sheets/{cast.attestation_sheet}"),
            *registers[Resource.attestation_sheet],
        ],
        (Resource.attestation_sheet, CREATE): [
            Probe("GET", "/sheets/new"),
            *_of_sheet(CREATE, cast),
        ],
        (Resource.sheet_examiner, READ): registers[Resource.sheet_examiner],
        (Resource.attestation_result, READ): [
            Probe("GET", "/sheets/own/"),
            *registers[Resource.attestation_result],
        ],
    }
