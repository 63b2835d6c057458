"""The closed vocabularies of the journal.

Each value's name equals its value: generated forms and REST resources read both as one word.
The labels that people read stand in `models/labels.py`.
"""

from enum import StrEnum, auto

from domain.control_enums import (
    BatchKind,
    CommissionRole,
    ControlForm,
    ControlState,
    CustodyPlaceKind,
    InspectionKind,
    PartVerdict,
    RemarkCause,
    RemarkEvent,
    RemarkState,
    TaskRhythm,
)
from domain.rule_enums import (
    AppointmentRole,
    Attendance,
    CompetenceLevel,
    DebtEnd,
    DebtKind,
    ExaminerRole,
    MakeUpOutcome,
    ProtocolKind,
    RequestState,
)


class ProgrammeKind(StrEnum):
    """Kind of educational programme (clauses 2.3, 2.4)."""

    ppssz = auto()  # программа подготовки специалистов среднего звена
    ppkrs = auto()  # программа подготовки квалифицированных рабочих, служащих
    vocational_training = auto()  # профессиональное обучение, with terms of its own


class Sex(StrEnum):
    """Sex as statistics ask for it."""

    male = auto()
    female = auto()


class ContactKind(StrEnum):
    """How a person can be reached."""

    phone = auto()
    email = auto()
    address = auto()


class Relation(StrEnum):
    """What a guardian is to a student."""

    mother = auto()
    father = auto()
    guardian = auto()
    other = auto()


class ItemKind(StrEnum):
    """Kind of a row of a curriculum."""

    discipline = auto()
    module = auto()
    course = auto()  # междисциплинарный курс (МДК)
    study_practice = auto()  # учебная практика
    work_practice = auto()  # производственная практика
    graduation_practice = auto()  # преддипломная практика
    module_exam = auto()
    final_attestation = auto()


class AttestationForm(StrEnum):
    """Form of interim attestation of an item in a semester (clause 5.5.11)."""

    none = auto()
    exam = auto()
    graded_credit = auto()
    credit = auto()
    module_exam = auto()
    final_mark = auto()
    control_work = auto()  # КР
    other = auto()  # Др


class LessonKind(StrEnum):
    """Kind of a lesson (clause 5.5.10)."""

    lecture = auto()
    seminar = auto()
    practical = auto()
    lab = auto()
    control = auto()
    coursework = auto()
    consultation = auto()
    practice_day = auto()


class LessonMode(StrEnum):
    """How a lesson is held (clause 3.1)."""

    in_class = auto()
    distance = auto()
    e_learning = auto()
    enterprise = auto()


class TaskKind(StrEnum):
    """Kind of the tasks done in a lesson (clause 5.5.10)."""

    answer = auto()
    test = auto()
    practical = auto()
    lab = auto()
    graphic = auto()
    written = auto()
    independent = auto()
    homework = auto()
    control = auto()


class AbsenceKind(StrEnum):
    """Why a student missed a lesson, or that the student came late (design, section 6)."""

    unstated = auto()  # н: the reason is not given yet
    unexcused = auto()  # нп
    excused = auto()  # уп
    sick = auto()  # б
    late = auto()  # оп: costs no hours


class AuditAction(StrEnum):
    """What was done to a row."""

    create = auto()
    update = auto()
    delete = auto()


class RunState(StrEnum):
    """State of a report run."""

    queued = auto()
    running = auto()
    done = auto()
    failed = auto()
    cancelled = auto()


class NoticeKind(StrEnum):
    """What a notice is about."""

    info = auto()
    report_ready = auto()
    report_failed = auto()


class PlanState(StrEnum):
    """Where a lesson plan stands on its way to approval (clauses 4.2, 5.5.2)."""

    draft = auto()
    submitted = auto()
    returned = auto()
    approved = auto()
    superseded = auto()  # approved once, replaced by a later revision


class PlanRow(StrEnum):
    """What a row of a lesson plan is: headings carry no hours."""

    section = auto()
    theme = auto()
    lesson = auto()


class WeekKind(StrEnum):
    """In which weeks a slot of the timetable is held; week 1 of an academic year is odd."""

    every = auto()
    odd = auto()
    even = auto()


class RoomKind(StrEnum):
    """What a room is equipped for."""

    classroom = auto()
    laboratory = auto()
    computer = auto()
    workshop = auto()
    gym = auto()
    hall = auto()
    outside = auto()


class DayKind(StrEnum):
    """How a day of the study calendar differs from what the law and the week say."""

    day_off = auto()
    working = auto()


class EmployeeAbsenceKind(StrEnum):
    """Why an employee is away."""

    vacation = auto()
    sick = auto()
    business_trip = auto()
    training = auto()
    unpaid = auto()
    other = auto()


class Standing(StrEnum):
    """As what a teacher writes in a journal in a period."""

    main = auto()
    substitute = auto()


class ChangeKind(StrEnum):
    """What happens to a lesson of the timetable on one date."""

    substitute = auto()  # another teacher holds it
    cancel = auto()
    move = auto()  # to another day, pair or room
    instead = auto()  # another journal of the group has the pair


class FeedKind(StrEnum):
    """Whose lessons a calendar feed holds."""

    own = auto()  # the teacher's, the student's, the child's
    group = auto()


class ImportKind(StrEnum):
    """What a name of an imported timetable is matched to."""

    teacher = auto()
    group = auto()
    subgroup = auto()
    room = auto()
    subject = auto()


__all__ = [
    "AbsenceKind",
    "AppointmentRole",
    "Attendance",
    "AttestationForm",
    "AuditAction",
    "BatchKind",
    "ChangeKind",
    "CommissionRole",
    "CompetenceLevel",
    "ContactKind",
    "ControlForm",
    "ControlState",
    "CustodyPlaceKind",
    "DayKind",
    "DebtEnd",
    "DebtKind",
    "EmployeeAbsenceKind",
    "ExaminerRole",
    "FeedKind",
    "ImportKind",
    "InspectionKind",
    "ItemKind",
    "LessonKind",
    "LessonMode",
    "MakeUpOutcome",
    "NoticeKind",
    "PartVerdict",
    "PlanRow",
    "PlanState",
    "ProgrammeKind",
    "ProtocolKind",
    "Relation",
    "RemarkCause",
    "RemarkEvent",
    "RemarkState",
    "RequestState",
    "RoomKind",
    "RunState",
    "Sex",
    "Standing",
    "TaskKind",
    "TaskRhythm",
    "WeekKind",
]
