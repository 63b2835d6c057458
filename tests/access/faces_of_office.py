"""REST addresses of the timetable and the offices that a cell of the matrix stands for."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast


def rest_of_timetable(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    publication = f"/api/v1/timetable_publication/{cast.timetable_publication}"
    match resource, action:
        case Resource.timetable_publication, Action.read:
            return [
                Probe("GET", "/api/v1/timetable_publication/"),
                Probe("GET", f"{publication}/result"),
                Probe("GET", f"/api/v1/timetable/{cast.timetable}/conflicts"),
                Probe("GET", f"/api/v1/timetable/{cast.timetable}/preview"),
                Probe("GET", f"/api/v1/timetable/{cast.timetable}/grid?group={cast.group}"),
            ]
        case Resource.timetable, Action.read:
            return [Probe("GET", "/api/v1/timetable/"), Probe("GET", "/api/v1/timetable/find")]
        case Resource.timetable_slot, Action.create:
            return [
                Probe("POST", "/api/v1/timetable_slot/", json={}),
                Probe("POST", f"/api/v1/timetable/{cast.timetable}/slots", json={}),
            ]
        case Resource.timetable_slot, Action.update:
            slot = cast.timetable_slot
            return [
                Probe("PUT", f"/api/v1/timetable_slot/{slot}", json={}),
                Probe("PUT", f"/api/v1/timetable/{cast.timetable}/slots/{slot}", json={}),
                Probe("POST", f"/api/v1/timetable/{cast.timetable}/undo", json={}),
            ]
        case Resource.timetable_slot, Action.delete:
            return [
                Probe("DELETE", f"/api/v1/timetable_slot/{MISSING}"),
                Probe("DELETE", f"/api/v1/timetable/{cast.timetable}/slots/{MISSING}"),
            ]
        case Resource.timetable, Action.update:
            return [
                Probe("PUT", f"/api/v1/timetable/{cast.timetable}", json={}),
                Probe("POST", f"/api/v1/timetable/{cast.timetable2}/publish", json={}),
                Probe("POST", f"{publication}/cancel", json={}),
            ]
    return []


def rest_of_changes(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    base = "/api/v1/timetable_change"
    window = f"/api/v1/correction_window/{MISSING}"
    match resource, action:
        case Resource.timetable_change, Action.create:
            return [
                Probe("POST", f"{base}/", json={}),
                Probe("GET", f"{base}/lessons"),
                Probe("GET", f"{base}/uncovered"),
                Probe("GET", f"{base}/stand_ins/{cast.teaching_assignment}/2026-10-15/1"),
                Probe("GET", f"{base}/instead/{cast.teaching_assignment}/2026-10-15/1"),
            ]
        case Resource.timetable_change, Action.update:
            return [Probe("PUT", f"{base}/{cast.timetable_change}", json={"ground": ""})]
        case Resource.timetable_change, Action.delete:
            return [Probe("DELETE", f"{base}/{MISSING}")]
        case Resource.correction_window, Action.create:
            return [
                Probe("POST", "/api/v1/correction_window/", json={}),
                Probe("POST", f"{window}/withdraw"),
            ]
        case Resource.correction_window, Action.update:
            return [
                Probe("POST", f"{window}/grant", json={"days": 0}),
                Probe("POST", f"{window}/refuse", json={"remark": ""}),
            ]
        case Resource.import_name, Action.create:
            return [Probe("POST", "/api/v1/import_name/", json={})]
        case Resource.import_name, Action.update:
            return [Probe("PUT", f"/api/v1/import_name/{cast.import_name}", json={})]
        case Resource.import_name, Action.delete:
            return [Probe("DELETE", f"/api/v1/import_name/{MISSING}")]
    return []


def rest_of_calendar(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    if resource is not Resource.calendar_feed:
        return []
    base = "/api/v1/calendar_feed"
    own = f"{base}/{cast[f'calendar_feed_{login}']}"
    return {
        READ: [Probe("GET", f"{base}/"), Probe("GET", own)],
        CREATE: [Probe("POST", f"{base}/", json={"kind": "own"})],
        UPDATE: [Probe("PUT", own)],
        DELETE: [Probe("DELETE", f"{base}/{MISSING}")],
    }[action]


def rest_of_office(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    match resource, action:
        case Resource.notice, Action.read:
            return [Probe("GET", "/api/v1/notice/")]
        case Resource.notice, Action.update:
            return [Probe("PUT", f"/api/v1/notice/{cast[f'notice_{login}']}", json={"read": True})]
        case Resource.report_run, Action.create:
            run = "/api/v1/report/attendance_month/run"
            return [Probe("POST", run, json={}, also=Resource.attendance_report)]
        case Resource.report_run, Action.update:
            return [Probe("POST", f"/api/v1/report_run/{cast[f'report_run_{login}']}/cancel")]
        case Resource.attendance_report, Action.read:
            return [Probe("GET", "/api/v1/report/attendance_month")]
        case Resource.programme_delivery, Action.read:
            return [
                Probe("GET", "/api/v1/programme_delivery/"),
                Probe("GET", "/api/v1/report/programme_delivery", also=Resource.report_run),
            ]
        case Resource.compliance, Action.read:
            return [Probe("GET", "/api/v1/compliance/")]
        case Resource.permissions, Action.read:
            return [Probe("GET", "/api/v1/permissions/")]
    return []
