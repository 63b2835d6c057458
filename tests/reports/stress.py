"""A journal as heavy as they come: 40 students, 92 lessons, names and topics without mercy."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.attendance import Missed
from domain.attendance_sheet import Period
from domain.enough_marks import Course
from domain.enums import AttestationForm, Standing
from domain.final_marks import Grounds
from domain.lesson_state import LessonState
from domain.quality import summary
from domain.terms import Term
from services.corrections import Correction
from services.final_shapes import (
    Closing,
    ClosingTerm,
    FinalMarks,
    Given,
    StudentGrounds,
    YearOfTerms,
)
from services.grid_head import Head
from services.grid_shapes import Grid, GridCell, GridLesson, GridStudent, GridWork, GridWorkCell
from services.journal_book_shapes import Book, BookFacts, BookTerm
from services.journal_keepers import Keeper, KeeperTerms
from services.journal_times import Times

FIRST, LAST = date(2026, 9, 1), date(2026, 12, 28)
NAME = "Константинопольская-Преображенская Александра Владиславовна"
TOPIC = (
    "Проектирование, разработка и сопровождение распределённых информационных систем: "
    "Электровысоковольтнооборудованиеремонтноналадочный комплекс; "
)
CELLS = ("5", "оп15/4", "н", "уп/5", "4/5", "н/а", "", "осв", "нп", "зч", "б", "оп90/зч", "2/3")
STUDENTS, LESSONS = 40, 92


def heavy_book() -> Book:
    """Return the journal, one semester long."""
    term = Term(1, FIRST, LAST)
    lessons = tuple(_lesson(number) for number in range(LESSONS))
    works = tuple(_work(number, lessons[number * 9]) for number in range(8))
    students = tuple(_student(number) for number in range(STUDENTS))
    cells = tuple(_cell(one, two) for one in lessons for two in students)
    marks = tuple(GridWorkCell(work.id, one.id, "5", 1, None) for work in works for one in students)
    head = _head()
    grid = Grid(
        head.id, f"{head.index_code} {head.item}", head.index_code, 1, head.group, "1", 1,
        head.teacher, head.year, (term,), term, False, 184, 180, students, lessons, cells, works,
        marks, _course(term),
    )  # fmt: skip
    corrections = tuple(_correction(number, lessons) for number in range(60))
    shown = BookTerm(grid, lessons, {one.id: head.teacher for one in lessons}, corrections)
    facts = BookFacts(
        TOPIC[:90], head.teacher, f"09.02.07 {TOPIC * 2}", TOPIC, head.teacher, 3, date(2029, 6, 30)
    )
    return Book(
        head, facts, (shown,), _year(head, students), (_closing(),), (), {}, (), (), audited=True
    )


def _course(term: Term) -> Course:
    return Course(term.ends_on, term.starts_on, term.ends_on, 8, frozenset(), (), ())


def _lesson(number: int) -> GridLesson:
    day = FIRST + timedelta(days=number + number // 6)
    late = number % 7 == 0
    topic = TOPIC * (15 if number == 40 else 1 + number % 3)
    return GridLesson(
        number + 1, day, 1 + number % 7, 2, "practical", "in_class", topic[:2000],
        (f"Параграф {number}, " + "упражнения и задачи, " * (number % 5))[:2000],
        TOPIC if number % 4 == 0 else "", None, 2 if number % 2 else 0, None, "101",
        LessonState.late if late else LessonState.recorded, datetime(2026, 12, 1, 9), NAME, late,
        False,
    )  # fmt: skip


def _work(number: int, lesson: GridLesson) -> GridWork:
    return GridWork(number + 1, lesson.id, 101, "control", TOPIC, True, 3, FIRST, LAST, None, False)


def _student(number: int) -> GridStudent:
    since = FIRST + timedelta(days=20) if number == 5 else FIRST
    until = FIRST + timedelta(days=50) if number == 7 else None
    name = NAME if number % 4 == 0 else f"Иванов-{number:02} Иван Иванович"
    short = "Константинопольская-Преображенская А. В." if number % 4 == 0 else f"Иванов-{number} И."
    verdict: object = None
    return GridStudent(
        number + 1, name, short, (Period(since, until),), Decimal("3.75"), Decimal("3.80"), 9, 8,
        40, verdict,  # type: ignore[arg-type]
    )  # fmt: skip


def _cell(lesson: GridLesson, student: GridStudent) -> GridCell:
    kind = (lesson.id * 7 + student.id * 3) % 29
    text = CELLS[kind % len(CELLS)]
    if kind == 3:
        return GridCell(lesson.id, student.id, text, 3, "оп15/4")
    return GridCell(lesson.id, student.id, text, 1 if kind == 5 else 0, None)


def _correction(number: int, lessons: tuple[GridLesson, ...]) -> Correction:
    lesson = lessons[number]
    return Correction(
        number + 1, lesson.id, lesson.held_on, lesson.pair, 1 + number % STUDENTS, NAME, None,
        TOPIC, "оп15/4" if number % 3 else "", "уп/5", NAME, datetime(2026, 12, 1, 9), TOPIC * 3,
    )  # fmt: skip


def _head() -> Head:
    teacher = "Константинопольский-Преображенский А. В."
    keeper = Keeper(1, teacher, Standing.main, FIRST, None)
    return Head(
        1, 1, 1, 1, 1, "ИСиП-21-9-1 (платная)", 2026, 1, "первая подгруппа", "МДК.01.01",
        TOPIC * 2, 1, 1, "2026/2027", date(2026, 9, 1), date(2027, 8, 31), False, True, True,
        teacher, KeeperTerms((keeper,)), Times(), 0,
    )  # fmt: skip


def _year(head: Head, students: tuple[GridStudent, ...]) -> FinalMarks:
    term = ClosingTerm(1, 1, FIRST, LAST, 180, AttestationForm.exam)
    lines = tuple(
        StudentGrounds(
            one.id, one.name, one.short_name, one.periods, True, None, None, {}, Missed(), 0,
            Grounds(average=None), None, Given(1, "4", TOPIC), None, (), ("4",),
        )
        for one in students
    )  # fmt: skip
    return FinalMarks(
        head=head,
        year=YearOfTerms((term,), True, AttestationForm.exam),
        term=None,
        students=lines,
        closings=(),
        quality=summary((), dict.fromkeys(("5", "4", "3", "2", "н/а"), 0)),
        may_write=False,
        taught=(1,),
    )


def _closing() -> Closing:
    return Closing(1, 1, datetime(2026, 12, 28, 9), NAME, 1, datetime(2027, 1, 9, 9), NAME, TOPIC)
