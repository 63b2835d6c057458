"""Debts as the journals of the present year have them, and the days to make them up (4.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from demo.calendar import is_working
from demo.recorded import Recorded
from demo.sink import Row, Sink
from demo.trail import at
from domain.debts import CellFacts, LessonFacts, WorkFacts, debts_of
from domain.enums import AbsenceKind, MakeUpOutcome
from domain.regulation import DEFAULTS, Norm
from models import Debt, MakeUp, MakeUpPlace

PLACES = 6  # students on a make-up day


class Debts:
    """Writes what is owed for each lesson, by the rule of the journal itself."""

    def __init__(self, sink: Sink, today: date) -> None:
        self.sink = sink
        self.today = today
        self.open: dict[int, list[tuple[int, int]]] = defaultdict(list)  # journal: debt, student

    def add(
        self, recorded: Recorded, students: Iterable[int], absences: Mapping[int, AbsenceKind],
        codes: Mapping[int, Sequence[str]],
    ) -> None:  # fmt: skip
        """Add the debts of a recorded lesson."""
        for student in students:
            own = tuple(codes.get(student, ()))
            facts = self._facts(recorded, absences.get(student), own)
            for owed in debts_of(facts, self.today):
                row: Row = {
                    "gradebook_id": recorded.lesson.load.gradebook,
                    "lesson_id": recorded.key,
                    "work_id": owed.work_id,
                    "student_id": student,
                    "kind": owed.kind,
                    "opened_on": owed.since,
                }
                key = self.sink.add(Debt, row)
                self.open[recorded.lesson.load.gradebook].append((key, student))

    def _facts(
        self, recorded: Recorded, absence: AbsenceKind | None, codes: tuple[str, ...]
    ) -> CellFacts:
        day, work = recorded.lesson.day, recorded.work
        if work is None:
            return CellFacts(LessonFacts(day, True, absence, codes))
        results = DEFAULTS.whole(Norm.results_days)
        of_work = WorkFacts(work.key, True, day, results, codes[0] if codes else None)
        return CellFacts(LessonFacts(day, True, absence), (of_work,))

    def add_make_ups(self, gradebook: int) -> None:
        """Add a past day of a journal on which somebody did not come, and one to come."""
        owing = self.open[gradebook]
        before, after = self._day(-6), self._day(2)
        if owing:
            self._make_up(gradebook, before, owing[:1], MakeUpOutcome.missed)
            self._make_up(gradebook, after, owing[:PLACES], MakeUpOutcome.planned)

    def _day(self, days: int) -> date:
        found = self.today + timedelta(days=days)
        step = timedelta(days=1 if days > 0 else -1)
        while not is_working(found):
            found += step
        return found

    def _make_up(
        self, gradebook: int, day: date, owing: list[tuple[int, int]], outcome: MakeUpOutcome
    ) -> None:
        head: Row = {"gradebook_id": gradebook, "held_on": day, "starts_at": "15:40"}
        key = self.sink.add(MakeUp, head)
        for debt, student in owing:
            place: Row = {"make_up_id": key, "debt_id": debt, "student_id": student}
            is_past = outcome is not MakeUpOutcome.planned
            place |= {"outcome": outcome, "recorded_at": at(day, 1000) if is_past else None}
            self.sink.add(MakeUpPlace, place)
