"""4.2: plans of other people's making; nothing is passed over, and what is broken is refused."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from domain.enums import LessonKind, PlanRow
from exchange.lesson_plan_xlsx import Block, Fate, Field, LessonRead, PlanSheet, understand
from exchange.lesson_plan_xlsx.book import open_book
from exchange.lesson_plan_xlsx.lines import lines_of
from exchange.lesson_plan_xlsx.mending import Mender
from exchange.lesson_plan_xlsx.shapes import Why
from exchange.lesson_plan_xlsx.write import EXAMPLE, plan_workbook
from exchange.unreadable import UnreadableError
from services.plan_lines import PlanLine
from tests.exchange.plan_sheets import HEAD, SIMPLE, Cells, package, workbook


def grid(cells: Cells) -> tuple[tuple[str, ...], ...]:
    width = max(len(row) for row in cells)
    return tuple(tuple(str(cell) for cell in (*row, *[""] * (width - len(row)))) for row in cells)


def lessons(sheet: PlanSheet) -> list[LessonRead]:
    return [one for one in sheet.lessons if one.level is PlanRow.lesson]


@pytest.fixture(autouse=True)
def _words() -> Iterator[None]:
    """Sentences are translated where a request or a command runs; no database is needed."""
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


def test_a_plain_plan_is_read_with_sections_kinds_and_hours() -> None:
    sheet = understand(grid(SIMPLE))
    first = sheet.lessons[0]
    assert (first.level, first.title) == (
        PlanRow.section,
        "Раздел 1. Основы",
    )
    assert [(one.title, one.all_hours, one.kind) for one in lessons(sheet)] == [
        ("Введение в дисциплину", 2, LessonKind.lecture),
        ("Практическая работа № 1", 4, LessonKind.practical),
        ("Зачёт", 2, LessonKind.control),
    ]
    assert sheet.hours_read == sheet.hours_in_sheet == 8


def test_columns_in_another_order_and_names_read_backwards_are_recognised() -> None:
    cells = (
        ("Вид занятия", "Домашнее задание", "мет еинавонемиаН", "яитяназ №", "восач ов-лоК"),
        ("лекция", "[1], стр. 3", "Сети и их виды", "1", "2"),
        ("лабораторное", "[1], стр. 9", "Лабораторная работа № 1", "2", "4"),
    )  # fmt: skip
    sheet = understand(grid(cells))
    assert sheet.blocks[0].columns == (
        Field.kind,
        Field.homework,
        Field.title,
        Field.number,
        Field.total,
    )
    assert [(one.title, one.all_hours) for one in lessons(sheet)] == [
        ("Сети и их виды", 2),
        ("Лабораторная работа № 1", 4),
    ]


def test_a_repeated_header_and_totals_of_a_semester_are_no_lessons() -> None:
    cells = (*SIMPLE, HEAD, ("Итого за 1 семестр", "", 8), (4, "Повторение", 2, "лекция", ""))
    sheet = understand(grid(cells))
    fates = {one.row: one.fate for one in sheet.rows}
    assert (fates[1], fates[6], fates[7]) == (Fate.header, Fate.header, Fate.totals)
    assert lessons(sheet)[-1].semester == 2
    assert (sheet.totals[0].told, sheet.totals[0].read) == (8, 8)
    assert sheet.hours_read == sheet.hours_in_sheet == 10


def test_a_heading_with_the_sum_of_its_lessons_is_not_counted_twice() -> None:
    cells = (HEAD, ("", "Раздел 1. Основы", 6), (1, "Введение", 2), (2, "Основы", 4))
    assert understand(grid(cells)).hours_read == 6


def test_what_cannot_be_read_is_listed_with_its_row() -> None:
    cells = (HEAD, ("", "", 7), (1, "Введение", "2,5", "лекция"), (3, "Основы", 2, "лекция"))
    sheet = understand(grid(cells))
    assert {(one.row, one.why) for one in sheet.unread} == {
        (2, Why.hours_without_lesson),
        (3, Why.hours_unclear),
    }
    assert next(one.text for one in sheet.unread if one.row == 3) == "2,5"
    assert sheet.gaps == (2,)
    assert (sheet.hours_in_sheet, sheet.hours_read) == (9, 2)


def test_columns_that_a_person_chose_are_followed() -> None:
    cells = (("1", "Введение", "2", "3"), ("2", "Основы", "4", "5"))
    block = Block(1, 2, (Field.number, Field.title, Field.practice, Field.skip))
    found = lessons(understand(grid(cells), [block]))
    assert [(one.hours, one.kind) for one in found] == [
        ({Field.practice: 2}, LessonKind.practical),
        ({Field.practice: 4}, LessonKind.practical),
    ]


def test_hours_of_two_kinds_make_two_rows_and_keep_their_sum() -> None:
    cells = (
        ("№", "Наименование тем", "Лекции", "Практические", "Домашнее задание"),
        ("1", "Сети", "2", "4", "Отчёт"),
    )
    read = lines_of(understand(grid(cells)).lessons, lambda found: (1,) * len(found))
    lines = [one.line for one in read]
    assert [(line.kind, line.hours) for line in lines] == [
        (LessonKind.lecture, 2),
        (LessonKind.practical, 4),
    ]


def test_halves_of_self_study_are_carried_so_that_the_sum_stays() -> None:
    head = ("№", "Наименование тем", "Часы", "Самостоятельная работа")
    rows = [(str(at), f"Тема {at}", "2", "Конспект – 0,5 ч.") for at in range(1, 5)]
    lines = lines_of(understand(grid((head, *rows))).lessons, lambda found: (1,) * len(found))
    assert [one.line.self_study_hours for one in lines] == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("Пои ск в стро ке", "Поиск в строке"),
        ("Комбинирова нное занятие", "Комбинированное занятие"),
        ("программные ха- рактеристики", "программные характеристики"),
        ("О бъектно-ориентированное", "Объектно-ориентированное"),
        ("ПР№9 Алгоритмы", "ПР №9 Алгоритмы"),
        ("“ Монтаж сети ”", "“Монтаж сети”"),
        ("стр. 252- 273", "стр. 252-273"),
    ],
)
def test_torn_words_are_made_whole(torn: str, whole: str) -> None:
    mender = Mender(["строка и строки", "объектно-ориентированное программирование"])
    assert mender.mend(torn)[0] == whole


@pytest.mark.parametrize(
    "title",
    ["Узел сети и его адрес", "Ток утечки", "Работа с файлами в сети", "План счетов", "Закон Ома"],
)
def test_whole_words_are_left_alone(title: str) -> None:
    assert Mender([title]).mend(title) == (title, ())


def test_what_is_written_as_xlsx_is_read_back_the_same() -> None:
    second = PlanLine(
        title="Контрольная работа № 1", hours=2, kind=LessonKind.control, semester_number=2
    )
    lines = [*EXAMPLE, second]
    sheet = understand(open_book(plan_workbook(lines, "ОП.01 · ИС-21")).grid)
    read = [one.line for one in lines_of(sheet.lessons, lambda rows: (1,) * len(rows))]
    assert read == lines
    assert not sheet.unread


BOMB = b"<worksheet>" + b" " * 130_000_000


def lying(content: bytes) -> bytes:
    """Return an archive whose headers say that its parts are small."""
    return content.replace(len(BOMB).to_bytes(4, "little"), (99).to_bytes(4, "little"))


BROKEN = {
    "text": b"not a workbook at all",
    "pdf": b"%PDF-1.7 and so on",
    "old or encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "zip of something else": package({"a.txt": b"a"}),
    "cut off": workbook(SIMPLE)[:-400],
    "no sheets inside": package({"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b""}),
    "empty": workbook(()),
    "bomb": package({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": BOMB}),
    "bomb that lies": lying(
        package({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": BOMB})
    ),
    "fifty sheets": workbook(SIMPLE, more=[f"Л{at}" for at in range(2, 51)]),
    "formulas without values": workbook((HEAD, (1, "Тема", "=1+1"))),
    "too many rows": workbook([(at,) for at in range(3100)]),
    "too many columns": workbook([tuple(range(70))]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        open_book(BROKEN[name])
    assert len(refusal.value.sentence) > 15
    assert set(refusal.value.errors) == {"file"}


def test_a_sheet_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UnreadableError, match="Лист9"):
        open_book(workbook(SIMPLE), "Лист9")


def test_the_sheet_that_holds_a_plan_is_found() -> None:
    book = open_book(workbook((("Титульный лист",),), more=["Пустой"]))
    assert book.sheet == "Лист1"
    assert understand(book.grid).hours_read == 0
