"""Tables, constraints and relationships. Importing the package maps every model."""

# The naming convention of models.base must stand before FAB declares its tables.
import models.base  # noqa: F401  isort: skip
from flask_appbuilder.security.sqla import models as _security  # noqa: F401  isort: skip

from models.attestation import AttestationResult, AttestationSheet, SheetExaminer
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
from models.debts import Debt, MakeUp, MakeUpPlace
from models.final import Coursework, DemoExam, FinalProtocol, ProtocolMember, Thesis
from models.grades import DisciplineResult, GradeClosing, SemesterGrade, YearGrade
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
from models.practice import (
    Appointment,
    PracticeBase,
    PracticeCompetence,
    PracticeDay,
    PracticeLink,
    PracticePlacement,
)
from models.rules import CorrectionWindow, Outage, RegulationSetting
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
from models.works import Work

__all__ = [
    "Absence",
    "AcademicYear",
    "Appointment",
    "AttestationResult",
    "AttestationSheet",
    "AuditEntry",
    "AuditPersonalValue",
    "Bell",
    "BellSchedule",
    "CalendarDay",
    "CalendarFeed",
    "CorrectionWindow",
    "Coursework",
    "Curriculum",
    "CurriculumCycle",
    "CurriculumHours",
    "CurriculumItem",
    "Debt",
    "DemoExam",
    "Department",
    "DisciplineResult",
    "Employee",
    "EmployeeAbsence",
    "EmployeeLabel",
    "Enrolment",
    "FinalProtocol",
    "GradeClosing",
    "Gradebook",
    "Guardian",
    "GuardianChild",
    "GuardianContact",
    "ImportName",
    "JournalTeacher",
    "Lesson",
    "LessonPlan",
    "LessonPlanTopic",
    "MakeUp",
    "MakeUpPlace",
    "Mark",
    "Notice",
    "Outage",
    "PlanStem",
    "Position",
    "PracticeBase",
    "PracticeCompetence",
    "PracticeDay",
    "PracticeLink",
    "PracticePeriod",
    "PracticePlacement",
    "Programme",
    "ProtocolMember",
    "RegulationSetting",
    "ReportRun",
    "Room",
    "Semester",
    "SemesterGrade",
    "SheetExaminer",
    "Student",
    "StudentContact",
    "StudentIdentity",
    "StudyGroup",
    "Subgroup",
    "SubgroupMember",
    "TeachingAssignment",
    "Thesis",
    "Timetable",
    "TimetableChange",
    "TimetablePublication",
    "TimetableSlot",
    "Work",
    "YearGrade",
]
