"""Final marks as JSON values, for programs and for the page's own script."""

from decimal import Decimal
from typing import Any

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.cells import MARK_CODES
from domain.quality import Quality
from models.labels import label_of
from services.final_shapes import Closing, FinalMarks, StudentGrounds
from services.final_words import lacks_reason, obstacles, verdict_sentence, warnings
from services.grade_closing import freezes
from views.closing.words import SHORT


def as_json(marks: FinalMarks) -> dict[str, Any]:
    """Return the marks of a semester or a year with their grounds."""
    signed = marks.signed
    return {
        "gradebook": marks.head.id,
        "semester": "year" if marks.term is None else marks.term.number,
        "editable": marks.may_write and signed is None,
        "codes": list(MARK_CODES),
        "students": [_student(one) for one in marks.students],
        "quality": quality_json(marks.quality),
        "signed": signed and closing_json(signed),
        "closings": [closing_json(one) for one in marks.closings],
        "may_reopen": signed is not None and may_reopen(),
        "obstacles": [one.as_json() for one in obstacles(marks)],
        "warnings": [one.as_json() for one in warnings(marks)],
        "freezes": freezes(marks),
    }


def may_reopen() -> bool:
    """Return whether the person who asks may reopen what is signed."""
    return current_principal().may(Action.update, Resource.grade_closing)


def _student(one: StudentGrounds) -> dict[str, Any]:
    return {
        "id": one.student_id,
        "name": one.name,
        "is_due": one.is_due,
        "average": text(one.average),
        "weighted": text(one.weighted),
        "marks": one.grounds.marks,
        "needed": one.grounds.needed,
        "by_kind": {kind.value: number for kind, number in one.by_kind.items()},
        "missed_hours": one.missed.total,
        "unexcused_hours": one.missed.unexcused,
        "debts": one.debts,
        "semesters": list(one.codes),
        "suggested": one.suggested,
        "code": one.given.code if one.given else "",
        "reason": one.given.reason if one.given else "",
        "elsewhere": one.elsewhere and one.elsewhere.gradebook_id,
        "needs_reason": lacks_reason(one),
        "explains": _explains(one),
        "verdicts": [
            {
                "clause": verdict.clause,
                "code": verdict.code,
                "severity": int(verdict.severity),
                "sentence": verdict_sentence(verdict),
            }
            for verdict in one.verdicts
        ],
    }


def _explains(one: StudentGrounds) -> bool:
    """Return whether the field of the reason has something to say."""
    return one.given is not None and (lacks_reason(one) or bool(one.given.reason))


def quality_json(quality: Quality) -> dict[str, Any]:
    """Return the counts and shares, shares as texts with one decimal."""
    return {
        "total": quality.total,
        "exempt": quality.exempt,
        "blank": quality.blank,
        "distribution": dict(quality.distribution),
        "success": text(quality.success),
        "quality": text(quality.quality),
        "degree": text(quality.degree),
    }


def closing_json(one: Closing) -> dict[str, Any]:
    """Return a signature and its withdrawal; instants are UTC."""
    at = one.reopened_at
    return {
        "id": one.id,
        "signed_at": f"{one.signed_at.isoformat(timespec='seconds')}Z",
        "signed_name": one.signed_name,
        "reopened_at": at and f"{at.isoformat(timespec='seconds')}Z",
        "reopened_by": one.reopened_by,
        "reopen_reason": one.reopen_reason,
    }


def text(value: Decimal | None) -> str | None:
    """Return an exact number as a text, for JSON has only binary fractions."""
    return None if value is None else str(value)


def kinds_of(one: StudentGrounds) -> list[tuple[str, str, int]]:
    """Return (short name, full name, number) of each kind of works that was marked."""
    known = one.by_kind
    return [(str(SHORT[kind]), str(label_of(kind)), known[kind]) for kind in SHORT if kind in known]
