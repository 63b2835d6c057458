"""Final marks of ended terms and years, and their closings (clauses 4.6, 6.1)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from demo.calendar import Term, Year, terms
from demo.programmes import ProgrammePlan
from demo.sink import Row, Sink
from demo.staff import Person
from demo.tally import Given, Tally
from demo.teaching import Load, teacher_of
from demo.trail import at
from domain.averages import average, count
from domain.cells import NOT_ATTESTED, PASSED
from domain.enough_marks import needed
from domain.text import short_name
from models import DisciplineResult, GradeClosing, SemesterGrade, YearGrade

OVERRIDDEN: Final = 0.03
REASONS: Final = (
    "Учтены результаты итоговой контрольной работы",
    "Призовое место на олимпиаде по дисциплине",
    "Пересдача тем выполнена на консультациях",
)
FEW: Final = "Мало отметок: длительная болезнь"
HALF: Final = Decimal("0.5")


def suggested(given: Given) -> str:
    """Return the mark that marks support: their average, half up; «н/а» where there are none."""
    mean = average(given.codes)
    if mean is None:
        return PASSED if PASSED in given.codes else NOT_ATTESTED
    return str(int(mean + HALF))


@dataclass(slots=True)
class Finals:
    """Writes the final marks of one year; closings wait until all that they freeze is there."""

    sink: Sink
    rng: Random
    year: Year
    today: date
    programmes: dict[str, int]
    results: set[tuple[int, int]]  # student, item: those that have a result already
    marks: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)
    _closings: list[Row] = field(default_factory=list)

    def add(self, loads: list[Load], tally: Tally) -> None:
        """Add the marks of each term that has ended, and of the year where all have."""
        for load in loads:
            ended = [term for term in self._terms(load.group.plan) if term.number in load.semesters]
            ended = [term for term in ended if term.ends_on < self.today]
            known = [term for term in ended if tally.of(load.gradebook, term.number)]
            for term in known:
                self._term(load, term, tally.of(load.gradebook, term.number))
            if known and len(ended) == len(load.semesters):
                self._year(load, known)

    def close(self) -> None:
        """Sign what was added. Nothing that a closing freezes may be written after it."""
        self.sink.flush()
        for row in self._closings:
            self.sink.add(GradeClosing, row)

    def _terms(self, plan: ProgrammePlan) -> list[Term]:
        return terms(self.year.begins, short=plan.is_short)

    def _term(self, load: Load, term: Term, given: dict[int, Given]) -> None:
        plan, who = load.group.plan, teacher_of(load, self.year.begins)
        owner = self.programmes[plan.key] if plan.is_short else None
        semester = self.year.semesters[owner, term.number]
        when = at(term.ends_on - timedelta(days=2), 700)
        goal = needed(load.pairs(term.number) * 18, term.starts_on, term.ends_on)
        own = self.marks[load.gradebook, term.number] = {}
        for place in load.group.on(term.ends_on):
            student = place.pupil.key
            if load.part and place.part.get(load.item.area) != load.part:
                continue
            one = given.get(student) or Given()
            own[student] = self._grade(load, who, semester, student, one, goal, when)
        self._sign(load, who, semester, when)

    def _grade(
        self, load: Load, who: Person, semester: int, student: int, given: Given, goal: int,
        when: datetime,
    ) -> str:  # fmt: skip
        proposed = suggested(given)
        code, reason = proposed, None
        if proposed in ("3", "4") and self.rng.random() < OVERRIDDEN:
            code, reason = str(int(proposed) + 1), self.rng.choice(REASONS)
        mean = average(given.codes)
        grade: Row = {
            "gradebook_id": load.gradebook,
            "semester_id": semester,
            "student_id": student,
            "code": code,
            "suggested": proposed,
            "average": mean,
            "weighted": mean,
            "marks": count(given.codes),
            "needed": goal,
            "missed_hours": given.missed,
            "debts": 0,
            "reason": reason or (FEW if _too_few(given, goal) else None),
            "given_at": when,
            "given_by_id": who.user_id,
        }
        self.sink.add(SemesterGrade, grade)
        return code

    def _year(self, load: Load, known: list[Term]) -> None:
        who, last = teacher_of(load, self.year.begins), known[-1]
        when = at(last.ends_on - timedelta(days=1), 700)
        item = load.group.curriculum.items[load.item.index]
        is_over = max(load.item.semesters) in load.semesters.values()
        for student, code in self.marks[load.gradebook, last.number].items():
            codes = [self.marks[load.gradebook, term.number].get(student) for term in known]
            mean = average(code for code in codes if code)
            final = code if mean is None else str(int(mean + HALF))
            whose: Row = {"gradebook_id": load.gradebook, "student_id": student, "code": final}
            whose |= {"suggested": final, "reason": None}
            whose |= {"given_at": when, "given_by_id": who.user_id}
            self.sink.add(YearGrade, whose)
            if is_over and (student, item) not in self.results:
                self.results.add((student, item))
                grounds = ", ".join(one for one in codes if one)
                self.sink.add(DisciplineResult, {**whose, "item_id": item, "grounds": grounds})
        self._sign(load, who, None, when)

    def _sign(self, load: Load, who: Person, semester: int | None, when: datetime) -> None:
        row: Row = {
            "gradebook_id": load.gradebook,
            "semester_id": semester,
            "signed_at": when,
            "signed_by_id": who.user_id,
            "signed_name": signed_name(who),
        }
        self._closings.append(row)


def signed_name(who: Person) -> str:
    """Return «Иванова А. П.», as a signature keeps it."""
    return short_name(who.name.last, who.name.first, who.name.patronymic)


def _too_few(given: Given, goal: int) -> bool:
    return count(given.codes) < goal
