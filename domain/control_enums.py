"""The closed vocabularies of control, notes, batches, print and archive.

They follow the conventions of domain/enums.py, which gives them out beside its own.
"""

from enum import StrEnum, auto


class InspectionKind(StrEnum):
    """Why a journal is inspected."""

    monthly = auto()  # by the head of the department, at least once a month (5.3.1)
    semester = auto()  # at the end of a semester, in four parts (7.3)
    administrator = auto()  # by the module's administrator, once a month (7.2)
    plan = auto()  # an item of the plan of internal control (3.11)
    extra = auto()  # out of turn


class PartVerdict(StrEnum):
    """What an inspector says of a part of clause 7.3."""

    good = auto()
    remarks = auto()
    poor = auto()


class RemarkCause(StrEnum):
    """A cause that the journal itself shows: when it is gone the remark closes itself."""

    not_recorded = auto()  # lessons are not confirmed
    no_topic = auto()
    no_homework = auto()
    no_results = auto()  # a work has no results
    few_marks = auto()  # a student has too few marks
    plan_behind = auto()  # lessons do not follow the plan
    no_final_marks = auto()
    debts = auto()  # make-ups of a debt were not set


class RemarkState(StrEnum):
    """How far a remark is."""

    open = auto()
    answered = auto()
    closed = auto()


class RemarkEvent(StrEnum):
    """What happened to a remark."""

    made = auto()
    answered = auto()
    returned = auto()  # the inspector does not take the answer
    prolonged = auto()  # given more time
    escalated = auto()  # overdue: it went to the deputy directors (5.3.3)
    cause_gone = auto()  # closed by the system
    closed = auto()  # closed by the inspector
    reopened = auto()


class ControlState(StrEnum):
    """How far an item of the plan of internal control is."""

    planned = auto()
    underway = auto()
    done = auto()
    cancelled = auto()


class ControlForm(StrEnum):
    """What an item of the plan of internal control ends with."""

    inspection = auto()  # inspections of journals
    note = auto()  # an analytic note
    report = auto()  # a report of the archive
    order = auto()
    council = auto()  # heard at the pedagogical council
    other = auto()


class BatchKind(StrEnum):
    """What a batch of reports makes."""

    semester = auto()  # all that is due at the end of a semester (10.4, 5.3.6, 8.2)
    year = auto()


class TaskRhythm(StrEnum):
    """How often a scheduled task is due."""

    daily = auto()
    weekly = auto()
    monthly = auto()
    semester = auto()  # so many days after the last day of a semester
    yearly = auto()  # so many days after the last day of an academic year


class CustodyPlaceKind(StrEnum):
    """Where a printed document lies (5.2.6, 10.6, 10.7)."""

    maker = auto()  # with who printed it
    deputy = auto()  # with the deputy director
    study_office = auto()  # until the group graduates
    archive = auto()  # for the years that the regulation names
    disposed = auto()  # by an act


class CommissionRole(StrEnum):
    """As what somebody sits in the commission of a disposal act."""

    chairman = auto()
    member = auto()


__all__ = [
    "BatchKind",
    "CommissionRole",
    "ControlForm",
    "ControlState",
    "CustodyPlaceKind",
    "InspectionKind",
    "PartVerdict",
    "RemarkCause",
    "RemarkEvent",
    "RemarkState",
    "TaskRhythm",
]
