"""What is written in a lesson's header: kind, topic, homework, tasks, by the area of teaching."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from demo.hours import PROFESSIONAL, lessons_of
from demo.programmes import DATA, DAY_HOURS, ItemPlan, ProgrammePlan
from domain.enums import AttestationForm, ItemKind, LessonKind, LessonMode, TaskKind

LAST: Final = {
    AttestationForm.exam: ("Обобщение. Подготовка к экзамену", LessonKind.seminar),
    AttestationForm.graded_credit: ("Дифференцированный зачёт", LessonKind.control),
    AttestationForm.credit: ("Зачётное занятие", LessonKind.control),
}
CONTROL_EVERY: Final = 8
COURSEWORK_FROM: Final = 5  # semester of the programme
COURSEWORK_LESSONS: Final = 10
TASKS: Final = {
    LessonKind.control: ("Задания контрольной работы, 2 варианта", TaskKind.control),
    LessonKind.lab: ("Выполнить измерения, заполнить таблицу, сделать вывод", TaskKind.lab),
    LessonKind.practical: ("Выполнить задания по методическим указаниям", TaskKind.practical),
    LessonKind.seminar: ("Устные ответы по вопросам семинара", TaskKind.answer),
    LessonKind.coursework: ("Выполнить этап курсовой работы", TaskKind.written),
    LessonKind.practice_day: ("Задание дня, запись в дневнике", TaskKind.practical),
}


@cache
def homework_forms() -> dict[str, list[str]]:
    """Return the forms of homework in each area of teaching, from `data/homework.txt`."""
    lines = (DATA / "homework.txt").read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line[0] != "#"]
    return {area: [form if form != "-" else "" for form in forms] for area, *forms in rows}


@dataclass(frozen=True, slots=True)
class Header:
    """What a lesson plan says of one lesson."""

    kind: LessonKind
    mode: LessonMode
    topic: str
    homework: str
    tasks: str
    task_kind: TaskKind | None
    hours: int
    practical_hours: int
    theme: str = ""
    is_last: bool = False  # of its semester, with a mark for everyone
    is_credit: bool = False  # that mark is «зч» or «нз»


class Plans:
    """Lesson plans. Groups that follow the same curriculum row share one."""

    def __init__(self) -> None:
        self._plans: dict[tuple[str, str, int], dict[int, list[Header]]] = {}

    def of(self, plan: ProgrammePlan, item: ItemPlan, course: int) -> dict[int, list[Header]]:
        """Return the headers of `item` in a course, by semester of the programme."""
        key = (plan.key, item.index, course)
        if key not in self._plans:
            self._plans[key] = _year(plan, item, course)
        return self._plans[key]


def _year(plan: ProgrammePlan, item: ItemPlan, course: int) -> dict[int, list[Header]]:
    a_year = plan.semesters // plan.courses
    first = (course - 1) * a_year + 1
    numbers = {s: lessons_of(plan, item, s) for s in range(first, first + a_year)}
    writer = _Writer(item, max(1, sum(numbers.values())))
    return {
        semester: [writer.next(semester, amount - 1 - n) for n in range(amount)]
        for semester, amount in numbers.items()
    }


class _Writer:
    """Writes the headers of an item one after another."""

    def __init__(self, item: ItemPlan, total: int) -> None:
        self.item = item
        self.total = total
        self.count = 0
        self.numbers: dict[str, int] = {}
        self.last_topic = ""
        self.within = 0

    def _numbered(self, title: str) -> str:
        self.numbers[title] = self.numbers.get(title, 0) + 1
        return f"{title} № {self.numbers[title]}"

    def next(self, semester: int, left: int) -> Header:
        """Return the next header; `left` lessons of the semester come after it."""
        is_last = left == 0
        topic = self.item.topics[self.count * len(self.item.topics) // self.total]
        self.within = self.within + 1 if topic == self.last_topic else 0
        self.last_topic = topic
        self.count += 1
        if self.item.is_practice:
            return self._day(topic, is_last=is_last)
        ending = LAST.get(self.item.attestation.get(semester, AttestationForm.none))
        if is_last and ending:
            is_credit = ending is LAST[AttestationForm.credit]
            return self._header(ending[1], ending[0], is_last=True, is_credit=is_credit)
        if left <= COURSEWORK_LESSONS and self._writes_coursework(semester):
            title = self._numbered("Курсовая работа. Этап")
            return self._header(LessonKind.coursework, title)
        if self.count % CONTROL_EVERY == 0 and self.item.profile != "e":
            title = self._numbered("Контрольная работа")
            return self._header(LessonKind.control, f"{title} по теме «{topic}»")
        kind, text = self._usual(topic)
        return self._header(kind, text)

    def _writes_coursework(self, semester: int) -> bool:
        """Return whether a coursework is written: where a course of a module ends in an exam."""
        ends_in_exam = self.item.attestation.get(semester) is AttestationForm.exam
        return self.item.kind is ItemKind.course and semester >= COURSEWORK_FROM and ends_in_exam

    def _usual(self, topic: str) -> tuple[LessonKind, str]:
        profile, within = self.item.profile, self.within
        if profile == "e":
            ending = ("", ". Совершенствование техники", ". Учёт")[within % 3]
            return LessonKind.practical, topic + ending
        if within == 0:
            return LessonKind.lecture, topic
        if profile == "l" and within % 2 == 1:
            return LessonKind.lab, f"{self._numbered('Лабораторная работа')}. {topic}"
        if profile == "p" or (profile == "l" and within == 2):
            return LessonKind.practical, f"{self._numbered('Практическая работа')}. {topic}"
        if profile == "s":
            endings = ("Решение упражнений", "Закрепление", "Самостоятельная работа")
            return LessonKind.practical, f"{topic}. {endings[within % 3]}"
        if within % 2:
            return LessonKind.seminar, f"Семинар. {topic}"
        return LessonKind.lecture, f"{topic} (продолжение)"

    def _day(self, topic: str, *, is_last: bool) -> Header:
        at_work = self.item.kind is not ItemKind.study_practice
        mode = LessonMode.enterprise if at_work else LessonMode.in_class
        tasks, task_kind = TASKS[LessonKind.practice_day]
        title = "Защита отчёта по практике. Зачёт" if is_last else topic
        return Header(
            LessonKind.practice_day, mode, title, "", tasks, task_kind, DAY_HOURS, DAY_HOURS,
            topic, is_last,
        )  # fmt: skip

    def _header(
        self, kind: LessonKind, topic: str, *, is_last: bool = False, is_credit: bool = False
    ) -> Header:
        tasks, task_kind = TASKS.get(kind, ("", None))
        trains = kind in (LessonKind.practical, LessonKind.lab)
        practical = 2 if trains and self.item.index.startswith(PROFESSIONAL) else 0
        homework = "" if is_last else self._homework()
        return Header(
            kind, LessonMode.in_class, topic, homework, tasks, task_kind, 2, practical,
            self.last_topic, is_last, is_credit,
        )  # fmt: skip

    def _homework(self) -> str:
        n = self.count
        forms = homework_forms().get(self.item.area) or homework_forms()["other"]
        return forms[n % len(forms)].format(
            v=n % 12 + 1, q=n % 6 + 3, p=n * 3 + 4, r=n * 3 + 7,
            n=n * 7 + 2, m=n * 7 + 5, s=n // 2 + 1,
        )  # fmt: skip
