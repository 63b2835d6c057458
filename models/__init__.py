"""Tables, constraints and relationships. Importing the package maps every model."""

# The naming convention of models.base must stand before FAB declares its tables.
import models.base  # noqa: F401  isort: skip
from flask_appbuilder.security.sqla import models as _security  # noqa: F401  isort: skip

from models.audit import AuditEntry, AuditPersonalValue
from models.calendar import AcademicYear, Bell, BellSchedule, CalendarDay, Semester
from models.contingent import Enrolment, StudyGroup, Subgroup, SubgroupMember
from models.curriculum import (
    Curriculum,
    CurriculumCycle,
    CurriculumHours,
    CurriculumItem,
    Programme,
)
from models.journal import Absence, Gradebook, JournalTeacher, Lesson, Mark
from models.load import TeachingAssignment
from models.office import Notice, ReportRun
from models.people import (
    Guardian,
    GuardianChild,
    GuardianContact,
    Student,
    StudentContact,
    StudentIdentity,
)
from models.plans import LessonPlan, LessonPlanTopic, PlanStem
from models.staff import Department, Employee, EmployeeAbsence, EmployeeLabel, Position
from models.timetable import (
    CalendarFeed,
    ImportName,
    PracticePeriod,
    Room,
    Timetable,
    TimetableChange,
    TimetablePublication,
    TimetableSlot,
)

__all__ = [
    "Absence",
    "AcademicYear",
    "AuditEntry",
    "AuditPersonalValue",
    "Bell",
    "BellSchedule",
    "CalendarDay",
    "CalendarFeed",
    "Curriculum",
    "CurriculumCycle",
    "CurriculumHours",
    "CurriculumItem",
    "Department",
    "Employee",
    "EmployeeAbsence",
    "EmployeeLabel",
    "Enrolment",
    "Gradebook",
    "Guardian",
    "GuardianChild",
    "GuardianContact",
    "ImportName",
    "JournalTeacher",
    "Lesson",
    "LessonPlan",
    "LessonPlanTopic",
    "Mark",
    "Notice",
    "PlanStem",
    "Position",
    "PracticePeriod",
    "Programme",
    "ReportRun",
    "Room",
    "Semester",
    "Student",
    "StudentContact",
    "StudentIdentity",
    "StudyGroup",
    "Subgroup",
    "SubgroupMember",
    "TeachingAssignment",
    "Timetable",
    "TimetableChange",
    "TimetablePublication",
    "TimetableSlot",
]
