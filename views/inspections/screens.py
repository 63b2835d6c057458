"""What the page of one inspection shows: the journal beside its four parts, the remarks."""

from collections.abc import Mapping
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.enums import PartVerdict
from domain.inspection import Part
from models import Gradebook
from models.labels import label_of
from services.inspection_facts import count_facts
from services.inspection_json import ShownFacts, from_json, shown
from services.inspection_lists import InspectionLine, facts_kept
from services.inspection_reading import read
from services.inspection_sheet import LACKS, Sheet, sheet
from services.remark_lists import remarks_of
from services.remark_making import usual_due
from views.inspections.answers import number
from views.inspections.words import (
    LACK_LETTERS,
    inspection_words,
    lack_word,
    parts_words,
    remark_words,
)

STUDENTS: tuple[str, ...] = ("few_marks", "departs", "debts", "no_final_marks")


def inspection_screen(
    session: Session,
    who: Principal,
    one: InspectionLine,
    errors: Mapping[str, str],
    sent: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the template shows of an inspection that the person sees."""
    own = one.inspector_id == who.user_id and one.finished_at is None
    facts: ShownFacts | None
    journal: Sheet | None = None
    if one.finished_at is None:
        reading = read(session, one.journal.gradebook_id, one.first, one.last)
        counted = count_facts(session, reading)
        facts, journal = shown(reading, counted), sheet(reading, counted)
    else:
        facts = from_json(facts_kept(session, one.id))
    verdicts = _verdicts(one, facts, sent)
    return {
        "one": inspection_words(one),
        "own": own,
        "is_finished": one.finished_at is not None,
        "parts": parts_words(facts),
        "chosen": verdicts,
        "verdicts": [(str(verdict), label_of(verdict)) for verdict in PartVerdict],
        "summary": sent.get("summary", one.summary),
        "sheet": None if journal is None else _sheet(journal),
        "remarks": [remark_words(remark) for remark in remarks_of(session, one.id)],
        "legend": [(*LACK_LETTERS[key], lack_word(key)) for key in LACKS],
        "place": _place(journal),
        "due": _due(session, one) if own else None,
        "today": clock.today().isoformat(),
        "errors": errors,
        "sent": sent,
    }


def _verdicts(
    one: InspectionLine, facts: ShownFacts | None, sent: Mapping[str, str]
) -> dict[str, str]:
    """Return the verdict that is chosen for each part: typed, kept, or else suggested."""
    found = {}
    for part in Part:
        kept = one.verdicts[part]
        suggested = facts.suggested[part] if facts is not None else None
        found[str(part)] = sent.get(part) or str(kept or suggested or "")
    return found


def _due(session: Session, one: InspectionLine) -> str:
    book = session.get_one(Gradebook, one.journal.gradebook_id)
    return usual_due(session, book.academic_year_id).isoformat()


def _sheet(journal: Sheet) -> dict[str, Any]:
    return {
        "lessons": [
            {
                "id": lesson.id,
                "day": f"{lesson.held_on:%d.%m}",
                "pair": lesson.pair,
                "topic": lesson.topic,
                "homework": lesson.homework,
                "works": lesson.works,
                "recorded": f"{lesson.recorded_on:%d.%m}" if lesson.recorded_on else "",
                "lacks": [(*LACK_LETTERS[key], lack_word(key)) for key in lesson.lacks],
            }
            for lesson in journal.lessons
        ],
        "students": [
            {
                "id": student.id,
                "name": student.name,
                "cells": student.cells,
                "average": student.average.replace(".", ","),
                "grade": student.grade,
                "lacks": [(*LACK_LETTERS[key], lack_word(key)) for key in student.lacks],
            }
            for student in journal.students
        ],
    }


def _place(journal: Sheet | None) -> dict[str, Any]:
    """Return at what a remark is written: a lesson or a student of the address, or the whole."""
    lesson_id, student_id = number("lesson"), number("student")
    if journal is None or request.method != "GET":
        return {}
    for lesson in journal.lessons:
        if lesson.id == lesson_id:
            return {"lesson_id": lesson.id}
    for student in journal.students:
        if student.id == student_id:
            return {"student_id": student.id}
    return {}
