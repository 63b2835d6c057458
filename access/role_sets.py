"""The sets that a role's rows hang on, as selects of ids: groups, journals, students and the like.

Only the roles are branched on; every further value is a bind (`ME_…`): see access/scopes.py.
"""

from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, select, union

from access.predicates import ME_EMPLOYEE, ME_GUARDIAN, ME_STUDENT, in_ids
from access.roles import Role
from models import (
    AnalyticNote,
    AttestationSheet,
    Department,
    Employee,
    Enrolment,
    FinalProtocol,
    Gradebook,
    GuardianChild,
    JournalTeacher,
    Lesson,
    LessonPlan,
    MakeUp,
    PracticePlacement,
    PrintedDocument,
    ReportBatch,
    SheetExaminer,
    StudyGroup,
    Subgroup,
    TeachingAssignment,
)

Ids = Select[Any] | CompoundSelect[Any]

# Core aliases: a scope must not be filtered by scopes again.
_department = Department.__table__.alias("s_department")
_group = StudyGroup.__table__.alias("s_group")
_gradebook = Gradebook.__table__.alias("s_gradebook")
_enrolment = Enrolment.__table__.alias("s_enrolment")
_child = GuardianChild.__table__.alias("s_child")
_lesson = Lesson.__table__.alias("s_lesson")
_subgroup = Subgroup.__table__.alias("s_subgroup")
_keeper = JournalTeacher.__table__.alias("s_keeper")
_assignment = TeachingAssignment.__table__.alias("s_assignment")
_own = TeachingAssignment.__table__.alias("s_own")
_employee = Employee.__table__.alias("s_employee")
_plan = LessonPlan.__table__.alias("s_plan")
_sheet = AttestationSheet.__table__.alias("s_sheet")
_examiner = SheetExaminer.__table__.alias("s_examiner")
_make_up = MakeUp.__table__.alias("s_make_up")
_placement = PracticePlacement.__table__.alias("s_placement")
_protocol = FinalProtocol.__table__.alias("s_protocol")
_note = AnalyticNote.__table__.alias("s_note")
_batch = ReportBatch.__table__.alias("s_batch")
_printed = PrintedDocument.__table__.alias("s_printed")


def headed_departments() -> Ids:
    """Departments whose head asks."""
    return select(_department.c.id).where(_department.c.head_id == ME_EMPLOYEE)


def groups_of(role: Role) -> Ids:
    """Groups that `role` gives the person who asks: taught, in care, of the department, own."""
    match role:
        case Role.teacher:
            return select(_gradebook.c.group_id).where(in_ids(_gradebook.c.id, kept_gradebooks()))
        case Role.curator:
            return select(_group.c.id).where(_group.c.curator_id == ME_EMPLOYEE)
        case Role.department_head:
            return select(_group.c.id).where(in_ids(_group.c.department_id, headed_departments()))
        case Role.student:
            return select(_enrolment.c.group_id).where(_enrolment.c.student_id == ME_STUDENT)
        case Role.parent:
            return select(_enrolment.c.group_id).where(
                in_ids(_enrolment.c.student_id, own_children())
            )
    raise LookupError(f"{role} has no groups of its own")


def own_children() -> Ids:
    """Students whose guardian asks."""
    return select(_child.c.student_id).where(_child.c.guardian_id == ME_GUARDIAN)


def gradebooks_of(role: Role) -> Ids:
    """Gradebooks of the role's groups; a teacher's are those the teacher keeps."""
    if role is Role.teacher:
        return kept_gradebooks()
    return select(_gradebook.c.id).where(in_ids(_gradebook.c.group_id, groups_of(role)))


def kept_gradebooks() -> Ids:
    """Gradebooks that the teacher who asks keeps, kept earlier, or stands in for a day in.

    In which of their lessons the teacher writes is told by date: services/journal_keepers.py.
    """
    return select(_keeper.c.gradebook_id).where(_keeper.c.teacher_id == ME_EMPLOYEE)


def assignments_of(role: Role) -> Ids:
    """Teaching assignments of the role's groups; a teacher's with those before and after them."""
    if role is Role.teacher:
        same = and_(
            *(_assignment.c[key] == _own.c[key] for key in ("semester_id", "group_id", "item_id")),
            _assignment.c.part == _own.c.part,
            _assignment.c.subgroup_id.is_not_distinct_from(_own.c.subgroup_id),
        )
        return (
            select(_assignment.c.id)
            .select_from(_own.join(_assignment, same))
            .where(_own.c.teacher_id == ME_EMPLOYEE)
        )
    return select(_assignment.c.id).where(in_ids(_assignment.c.group_id, groups_of(role)))


def plans_of(role: Role) -> Ids:
    """Lesson plans of the role's gradebooks."""
    return select(_plan.c.id).where(in_ids(_plan.c.gradebook_id, gradebooks_of(role)))


def headed_employees(_role: Role) -> Ids:
    """Employees of the departments whose head asks."""
    return select(_employee.c.id).where(in_ids(_employee.c.department_id, headed_departments()))


def lessons_of(role: Role) -> Ids:
    """Lessons of the role's gradebooks."""
    return select(_lesson.c.id).where(in_ids(_lesson.c.gradebook_id, gradebooks_of(role)))


def students_of(role: Role) -> Ids:
    """Students who are or were in the role's groups; for a parent the own children."""
    if role is Role.parent:
        return own_children()
    return select(_enrolment.c.student_id).where(in_ids(_enrolment.c.group_id, groups_of(role)))


def guardians_of(role: Role) -> Ids:
    """Guardians of the role's students."""
    return select(_child.c.guardian_id).where(in_ids(_child.c.student_id, students_of(role)))


def subgroups_of(role: Role) -> Ids:
    """Subgroups of the role's groups."""
    return select(_subgroup.c.id).where(in_ids(_subgroup.c.group_id, groups_of(role)))


def make_ups_of(role: Role) -> Ids:
    """Days of making up in the role's gradebooks."""
    return select(_make_up.c.id).where(in_ids(_make_up.c.gradebook_id, gradebooks_of(role)))


def sheets_of(role: Role) -> Ids:
    """Attestation sheets of the role's groups; a teacher's: examined by, or of a kept gradebook."""
    if role is Role.teacher:
        same = and_(
            _sheet.c.group_id == _gradebook.c.group_id, _sheet.c.item_id == _gradebook.c.item_id
        )
        kept = (
            select(_sheet.c.id)
            .select_from(_gradebook.join(_sheet, same))
            .where(in_ids(_gradebook.c.id, kept_gradebooks()))
        )
        examined = select(_examiner.c.sheet_id).where(_examiner.c.employee_id == ME_EMPLOYEE)
        return select(_sheet.c.id).where(in_ids(_sheet.c.id, union(kept, examined)))
    return select(_sheet.c.id).where(in_ids(_sheet.c.group_id, groups_of(role)))


def signed_sheets() -> Ids:
    """Attestation sheets that are signed: until then a student does not see the own line."""
    return select(_sheet.c.id).where(_sheet.c.signed_at.is_not(None))


def placements_of(role: Role) -> Ids:
    """Places of practice of the role's students; a teacher's: those the teacher heads."""
    match role:
        case Role.teacher:
            return select(_placement.c.id).where(_placement.c.college_head_id == ME_EMPLOYEE)
        case Role.student:
            return select(_placement.c.id).where(_placement.c.student_id == ME_STUDENT)
        case Role.parent:
            return select(_placement.c.id).where(in_ids(_placement.c.student_id, own_children()))
    return select(_placement.c.id).where(in_ids(_placement.c.group_id, groups_of(role)))


def protocols_of(role: Role) -> Ids:
    """Protocols of the state final attestation of the role's groups."""
    return select(_protocol.c.id).where(in_ids(_protocol.c.group_id, groups_of(role)))


def notes_of(_role: Role) -> Ids:
    """Analytic notes of the departments whose head asks."""
    return select(_note.c.id).where(in_ids(_note.c.department_id, headed_departments()))


def batches_of(_role: Role) -> Ids:
    """Batches of reports of the departments whose head asks."""
    return select(_batch.c.id).where(in_ids(_batch.c.department_id, headed_departments()))


def printed_of(role: Role) -> Ids:
    """Printed documents of the role's groups, or department; a teacher's: of a kept journal."""
    match role:
        case Role.teacher:
            return select(_printed.c.id).where(in_ids(_printed.c.gradebook_id, kept_gradebooks()))
        case Role.curator:
            return select(_printed.c.id).where(in_ids(_printed.c.group_id, groups_of(role)))
    return select(_printed.c.id).where(in_ids(_printed.c.department_id, headed_departments()))
