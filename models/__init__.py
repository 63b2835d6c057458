"""Tables, constraints and relationships. Importing the package maps every model."""

# The naming convention of models.base must stand before FAB declares its tables.
import models.base  # noqa: F401  isort: skip
from flask_appbuilder.security.sqla import models as _security  # noqa: F401  isort: skip

from models.audit import AuditEntry, AuditPersonalValue
from models.calendar import AcademicYear, Semester
from models.contingent import Enrolment, StudyGroup, Subgroup, SubgroupMember
from models.curriculum import Curriculum, CurriculumHours, CurriculumItem, Programme
from models.journal import Absence, Gradebook, Lesson, Mark, TeachingAssignment
from models.office import Notice, ReportRun
from models.people import (
    Guardian,
    GuardianChild,
    GuardianContact,
    Student,
    StudentContact,
    StudentIdentity,
)
from models.staff import Department, Employee, EmployeeLabel, Position

__all__ = [
    "Absence",
    "AcademicYear",
    "AuditEntry",
    "AuditPersonalValue",
    "Curriculum",
    "CurriculumHours",
    "CurriculumItem",
    "Department",
    "Employee",
    "EmployeeLabel",
    "Enrolment",
    "Gradebook",
    "Guardian",
    "GuardianChild",
    "GuardianContact",
    "Lesson",
    "Mark",
    "Notice",
    "Position",
    "Programme",
    "ReportRun",
    "Semester",
    "Student",
    "StudentContact",
    "StudentIdentity",
    "StudyGroup",
    "Subgroup",
    "SubgroupMember",
    "TeachingAssignment",
]
