"""Pages of their own that a cell of the matrix stands for."""

from access.matrix import Action, Resource
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast


def pages_of_load() -> dict[tuple[Resource, Action], list[Probe]]:
    """Return the pages of the teaching load that stand beside the register."""
    return {
        (Resource.teaching_assignment, READ): [
            Probe("GET", "/load/"),
            Probe("GET", "/load/teachers"),
            Probe("GET", "/load/vacancies"),
            Probe("GET", "/load/check"),
            Probe("GET", "/reports/load_sheet", also=Resource.report_run),
        ],
        (Resource.teaching_assignment, CREATE): [
            Probe("GET", "/load/generate"),
            Probe("POST", "/load/generate", data={}),
        ],
    }


def pages_of_curricula(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    if resource is not Resource.curriculum:
        return []
    base, one = "/curricula", f"/curricula/{cast.curriculum}"
    return {
        READ: [
            Probe("GET", f"{base}/"),
            Probe("GET", one),
            Probe("GET", f"{one}/export.xlsx"),
            Probe("GET", f"{one}/compare/{cast.curriculum2}"),
            Probe("GET", f"{base}/import/template.xlsx"),
        ],
        CREATE: [
            Probe("GET", f"{base}/import/"),
            Probe("POST", f"{base}/import/", data={}),
            Probe("GET", f"{base}/import/unknown"),
            Probe("GET", f"{one}/supersede"),
        ],
        UPDATE: [Probe("GET", f"{one}/groups")],
        DELETE: [Probe("GET", f"{one}/discard")],
    }[action]


def pages_of_timetable(cast: Cast) -> dict[tuple[Resource, Action], list[Probe]]:
    """Return the pages that stand beside the registers of the timetable."""
    return {
        (Resource.timetable, READ): [
            Probe("GET", "/timetable/"),
            Probe("GET", "/timetable/choose"),
        ],
        (Resource.timetable, UPDATE): [
            Probe("GET", "/timetable/edit"),
            Probe("GET", f"/timetable/{cast.timetable}/edit"),
        ],
        (Resource.calendar_day, READ): [Probe("GET", "/timetable/calendar")],
        (Resource.timetable_publication, READ): [
            Probe("GET", f"/timetable/publication/{cast.timetable_publication}")
        ],
    }


def special_pages(cast: Cast, login: str) -> dict[tuple[Resource, Action], list[Probe]]:
    run = cast[f"report_run_{login}"]
    attendance = "/reports/attendance_month"
    changes, change = "/timetable/changes", cast.timetable_change
    calendar = cast[f"calendar_feed_{login}"]
    return {
        (Resource.import_name, CREATE): [
            Probe("GET", "/timetable/names/add"),
            Probe("POST", "/timetable/names/add", data={}),
        ],
        (Resource.import_name, UPDATE): [
            Probe("GET", f"/timetable/names/{cast.import_name}/edit"),
            Probe("POST", f"/timetable/names/{cast.import_name}/edit", data={}),
        ],
        (Resource.import_name, DELETE): [
            Probe("GET", f"/timetable/names/{cast.import_name}/forget"),
            Probe("POST", f"/timetable/names/{MISSING}/forget", data={}),
        ],
        (Resource.calendar_feed, READ): [Probe("GET", "/calendar/")],
        (Resource.calendar_feed, CREATE): [Probe("POST", "/calendar/", data={"kind": "own"})],
        (Resource.calendar_feed, UPDATE): [
            Probe("GET", f"/calendar/{calendar}/renew"),
            Probe("POST", f"/calendar/{calendar}/renew", data={}),
        ],
        (Resource.calendar_feed, DELETE): [
            Probe("GET", f"/calendar/{calendar}/close"),
            Probe("POST", f"/calendar/{MISSING}/close", data={}),
        ],
        (Resource.timetable_change, READ): [
            Probe("GET", f"{changes}/"),
            Probe("GET", "/registers/timetable_change/list/"),
            Probe("GET", "/registers/timetable_change/export"),
        ],
        (Resource.timetable_change, CREATE): [
            Probe("GET", f"{changes}/new"),
            Probe("POST", f"{changes}/new", data={}),
        ],
        (Resource.timetable_change, UPDATE): [
            Probe("GET", f"{changes}/{change}/edit"),
            Probe("POST", f"{changes}/{change}/edit", data={}),
        ],
        (Resource.timetable_change, DELETE): [
            Probe("GET", f"{changes}/{change}/undo"),
            Probe("POST", f"{changes}/{MISSING}/undo", data={}),
        ],
        (Resource.correction_window, READ): [
            Probe("GET", "/windows/"),
            Probe("GET", f"/windows/{cast.correction_window}"),
            Probe("GET", "/registers/correction_window/list/"),
            Probe("GET", "/registers/correction_window/export"),
        ],
        (Resource.correction_window, CREATE): [
            Probe("GET", f"/windows/new?lesson={cast.lesson}"),
            Probe("POST", f"/windows/new?lesson={cast.lesson}", data={}),
            Probe("POST", f"/windows/{MISSING}/withdraw", data={}),
        ],
        (Resource.correction_window, UPDATE): [
            Probe("POST", f"/windows/{MISSING}/grant", data={"amount": "0"}),
            Probe("POST", f"/windows/{MISSING}/refuse", data={}),
        ],
        (Resource.gradebook, READ): [
            Probe("GET", "/journals/"),
            Probe("GET", f"/journal/{cast.gradebook}"),
        ],
        (Resource.plan_base, READ): [
            Probe("GET", "/plans/base/?q=сети"),
            Probe("GET", f"/plans/base/{cast.lesson_plan2}"),
            Probe("GET", "/plans/missing"),
        ],
        (Resource.lesson_plan, READ): [
            Probe("GET", "/plans/"),
            Probe("GET", f"/plans/{cast.lesson_plan}"),
            Probe("GET", f"/plans/{cast.lesson_plan}/print"),
        ],
        (Resource.notice, READ): [Probe("GET", "/inbox/")],
        (Resource.notice, UPDATE): [Probe("POST", f"/inbox/{cast[f'notice_{login}']}/read")],
        (Resource.report_run, CREATE): [
            Probe("POST", attendance, data={}, also=Resource.attendance_report)
        ],
        (Resource.report_run, UPDATE): [Probe("POST", f"/reports/runs/{run}/cancel")],
        (Resource.attendance_report, READ): [Probe("GET", attendance)],
        (Resource.programme_delivery, READ): [
            Probe("GET", "/delivery/"),
            Probe("GET", "/reports/programme_delivery", also=Resource.report_run),
        ],
        (Resource.permissions, READ): [Probe("GET", "/permissions/")],
        (Resource.compliance, READ): [
            Probe("GET", "/compliance/"),
            Probe("GET", "/compliance/5.5.5"),
        ],
        (Resource.regulation_setting, READ): [
            Probe("GET", "/regulation/"),
            Probe("GET", "/registers/regulation_setting/list/"),
            Probe("GET", "/registers/regulation_setting/export"),
        ],
    }
