"""The four parts of clause 7.3, computed for one journal and a period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain import deadlines as rules
from domain.averages import count
from domain.cells import EXEMPT
from domain.clock import clock
from domain.delivery import DeliveryHours
from domain.enough_marks import TOO_FEW, class_of, class_of_work, course_on, judge, needed
from domain.enums import AbsenceKind, LessonKind, PartVerdict
from domain.inspection import Fact, FactKey, Part, are_in_bulk, suggested
from services.final_shapes import StudentGrounds
from services.inspection_reading import Reading, read
from services.regulation import rulebook

_LATE = AbsenceKind.late.value


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted of a journal; `faults` by part in the order of FactKey."""

    gradebook_id: int
    first: date
    last: date
    semester: int
    lessons: int  # of the period, up to today
    recorded: int
    works: int  # required works and control lessons of the semester, up to today
    students: int  # in the group now, or at the end of the semester
    marked: int  # students with the semester's mark
    hours: DeliveryHours  # of the semester
    faults: tuple[Fact, ...]

    def of(self, part: Part) -> tuple[Fact, ...]:
        """Return the faults of a part."""
        return tuple(fact for fact in self.faults if fact.part is part)

    @property
    def suggested(self) -> Mapping[Part, PartVerdict]:
        """Return what the facts suggest to say of each part."""
        return {part: suggested(self.of(part)) for part in Part}

    def fact(self, key: FactKey) -> Fact | None:
        """Return a fault by its key, None where the journal does not have it."""
        return next((fact for fact in self.faults if fact.key is key), None)


def facts(session: Session, gradebook_id: int, first: date, last: date) -> Facts:
    """Return the facts of a journal for the lessons from `first` to `last`, in 13 statements.

    Raises NotFoundError for a journal that is not there, or not the person's to see whole.
    """
    return count_facts(session, read(session, gradebook_id, first, last))


def count_facts(session: Session, reading: Reading) -> Facts:
    """Return the facts of a journal that was read; no statement as a rule."""
    lessons = reading.inspected
    final = reading.final
    found = [
        *_of_lessons(reading),
        *_of_students(session, reading),
        *_of_delivery(reading),
        *_of_works(reading),
    ]
    order = list(FactKey)
    return Facts(
        gradebook_id=reading.head.id,
        first=reading.first,
        last=reading.last,
        semester=reading.term.number,
        lessons=len(lessons),
        recorded=sum(row.confirmed_at is not None for row in lessons),
        works=_works_set(reading),
        students=sum(one.is_due for one in final.students),
        marked=sum(one.given is not None or one.elsewhere is not None for one in final.students),
        hours=reading.hours,
        faults=tuple(
            sorted((one for one in found if one.count), key=lambda fact: order.index(fact.key))
        ),
    )


def _of_lessons(reading: Reading) -> Iterable[Fact]:
    """Yield what the lessons of the period lack, or were given late (5.5.3–5.5.5, 5.5.8)."""
    found: dict[FactKey, list[int]] = {key: [] for key in FactKey}
    lessons = reading.inspected
    for row in lessons:
        keeper = reading.head.keepers.on(row.held_on, row.pair)
        by = reading.judges.of(row.held_on, keeper.teacher_id if keeper else None)
        recorded = row.confirmed_at and clock.day_of(row.confirmed_at)
        verdict = rules.lesson_punctuality(row.held_on, recorded, by)
        _put(found, row.id, verdict.code, FactKey.not_recorded, FactKey.late)
        if not row.topic:
            topic = rules.topic_punctuality(row.held_on, None, by)
            _put(found, row.id, topic.code, FactKey.no_topic)
        if LessonKind(row.kind) in rules.WITH_HOMEWORK:
            given = row.homework_at and clock.day_of(row.homework_at)
            # Homework of unknown time was carried over with its lesson: it is there.
            given = (given or row.held_on) if row.homework else None
            homework = rules.homework_punctuality(row.held_on, given, by)
            _put(found, row.id, homework.code, FactKey.no_homework, FactKey.late_homework)
        if reading.has_plan and row.topic and row.topic_id is None:
            found[FactKey.off_plan].append(row.id)
    for key, ids in found.items():
        yield Fact(key, len(ids), len(lessons), tuple(ids))


def _put(
    found: dict[FactKey, list[int]],
    lesson_id: int,
    code: str,
    missing: FactKey,
    late: FactKey | None = None,
) -> None:
    if code == rules.Timeliness.overdue:
        found[missing].append(lesson_id)
    elif code == rules.Timeliness.late and late is not None:
        found[late].append(lesson_id)


def _of_delivery(reading: Reading) -> Iterable[Fact]:
    hours = reading.hours
    if hours.is_behind:
        missing = max(-hours.deviation, -hours.forecast)
        yield Fact(FactKey.plan_behind, missing, max(hours.due, hours.load))
    if not reading.has_plan and reading.lessons:
        yield Fact(FactKey.no_plan, 1, 1)


def _of_students(session: Session, reading: Reading) -> Iterable[Fact]:
    """Yield who lacks marks, whose final mark asks a question, who owes with no day for it."""
    final, term = reading.final, reading.term
    due = [one for one in final.students if one.is_due]
    ids = [one.student_id for one in due]
    few = _with_few_marks(session, reading, due)
    yield Fact(FactKey.few_marks, len(few), len(due), students=few)
    departing = tuple(
        one.student_id
        for one in final.students
        if one.given is not None and any(verdict.code == "departs" for verdict in one.verdicts)
    )
    given = sum(one.given is not None for one in final.students)
    yield Fact(FactKey.departs, len(departing), given, students=departing)
    owing = tuple(key for key in ids if key in reading.cells.owing)
    yield Fact(FactKey.debts, len(owing), len(due), students=owing)
    by = reading.judges.of(term.ends_on, None)
    closing = rules.closing_punctuality(term.ends_on, None, by)
    if closing.code == rules.Timeliness.overdue and final.last_lesson is not None:
        blank = tuple(one.student_id for one in due if one.given is None and one.elsewhere is None)
        yield Fact(FactKey.no_final_marks, len(blank), len(due), students=blank)
    late, total = reading.bulk
    if are_in_bulk(late, total):
        yield Fact(FactKey.last_days, late, total)


def _with_few_marks(
    session: Session, reading: Reading, due: Iterable[StudentGrounds]
) -> tuple[int, ...]:
    """Return who has fewer marks than the part of the semester that is over asks for (5.5.7)."""
    term, today, lessons = reading.term, reading.today, reading.of_term
    norms = rulebook(session).on(min(today, term.ends_on))
    held_hours = sum(row.hours for row in lessons if row.held_on <= today)
    goal = needed(term.hours or held_hours, term.starts_on, term.ends_on, norms)
    classes = {row.id: class_of(row.kind, row.task_kind) for row in lessons}
    of_works = {
        work.work_id: class_of_work(work.work_kind)
        for row in lessons
        for work in reading.works.get(row.id, ())
    }
    held = {classes[row.id] for row in lessons if row.held_on < today} | {
        of_works[work.work_id]
        for row in lessons
        for work in reading.works.get(row.id, ())
        if work.due_on < today
    }
    if not held_hours:
        return ()  # nothing was taught yet that could be marked
    course = course_on(
        today,
        (term.starts_on, term.ends_on),
        goal,
        [(row.held_on, row.hours) for row in lessons],
        term.hours,
        [one for one in held if one is not None],
    )
    marks: dict[int, list[tuple[str, Any]]] = {}
    for (lesson_id, student_id), some in reading.cells.marks.items():
        if lesson_id in classes:
            marks.setdefault(student_id, []).extend(
                (code, of_works.get(work_id) if work_id else classes[lesson_id])
                for _ordinal, code, work_id in some
            )
    found = []
    for one in due:
        own = marks.get(one.student_id, [])
        codes = [code for code, _class in own]
        number = count(codes)
        if not number and EXEMPT in codes:
            continue
        known = {speaks for _code, speaks in own if speaks is not None}
        if judge(course, number, known).code in TOO_FEW:
            found.append(one.student_id)
    return tuple(found)


def _of_works(reading: Reading) -> Iterable[Fact]:
    """Yield the works whose results are not there in time, or that no work was set (5.5.6)."""
    lacking = [row.id for row in reading.inspected if _lacks_results(reading, row)]
    yield Fact(FactKey.no_results, len(lacking), _works_set(reading), tuple(lacking))
    if not _works_set(reading) and _is_half_over(reading):
        yield Fact(FactKey.no_works, 1, 1)


def _is_half_over(reading: Reading) -> bool:
    """Return whether so much of the semester is over that a work can be asked for."""
    term = reading.term
    half = term.starts_on + (term.ends_on - term.starts_on) / 2
    day = min(reading.today, reading.last)
    return day > half and any(row.held_on <= day for row in reading.of_term)


def _works_set(reading: Reading) -> int:
    """Return how many works and lessons that are one were set in the semester up to today."""
    past = [row for row in reading.of_term if row.held_on <= reading.today]
    return sum(
        sum(bool(work.is_required) for work in reading.works.get(row.id, ()))
        or LessonKind(row.kind) in rules.WITH_RESULTS
        for row in past
    )


def _lacks_results(reading: Reading, row: Any) -> bool:
    works = reading.works.get(row.id, ())
    if works:
        return any(
            work.is_required
            and work.results_at is None
            and _is_overdue(reading, work.due_on)
            and _lacking(reading, row, work.work_id, work.due_on)
            for work in works
        )
    if LessonKind(row.kind) not in rules.WITH_RESULTS or row.task_kind is None:
        return False
    if not _is_overdue(reading, row.held_on):
        return False
    if LessonKind(row.kind) is LessonKind.control:
        return _lacking(reading, row, None, row.held_on)
    return not any((row.id, one.student_id) in reading.cells.marks for one in _there(reading, row))


def _is_overdue(reading: Reading, due_on: date) -> bool:
    verdict = rules.results_punctuality(due_on, None, reading.judges.of(due_on, None))
    return verdict.code == rules.Timeliness.overdue


def _there(reading: Reading, row: Any) -> list[StudentGrounds]:
    """Return who was taught here on the day of a lesson."""
    return [
        one
        for one in reading.final.students
        if any(period.covers(row.held_on) for period in one.periods)
    ]


def _lacking(reading: Reading, row: Any, work_id: int | None, due_on: date) -> bool:
    """Return whether somebody lacks a result; who missed the lesson owes it instead (4.3)."""
    for one in _there(reading, row):
        place = row.id, one.student_id
        kind, _minutes = reading.cells.absences.get(place, (_LATE, None))
        if kind != _LATE and due_on <= row.held_on:
            continue
        if all(work != work_id for _number, _code, work in reading.cells.marks.get(place, ())):
            return True
    return False


__all__ = ["Facts", "count_facts", "facts"]
