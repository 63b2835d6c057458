"""Pictures, further tables and codes on paper and in workbooks; nothing leaves the page."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from reportlab.pdfbase.pdfmetrics import stringWidth

from reports.base import Frame
from reports.codes import stamp
from reports.dataset import Column, Dataset, Form, Kind, Layout, Picture, Row, Series, Signature
from reports.journals.book import PrintedBook
from reports.render import pdf, silent, xlsx
from reports.render.foot import CODE_FROM_RIGHT, CODE_WIDTH, FONT, FONT_BOLD, FREE_BELOW
from reports.render.wrapping import wrapped
from tests.reports.stress import LESSONS, STUDENTS, TOPIC, heavy_book

LABELS = ("СД-11", "Отделение информационных технологий и связи", "ТД-11")
COLUMNS = (Column("№", 10, Kind.number), Column("Текст", 60))


def _picture(form: Form) -> Picture:
    series = (Series("успеваемость", (98.5, None, 77)), Series("качество", (50, 40, -3)))
    return Picture(f"Рисунок {form}", LABELS, series, form, "%")


def _table(title: str, rows: int, **more: object) -> Dataset:
    lines = tuple(Row((number, f"{title} {number}")) for number in range(1, rows + 1))
    return Dataset(title, COLUMNS, lines, **more)  # type: ignore[arg-type]


def _sectioned() -> Dataset:
    return _table(
        "Главная",
        3,
        pictures=tuple(_picture(form) for form in Form),
        signatures=(Signature("head", "Заведующий", "подписал", "Голубев П. И."),),
        made_on="Сделано 05.11.2026",
        more=(
            _table("Раздел первый", 4),
            _table(
                "Раздел [1]: список", 5, layout=Layout.landscape, pictures=(_picture(Form.bars),)
            ),
            _table("РАЗДЕЛ 1: список", 230, new_page=True),
            Dataset("Слова", (), (), notes=("Без таблицы.",), new_page=True),
        ),
    )


def test_sections_and_pictures_stand_on_paper(words: Flask) -> None:
    made = pdf.render(_sectioned())
    pages = [page.extract_text() for page in PdfReader(BytesIO(made.content)).pages]
    assert made.pages == len(pages)
    first = pages[0]
    # A short table goes on below; what lies differently or begins a page stands on one of its own.
    for form in Form:
        assert any(f"Рисунок {form}" in page for page in pages)
    assert "98,5%" in first.replace(".", ",")
    assert "Разделпервый4" in "".join(first.split())
    sizes = [
        page.mediabox.width > page.mediabox.height
        for page in PdfReader(BytesIO(made.content)).pages
    ]
    assert sizes.count(True) == 1
    assert "РАЗДЕЛ1:список230" in "".join("".join(pages).split())
    assert "Голубев П. И." in pages[-1]
    assert "Без таблицы." in pages[-1]
    assert all(f"page {n} of {made.pages}" in page for n, page in enumerate(pages, 1))
    assert all("Сделано 05.11.2026" in page for page in pages)


def test_sections_are_sheets_and_pictures_native_charts(words: Flask) -> None:
    content = xlsx.render(_sectioned()).content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    names = book.sheet_names
    assert names[:3] == ["Главная", "Раздел первый", "Раздел 1 список"]
    assert names[3] == "РАЗДЕЛ 1 список 2"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)
    numbers = book.get_sheet_by_name(names[-1]).to_python()
    assert ["СД-11", 98.5, 50.0] in [row[:3] for row in numbers]
    with ZipFile(BytesIO(content)) as file:
        charts = [name for name in file.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 4
        assert f"'{names[-1]}'!$B$3:$B$5" in file.read("xl/charts/chart1.xml").decode()
    assert xlsx.render(_sectioned()).content == content


@pytest.mark.parametrize("layout", list(Layout))
def test_a_code_covers_nothing_on_any_page(layout: Layout, words: Flask) -> None:
    plain = pdf.render(replace(_table("Т", 300), layout=layout, made_on="и" * 300)).content
    stamped = stamp(plain, "ЖП-2026-000123", "https://journal.college.example/p/ABCD2345")
    assert len(stamped) - len(plain) < 60_000
    for before, after in zip(
        PdfReader(BytesIO(plain)).pages, PdfReader(BytesIO(stamped)).pages, strict=True
    ):
        assert "ЖП-2026-000123" in after.extract_text()
        assert before.extract_text().split() == [
            word for word in after.extract_text().split() if word in before.extract_text().split()
        ]
        end = float(after.mediabox.width) - CODE_FROM_RIGHT
        for text, left, low, right, _high in _placed(before):
            beside = right <= end - CODE_WIDTH or left >= end
            assert low >= FREE_BELOW or beside, text


def test_nothing_of_the_heaviest_journal_leaves_its_page(words: Flask) -> None:
    made = PrintedBook(heavy_book(), Frame("Учебный техникум " * 8, "Сделано")).pdf(silent)
    reader = PdfReader(BytesIO(made.content))
    assert made.pages == len(reader.pages)
    for page in reader.pages:
        for text, left, low, right, high in _placed(page):
            assert 25 <= left <= right <= 595.3 - 25, (text, left, right)
            assert 12 <= low <= high <= 841.9 - 20, (text, low, high)
    whole = "".join(page.extract_text() for page in reader.pages)
    tight = "".join(whole.split())
    # Every lesson has its line, the long topic is there to its end, every student stands on a page.
    assert all(f"Параграф{number}," in tight for number in range(LESSONS))
    assert tight.count("".join(TOPIC.split())) >= 12
    assert all(f"Иванов-{number:02}" in whole for number in range(STUDENTS) if number % 4)
    assert all(word in whole for word in ("40", "92"))


def test_a_text_is_wrapped_without_a_letter_lost(words: Flask) -> None:
    from reports.render.foot import register_fonts

    register_fonts()
    for text in ("", "а", TOPIC, "ы" * 300, "a-b/c" * 40, "одно\nдва"):
        for width in (4, 30, 200):
            lines = wrapped(text, width, FONT, 8)
            assert "".join("".join(lines).split()) == "".join(text.split())
            assert all(
                len(line) < 2 or stringWidth(line, FONT, 8) <= width + 0.01 for line in lines
            )


def _placed(page: object) -> list[tuple[str, float, float, float, float]]:
    """Return (text, left, low, right, high) in points of what a page writes."""
    found: list[tuple[str, float, float, float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        text = text.strip("\n")
        if not text.strip():
            return
        name = str((font or {}).get("/BaseFont", ""))  # type: ignore[union-attr]
        face = FONT_BOLD if "Semibold" in name or "Bold" in name else FONT
        left, low = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
        wide = max(stringWidth(line, face, size) for line in text.split("\n"))
        found.append((text, left, low, left + wide, low + size))

    page.extract_text(visitor_text=note)  # type: ignore[attr-defined]
    return found
