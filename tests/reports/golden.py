"""Golden reports: built through the front door as PDF and XLSX, read back, compared.

`figures` gives both files of a report; `Figures.row` asserts that a line of numbers stands in
both, in this order. The college they are about is that of `golden_tables.py`; a test asks for it
by `golden = build_golden(app)`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Flask
from flask_babel import force_locale, gettext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.cast import PASSWORD
from tests.clients import with_token
from tests.reports.golden_college import build_golden
from tests.reports.running import work

Line = list[str]


@dataclass(frozen=True)
class Figures:
    """What a report holds: the text of its PDF, page by page, and the rows of its XLSX sheets."""

    pages: list[str]  # a space between words, decimal points
    sheets: dict[str, list[Line]]  # blank cells left out; numbers as the PDF writes them
    pdf: bytes
    xlsx: bytes

    @property
    def text(self) -> str:
        """Return the text of all pages."""
        return " ".join(self.pages)

    @property
    def lines(self) -> list[Line]:
        """Return the rows of all sheets."""
        return [line for rows in self.sheets.values() for line in rows]

    def row(self, *cells: str | float | None) -> None:
        """Assert that `cells` follow one another in a row of the XLSX and in the PDF.

        Blank cells (None) are left out; a cell may hold the beginning of a longer one.
        """
        wanted = [_word(cell) for cell in cells if cell is not None and cell != ""]
        assert any(_holds(line, wanted) for line in self.lines), (
            f"no row of the XLSX holds {wanted}; rows that begin like it: "
            f"{[line for line in self.lines if wanted[0] in line]}"
        )
        joined = " ".join(wanted)
        assert _tight(joined) in _tight(self.text), (
            f"the PDF does not hold «{joined}»; after «{wanted[0]}» stands "
            f"«{self.text.partition(wanted[0])[2][:200]}»"
        )

    def says(self, *texts: str) -> None:
        """Assert that each of `texts` stands in both files."""
        whole = _tight(" ".join(" ".join(line) for line in self.lines))
        for text in texts:
            assert _tight(_word(text)) in _tight(self.text), f"the PDF does not say «{text}»"
            assert _tight(_word(text)) in whole, f"the XLSX does not say «{text}»"

    def lacks(self, *texts: str) -> None:
        """Assert that none of `texts` stands in either file."""
        whole = _tight(" ".join(" ".join(line) for line in self.lines))
        for text in texts:
            assert _tight(_word(text)) not in _tight(self.text), f"the PDF says «{text}»"
            assert _tight(_word(text)) not in whole, f"the XLSX says «{text}»"


def figures(app: Flask, code: str, params: dict[str, Any], login: str) -> Figures:
    """Build report `code` in the name of `login` as PDF and XLSX; return what both hold."""
    pdf, xlsx = (built(app, code, params, login, format) for format in ("pdf", "xlsx"))
    pages = [_text(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx))
    sheets = {
        name: [line for row in book.get_sheet_by_name(name).to_python() if (line := _line(row))]
        for name in book.sheet_names
    }
    return Figures(pages, sheets, pdf, xlsx)


def built(app: Flask, code: str, params: dict[str, Any], login: str, format: str) -> bytes:
    """Ask for a report over REST, do the worker's part, return the file."""
    client = with_token(app, login, PASSWORD)
    asked = {"params": params, "format": format}
    answer = client.post(f"/api/v1/report/{code}/run", json=asked)
    assert answer.status_code == 202, answer.text
    key = int(answer.json["id"])
    work(app, key)
    state = client.get(f"/api/v1/report_run/{key}").json["result"]
    assert state["state"] == "done", state
    return bytes(client.get(f"/api/v1/report_run/{key}/file").data)


def refused(app: Flask, code: str, params: dict[str, Any], login: str) -> int:
    """Return the status that asking for a report is answered with."""
    client = with_token(app, login, PASSWORD)
    asked = {"params": params, "format": "pdf"}
    return int(client.post(f"/api/v1/report/{code}/run", json=asked).status_code)


def russian(app: Flask) -> Callable[..., str]:
    """Give `word("Success, %")`: what a report says for a sentence of the sources."""

    def word(message: str, **values: object) -> str:
        with app.test_request_context(), force_locale("ru"):
            return str(gettext(message, **values))

    return word


def _text(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d)", ".", " ".join(text.split()))


def _word(cell: object) -> str:
    """Return a cell as the PDF writes it: whole numbers bare, others with a decimal point."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.2f}".rstrip("0").rstrip(".")
    text = _text(str(cell))
    return re.sub(r"(?<=\d)\.0(?!\d)", "", text)


def _line(row: list[Any]) -> Line:
    return [_word(cell) for cell in row if cell is not None and cell != ""]


def _holds(line: Line, wanted: Line) -> bool:
    return any(
        all(
            _tight(cell) == _tight(want) or (index == 0 and _tight(cell).endswith(_tight(want)))
            for index, (cell, want) in enumerate(
                zip(line[start : start + len(wanted)], wanted, strict=False)
            )
        )
        and len(line) >= start + len(wanted)
        for start in range(len(line))
    )


def _tight(text: str) -> str:
    """Return `text` without what line breaks and formats add: blanks, last zeros, soft hyphens."""
    plain = re.sub(r"(?<=\d)(\.|(\.\d*?[1-9]))0+(?!\d)", lambda found: found[2] or "", text)
    return re.sub(r"\s|\u00ad", "", plain)


__all__ = ["Figures", "build_golden", "built", "figures", "refused", "russian"]
