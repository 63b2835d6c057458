"""What a row's name needs to be loaded: `str()` of a row must never cost a query of its own."""

from typing import Any, Final

from sqlalchemy import inspect
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from models import (
    Absence,
    Appointment,
    AttestationResult,
    AttestationSheet,
    CorrectionWindow,
    Curriculum,
    CurriculumHours,
    Debt,
    DisciplineResult,
    EmployeeAbsence,
    Enrolment,
    FinalProtocol,
    Gradebook,
    GradeClosing,
    GuardianChild,
    JournalTeacher,
    Lesson,
    LessonPlan,
    MakeUp,
    MakeUpPlace,
    Mark,
    PracticePeriod,
    PracticePlacement,
    Semester,
    SemesterGrade,
    SheetExaminer,
    Subgroup,
    SubgroupMember,
    TeachingAssignment,
    Timetable,
    TimetableChange,
    TimetableSlot,
    YearGrade,
)

# Model → the relations that its __str__ reads.
NAMED_BY: Final[dict[type, tuple[str, ...]]] = {
    Absence: ("student", "lesson"),
    Appointment: ("employee_label",),
    AttestationResult: ("student",),
    AttestationSheet: ("item", "group"),
    CorrectionWindow: ("gradebook",),
    Curriculum: ("programme",),
    CurriculumHours: ("item",),
    Debt: ("student", "lesson"),
    DisciplineResult: ("item",),
    EmployeeAbsence: ("employee",),
    Enrolment: ("student", "group"),
    FinalProtocol: ("group",),
    GradeClosing: ("gradebook", "semester"),
    Gradebook: ("item", "group", "subgroup"),
    GuardianChild: ("guardian", "student"),
    JournalTeacher: ("teacher_label",),
    Lesson: ("gradebook",),
    LessonPlan: ("gradebook",),
    MakeUp: ("gradebook",),
    MakeUpPlace: ("student", "make_up"),
    Mark: ("student", "lesson"),
    PracticePeriod: ("group",),
    PracticePlacement: ("student", "item"),
    Semester: ("academic_year", "programme"),
    SemesterGrade: ("semester",),
    SheetExaminer: ("employee_label",),
    Subgroup: ("group",),
    SubgroupMember: ("student", "subgroup"),
    TeachingAssignment: ("item", "group"),
    Timetable: ("semester",),
    TimetableChange: ("group",),
    TimetableSlot: ("assignment",),
    YearGrade: ("gradebook",),
}


def name_loads(attribute: Any) -> _AbstractLoad:
    """Return the loader option that brings the row of the many-to-one `attribute` with its name."""
    option = joinedload(attribute)
    for relation in NAMED_BY.get(attribute.property.mapper.class_, ()):
        inner = getattr(attribute.property.mapper.class_, relation)
        option = option.options(name_loads(inner))
    return option


def own_name_loads(model: type) -> list[_AbstractLoad]:
    """Return the loader options that the name of a row of `model` itself needs."""
    return [name_loads(getattr(model, name)) for name in NAMED_BY.get(model, ())]


def relation_over(model: type, column_name: str) -> str | None:
    """Return the relation of `model` that writes the foreign key `column_name`, if it has one."""
    mapper: Any = inspect(model)
    for relation in mapper.relationships:
        if not relation.viewonly and [c.key for c in relation.local_columns] == [column_name]:
            return str(relation.key)
    return None
