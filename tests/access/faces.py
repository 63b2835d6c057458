"""Where each right shows: the pages and REST addresses that a cell of the matrix stands for."""

from typing import Final

from access.matrix import Action, Resource
from tests.access import (
    faces_of_archive,
    faces_of_control_plan,
    faces_of_inspections,
    faces_of_monitor,
    faces_of_printed,
    faces_of_prints,
    faces_of_reports,
    faces_of_schedule,
    faces_of_years,
)
from tests.access.faces_of_debts import pages_of_debts, rest_of_debts
from tests.access.faces_of_duties import pages_of_duties, rest_of_duties
from tests.access.faces_of_grades import pages_of_grades, rest_of_grades
from tests.access.faces_of_graduation import pages_of_graduation, rest_of_graduation
from tests.access.faces_of_office import (
    rest_of_calendar,
    rest_of_changes,
    rest_of_office,
    rest_of_timetable,
)
from tests.access.faces_of_pages import (
    pages_of_curricula,
    pages_of_load,
    pages_of_timetable,
    special_pages,
)
from tests.access.faces_of_plans import (
    rest_of_curricula,
    rest_of_journal,
    rest_of_load,
    rest_of_plans,
)
from tests.access.faces_of_practice import pages_of_practice, rest_of_practice
from tests.access.faces_of_sheets import pages_of_sheets, rest_of_sheets
from tests.access.probe import CREATE, DELETE, MISSING, READ, UPDATE, Probe
from tests.cast import Cast

# Resources that the generated registers show.
REGISTERS: Final = (
    "department", "position", "employee", "student", "student_identity",
    "student_contact", "guardian",
    "guardian_contact", "guardian_child", "study_group", "enrolment", "subgroup",
    "subgroup_member", "academic_year", "semester", "programme", "curriculum", "curriculum_item",
    "curriculum_cycle", "curriculum_hours", "teaching_assignment",
    "gradebook", "lesson", "work", "mark", "absence",
    "audit_entry", "report_run", "account",
    "room", "bell_schedule", "bell", "calendar_day", "timetable", "timetable_slot",
    "practice_period", "timetable_publication", "timetable_change",
    "import_name", "regulation_setting", "outage",
    "employee_absence", "journal_teacher",
    "lesson_plan", "lesson_plan_topic", "correction_window",
    "debt", "make_up", "make_up_place",
    "practice_base", "appointment",
    "practice_placement", "practice_day", "practice_competence", "practice_link",
    "semester_grade", "year_grade", "discipline_result", "grade_closing",
    "attestation_sheet", "sheet_examiner", "attestation_result",
    "coursework", "thesis", "demo_exam", "final_protocol", "protocol_member",
    "control_plan_item", "inspection", "inspection_remark", "remark_entry",
    "attendance_handover", "analytic_note", "note_paragraph",
    "archived_report", "report_batch", "batch_part", "scheduled_task", "task_run",
    "printed_document", "custody_place", "document_hold",
    "disposal_act", "disposal_member", "disposal_line",
    "year_closing", "year_package", "activity_day",
)  # fmt: skip
# Of these the register only shows; they are written where people work with them.
SHOWN_ONLY: Final = (
    "practice_placement",
    "practice_day",
    "practice_competence",
    "practice_link",
    "gradebook",
    "lesson",
    "work",
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
    "correction_window",
    "debt",
    "make_up",
    "make_up_place",
    "semester_grade",
    "year_grade",
    "discipline_result",
    "grade_closing",
    "attestation_sheet",
    "sheet_examiner",
    "attestation_result",
    "coursework",
    "thesis",
    "demo_exam",
    "final_protocol",
    "protocol_member",
    "control_plan_item",
    "inspection",
    "inspection_remark",
    "remark_entry",
    "attendance_handover",
    "analytic_note",
    "note_paragraph",
    "archived_report",
    "report_batch",
    "batch_part",
    "scheduled_task",
    "task_run",
    "printed_document",
    "custody_place",
    "document_hold",
    "disposal_act",
    "disposal_member",
    "disposal_line",
    "year_closing",
    "year_package",
    "activity_day",
)
# Rights without a face of their own: what they give is read inside something else.
INSIDE: Final = {
    Resource.audit_personal_value: "inside an audit entry",
    Resource.diary: "a part of the home page",
}

# What is added to the faces below: `rest(cast)` and `pages(cast)` give probes by right.
MORE: Final = (
    faces_of_archive,
    faces_of_control_plan,
    faces_of_inspections,
    faces_of_monitor,
    faces_of_printed,
    faces_of_prints,
    faces_of_reports,
    faces_of_schedule,
    faces_of_years,
)


def own_key(cast: Cast, resource: str, login: str) -> int:
    """Return the key of a row of the first company, or of the login's own."""
    if resource in ("notice", "report_run", "calendar_feed"):
        return cast[f"{resource}_{login}"]
    if resource == "account":
        return cast[f"user_{login}"]
    return cast[resource]


def rest(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    """Return the REST requests that the cell decides about."""
    more = [probe for face in MORE for probe in face.rest(cast).get((resource, action), [])]
    return more + _rest(resource, action, cast, login)


def _rest(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    base = f"/api/v1/{resource}"
    special = (
        rest_of_journal(resource, action, cast)
        or rest_of_timetable(resource, action, cast)
        or rest_of_plans(resource, action, cast)
        or rest_of_debts(resource, action, cast)
        or rest_of_duties(resource, action, cast)
        or rest_of_practice(resource, action, cast)
        or rest_of_grades(resource, action, cast)
        or rest_of_sheets(resource, action, cast)
        or rest_of_graduation(resource, action, cast)
        or rest_of_changes(resource, action, cast)
        or rest_of_calendar(resource, action, cast, login)
        or rest_of_office(resource, action, cast, login)
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
        + rest_of_curricula(resource, action, cast)
        + rest_of_load(resource, action, cast)
    )


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
    more = [probe for face in MORE for probe in face.pages(cast).get((resource, action), [])]
    if not more and action is not READ:  # the pages send what REST takes
        more = [probe for face in MORE for probe in face.rest(cast).get((resource, action), [])]
    return more + _pages(resource, action, cast, login)


def _pages(resource: Resource, action: Action, cast: Cast, login: str) -> list[Probe]:
    if of_sheets := pages_of_sheets(cast).get((resource, action)):
        return of_sheets
    if of_graduation := pages_of_graduation(cast).get((resource, action)):
        return of_graduation
    if action is not READ and (
        by_script := (
            rest_of_journal(resource, action, cast)
            or rest_of_plans(resource, action, cast)
            or rest_of_grades(resource, action, cast)
            or rest_of_sheets(resource, action, cast)
        )
    ):
        return by_script  # the pages of journals and plans send these
    if special := special_pages(cast, login).get((resource, action)):
        return special
    if of_duties := pages_of_duties(cast).get((resource, action)):
        return of_duties + _pages_of_register(resource, action, cast, login)
    if of_practice := pages_of_practice(cast).get((resource, action)):
        return of_practice
    if of_debts := pages_of_debts(cast).get((resource, action)):
        return of_debts
    if of_grades := pages_of_grades(cast).get((resource, action)):
        return of_grades
    if beside := (pages_of_timetable(cast) | pages_of_load()).get((resource, action)):
        return beside + _pages_of_register(resource, action, cast, login)
    return _pages_of_register(resource, action, cast, login)


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
    }[action] + pages_of_curricula(resource, action, cast)
