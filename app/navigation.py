"""ONE navigation table: what people do, in their words; each sees only what the matrix allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from access.matrix import Action, Resource, roles_with
from access.principal import Principal
from access.roles import STAFF, Role
from models.labels import label_of

OFFICE: Final = frozenset(STAFF)
FAMILY: Final = frozenset({Role.student, Role.parent})
KEEPS_STAFF: Final = frozenset({Role.module_admin, Role.hr, Role.deputy_director, Role.director})
HEADS: Final = frozenset(
    {Role.module_admin, Role.department_head, Role.deputy_director, Role.director}
)
OVERSEES: Final = HEADS | {Role.methodist}
PLANS: Final = OVERSEES | {Role.hr, Role.secretary, Role.timetabler}
KEEPS_ROSTER: Final = HEADS | {Role.secretary}
KNOWS_FAMILIES: Final = frozenset({Role.module_admin, Role.director, Role.secretary, Role.curator})
TIMETABLES: Final = frozenset({Role.timetabler})
KEEPS_CALENDAR: Final = TIMETABLES | {Role.module_admin}
PLACES: Final = KEEPS_CALENDAR | {Role.deputy_director, Role.director}
PLACES_IN_PRACTICE: Final = frozenset({Role.module_admin, Role.deputy_director, Role.director})
REPORTS: Final = roles_with(Resource.attendance_report, Action.read) | roles_with(
    Resource.programme_delivery, Action.read
)


@dataclass(frozen=True, slots=True)
class Item:
    """One link: `resource` must be readable; `only` narrows it to some roles where given."""

    label: Any
    path: str
    resource: Resource | None = None
    only: frozenset[Role] | None = None
    also: str = ""  # another beginning of the paths that belong to the link

    def shown_to(self, who: Principal) -> bool:
        """Return whether `who` sees the link."""
        if self.only is not None and not who.is_system and self.only.isdisjoint(who.roles):
            return False
        return self.resource is None or who.may(Action.read, self.resource)

    def covers(self, path: str) -> bool:
        """Return whether the page at `path` belongs to the link: a form to its list, say."""
        if self.path == "/":
            return path == "/"
        begin = self.path.removesuffix("list/")
        return path.startswith(begin) or bool(self.also and path.startswith(self.also))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with links; one link alone stands without its heading."""

    key: str
    label: Any
    links: tuple[Item, ...]


def _register(resource: Resource, only: frozenset[Role] | None = OFFICE, label: Any = None) -> Item:
    return Item(label or label_of(resource), f"/registers/{resource}/list/", resource, only)


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
            _register(Resource.practice_base, PLACES_IN_PRACTICE),
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
            _register(Resource.appointment, PLACES_IN_PRACTICE | {Role.department_head}),
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
            _register(Resource.timetable_slot, PLACES),
            _register(Resource.practice_period, TIMETABLES),
            _register(Resource.room, PLACES),
            _register(Resource.bell_schedule, TIMETABLES),
            _register(Resource.bell, TIMETABLES),
            _register(Resource.calendar_day, KEEPS_CALENDAR, _l("Days off and moved days")),
            _register(Resource.timetable, PLACES, _l("Timetables by semester")),
            _register(Resource.timetable_publication, PLACES),
            _register(Resource.import_name, KEEPS_CALENDAR, _l("Remembered names")),
        ),
    ),
    Section(
        "people",
        _l("People"),
        (
            _register(Resource.student),
            _register(Resource.study_group, OFFICE - {Role.hr}),
            _register(Resource.enrolment, KEEPS_ROSTER),
            _register(Resource.student_identity, KNOWS_FAMILIES - {Role.curator}),
            _register(Resource.student_contact, KNOWS_FAMILIES),
            _register(Resource.guardian, KNOWS_FAMILIES),
            _register(Resource.guardian_contact, KNOWS_FAMILIES),
            _register(Resource.guardian_child, KNOWS_FAMILIES - {Role.curator}),
            _register(Resource.subgroup, KEEPS_ROSTER),
            _register(Resource.subgroup_member, KEEPS_ROSTER),
            Item(_l("Check of subgroups"), "/subgroups/check", Resource.subgroup_check),
            _register(Resource.employee),
            _register(Resource.department, PLANS - {Role.methodist}),
            _register(Resource.position, KEEPS_STAFF),
            _register(Resource.employee_absence),
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
            _register(Resource.programme, PLANS - {Role.hr}),
            Item(
                label_of(Resource.curriculum),
                "/curricula/",
                Resource.curriculum,
                PLANS - {Role.hr},
                also="/registers/curriculum",
            ),
            _register(Resource.teaching_assignment, PLANS, _l("Rows of the load")),
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
            _register(Resource.report_run, HEADS & REPORTS, _l("List of built reports")),
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
            _register(Resource.outage, OVERSEES),
            _register(Resource.audit_entry, OVERSEES),
            Item(_l("Who may do what"), "/permissions/", Resource.permissions, PLANS),
            _register(Resource.gradebook, OVERSEES, _l("List of gradebooks")),
            _register(Resource.journal_teacher, OVERSEES),
            _register(Resource.lesson_plan, OVERSEES, _l("Revisions of lesson plans")),
            _register(Resource.lesson_plan_topic, OVERSEES),
            _register(Resource.lesson, OVERSEES),
            _register(Resource.work, OVERSEES),
            _register(Resource.mark, OVERSEES),
            _register(Resource.absence, OVERSEES),
            _register(Resource.semester_grade, OVERSEES),
            _register(Resource.year_grade, OVERSEES),
            _register(Resource.discipline_result, OVERSEES),
            _register(Resource.practice_link, PLACES_IN_PRACTICE),
            _register(Resource.academic_year, PLANS),
            _register(Resource.semester, PLANS),
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
