"""ONE table: resource → role → actions. What is not listed is denied.

Menus, buttons, pages, REST, jobs, `docs/permissions.md` and the tests follow from it.
The rows that an action reaches are those that the same role sees: `access/scopes.py`.
"""

from collections.abc import Iterable
from typing import Final

from access.resources import Action, Resource
from access.roles import EVERYONE, STAFF, Role

Matrix = dict[Resource, dict[Role, frozenset[Action]]]

R: Final = frozenset({Action.read})
RC: Final = R | {Action.create}
RU: Final = R | {Action.update}
RCU: Final = RC | RU
RCUD: Final = frozenset(Action)

ADMIN, HR, SECRETARY = Role.module_admin, Role.hr, Role.secretary
TEACHER, CURATOR, METHODIST = Role.teacher, Role.curator, Role.methodist
TIMETABLER, HEAD = Role.timetabler, Role.department_head
DEPUTY, DIRECTOR = Role.deputy_director, Role.director
STUDENT, PARENT = Role.student, Role.parent

LOOKS_AT_JOURNALS: Final = (ADMIN, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR, STUDENT, PARENT)

SEES_TIMETABLE: Final = (
    *(ADMIN, SECRETARY, TEACHER, CURATOR, METHODIST, TIMETABLER, HEAD, DEPUTY, DIRECTOR),
    *(STUDENT, PARENT),
)


def grant(
    *readers: Role | Iterable[Role], **writers: frozenset[Action]
) -> dict[Role, frozenset[Action]]:
    """Return one row of the matrix: `readers` may read, each of `writers` what it names."""
    row: dict[Role, frozenset[Action]] = {}
    for reader in readers:
        for role in (reader,) if isinstance(reader, Role) else reader:
            row[role] = R
    return row | {Role[name]: actions for name, actions in writers.items()}


MATRIX: Final[Matrix] = {
    Resource.department: grant(STAFF, hr=RCUD),
    Resource.position: grant(ADMIN, DEPUTY, DIRECTOR, hr=RCUD),
    Resource.employee: grant(ADMIN, SECRETARY, TIMETABLER, HEAD, DEPUTY, DIRECTOR, hr=RCUD),
    Resource.student: grant(
        ADMIN, TEACHER, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR, STUDENT, PARENT, secretary=RCUD
    ),
    # Names and groups are enough to teach; dates of birth are not for teachers.
    Resource.student_identity: grant(ADMIN, CURATOR, DIRECTOR, STUDENT, PARENT, secretary=RCUD),
    Resource.student_contact: grant(ADMIN, DIRECTOR, STUDENT, PARENT, secretary=RCUD, curator=RCUD),
    Resource.guardian: grant(ADMIN, CURATOR, DIRECTOR, PARENT, secretary=RCUD),
    Resource.guardian_contact: grant(ADMIN, DIRECTOR, PARENT, secretary=RCUD, curator=RCUD),
    Resource.guardian_child: grant(ADMIN, CURATOR, DIRECTOR, PARENT, secretary=RCUD),
    Resource.study_group: grant(EVERYONE, secretary=RCUD),
    Resource.enrolment: grant(
        ADMIN, TEACHER, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR, STUDENT, PARENT, secretary=RCUD
    ),
    Resource.subgroup: grant(
        ADMIN,
        HR,
        TEACHER,
        CURATOR,
        METHODIST,
        TIMETABLER,
        HEAD,
        DEPUTY,
        DIRECTOR,
        STUDENT,
        PARENT,
        secretary=RCUD,
    ),
    Resource.subgroup_member: grant(
        ADMIN, TEACHER, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR, STUDENT, PARENT, secretary=RCUD
    ),
    Resource.academic_year: grant(EVERYONE, module_admin=RCUD),
    Resource.semester: grant(EVERYONE, module_admin=RCUD),
    Resource.programme: grant(STAFF, methodist=RCUD),
    Resource.curriculum: grant(STAFF, methodist=RCUD),
    Resource.curriculum_cycle: grant(STAFF, methodist=RCUD),
    Resource.curriculum_item: grant(STAFF, methodist=RCUD),
    Resource.curriculum_hours: grant(STAFF, methodist=RCUD),
    Resource.teaching_assignment: grant(
        ADMIN, HR, TEACHER, METHODIST, TIMETABLER, HEAD, DIRECTOR, deputy_director=RCUD
    ),
    # The methodist approves or returns a plan and remarks on its rows; the teacher writes it.
    Resource.lesson_plan: grant(ADMIN, CURATOR, HEAD, DEPUTY, DIRECTOR, teacher=RCUD, methodist=RU),
    Resource.lesson_plan_topic: grant(
        ADMIN, CURATOR, HEAD, DEPUTY, DIRECTOR, teacher=RCUD, methodist=RU
    ),
    # Approved plans are one base of the college (3.3): to search and to copy from.
    Resource.plan_base: grant(ADMIN, TEACHER, METHODIST, HEAD, DEPUTY, DIRECTOR),
    Resource.employee_absence: grant(ADMIN, TIMETABLER, HEAD, DEPUTY, DIRECTOR, hr=RCUD),
    Resource.calendar_day: grant(EVERYONE, module_admin=RCUD, timetabler=RCUD),
    Resource.bell_schedule: grant(EVERYONE, timetabler=RCUD),
    Resource.bell: grant(EVERYONE, timetabler=RCUD),
    Resource.room: grant(STAFF, timetabler=RCUD),
    # The timetable hangs on the wall: who teaches what to which group, where and when.
    Resource.timetable: grant(EVERYONE, timetabler=RCUD),
    Resource.timetable_slot: grant(SEES_TIMETABLE, timetabler=RCUD),
    Resource.timetable_change: grant(SEES_TIMETABLE, timetabler=RCUD),
    Resource.practice_period: grant(SEES_TIMETABLE, timetabler=RCUD),
    # Publishing is an update of the timetable; what came of it is read here.
    Resource.timetable_publication: grant(ADMIN, TIMETABLER, DEPUTY, DIRECTOR),
    Resource.import_name: grant(ADMIN, timetabler=RCUD),
    Resource.calendar_feed: dict.fromkeys(EVERYONE, RCUD),
    # A gradebook is opened by the teaching assignment; nobody writes one by hand.
    Resource.gradebook: grant(LOOKS_AT_JOURNALS, TEACHER),
    # Follows from the teaching load and the changes of the timetable.
    Resource.journal_teacher: grant(ADMIN, TEACHER, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR),
    Resource.lesson: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.mark: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.absence: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    # What the regulation leaves to the college, from a day on (11.3); outages excuse (10.1).
    Resource.regulation_setting: grant(STAFF, module_admin=RCUD),
    Resource.outage: grant(STAFF, module_admin=RCUD),
    # The teacher asks, the head of the department decides; on the head's own the deputy does.
    Resource.correction_window: grant(
        ADMIN, CURATOR, METHODIST, DIRECTOR, teacher=RCU, department_head=RU, deputy_director=RU
    ),
    Resource.work: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    # Follows from the journal.
    Resource.debt: grant(LOOKS_AT_JOURNALS, TEACHER),
    Resource.make_up: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.make_up_place: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.semester_grade: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.year_grade: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.discipline_result: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    # The teacher signs, the deputy reopens.
    Resource.grade_closing: grant(
        ADMIN, CURATOR, METHODIST, HEAD, DIRECTOR, teacher=RC, deputy_director=RU
    ),
    # The head of the department makes them; who examines fills them in, a deputy as chairman too.
    Resource.attestation_sheet: grant(
        ADMIN, CURATOR, METHODIST, DIRECTOR, teacher=RU, deputy_director=RU, department_head=RCUD
    ),
    Resource.sheet_examiner: grant(
        ADMIN, TEACHER, CURATOR, METHODIST, DEPUTY, DIRECTOR, department_head=RCUD
    ),
    Resource.attestation_result: grant(
        LOOKS_AT_JOURNALS, teacher=RU, deputy_director=RU, department_head=RCUD
    ),
    Resource.practice_base: grant(STAFF, deputy_director=RCUD),
    Resource.appointment: grant(ADMIN, TEACHER, HEAD, DIRECTOR, deputy_director=RCUD),
    Resource.practice_placement: grant(
        ADMIN,
        CURATOR,
        METHODIST,
        HEAD,
        DIRECTOR,
        STUDENT,
        PARENT,
        teacher=RU,
        deputy_director=RCUD,
    ),
    # What happens in the practice is the head of practice's to enter and to confirm.
    Resource.practice_day: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.practice_competence: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.practice_link: grant(ADMIN, DIRECTOR, teacher=RCUD, deputy_director=RCUD),
    Resource.coursework: grant(LOOKS_AT_JOURNALS, teacher=RCUD),
    Resource.thesis: grant(
        ADMIN,
        CURATOR,
        METHODIST,
        DEPUTY,
        DIRECTOR,
        STUDENT,
        PARENT,
        teacher=RU,
        department_head=RCUD,
    ),
    Resource.demo_exam: grant(
        ADMIN, CURATOR, METHODIST, DEPUTY, DIRECTOR, STUDENT, PARENT, department_head=RCUD
    ),
    Resource.final_protocol: grant(
        ADMIN, CURATOR, METHODIST, DEPUTY, DIRECTOR, department_head=RCUD
    ),
    Resource.protocol_member: grant(
        ADMIN, CURATOR, METHODIST, DEPUTY, DIRECTOR, department_head=RCUD
    ),
    # The plan of internal control is the deputies'; a head tells how the own items end (3.11).
    Resource.control_plan_item: grant(
        ADMIN, METHODIST, DIRECTOR, department_head=RU, deputy_director=RCUD
    ),
    # Who inspects writes remarks, never in the journal; its teacher answers (5.3, 7.2, 7.3).
    Resource.inspection: grant(
        TEACHER, METHODIST, DIRECTOR, module_admin=RCUD, department_head=RCUD, deputy_director=RCUD
    ),
    Resource.inspection_remark: grant(
        METHODIST,
        DIRECTOR,
        teacher=RU,
        module_admin=RCUD,
        department_head=RCUD,
        deputy_director=RCUD,
    ),
    Resource.remark_entry: grant(ADMIN, TEACHER, METHODIST, HEAD, DEPUTY, DIRECTOR),
    # The curator hands the sheet of a month over, the head receives it (4.4).
    Resource.attendance_handover: grant(ADMIN, DEPUTY, DIRECTOR, curator=RCU, department_head=RU),
    Resource.analytic_note: grant(ADMIN, DEPUTY, DIRECTOR, department_head=RCUD),
    Resource.note_paragraph: grant(ADMIN, DEPUTY, DIRECTOR, department_head=RCUD),
    # What is in the archive is neither changed nor deleted by hand (10.8).
    Resource.archived_report: grant(
        DIRECTOR, module_admin=RC, curator=RC, department_head=RC, deputy_director=RC
    ),
    Resource.report_batch: grant(
        DIRECTOR, module_admin=RCU, department_head=RCU, deputy_director=RCU
    ),
    Resource.batch_part: grant(ADMIN, HEAD, DEPUTY, DIRECTOR),
    Resource.scheduled_task: grant(DEPUTY, DIRECTOR, module_admin=RU),
    # A run by hand is created.
    Resource.task_run: grant(DEPUTY, DIRECTOR, module_admin=RC),
    # Whoever may have a document may print it; the deputy signs it off (5.2.6).
    Resource.printed_document: grant(
        SECRETARY,
        DIRECTOR,
        module_admin=RC,
        teacher=RC,
        curator=RC,
        department_head=RC,
        deputy_director=RCU,
    ),
    # The study office keeps them until the group graduates (10.7).
    Resource.custody_place: grant(
        ADMIN, TEACHER, CURATOR, HEAD, DIRECTOR, secretary=RC, deputy_director=RC
    ),
    Resource.document_hold: grant(ADMIN, SECRETARY, HEAD, DIRECTOR, deputy_director=RCU),
    Resource.disposal_act: grant(ADMIN, SECRETARY, DIRECTOR, deputy_director=RCUD),
    Resource.disposal_member: grant(ADMIN, SECRETARY, DIRECTOR, deputy_director=RCUD),
    Resource.disposal_line: grant(ADMIN, SECRETARY, DIRECTOR, deputy_director=RCUD),
    Resource.year_closing: grant(ADMIN, HEAD, DIRECTOR, deputy_director=RCU),
    Resource.year_package: grant(ADMIN, HEAD, DIRECTOR, deputy_director=RU),
    Resource.activity_day: grant(ADMIN, DEPUTY, DIRECTOR),
    Resource.audit_entry: grant(ADMIN, TEACHER, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR),
    Resource.audit_personal_value: grant(ADMIN, DIRECTOR),
    Resource.notice: dict.fromkeys(EVERYONE, RU),
    Resource.report_run: dict.fromkeys(STAFF, RU | {Action.create}),
    Resource.attendance_report: grant(ADMIN, CURATOR, HEAD, DEPUTY, DIRECTOR),
    Resource.completeness: grant(ADMIN, HEAD, DEPUTY, DIRECTOR),
    Resource.objectivity: grant(ADMIN, METHODIST, HEAD, DEPUTY, DIRECTOR),
    # Reports that no model stands behind.
    Resource.journal_print: grant(ADMIN, TEACHER, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR),
    Resource.group_report: grant(ADMIN, CURATOR, HEAD, DEPUTY, DIRECTOR),
    Resource.group_list: grant(
        ADMIN, SECRETARY, TEACHER, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR
    ),
    Resource.performance_report: grant(ADMIN, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR),
    Resource.teacher_report: grant(ADMIN, TEACHER, HEAD, DEPUTY, DIRECTOR),
    Resource.curator_report: grant(ADMIN, CURATOR, HEAD, DEPUTY, DIRECTOR),
    Resource.control_report: grant(ADMIN, HEAD, DEPUTY, DIRECTOR),
    Resource.change_report: grant(ADMIN, HEAD, DEPUTY, DIRECTOR),
    Resource.council_report: grant(ADMIN, DEPUTY, DIRECTOR),
    Resource.dashboard: grant(ADMIN, CURATOR, HEAD, DEPUTY, DIRECTOR),
    Resource.programme_delivery: grant(ADMIN, TEACHER, CURATOR, METHODIST, HEAD, DEPUTY, DIRECTOR),
    Resource.diary: grant(STUDENT, PARENT),
    Resource.duty: grant(TEACHER),
    Resource.compliance: grant(ADMIN, METHODIST, HEAD, DEPUTY, DIRECTOR),
    Resource.academic_record: grant(ADMIN, CURATOR, HEAD, DEPUTY, DIRECTOR, STUDENT, PARENT),
    Resource.subgroup_check: grant(ADMIN, SECRETARY, METHODIST, HEAD, DEPUTY, DIRECTOR),
    Resource.account: grant(ADMIN),
    Resource.permissions: grant(STAFF),
}


def roles_with(resource: Resource, action: Action) -> frozenset[Role]:
    """Return the roles that may do `action` to `resource`."""
    return frozenset(role for role, actions in MATRIX[resource].items() if action in actions)


_ROLES_WITH: Final = {
    (resource, action): roles_with(resource, action) for resource in Resource for action in Action
}


def allowed(roles: Iterable[Role], resource: Resource, action: Action) -> bool:
    """Return whether one of `roles` may do `action` to `resource` (to some row of it)."""
    return not _ROLES_WITH[resource, action].isdisjoint(roles)


__all__ = ["MATRIX", "Action", "Matrix", "Resource", "allowed", "grant", "roles_with"]
