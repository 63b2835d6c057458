"""The cells of one lesson: absences, marks, and the traces of what was changed later."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from demo import marks
from demo.attendance import Attendance, Away
from demo.debts import Debts
from demo.groups import Place
from demo.recorded import Recorded
from demo.sink import Row
from demo.tally import Tally
from demo.trail import CellChange, Trail, at
from domain.cells import Cell
from domain.enums import AbsenceKind
from models import Absence, Mark

LATE_REASON: Final = (
    "Не было доступа к сети",
    "Занятие замены, журнал открыт позже",
    "Командировка",
)
CORRECTIONS: Final = (
    "Ошибка при вводе",
    "Работа перепроверена",
    "Отметка поставлена не тому студенту",
)
MADE_UP: Final = "Отработка пропущенного занятия"
NEW_REASON: Final = "Принесена справка"


class Cells:
    """Writes the cells of one lesson."""

    def __init__(
        self, trail: Trail, rng: Random, today: date, recorded: Recorded, tally: Tally,
        owed: Debts | None,
    ) -> None:  # fmt: skip
        self.trail = trail
        self.sink = trail.sink
        self.rng = rng
        self.recorded = recorded
        self.lesson = recorded.lesson
        self.key = recorded.key
        self.ago = (today - self.lesson.day).days
        self.is_late = recorded.when >= at(self.lesson.day + timedelta(days=1), 0)
        self.tally, self.owed = tally, owed
        self.here: list[int] = []
        self.absences: dict[int, AbsenceKind] = {}
        self.codes: dict[int, list[str]] = {}
        self.share = marks.share(self.lesson.header)
        if recorded.work is not None:
            self.share = recorded.work.share
        self.area = self.lesson.load.item.area

    def write(self, attendance: Attendance) -> None:
        """Write absences and marks of everyone who belongs to the lesson."""
        lesson, load = self.lesson, self.lesson.load
        away = attendance.away(lesson.day, lesson.table)
        for place in attendance.roster(lesson.day):
            if load.part and place.part.get(self.area) != load.part:
                continue
            self.here.append(place.pupil.key)
            state = away.get(place.pupil.key)
            if state is not None and state.hits(lesson.pair):
                self._absent(place, state)
            elif marks.is_exempt(place.pupil, self.area):
                self._mark(place, (marks.EXEMPT,))
            elif self.rng.random() < self.share:
                self._present(place)
        if self.owed is not None:
            self.owed.add(self.recorded, self.here, self.absences, self.codes)

    def _absent(self, place: Place, away: Away) -> None:
        student = place.pupil.key
        self.absences[student] = away.kind
        self.sink.add(
            Absence,
            {
                "lesson_id": self.key,
                "student_id": student,
                "kind": away.kind,
                "minutes": away.minutes,
            },
        )
        codes: tuple[str, ...] = ()
        if away.kind is not AbsenceKind.late:
            self.tally.miss(self.lesson, student)
        if away.kind is AbsenceKind.late:
            if self.rng.random() < self.share:
                codes = (marks.numeric(self.rng, place.pupil, self.area),)
        elif marks.may_be_made_up(self.rng, self.lesson.header, away, self.ago):
            made_up = marks.numeric(self.rng, place.pupil, self.area, bonus=-0.2)
            self._insert(student, (made_up,))
            self._made_up(student, away.kind, made_up)
            return
        elif away.kind is AbsenceKind.sick and self.rng.random() < 0.1 and self.ago > 8:
            self._later(student, Cell(AbsenceKind.unstated), Cell(away.kind), NEW_REASON)
        self._insert(student, codes)
        self._when_late(student, Cell(away.kind, away.minutes, codes))

    def _present(self, place: Place) -> None:
        header, rng = self.lesson.header, self.rng
        codes = marks.codes(rng, place.pupil, self.area, header)
        self._mark(place, codes)
        if self.recorded.work is not None:
            return
        if self.ago > 8 and rng.random() < 0.012 and codes[0] in "345" and len(codes) == 1:
            old = str(int(codes[0]) - 1)
            reason = rng.choice(CORRECTIONS)
            self._later(place.pupil.key, Cell(None, None, (old,)), Cell(None, None, codes), reason)

    def _mark(self, place: Place, codes: tuple[str, ...]) -> None:
        self._insert(place.pupil.key, codes)
        self._when_late(place.pupil.key, Cell(None, None, codes))

    def _insert(self, student: int, codes: tuple[str, ...]) -> None:
        work = self.recorded.work
        for ordinal, code in enumerate(codes if work is None else codes[:1]):
            row: Row = {"lesson_id": self.key, "student_id": student, "code": code}
            row |= {"ordinal": ordinal, "work_id": None} if work is None else work.place
            self.sink.add(Mark, row)
            self.codes.setdefault(student, []).append(code)
            self.tally.mark(self.lesson, student, code)

    def _when_late(self, student: int, cell: Cell) -> None:
        """Leave a trace where the whole lesson was recorded after its day."""
        if self.is_late:
            reason, work = LATE_REASON[self.key % len(LATE_REASON)], self.recorded.work
            own = cell if work is None else Cell(cell.absence, cell.minutes)
            if own:
                self._trace(self.recorded.when, CellChange(student, "", own.text, reason))
            if work is not None and cell.marks:
                change = CellChange(student, "", cell.marks[0], reason, work.key)
                self._trace(self.recorded.when, change)

    def _later(self, student: int, old: Cell, new: Cell, reason: str) -> None:
        """Leave the trace of a cell that was changed up to a week after its lesson."""
        day = self.lesson.day + timedelta(days=self.rng.randint(1, 7))
        change = CellChange(student, old.text, new.text, reason)
        self._trace(at(day, self.rng.randint(520, 1080)), change)

    def _made_up(self, student: int, kind: AbsenceKind, code: str) -> None:
        """Leave the trace of a work that was made up: in its own cell, or beside the absence."""
        work = self.recorded.work
        if work is None:
            self._later(student, Cell(kind), Cell(kind, None, (code,)), MADE_UP)
            return
        day = self.lesson.day + timedelta(days=self.rng.randint(1, 7))
        self._trace(at(day, 900), CellChange(student, "", code, MADE_UP, work.key))

    def _trace(self, when: datetime, change: CellChange) -> None:
        recorded = self.recorded
        self.trail.cell(self.lesson.load, recorded.who, self.key, self.lesson.day, when, change)
