"""Lessons as teachers recorded them: headers, confirmations, absences, marks, corrections."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from demo.attendance import Attendance
from demo.cells import Cells
from demo.debts import Debts
from demo.recorded import Recorded
from demo.schedule import Planned
from demo.sink import Sink
from demo.staff import Person
from demo.tally import Tally
from demo.teaching import Load, teacher_of
from demo.texts import Header
from demo.trail import BELLS, PRACTICE_BELL, Trail, at
from demo.works import add_work
from domain.enums import LessonKind, LessonMode
from models import Lesson

DISTANT: Final = 0.025  # of lessons are held at a distance


class Journal:
    """Writes lessons in the order in which they were held."""

    def __init__(self, sink: Sink, rng: Random, today: date, begins: int) -> None:
        self.sink = sink
        self.rng = rng
        self.today = today
        self.begins = begins
        self.trail = Trail(sink)
        self.is_published = False  # whether the lessons came from a timetable
        self.keep_open: Callable[[Planned], bool] = lambda _lesson: False
        self.tally = Tally()
        self.debts = Debts(sink, today)

    def write(self, lesson: Planned, attendance: Attendance) -> None:
        """Write a lesson and what differs in it from «present, no mark»."""
        who = teacher_of(lesson.load, self.begins)
        when = self._confirmed(lesson)
        key = self.sink.add(Lesson, self._row(lesson, who, when))
        if when is not None:
            work = add_work(self.sink, self.rng, lesson, key, when) if self.is_published else None
            recorded = Recorded(lesson, who, key, when, work)
            owed = self.debts if self.is_published else None
            cells = Cells(self.trail, self.rng, self.today, recorded, self.tally, owed)
            cells.write(attendance)

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
        is_extra = header.kind is LessonKind.consultation
        if self.is_published and lesson.day >= self.today and when is None and not is_extra:
            return self._to_come(lesson)
        return {
            **self._place(lesson),
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
            "topic_id": lesson.topic,
        }

    def _place(self, lesson: Planned) -> dict[str, object]:
        return {
            "gradebook_id": lesson.load.gradebook,
            "held_on": lesson.day,
            "pair": lesson.pair,
            "room_id": lesson.room,
            "is_scheduled": self.is_published and lesson.header.kind is not LessonKind.consultation,
        }

    def _to_come(self, lesson: Planned) -> dict[str, object]:
        """Return a lesson as publishing the timetable makes it: its topic comes from the plan."""
        header, texts = lesson.header, dict.fromkeys(("topic", "homework", "tasks"), "")
        blanks = dict.fromkeys(("task_kind", "confirmed_at", "confirmed_by_id", "homework_at"))
        is_day = header.kind is LessonKind.practice_day
        return {
            **self._place(lesson),
            **texts,
            **blanks,
            "hours": header.hours,
            "practical_hours": 0,
            "kind": LessonKind.practice_day if is_day else LessonKind.lecture,
            "mode": LessonMode.in_class,
            "topic_id": None,
        }


def consultation(load: Load, day: date, like: Planned) -> Planned:
    """Return a lesson at a distance for a day without lessons, so that today is not empty."""
    topic = "Консультация по выполнению практических работ"
    tasks = "Ответы на вопросы студентов"
    kind, mode = LessonKind.consultation, LessonMode.distance
    header = Header(kind, mode, topic, "", tasks, None, hours=1, practical_hours=0)
    return Planned(day, 6, load, header, like.table)
