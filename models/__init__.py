"""Tables, constraints and relationships. Importing the package maps every model."""

# The naming convention of models.base must stand before FAB declares its tables.
import models.base  # noqa: F401  isort: skip
from flask_appbuilder.security.sqla import models as _security  # noqa: F401  isort: skip

from models.activity import ActivityDay
from models.archive import ArchivedReport, BatchPart, ReportBatch, ScheduledTask, TaskRun
from models.attestation import AttestationResult, AttestationSheet, SheetExaminer
from models.audit import AuditEntry, AuditPersonalValue
from models.calendar import AcademicYear, Bell, BellSchedule, CalendarDay, Semester
from models.contingent import Enrolment, StudyGroup, Subgroup, SubgroupMember
from models.control import (
    AttendanceHandover,
    ControlPlanItem,
    Inspection,
    InspectionRemark,
    RemarkEntry,
)
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
from models.notes import AnalyticNote, NoteParagraph
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
from models.printing import (
    CustodyPlace,
    DisposalAct,
    DisposalLine,
    DisposalMember,
    DocumentHold,
    PrintedDocument,
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
from models.year_archive import YearClosing, YearPackage

__all__ = [
    "Absence",
    "AcademicYear",
    "ActivityDay",
    "AnalyticNote",
    "Appointment",
    "ArchivedReport",
    "AttendanceHandover",
    "AttestationResult",
    "AttestationSheet",
    "AuditEntry",
    "AuditPersonalValue",
    "BatchPart",
    "Bell",
    "BellSchedule",
    "CalendarDay",
    "CalendarFeed",
    "ControlPlanItem",
    "CorrectionWindow",
    "Coursework",
    "Curriculum",
    "CurriculumCycle",
    "CurriculumHours",
    "CurriculumItem",
    "CustodyPlace",
    "Debt",
    "DemoExam",
    "Department",
    "DisciplineResult",
    "DisposalAct",
    "DisposalLine",
    "DisposalMember",
    "DocumentHold",
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
    "Inspection",
    "InspectionRemark",
    "JournalTeacher",
    "Lesson",
    "LessonPlan",
    "LessonPlanTopic",
    "MakeUp",
    "MakeUpPlace",
    "Mark",
    "NoteParagraph",
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
    "PrintedDocument",
    "Programme",
    "ProtocolMember",
    "RegulationSetting",
    "RemarkEntry",
    "ReportBatch",
    "ReportRun",
    "Room",
    "ScheduledTask",
    "Semester",
    "SemesterGrade",
    "SheetExaminer",
    "Student",
    "StudentContact",
    "StudentIdentity",
    "StudyGroup",
    "Subgroup",
    "SubgroupMember",
    "TaskRun",
    "TeachingAssignment",
    "Thesis",
    "Timetable",
    "TimetableChange",
    "TimetablePublication",
    "TimetableSlot",
    "Work",
    "YearClosing",
    "YearGrade",
    "YearPackage",
]
