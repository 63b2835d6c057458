"""Lesson plans of the present year: most approved, some on their way, a few missing."""

from collections.abc import Iterable, Iterator
from functools import cache
from random import Random
from typing import Final

from demo.calendar import Year
from demo.curricula import alone_hours
from demo.sink import Row, Sink
from demo.teaching import Load
from demo.texts import Header, Plans
from demo.trail import at
from domain.enums import LessonKind, PlanRow, PlanState
from models import LessonPlan, LessonPlanTopic, PlanStem
from services.plan_search import stems

# Of a hundred journals so many have a plan in that state; the rest have none.
STATES: Final = {
    PlanState.approved: 84,
    PlanState.submitted: 6,
    PlanState.returned: 4,
    PlanState.draft: 3,
}
REMARK: Final = "Проверьте часы практических занятий и добавьте домашние задания"
ROW_REMARK: Final = "Уточните формулировку темы"
COMPETENCES: Final = "ОК 01, ОК 02"
EQUIPMENT: Final = "Проектор, компьютер преподавателя"


def add_plans(
    sink: Sink, rng: Random, year: Year, loads: Iterable[Load], plans: Plans, kept: list[Load],
    methodist: int | None,
) -> None:  # fmt: skip
    """Write the plans of the loads; those of `kept` are approved. Fills `Load.topics`."""
    for load in loads:
        state = PlanState.approved if load in kept else _state(rng)
        if state is not None:
            _add_plan(sink, year, load, plans, state, methodist)


def _state(rng: Random) -> PlanState | None:
    roll = rng.randrange(100)
    for state, share in STATES.items():
        if roll < share:
            return state
        roll -= share
    return None


def _add_plan(
    sink: Sink, year: Year, load: Load, plans: Plans, state: PlanState, methodist: int | None
) -> None:
    decided = state in (PlanState.approved, PlanState.returned)
    plan = sink.add(
        LessonPlan,
        {
            "gradebook_id": load.gradebook,
            "revision": 1,
            "state": state,
            "edition": 1,
            "source": None,
            "remark": REMARK if state is PlanState.returned else "",
            "created_at": at(year.starts_on, -9000),
            "submitted_at": None if state is PlanState.draft else at(year.starts_on, -6000),
            "decided_at": at(year.starts_on, -4000) if decided else None,
            "decided_by_id": methodist if decided else None,
        },
    )
    rows = list(_rows(load, plans, year.begins))
    if state is PlanState.draft:  # begun, not finished
        rows = rows[: len(rows) // 2]
    for position, (semester, row) in enumerate(rows, 1):
        remark = ROW_REMARK if state is PlanState.returned and position == 3 else ""
        row |= {"plan_id": plan, "position": position, "remark": remark, "origin_id": None}
        key = sink.add(LessonPlanTopic, row)
        if row["level"] is PlanRow.lesson:
            load.topics.setdefault(semester, []).append(key)
        for stem in _stems(row["title"]):
            sink.add(PlanStem, {"topic_id": key, "stem": stem})


@cache
def _stems(title: str) -> tuple[str, ...]:
    """Return the stems of a title, each once; groups of a programme share their titles."""
    return tuple(dict.fromkeys(stems(title)))


def _rows(load: Load, plans: Plans, begins: int) -> Iterator[tuple[int, Row]]:
    """Yield semester of the programme and row, headings before the lessons they are over."""
    headers = plans.of(load.group.plan, load.item, load.group.course(begins))
    themes = 0
    for term, semester in sorted(load.semesters.items()):
        theme = ""
        alone = _alone(load, semester, headers[semester])
        for header, hours in zip(headers[semester], alone, strict=True):
            if header.theme != theme:
                theme, themes = header.theme, themes + 1
                yield semester, _heading(term, f"Тема {themes}. {theme}")
            yield semester, _lesson(term, header, hours)


def _alone(load: Load, semester: int, headers: list[Header]) -> list[int]:
    """Return the hours of self-study beside each lesson, two at a time, evenly spread."""
    given = [0] * len(headers)
    units = alone_hours(load.group.plan, load.item, semester) // 2
    for unit in range(units):
        given[unit * len(headers) // units] += 2
    return given


def _heading(term: int, title: str) -> Row:
    return _row(term, PlanRow.theme, title) | {"kind": LessonKind.lecture, "hours": 0}


def _lesson(term: int, header: Header, alone: int) -> Row:
    return _row(term, PlanRow.lesson, header.topic) | {
        "hours": header.hours,
        "kind": header.kind,
        "tasks": header.tasks,
        "task_kind": header.task_kind,
        "homework": header.homework,
        "self_study": "Проработка конспекта и литературы" if alone else "",
        "self_study_hours": alone,
        "competences": COMPETENCES,
        "equipment": EQUIPMENT if header.kind is LessonKind.lecture else "",
    }


def _row(term: int, level: PlanRow, title: str) -> Row:
    texts = dict.fromkeys(("tasks", "homework", "self_study", "competences", "equipment"), "")
    return {
        "level": level,
        "semester_number": term,
        "title": title,
        "task_kind": None,
        "self_study_hours": 0,
        **texts,
    }
