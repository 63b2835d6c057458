"""Lessons as teachers recorded them: headers, confirmations, absences, marks, corrections."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from demo import marks
from demo.attendance import Attendance, Away
from demo.groups import Place
from demo.schedule import Planned
from demo.sink import Sink
from demo.staff import Person
from demo.teaching import Load, teacher_of
from demo.texts import Header
from demo.trail import BELLS, PRACTICE_BELL, CellChange, Trail, at
from domain.cells import Cell
from domain.enums import AbsenceKind, LessonKind, LessonMode
from models import Absence, Lesson, Mark

DISTANT: Final = 0.025  # of lessons are held at a distance
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


class Journal:
    """Writes lessons in the order in which they were held."""

    def __init__(self, sink: Sink, rng: Random, today: date, begins: int) -> None:
        self.sink = sink
        self.rng = rng
        self.today = today
        self.begins = begins
        self.trail = Trail(sink)
        self.keep_open: Callable[[Planned], bool] = lambda _lesson: False

    def write(self, lesson: Planned, attendance: Attendance) -> None:
        """Write a lesson and what differs in it from «present, no mark»."""
        who = teacher_of(lesson.load, self.begins)
        when = self._confirmed(lesson)
        key = self.sink.add(Lesson, self._row(lesson, who, when))
        if when is not None:
            _Cells(self, lesson, who, key, when).write(attendance)

    def _confirmed(self, lesson: Planned) -> datetime | None:
        """Return when the lesson was recorded: mostly on its day, now and then later or never."""
        rng, day, ago = self.rng, lesson.day, (self.today - lesson.day).days
        bell = BELLS[lesson.pair] if lesson.pair else PRACTICE_BELL
        if ago < 0 or (ago == 0 and self.keep_open(lesson)):
            return None
        if ago == 0:
            is_recorded = (lesson.pair or 1) <= 2 and rng.random() < 0.6
            return at(day, bell + rng.randint(5, 80)) if is_recorded else None
        roll = rng.random()
        if roll < (0.06 if ago <= 4 else 0.006):
            return None
        if roll > 0.96 and ago > 4:
            return at(day + timedelta(days=rng.randint(1, 4)), rng.randint(540, 1140))
        return at(day, bell + rng.randint(5, 150))

    def _row(self, lesson: Planned, who: Person, when: datetime | None) -> dict[str, object]:
        header, rng = lesson.header, self.rng
        distant = header.mode is LessonMode.in_class and rng.random() < DISTANT
        mode = header.mode
        if distant:
            mode = LessonMode.distance if rng.random() < 0.7 else LessonMode.e_learning
        homework, given = header.homework, when
        if lesson.day >= self.today and when is None:
            homework = "" if rng.random() < 0.7 else homework
            given = at(self.today, 30) if homework else None
        elif rng.random() < 0.04 or when is None:
            homework = ""
        elif rng.random() < 0.03:
            given = max(when, at(lesson.day + timedelta(days=1), rng.randint(500, 900)))
        return {
            "gradebook_id": lesson.load.gradebook,
            "held_on": lesson.day,
            "pair": lesson.pair,
            "hours": header.hours,
            "practical_hours": header.practical_hours,
            "kind": header.kind,
            "mode": mode,
            "topic": header.topic,
            "homework": homework,
            "tasks": header.tasks,
            "task_kind": header.task_kind,
            "confirmed_at": when,
            "confirmed_by_id": who.user_id if when else None,
            "homework_at": given if homework else None,
        }


class _Cells:
    """Writes the cells of one lesson."""

    def __init__(
        self, journal: Journal, lesson: Planned, who: Person, key: int, when: datetime
    ) -> None:
        self.journal = journal
        self.sink = journal.sink
        self.rng = journal.rng
        self.lesson = lesson
        self.who = who
        self.key = key
        self.when = when
        self.is_late = when >= at(lesson.day + timedelta(days=1), 0)
        self.share = marks.share(lesson.header)
        self.area = lesson.load.item.area

    def write(self, attendance: Attendance) -> None:
        """Write absences and marks of everyone who belongs to the lesson."""
        lesson, load = self.lesson, self.lesson.load
        away = attendance.away(lesson.day, lesson.table)
        ago = (self.journal.today - lesson.day).days
        for place in attendance.roster(lesson.day):
            if load.part and place.part.get(self.area) != load.part:
                continue
            state = away.get(place.pupil.key)
            if state is not None and state.hits(lesson.pair):
                self._absent(place, state, ago)
            elif marks.is_exempt(place.pupil, self.area):
                self._mark(place, (marks.EXEMPT,))
            elif self.rng.random() < self.share:
                self._present(place, ago)

    def _absent(self, place: Place, away: Away, ago: int) -> None:
        student = place.pupil.key
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
        if away.kind is AbsenceKind.late:
            if self.rng.random() < self.share:
                codes = (marks.numeric(self.rng, place.pupil, self.area),)
        elif marks.may_be_made_up(self.rng, self.lesson.header, away, ago):
            made_up = marks.numeric(self.rng, place.pupil, self.area, bonus=-0.2)
            self._insert(student, (made_up,))
            self._later(student, Cell(away.kind), Cell(away.kind, None, (made_up,)), MADE_UP)
            return
        elif away.kind is AbsenceKind.sick and self.rng.random() < 0.1 and ago > 8:
            self._later(student, Cell(AbsenceKind.unstated), Cell(away.kind), NEW_REASON)
        self._insert(student, codes)
        self._when_late(student, Cell(away.kind, away.minutes, codes))

    def _present(self, place: Place, ago: int) -> None:
        header, rng = self.lesson.header, self.rng
        codes = marks.codes(rng, place.pupil, self.area, header)
        self._mark(place, codes)
        if ago > 8 and rng.random() < 0.012 and codes[0] in "345" and len(codes) == 1:
            old = str(int(codes[0]) - 1)
            reason = rng.choice(CORRECTIONS)
            self._later(place.pupil.key, Cell(None, None, (old,)), Cell(None, None, codes), reason)

    def _mark(self, place: Place, codes: tuple[str, ...]) -> None:
        self._insert(place.pupil.key, codes)
        self._when_late(place.pupil.key, Cell(None, None, codes))

    def _insert(self, student: int, codes: tuple[str, ...]) -> None:
        for ordinal, code in enumerate(codes):
            row = {"lesson_id": self.key, "student_id": student, "ordinal": ordinal, "code": code}
            self.sink.add(Mark, row)

    def _when_late(self, student: int, cell: Cell) -> None:
        """Leave a trace where the whole lesson was recorded after its day."""
        if self.is_late:
            reason = LATE_REASON[self.key % len(LATE_REASON)]
            self._trace(self.when, CellChange(student, "", cell.text, reason))

    def _later(self, student: int, old: Cell, new: Cell, reason: str) -> None:
        """Leave the trace of a cell that was changed up to a week after its lesson."""
        day = self.lesson.day + timedelta(days=self.rng.randint(1, 7))
        change = CellChange(student, old.text, new.text, reason)
        self._trace(at(day, self.rng.randint(520, 1080)), change)

    def _trace(self, when: datetime, change: CellChange) -> None:
        self.journal.trail.cell(self.lesson.load, self.who, self.key, self.lesson.day, when, change)


def consultation(load: Load, day: date, like: Planned) -> Planned:
    """Return a lesson at a distance for a day without lessons, so that today is not empty."""
    topic = "Консультация по выполнению практических работ"
    tasks = "Ответы на вопросы студентов"
    kind, mode = LessonKind.consultation, LessonMode.distance
    header = Header(kind, mode, topic, "", tasks, None, hours=1, practical_hours=0)
    return Planned(day, 6, load, header, like.table)
