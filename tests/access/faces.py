"""Where each right shows: the pages and REST addresses that a cell of the matrix stands for."""

from dataclasses import dataclass
from typing import Any, Final

from access.matrix import Action, Resource
from tests.cast import Cast

READ, CREATE, UPDATE, DELETE = Action.read, Action.create, Action.update, Action.delete
MISSING: Final = 10**6  # no row has this key
# Resources that the generated registers show.
REGISTERS: Final = (
    "department", "position", "employee", "student", "student_identity",
    "student_contact", "guardian",
    "guardian_contact", "guardian_child", "study_group", "enrolment", "subgroup",
    "subgroup_member", "academic_year", "semester", "programme", "curriculum", "curriculum_item",
    "curriculum_cycle", "curriculum_hours", "teaching_assignment",
    "gradebook", "lesson", "mark", "absence",
    "audit_entry", "report_run", "account",
    "room", "bell_schedule", "bell", "calendar_day", "timetable", "timetable_slot",
    "practice_period", "timetable_publication", "timetable_change",
    "import_name",
    "employee_absence", "journal_teacher",
    "lesson_plan", "lesson_plan_topic",
)  # fmt: skip
# Of these the register only shows; they are written where people work with them.
SHOWN_ONLY: Final = (
    "gradebook",
    "lesson",
    "mark",
    "absence",
    "audit_entry",
    "report_run",
    "account",
    "timetable_publication",
    "timetable_change",
    "lesson_plan",
    "lesson_plan_topic",
    "journal_teacher",
)
# Rights without a face of their own: what they give is read inside something else.
INSIDE: Final = {
    Resource.audit_personal_value: "inside an audit entry",
    Resource.diary: "a part of the home page",
    Resource.completeness: "a part of the home page",
}


@dataclass(frozen=True, slots=True)
class Probe:
    """One request that a right decides about."""

    method: str
    path: str
    json: Any = None
    data: Any = None
    also: Resource | None = None  # a second resource that must be readable

    def send(self, client: Any) -> Any:
        """Send the request by `client`; return the answer."""
        more = {"json": self.json} if self.json is not None else {"data": self.data}
        return client.open(self.path, method=self.method, **more)


def own_key(cast: Cast, resource: str, login: str) -> int:
    """Return the key of a row of the first company, or of the login's own."""
    if resource in ("notice", "report_run", "calendar_feed"):
        return cast[f"{resource}_{login}"]
    if resource == "account":
        return cast[f"user_{login}"]
    return cast[resource]


def rest(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    """Return the REST requests that the cell decides about."""
    base = f"/api/v1/{resource}"
    special = (
        _rest_of_journal(resource, action, cast)
        or _rest_of_timetable(resource, action, cast)
        or _rest_of_plans(resource, action, cast)
        or _rest_of_changes(resource, action, cast)
        or _rest_of_calendar(resource, action, cast, login)
        or _rest_of_office(resource, action, cast, login)
    )
    if special:
        return special
    if str(resource) not in REGISTERS:
        return []
    key = own_key(cast, str(resource), login)
    if resource in SHOWN_ONLY and action is not READ:
        return []
    return (
        {
            READ: [Probe("GET", f"{base}/"), Probe("GET", f"{base}/_info")],
            CREATE: [Probe("POST", f"{base}/", json={})],
            UPDATE: [Probe("PUT", f"{base}/{key}", json={})],
            DELETE: [Probe("DELETE", f"{base}/{MISSING}")],
        }[action]
        + _rest_of_curricula(resource, action, cast)
        + _rest_of_load(resource, action, cast)
    )


def _rest_of_load(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return what the teaching load as a whole has beside the register."""
    if resource is not Resource.teaching_assignment:
        return []
    base, one = "/api/v1/teaching_assignment", cast.teaching_assignment
    return {
        READ: [
            Probe("GET", f"{base}/load"),
            Probe("GET", f"{base}/totals"),
            Probe("GET", "/api/v1/report/load_sheet", also=Resource.report_run),
        ],
        CREATE: [Probe("POST", f"{base}/generate", json={"groups": []})],
        UPDATE: [
            Probe("GET", f"{base}/teachers"),
            Probe("GET", f"{base}/{one}/division?on=2026-10-19"),
            Probe("POST", f"{base}/give", json={}),
            Probe("PUT", f"{base}/shares", json={}),
            *(
                Probe("POST", f"{base}/{one}/{change}", json={})
                for change in ("split", "change_teacher", "undo_change")
            ),
        ],
        DELETE: [],
    }[action]


def _pages_of_load() -> dict[tuple[Resource, Action], list[Probe]]:
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


def _rest_of_curricula(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    """Return what a curriculum as a whole has beside the register."""
    if resource is not Resource.curriculum:
        return []
    base, one = "/api/v1/curriculum", f"/api/v1/curriculum/{cast.curriculum}"
    return {
        READ: [
            Probe("GET", f"{one}/tree"),
            Probe("GET", f"{one}/export"),
            Probe("GET", f"{one}/compare/{cast.curriculum2}"),
            Probe("GET", f"{base}/import/template"),
        ],
        CREATE: [
            Probe("POST", f"{base}/import/", data={}),
            Probe("POST", f"{base}/import/unknown", json={}),
            Probe("POST", f"{one}/supersede", json={}),
        ],
        UPDATE: [Probe("POST", f"{one}/groups", json={})],
        DELETE: [Probe("DELETE", f"{base}/{MISSING}/whole")],
    }[action]


def _pages_of_curricula(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
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


def _rest_of_timetable(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
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


def _rest_of_journal(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    cells = Probe("PUT", f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": []})
    match resource, action:
        case Resource.lesson, Action.create:
            return [Probe("POST", f"/api/v1/gradebook/{cast.gradebook}/lessons", json={})]
        case Resource.lesson, Action.update:
            return [
                Probe("PUT", f"/api/v1/lesson/{cast.lesson}", json={}),
                Probe("POST", f"/api/v1/lesson/{cast.lesson}/confirm", json={}),
                Probe("POST", f"/api/v1/lesson/{cast.lesson}/accept", json={"topic": 1}),
                Probe("DELETE", f"/api/v1/lesson/{cast.lesson}/accept", json={}),
            ]
        case Resource.lesson, Action.delete:
            return [Probe("DELETE", f"/api/v1/lesson/{MISSING}")]
        case ((Resource.mark | Resource.absence), (Action.create | Action.update | Action.delete)):
            return [cells]
        case Resource.gradebook, Action.read:
            return [
                Probe("GET", "/api/v1/gradebook/"),
                Probe("GET", f"/api/v1/gradebook/{cast.gradebook}/grid"),
            ]
    return []


def _rest_of_plans(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    plan = f"/api/v1/lesson_plan/{cast.lesson_plan}"
    match resource, action:
        case Resource.lesson_plan, Action.read:
            return [Probe("GET", "/api/v1/lesson_plan/"), Probe("GET", f"{plan}/hours")]
        case Resource.lesson_plan, Action.create:
            return [
                Probe("POST", "/api/v1/lesson_plan/", json={}),
                Probe("POST", f"{plan}/copy", json={}),
                Probe("POST", "/api/v1/lesson_plan/import", data={}),
                Probe("GET", "/api/v1/lesson_plan/template"),
            ]
        case Resource.lesson_plan, Action.update:
            ways = ("submit", "return", "approve")
            return [Probe("POST", f"{plan}/{way}", json={}) for way in ways]
        case Resource.lesson_plan, Action.delete:
            return [Probe("DELETE", f"/api/v1/lesson_plan/{MISSING}")]
        case Resource.plan_base, Action.read:
            return [
                Probe("GET", "/api/v1/plan_base/?q=сети"),
                Probe("GET", f"/api/v1/plan_base/{cast.lesson_plan2}"),
                Probe("GET", "/api/v1/plan_base/missing"),
            ]
        case Resource.lesson_plan_topic, Action.read:
            return [
                Probe("GET", "/api/v1/lesson_plan_topic/"),
                Probe("GET", f"{plan}/rows"),
                Probe("GET", f"/api/v1/lesson/{cast.lesson}/suggestion"),
            ]
        case Resource.lesson_plan_topic, Action.create:
            return [
                Probe("POST", "/api/v1/lesson_plan_topic/", json={}),
                Probe("PUT", f"{plan}/rows", json={}),
            ]
        case Resource.lesson_plan_topic, Action.update:
            row = f"/api/v1/lesson_plan_topic/{cast.lesson_plan_topic}"
            return [Probe("PUT", row, json={})]
        case Resource.lesson_plan_topic, Action.delete:
            return [Probe("DELETE", f"/api/v1/lesson_plan_topic/{MISSING}")]
    return []


def _rest_of_changes(resource: Resource, action: Action, cast: Cast) -> list[Probe]:
    base = "/api/v1/timetable_change"
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
        case Resource.import_name, Action.create:
            return [Probe("POST", "/api/v1/import_name/", json={})]
        case Resource.import_name, Action.update:
            return [Probe("PUT", f"/api/v1/import_name/{cast.import_name}", json={})]
        case Resource.import_name, Action.delete:
            return [Probe("DELETE", f"/api/v1/import_name/{MISSING}")]
    return []


def _rest_of_calendar(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
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


def _rest_of_office(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
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
        case Resource.permissions, Action.read:
            return [Probe("GET", "/api/v1/permissions/")]
    return []


def nowhere(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    """Return requests where a cell would show by our conventions, though it shows nowhere."""
    rest_base, page_base = f"/api/v1/{resource}", f"/registers/{resource}"
    return {
        READ: [],
        CREATE: [Probe("POST", f"{rest_base}/", json={}), Probe("GET", f"{page_base}/add")],
        UPDATE: [
            Probe("PUT", f"{rest_base}/{MISSING}", json={}),
            Probe("GET", f"{page_base}/edit/{MISSING}"),
        ],
        DELETE: [
            Probe("DELETE", f"{rest_base}/{MISSING}"),
            Probe("GET", f"{page_base}/delete/{MISSING}"),
        ],
    }[action]


def pages(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    """Return the page requests that the cell decides about."""
    if action is not READ and (
        by_script := (
            _rest_of_journal(resource, action, cast) or _rest_of_plans(resource, action, cast)
        )
    ):
        return by_script  # the pages of journals and plans send these
    if special := _special_pages(cast, login).get((resource, action)):
        return special
    if beside := (_pages_of_timetable(cast) | _pages_of_load()).get((resource, action)):
        return beside + _pages_of_register(resource, action, cast, login)
    return _pages_of_register(resource, action, cast, login)


def _pages_of_timetable(cast: Cast) -> dict[tuple[Resource, Action], list[Probe]]:
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


def _pages_of_register(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    if str(resource) not in REGISTERS or (resource in SHOWN_ONLY and action is not READ):
        return []
    base, key = f"/registers/{resource}", own_key(cast, str(resource), login)
    return {
        READ: [Probe("GET", f"{base}/list/"), Probe("GET", f"{base}/export")],
        CREATE: [Probe("GET", f"{base}/add"), Probe("POST", f"{base}/add", data={})],
        UPDATE: [
            Probe("GET", f"{base}/edit/{key}"),
            Probe("POST", f"{base}/edit/{MISSING}", data={}),
        ],
        DELETE: [
            Probe("GET", f"{base}/delete/{key}"),
            Probe("POST", f"{base}/delete/{MISSING}", data={}),
        ],
    }[action] + _pages_of_curricula(resource, action, cast)


def _special_pages(cast: Cast, login: str) -> dict[tuple[Resource, Action], list[Probe]]:
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
    }
