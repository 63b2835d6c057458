"""Inspections of the present year with remarks in every state (5.3, 7.2, 7.3)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from demo.college import College
from demo.sink import Row
from demo.staff import Person
from demo.teaching import Load
from demo.trail import at
from domain.enums import InspectionKind, PartVerdict, RemarkEvent, RemarkState
from domain.inspection import FactKey, Part
from domain.text import short_name
from models import Inspection, InspectionRemark, RemarkEntry
from services.inspection_json import ShownFact, ShownFacts, as_json

GOOD, REMARKS = PartVerdict.good, PartVerdict.remarks
OTHERS: Final = 12  # journals of other teachers that were inspected too
# (text, days from the inspection to the limit, the end it has)
MADE: Final = (
    ("Домашнее задание записывать в день занятия.", 40, RemarkState.open),
    ("Уточнить формулировки тем: указать номер практической работы.", 30, RemarkState.answered),
    ("Провести повторный опрос отсутствовавших на контрольной работе.", 5, RemarkState.open),
    ("Записать виды заданий к практическим занятиям.", 7, RemarkState.closed),
)
ANSWERED: Final = "Исправлено, прошу проверить."


def add_inspections(college: College, own: Sequence[Load], loads: Sequence[Load]) -> None:
    """Add inspections of the demo teachers' journals by the head, of others by the deputy."""
    offices, last = college.staff.offices, college.today - timedelta(days=20)
    head, deputy = offices["department_head"], offices["deputy_director"]
    for load in own[:1]:
        _inspect(college, load, head, last, MADE)
    rest = [load for load in loads if load.gradebook and load not in own]
    for number, load in enumerate(rest[:: max(1, len(rest) // OTHERS)][:OTHERS]):
        made = (MADE[number % len(MADE)],) if number % 3 else ()
        _inspect(college, load, deputy, last - timedelta(days=number), made)


def _inspect(
    college: College, load: Load, who: Person, day: date, made: Sequence[tuple[str, int, Any]]
) -> None:
    first = day.replace(day=1)
    row: Row = {
        "gradebook_id": load.gradebook,
        "kind": InspectionKind.monthly,
        "inspector_id": who.user_id,
        "inspector_name": _name(who),
        "control_item_id": None,
        "period_from": first,
        "period_to": day,
        "opened_at": at(day, 600),
        "finished_at": at(day, 640),
        **{str(part): GOOD for part in Part},
        "completeness": REMARKS if made else GOOD,
        "facts": as_json(_facts(bool(made))),
        "summary": "Журнал ведётся своевременно, есть замечания." if made else "Замечаний нет.",
    }
    inspection = college.sink.add(Inspection, row)
    for text, days, state in made:
        _remark(college, inspection, load.gradebook, who, day, text, days, state)


def _remark(
    college: College,
    inspection: int,
    gradebook: int,
    who: Person,
    day: date,
    text: str,
    days: int,
    state: RemarkState,
) -> None:
    due_on = day + timedelta(days=days)
    is_late = state is RemarkState.open and due_on < college.today
    by = {"author_id": who.user_id, "author_name": _name(who)}
    closed = state is RemarkState.closed
    remark = college.sink.add(
        InspectionRemark,
        {
            **by,
            "inspection_id": inspection,
            "gradebook_id": gradebook,
            "lesson_id": None,
            "student_id": None,
            "cause": None,
            "text": text,
            "due_on": due_on,
            "state": state,
            "created_at": at(day, 630),
            "escalated_at": at(due_on + timedelta(days=1), 390) if is_late else None,
            "closed_at": at(day + timedelta(days=4), 900) if closed else None,
        },
    )
    told: list[Row] = [{"event": RemarkEvent.made, "text": None, "at": at(day, 640), **by}]
    if is_late:
        moment = at(due_on + timedelta(days=1), 390)
        system: Row = {"author_id": None, "author_name": ""}
        told.append({"event": RemarkEvent.escalated, "text": None, "at": moment, **system})
    if state is RemarkState.answered:
        moment = at(day + timedelta(days=2), 800)
        author: Row = {"author_id": None, "author_name": "Преподаватель"}
        told.append({"event": RemarkEvent.answered, "text": ANSWERED, "at": moment, **author})
    if closed:
        moment = at(day + timedelta(days=4), 900)
        told.append({"event": RemarkEvent.closed, "text": None, "at": moment, **by})
    for entry in told:
        college.sink.add(RemarkEntry, {"remark_id": remark, "gradebook_id": gradebook, **entry})


def _facts(with_remarks: bool) -> ShownFacts:
    """Return facts as they were frozen that day, the shape that the page shows."""
    fault = ShownFact(FactKey.late_homework, 1, 8, (), ())
    return ShownFacts(
        semester=1,
        lessons=8,
        recorded=8,
        works=6,
        students=25,
        marked=0,
        hours=dict.fromkeys(
            ("curriculum", "load", "plan", "scheduled", "held", "due", "to_come"), 0
        )
        | {"load": 64, "due": 32, "held": 32},
        faults=(fault,) if with_remarks else (),
        suggested=dict.fromkeys(Part, GOOD)
        | ({Part.completeness: REMARKS} if with_remarks else {}),
    )


def _name(who: Person) -> str:
    return short_name(who.name.last, who.name.first, who.name.patronymic)
