"""What is rendered is what the dataset says; nothing else, and the same each time."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from reports.dataset import Column, Dataset, Kind, Layout, Row, capped
from reports.render import Renderer, pdf, xlsx

A4 = (595.3, 841.9)  # points


def plain(rows: list[tuple[object, ...]], **more: object) -> Dataset:
    columns = (Column("№", 10, Kind.number), Column("Текст", 60))
    return Dataset("Список", columns, tuple(Row(row) for row in rows), **more)  # type: ignore[arg-type]


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def table_of(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def squeezed(text: object) -> str:
    return re.sub(r"\s+", "", str(text))


def test_pdf_and_xlsx_say_what_the_dataset_says(sheet: Dataset) -> None:
    everything = [*sheet.rows, *sheet.totals]
    table = table_of(xlsx.render(sheet).content)
    start = next(i for i, row in enumerate(table) if row[:2] == [1, "Абрамова Алина Олеговна"])
    for offset, row in enumerate(everything):
        got = [None if cell == "" else cell for cell in table[start + offset]]
        assert got == [None if cell == "" else cell for cell in row.cells]
    text = squeezed(text_of(pdf.render(sheet).content))
    for row in everything:
        shown = "".join(
            f"{cell:.1f}" if isinstance(cell, float) else squeezed(cell)
            for cell in row.cells
            if cell is not None
        )
        assert shown in text, shown
    for words in ("Учебный техникум", sheet.title, *sheet.notes, "Сафин Б. М.", "page 1 of 1"):
        assert squeezed(words) in text, words


@pytest.mark.parametrize("render", [pdf.render, xlsx.render])
def test_the_same_data_give_the_same_bytes(render: Renderer, sheet: Dataset) -> None:
    assert render(sheet).content == render(sheet).content


def test_long_tables_are_split_and_every_page_is_numbered(words: Flask) -> None:
    data = plain([(n, f"строка {n}") for n in range(1, 451)], totals=(Row((450, "всего")),))
    steps: list[int] = []
    made = pdf.render(data, steps.append)
    reader = PdfReader(BytesIO(made.content))
    assert made.pages == len(reader.pages) > 5
    assert steps == sorted(steps)
    assert len(steps) >= 3
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"page {number} of {made.pages}" in text
        assert "Текст" in text  # the heading of the table is repeated
    whole = text_of(made.content)
    assert all(f"строка {n}\n" in f"{whole}\n" for n in (1, 200, 201, 400, 401, 450))


@pytest.mark.parametrize("layout", list(Layout))
def test_pages_are_a4(layout: Layout, words: Flask) -> None:
    page = PdfReader(BytesIO(pdf.render(plain([(1, "а")], layout=layout)).content)).pages[0]
    size = (float(page.mediabox.width), float(page.mediabox.height))
    assert size == pytest.approx(A4 if layout is Layout.portrait else A4[::-1], abs=0.5)


def test_what_looks_like_a_formula_or_a_tag_stays_text(words: Flask) -> None:
    wild = [
        "=1+1",
        "+7 900",
        "-5",
        "@name",
        "<b>жирно</b>",
        '<img src="http://x.test/a.png">',
        "№ «»",
    ]
    data = plain([(n, text) for n, text in enumerate(wild, 1)])
    assert [row[1] for row in table_of(xlsx.render(data).content)[-len(wild) :]] == wild
    book = xlsx.render(data).content
    assert b"<f>" not in ZipFile(BytesIO(book)).read("xl/worksheets/sheet1.xml")
    text = squeezed(text_of(pdf.render(data).content))
    for expected in wild:
        assert squeezed(expected) in text


def test_a_text_taller_than_a_page_is_cut(words: Flask) -> None:
    made = pdf.render(plain([(1, "слово " * 5000)]))
    assert made.pages == 1
    assert "…" in text_of(made.content)
    assert len(capped("я" * 700)) == 600


def test_a_table_without_rows_is_a_page(words: Flask) -> None:
    assert pdf.render(plain([])).pages == 1
    assert table_of(xlsx.render(plain([])).content)


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        plain([(1,)])


def test_every_glyph_is_of_an_embedded_font(words: Flask) -> None:
    reader = PdfReader(BytesIO(pdf.render(plain([(1, "Ёлка № 5 «да» ✓")])).content))
    assert "Ёлка № 5 «да» ✓" in reader.pages[0].extract_text()
    fonts = reader.pages[0]["/Resources"]["/Font"]
    embedded = [font for font in fonts.values() if "/FontDescriptor" in font.get_object()]
    assert any("SourceSansPro" in str(font.get_object()["/BaseFont"]) for font in embedded)
