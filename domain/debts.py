"""What a student owes for a lesson, and how a debt ended (clause 4.3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.cells import FAILED, NUMERIC, PASSED
from domain.enums import AbsenceKind, DebtEnd, DebtKind

FAILING: Final = (NUMERIC[-1], FAILED)  # 2, нз
PASSING: Final = (*NUMERIC[:-1], PASSED)
UNJUSTIFIED: Final = (AbsenceKind.unstated, AbsenceKind.unexcused)


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """A work of the lesson and the student's mark for it; `code` is None where there is none."""

    work_id: int
    is_required: bool
    due_on: date
    results_days: int  # days that the regulation gives for results (5.5.6)
    code: str | None = None

    @property
    def owed_from(self) -> date:
        """Return the first day on which a missing mark is a debt."""
        return self.due_on + timedelta(days=self.results_days + 1)


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What the journal holds of a student for a lesson itself, without its works."""

    held_on: date
    is_confirmed: bool
    absence: AbsenceKind | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellFacts:
    """Everything that the journal holds of a student for a lesson."""

    lesson: LessonFacts
    works: tuple[WorkFacts, ...] = ()
    attended: bool = True  # whether the student was taught in this journal that day


@dataclass(frozen=True, slots=True)
class Owed:
    """A debt as the facts make it: `work_id` None is the lesson itself."""

    kind: DebtKind
    work_id: int | None
    since: date


def debts_of(facts: CellFacts, today: date) -> tuple[Owed, ...]:
    """Return what the student owes for a lesson and its works on `today` (clause 4.3)."""
    if not facts.attended:
        return ()
    of_works = (one for work in facts.works for one in work_debts(work, facts.lesson, today))
    return (*lesson_debts(facts.lesson), *of_works)


def lesson_debts(lesson: LessonFacts) -> tuple[Owed, ...]:
    """Return what is owed for the lesson itself: an absence to make up, a topic not mastered.

    An absence counts once the lesson is confirmed; a passing mark beside it makes it up.
    """
    owed = []
    missed = lesson.is_confirmed and lesson.absence in UNJUSTIFIED
    if missed and not _is_passed(lesson.marks):
        owed.append(Owed(DebtKind.absence, None, lesson.held_on))
    if lesson.marks and lesson.marks[-1] in FAILING:
        owed.append(Owed(DebtKind.topic, None, lesson.held_on))
    return tuple(owed)


def work_debts(work: WorkFacts, lesson: LessonFacts, today: date) -> tuple[Owed, ...]:
    """Return what is owed for a work: its mark, when it is required, or the topic of it."""
    if work.code is None:
        is_owed = work.is_required and today >= work.owed_from
        return (Owed(DebtKind.work, work.work_id, work.owed_from),) if is_owed else ()
    if work.code in FAILING:
        return (Owed(DebtKind.topic, work.work_id, lesson.held_on),)
    return ()


def lesson_debt_end(kind: DebtKind, lesson: LessonFacts) -> DebtEnd:
    """Return how a debt of the lesson itself ended, which is no longer owed.

    A result came later where it stands beside what it makes up; else the cause was changed.
    «зч» cannot stand beside «нз» and takes its place.
    """
    if kind is DebtKind.absence:
        made_up = lesson.absence in UNJUSTIFIED and _is_passed(lesson.marks)
    else:
        kept = any(code in FAILING for code in lesson.marks)
        made_up = kept or (bool(lesson.marks) and lesson.marks[-1] == PASSED)
    return DebtEnd.made_up if made_up else DebtEnd.corrected


def work_debt_end(kind: DebtKind, work: WorkFacts | None) -> DebtEnd:
    """Return how a debt of a work ended, which is no longer owed; the work may be gone."""
    code = None if work is None else work.code
    made_up = code in PASSING if kind is DebtKind.topic else code is not None
    return DebtEnd.made_up if made_up else DebtEnd.corrected


def _is_passed(marks: tuple[str, ...]) -> bool:
    return any(code in PASSING for code in marks)
