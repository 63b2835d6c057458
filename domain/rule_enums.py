"""The closed vocabularies of the journal's rules: requests, debts, attestation, practice.

They follow the conventions of domain/enums.py, which gives them out beside its own.
"""

from enum import StrEnum, auto


class RequestState(StrEnum):
    """State of a request that somebody else decides."""

    requested = auto()
    granted = auto()
    refused = auto()
    withdrawn = auto()


class DebtKind(StrEnum):
    """What a student owes in a journal (clause 4.3)."""

    topic = auto()  # the last mark for a lesson or a work is unsatisfactory
    work = auto()  # a required work has no mark
    absence = auto()  # an unjustified absence


class DebtEnd(StrEnum):
    """How a debt ended."""

    made_up = auto()  # by a result that came later
    corrected = auto()  # what it rested on was changed: a mark, an absence, a work


class MakeUpOutcome(StrEnum):
    """What came of a student's place on a make-up day."""

    planned = auto()
    made_up = auto()
    failed = auto()  # came, and the debt stays
    missed = auto()  # did not come


class Attendance(StrEnum):
    """Whether a student came to an attestation."""

    present = auto()
    excused = auto()  # absent with a good reason
    unexcused = auto()


class ExaminerRole(StrEnum):
    """As what somebody sits at an attestation or in a commission."""

    examiner = auto()
    chairman = auto()
    member = auto()
    secretary = auto()


class AppointmentRole(StrEnum):
    """What an order appoints a person to (clause 5.5.13)."""

    thesis_supervisor = auto()
    thesis_consultant = auto()
    thesis_reviewer = auto()
    practice_head = auto()
    commission_chairman = auto()
    commission_member = auto()
    commission_secretary = auto()


class CompetenceLevel(StrEnum):
    """How far a competence was shown in practice."""

    mastered = auto()
    partly = auto()
    not_mastered = auto()


class ProtocolKind(StrEnum):
    """What a protocol of the state final attestation is about."""

    thesis = auto()
    demo_exam = auto()
