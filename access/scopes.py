"""ONE table: which rows of each scoped model does each role see.

A role's action reaches only the rows that the same role sees; the rights of several roles add up.
Inside a scope only the roles may be branched on; every further value is a bind (`ME_…`), so that
one compiled statement serves everyone with the same roles.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, false, or_, true

from access.matrix import Action, Resource, roles_with
from access.predicates import ME_EMPLOYEE, ME_GUARDIAN, ME_STUDENT, ME_USER, in_ids
from access.role_sets import (
    assignments_of,
    batches_of,
    gradebooks_of,
    groups_of,
    guardians_of,
    headed_departments,
    headed_employees,
    kept_gradebooks,
    lessons_of,
    make_ups_of,
    notes_of,
    placements_of,
    plans_of,
    printed_of,
    protocols_of,
    sheets_of,
    signed_sheets,
    students_of,
    subgroups_of,
)
from access.roles import EVERYONE, STAFF, Role
from access.scope_rows import (
    GROUP_ROLES,
    STAFF_OF_GROUPS,
    Rows,
    mine,
    of_cell,
    of_gradebook,
    of_group_result,
    of_headed_department,
    of_result,
    of_student,
    through,
)
from models import (
    Absence,
    ActivityDay,
    AnalyticNote,
    Appointment,
    ArchivedReport,
    AttendanceHandover,
    AttestationResult,
    AttestationSheet,
    AuditEntry,
    AuditPersonalValue,
    BatchPart,
    CalendarFeed,
    ControlPlanItem,
    CorrectionWindow,
    Coursework,
    CustodyPlace,
    Debt,
    DemoExam,
    DisciplineResult,
    DisposalAct,
    DisposalLine,
    DisposalMember,
    DocumentHold,
    Employee,
    EmployeeAbsence,
    Enrolment,
    FinalProtocol,
    Gradebook,
    GradeClosing,
    Guardian,
    GuardianChild,
    GuardianContact,
    ImportName,
    Inspection,
    InspectionRemark,
    JournalTeacher,
    Lesson,
    LessonPlan,
    LessonPlanTopic,
    MakeUp,
    MakeUpPlace,
    Mark,
    NoteParagraph,
    Notice,
    PracticeCompetence,
    PracticeDay,
    PracticeLink,
    PracticePeriod,
    PracticePlacement,
    PrintedDocument,
    ProtocolMember,
    RemarkEntry,
    ReportBatch,
    ReportRun,
    SemesterGrade,
    SheetExaminer,
    Student,
    StudentContact,
    StudentIdentity,
    StudyGroup,
    Subgroup,
    SubgroupMember,
    TeachingAssignment,
    Thesis,
    TimetableChange,
    TimetablePublication,
    TimetableSlot,
    Work,
    YearClosing,
    YearGrade,
    YearPackage,
)

# What a role has no entry for, it sees whole, if the matrix lets it read the resource at all.
NARROWED: Final[dict[Any, dict[Role, Rows]]] = {
    Employee: through("department_id", lambda _role: headed_departments(), (Role.department_head,)),
    StudyGroup: through("id", groups_of, GROUP_ROLES),
    Enrolment: {
        **through("group_id", groups_of, (Role.teacher, Role.curator, Role.department_head)),
        **mine("student_id", ME_STUDENT, Role.student),
        **through("student_id", students_of, (Role.parent,)),
    },
    Subgroup: through("group_id", groups_of, GROUP_ROLES),
    SubgroupMember: {
        **through("subgroup_id", subgroups_of, (Role.teacher, Role.curator, Role.department_head)),
        **mine("student_id", ME_STUDENT, Role.student),
        **through("student_id", students_of, (Role.parent,)),
    },
    Student: of_student("id"),
    StudentIdentity: of_student("student_id"),
    StudentContact: of_student("student_id"),
    Guardian: {
        **through("id", guardians_of, (Role.curator,)),
        **mine("id", ME_GUARDIAN, Role.parent),
    },
    GuardianContact: {
        **through("guardian_id", guardians_of, (Role.curator,)),
        **mine("guardian_id", ME_GUARDIAN, Role.parent),
    },
    GuardianChild: {
        **through("student_id", students_of, (Role.curator,)),
        **mine("guardian_id", ME_GUARDIAN, Role.parent),
    },
    TeachingAssignment: {
        **through("id", assignments_of, (Role.teacher,)),
        **through("group_id", groups_of, (Role.department_head,)),
    },
    Gradebook: {
        **through("id", lambda _role: kept_gradebooks(), (Role.teacher,)),
        **through(
            "group_id",
            groups_of,
            (Role.curator, Role.department_head, Role.student, Role.parent),
        ),
    },
    JournalTeacher: of_gradebook("gradebook_id"),
    LessonPlan: of_gradebook("gradebook_id"),
    LessonPlanTopic: through("plan_id", plans_of, GROUP_ROLES),
    EmployeeAbsence: through("employee_id", headed_employees, (Role.department_head,)),
    TimetableSlot: through("assignment_id", assignments_of, GROUP_ROLES),
    TimetableChange: {
        # Also where the teacher stands in, or has the pair instead.
        Role.teacher: lambda model: or_(
            in_ids(model.assignment_id, assignments_of(Role.teacher)),
            in_ids(model.instead_id, assignments_of(Role.teacher)),
            model.teacher_id == ME_EMPLOYEE,
        ),
        **through("group_id", groups_of, GROUP_ROLES[1:]),
    },
    PracticePeriod: through("group_id", groups_of, GROUP_ROLES),
    TimetablePublication: {},
    ImportName: {},
    CalendarFeed: mine("user_id", ME_USER, *EVERYONE),
    Lesson: of_gradebook("gradebook_id"),
    Mark: of_cell(),
    Absence: of_cell(),
    CorrectionWindow: of_gradebook("gradebook_id"),
    Work: through("lesson_id", lessons_of, GROUP_ROLES),
    Debt: of_result(),
    MakeUp: of_gradebook("gradebook_id"),
    MakeUpPlace: {
        **through("make_up_id", make_ups_of, STAFF_OF_GROUPS),
        **mine("student_id", ME_STUDENT, Role.student),
        **through("student_id", students_of, (Role.parent,)),
    },
    SemesterGrade: of_result(),
    YearGrade: of_result(),
    DisciplineResult: {
        **through("gradebook_id", gradebooks_of, (Role.teacher,)),
        **through("student_id", students_of, (Role.curator, Role.department_head, Role.parent)),
        **mine("student_id", ME_STUDENT, Role.student),
    },
    GradeClosing: of_gradebook("gradebook_id"),
    AttestationSheet: through("id", sheets_of, STAFF_OF_GROUPS),
    SheetExaminer: through("sheet_id", sheets_of, STAFF_OF_GROUPS),
    AttestationResult: {
        **through("sheet_id", sheets_of, STAFF_OF_GROUPS),
        Role.student: lambda model: and_(
            model.student_id == ME_STUDENT, in_ids(model.sheet_id, signed_sheets())
        ),
        Role.parent: lambda model: and_(
            in_ids(model.student_id, students_of(Role.parent)),
            in_ids(model.sheet_id, signed_sheets()),
        ),
    },
    Appointment: {
        **mine("employee_id", ME_EMPLOYEE, Role.teacher),
        **through("group_id", groups_of, (Role.department_head,)),
    },
    PracticePlacement: of_group_result("college_head_id"),
    PracticeDay: through("placement_id", placements_of, GROUP_ROLES),
    PracticeCompetence: through("placement_id", placements_of, GROUP_ROLES),
    PracticeLink: mine("college_head_id", ME_EMPLOYEE, Role.teacher),
    Coursework: of_result(),
    Thesis: of_group_result("supervisor_id"),
    DemoExam: of_group_result(),
    FinalProtocol: through("group_id", groups_of, (Role.curator, Role.department_head)),
    ProtocolMember: through("protocol_id", protocols_of, (Role.curator, Role.department_head)),
    # A head sees the items of the own department and those of the whole college.
    ControlPlanItem: {
        Role.department_head: lambda model: or_(
            model.department_id.is_(None), in_ids(model.department_id, headed_departments())
        ),
    },
    Inspection: through("gradebook_id", gradebooks_of, STAFF_OF_GROUPS),
    InspectionRemark: through("gradebook_id", gradebooks_of, STAFF_OF_GROUPS),
    RemarkEntry: through("gradebook_id", gradebooks_of, STAFF_OF_GROUPS),
    AttendanceHandover: through("group_id", groups_of, (Role.curator, Role.department_head)),
    AnalyticNote: of_headed_department(),
    NoteParagraph: through("note_id", notes_of, (Role.department_head,)),
    ArchivedReport: {
        **through("group_id", groups_of, (Role.curator,)),
        **of_headed_department(),
    },
    ReportBatch: of_headed_department(),
    BatchPart: through("batch_id", batches_of, (Role.department_head,)),
    PrintedDocument: through("id", printed_of, STAFF_OF_GROUPS),
    CustodyPlace: through("document_id", printed_of, STAFF_OF_GROUPS),
    DocumentHold: through("document_id", printed_of, (Role.department_head,)),
    DisposalAct: {},
    DisposalMember: {},
    DisposalLine: {},
    YearClosing: {},
    YearPackage: through("group_id", groups_of, (Role.department_head,)),
    ActivityDay: {},
    AuditEntry: {
        **through(
            "gradebook_id", gradebooks_of, (Role.teacher, Role.curator, Role.department_head)
        ),
        # Journals only: what was changed in personal data is for the module admin.
        **dict.fromkeys(
            (Role.methodist, Role.deputy_director),
            lambda model: model.gradebook_id.is_not(None),
        ),
    },
    AuditPersonalValue: {},
    Notice: mine("user_id", ME_USER, *EVERYONE),
    ReportRun: mine("user_id", ME_USER, *STAFF),
}

RESOURCE_OF: Final[dict[Any, Resource]] = {
    model: Resource(model.__tablename__) for model in NARROWED
}


def visible(
    model: type, roles: Iterable[Role], action: Action, alias: Any = None
) -> ColumnElement[bool]:
    """Return which rows of `model` a person with `roles` may do `action` to.

    `alias` is the entity to put the criterion on where it is not the model itself.
    Raises KeyError for a model that has no entry: a scope is never assumed.
    """
    narrowed = NARROWED[model]
    holders = roles_with(RESOURCE_OF[model], action) & frozenset(roles)
    if not holders:
        return false()
    if any(role not in narrowed for role in holders):
        return true()
    target = model if alias is None else alias
    rows = [narrowed[role](target) for role in sorted(holders)]
    return rows[0] if len(rows) == 1 else or_(*rows)
