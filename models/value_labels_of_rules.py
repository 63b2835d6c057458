"""What people read for the values of the vocabularies of rules and results; see value_labels.py."""

from typing import Any, Final

from flask_babel import lazy_gettext as _l

RULE_VALUE_LABELS: Final[dict[str, dict[str, Any]]] = {
    "RequestState": {
        "requested": _l("requested"),
        "granted": _l("granted"),
        "refused": _l("refused"),
        "withdrawn": _l("withdrawn"),
    },
    "DebtKind": {
        "topic": _l("topic not mastered"),
        "work": _l("work not done"),
        "absence": _l("absence to make up"),
    },
    "DebtEnd": {
        "made_up": _l("made up"),
        "corrected": _l("corrected in the journal"),
    },
    "MakeUpOutcome": {
        "planned": _l("set for the day"),
        "made_up": _l("made up"),
        "failed": _l("not made up"),
        "missed": _l("did not come"),
    },
    "Attendance": {
        "present": _l("came"),
        "excused": _l("absent with a good reason"),
        "unexcused": _l("absent without a good reason"),
    },
    "ExaminerRole": {
        "examiner": _l("examiner"),
        "chairman": _l("chairman"),
        "member": _l("member"),
        "secretary": _l("secretary of the commission"),
    },
    "AppointmentRole": {
        "thesis_supervisor": _l("thesis supervisor"),
        "thesis_consultant": _l("thesis consultant"),
        "thesis_reviewer": _l("thesis reviewer"),
        "practice_head": _l("head of practice"),
        "commission_chairman": _l("chairman of the commission"),
        "commission_member": _l("member of the commission"),
        "commission_secretary": _l("secretary of the commission"),
    },
    "CompetenceLevel": {
        "mastered": _l("mastered"),
        "partly": _l("partly mastered"),
        "not_mastered": _l("not mastered"),
    },
    "ProtocolKind": {
        "thesis": _l("thesis defence"),
        "demo_exam": _l("demonstration exam"),
    },
}
