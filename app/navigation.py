"""ONE navigation table: what people do, in their words; each sees only what the matrix allows."""

from collections.abc import Iterator
from typing import Final

from flask_babel import lazy_gettext as _l

from access.matrix import Resource
from access.principal import Principal
from access.roles import Role
from app.menu_items import (
    FAMILY,
    HEADS,
    KEEPS_CALENDAR,
    KEEPS_ROSTER,
    KEEPS_STAFF,
    KNOWS_FAMILIES,
    OFFICE,
    OVERSEES,
    PLACES,
    PLACES_IN_PRACTICE,
    PLANS,
    REPORTS,
    TIMETABLES,
    Item,
    Section,
    register_link,
)
from models.labels import label_of

NAVIGATION: Final[tuple[Section, ...]] = (
    Section("today", _l("Today"), (Item(_l("Today"), "/"),)),
    Section(
        "journals",
        _l("Journals"),
        (
            Item(_l("Journals"), "/journals/", Resource.gradebook, OFFICE, also="/journal/"),
            Item(_l("What is to be done"), "/duties/", Resource.duty),
            Item(_l("Debts"), "/debts/", Resource.debt, also="/make-up/"),
            Item(
                label_of(Resource.correction_window),
                "/windows/",
                Resource.correction_window,
                also="/registers/correction_window",
            ),
        ),
    ),
    Section(
        "attestation",
        _l("Attestation"),
        (
            Item(_l("My academic record"), "/students/record", Resource.academic_record, FAMILY),
            Item(
                _l("Closing of semesters and years"),
                "/journals/closing",
                Resource.grade_closing,
                also="/registers/grade_closing",
            ),
            Item(
                _l("Attestation sheets"),
                "/sheets/",
                Resource.attestation_sheet,
                OFFICE,
                also="/registers/attestation_sheet",
            ),
            Item(_l("Exams and credits"), "/sheets/own/", Resource.attestation_result, FAMILY),
            Item(
                _l("Coursework"), "/coursework/", Resource.coursework, also="/registers/coursework"
            ),
            Item(_l("Practice of students"), "/practice/", Resource.practice_placement),
            register_link(Resource.practice_base, PLACES_IN_PRACTICE),
            Item(_l("Theses"), "/theses/", Resource.thesis, also="/registers/thesis"),
            Item(
                _l("Demonstration exams"),
                "/demo-exams/",
                Resource.demo_exam,
                also="/registers/demo_exam",
            ),
            Item(
                _l("State final attestation"),
                "/final/",
                Resource.final_protocol,
                also="/registers/final_protocol",
            ),
            register_link(Resource.appointment, PLACES_IN_PRACTICE | {Role.department_head}),
        ),
    ),
    Section(
        "timetable",
        _l("Timetable"),
        (
            Item(_l("Timetable"), "/timetable/", Resource.timetable),
            Item(_l("Changes of the timetable"), "/timetable/changes/", Resource.timetable_change),
            Item(_l("Calendar on the phone"), "/calendar/", Resource.calendar_feed),
            Item(_l("Editor of the timetable"), "/timetable/edit", only=TIMETABLES),
            Item(_l("Import of aSc Timetables"), "/timetable/import/", only=TIMETABLES),
            Item(_l("Practices of the year"), "/timetable/practice", only=OFFICE - {Role.hr}),
            Item(_l("Study calendar of the year"), "/timetable/calendar", only=OFFICE),
            register_link(Resource.timetable_slot, PLACES),
            register_link(Resource.practice_period, TIMETABLES),
            register_link(Resource.room, PLACES),
            register_link(Resource.bell_schedule, TIMETABLES),
            register_link(Resource.bell, TIMETABLES),
            register_link(Resource.calendar_day, KEEPS_CALENDAR, _l("Days off and moved days")),
            register_link(Resource.timetable, PLACES, _l("Timetables by semester")),
            register_link(Resource.timetable_publication, PLACES),
            register_link(Resource.import_name, KEEPS_CALENDAR, _l("Remembered names")),
        ),
    ),
    Section(
        "people",
        _l("People"),
        (
            register_link(Resource.student),
            register_link(Resource.study_group, OFFICE - {Role.hr}),
            register_link(Resource.enrolment, KEEPS_ROSTER),
            register_link(Resource.student_identity, KNOWS_FAMILIES - {Role.curator}),
            register_link(Resource.student_contact, KNOWS_FAMILIES),
            register_link(Resource.guardian, KNOWS_FAMILIES),
            register_link(Resource.guardian_contact, KNOWS_FAMILIES),
            register_link(Resource.guardian_child, KNOWS_FAMILIES - {Role.curator}),
            register_link(Resource.subgroup, KEEPS_ROSTER),
            register_link(Resource.subgroup_member, KEEPS_ROSTER),
            Item(_l("Check of subgroups"), "/subgroups/check", Resource.subgroup_check),
            register_link(Resource.employee),
            register_link(Resource.department, PLANS - {Role.methodist}),
            register_link(Resource.position, KEEPS_STAFF),
            register_link(Resource.employee_absence),
        ),
    ),
    Section(
        "plans",
        _l("Plans"),
        (
            Item(_l("Lesson plans"), "/plans/", Resource.lesson_plan),
            Item(_l("Teaching load"), "/load/", Resource.teaching_assignment),
            Item(_l("Base of lesson plans"), "/plans/base/", Resource.plan_base),
            Item(_l("Who has no lesson plan"), "/plans/missing", Resource.plan_base),
            register_link(Resource.programme, PLANS - {Role.hr}),
            Item(
                label_of(Resource.curriculum),
                "/curricula/",
                Resource.curriculum,
                PLANS - {Role.hr},
                also="/registers/curriculum",
            ),
            register_link(Resource.teaching_assignment, PLANS, _l("Rows of the load")),
        ),
    ),
    Section(
        "reports",
        _l("Reports"),
        (
            Item(_l("Reports"), "/reports/", Resource.report_run, REPORTS),
            Item(
                _l("Reports at the end of a semester or a year"),
                "/batches/",
                Resource.report_batch,
                also="/registers/report_batch",
            ),
            register_link(Resource.report_run, HEADS & REPORTS, _l("List of built reports")),
            Item(
                _l("Archive of reports"),
                "/archive/",
                Resource.archived_report,
                also="/registers/archived_report",
            ),
            Item(
                _l("Print register"),
                "/printed/",
                Resource.printed_document,
                also="/registers/printed_document",
            ),
            Item(
                label_of(Resource.disposal_act),
                "/disposal/",
                Resource.disposal_act,
                also="/registers/disposal_",
            ),
            Item(
                label_of(Resource.year_closing),
                "/years/",
                Resource.year_closing,
                also="/registers/year_",
            ),
        ),
    ),
    Section(
        "control",
        _l("Control"),
        (
            Item(_l("Dashboard"), "/dashboard/", Resource.dashboard),
            Item(_l("Completeness of journals"), "/monitor/", Resource.completeness),
            Item(_l("Objectivity of marks"), "/objectivity/", Resource.objectivity),
            Item(_l("Delivery of the programme"), "/delivery/", Resource.programme_delivery),
            Item(
                label_of(Resource.control_plan_item),
                "/control-plan/",
                Resource.control_plan_item,
                also="/registers/control_plan_item",
            ),
            Item(
                label_of(Resource.analytic_note),
                "/notes/",
                Resource.analytic_note,
                also="/registers/analytic_note",
            ),
            Item(
                _l("Attendance sheets of months"),
                "/attendance-sheets/",
                Resource.attendance_handover,
                also="/registers/attendance_handover",
            ),
            Item(
                _l("Inspections of journals"),
                "/inspections/",
                Resource.inspection,
                also="/registers/inspection/",
            ),
            Item(
                _l("Remarks"),
                "/remarks/",
                Resource.inspection_remark,
                also="/registers/inspection_remark/",
            ),
            Item(_l("Compliance with the regulation"), "/compliance/", Resource.compliance),
        ),
    ),
    Section(
        "records",
        _l("Records"),
        (
            Item(
                _l("Numbers of the regulation"),
                "/regulation/",
                Resource.regulation_setting,
                OVERSEES | {Role.teacher},
                also="/registers/regulation_setting",
            ),
            Item(_l("Schedule"), "/schedule/", Resource.scheduled_task, also="/registers/task_run"),
            register_link(Resource.outage, OVERSEES),
            register_link(Resource.audit_entry, OVERSEES),
            Item(_l("Who may do what"), "/permissions/", Resource.permissions, PLANS),
            register_link(Resource.gradebook, OVERSEES, _l("List of gradebooks")),
            register_link(Resource.journal_teacher, OVERSEES),
            register_link(Resource.lesson_plan, OVERSEES, _l("Revisions of lesson plans")),
            register_link(Resource.lesson_plan_topic, OVERSEES),
            register_link(Resource.lesson, OVERSEES),
            register_link(Resource.work, OVERSEES),
            register_link(Resource.mark, OVERSEES),
            register_link(Resource.absence, OVERSEES),
            register_link(Resource.semester_grade, OVERSEES),
            register_link(Resource.year_grade, OVERSEES),
            register_link(Resource.discipline_result, OVERSEES),
            register_link(Resource.practice_link, PLACES_IN_PRACTICE),
            register_link(Resource.academic_year, PLANS),
            register_link(Resource.semester, PLANS),
        ),
    ),
)


def navigation_for(who: Principal, table: tuple[Section, ...] = NAVIGATION) -> Iterator[Section]:
    """Yield the sections with the links that `who` may follow; empty sections are left out."""
    for section in table:
        links = tuple(link for link in section.links if link.shown_to(who))
        if links:
            yield Section(section.key, section.label, links)


def place_of(path: str, sections: list[Section]) -> tuple[str, str]:
    """Return the key of the section and the path of the link that the page at `path` belongs to.

    Both are empty where no link leads to it.
    """
    places = [
        (section.key, link.path)
        for section in sections
        for link in section.links
        if link.covers(path)
    ]
    # The narrowest link: a page below «Timetable» may have a link of its own.
    return max(places, key=lambda place: len(place[1]), default=("", ""))
