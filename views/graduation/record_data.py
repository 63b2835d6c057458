"""The academic record of a student for programs."""

from typing import Any

from services.record_shapes import AcademicRecord, Term


def _term(term: Term) -> dict[str, Any]:
    return {"year": term[0], "semester": term[1]}


def record_data(found: AcademicRecord) -> dict[str, Any]:
    """Return a record for programs."""
    return {
        "student": {"id": found.student_id, "text": found.student},
        "record_book": found.record_book,
        "groups": [
            {
                "group": one.group,
                "programme": one.programme,
                "starts_on": one.starts_on.isoformat(),
                "ends_on": one.ends_on and one.ends_on.isoformat(),
            }
            for one in found.stays
        ],
        "disciplines": [
            {
                "item": one.item,
                "semesters": [_term(term) | {"code": code} for term, code in one.terms.items()],
                "years": one.years,
                "result": one.result,
            }
            for one in found.disciplines
        ],
        **_marks_data(found),
        "debts": [
            {
                "item": one.item,
                "kind": one.kind,
                "lesson_on": one.lesson_on.isoformat(),
                "topic": one.topic,
                "work": one.work or None,
            }
            for one in found.debts
        ],
        "forecast": [
            {"item": one.item, "average": str(one.average), "marks": one.marks, "code": one.code}
            for one in found.forecast
        ],
        "absences": [
            _term(term) | {str(kind): amount for kind, amount in kinds.items()}
            for term, kinds in found.absences.items()
        ],
        **_final_data(found),
    }


def _marks_data(found: AcademicRecord) -> dict[str, Any]:
    return {
        "sheets": [
            {
                "number": one.head.number,
                "item": one.head.item,
                "form": one.head.form,
                "attempt": one.head.attempt,
                "held_on": one.head.held_on and one.head.held_on.isoformat(),
                "is_signed": one.head.is_signed,
                "code": one.code,
            }
            for one in found.sheets
        ],
        "practices": [
            {
                "item": one.item,
                "starts_on": one.starts_on.isoformat(),
                "ends_on": one.ends_on.isoformat(),
                "hours": one.hours,
                "code": one.code,
            }
            for one in found.practices
        ],
        "courseworks": [
            _term(one.term) | {"item": one.item, "topic": one.topic, "code": one.code}
            for one in found.courseworks
        ],
    }


def _final_data(found: AcademicRecord) -> dict[str, Any]:
    return {
        "theses": [
            {
                "topic": one.topic,
                "supervisor": one.supervisor or None,
                "defended_on": one.defended_on and one.defended_on.isoformat(),
                "code": one.code,
                "protocol": one.protocol or None,
            }
            for one in found.theses
        ],
        "demo_exams": [
            {
                "kit_code": one.kit_code,
                "held_on": one.held_on.isoformat(),
                "points": None if one.points is None else float(one.points),
                "maximum": float(one.maximum),
                "code": one.code,
                "protocol": one.protocol or None,
            }
            for one in found.exams
        ],
    }
