"""A dataset as PDF. xhtml2pdf grows faster than its rows: one document per 200, then merged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from flask_babel import format_decimal, get_locale, gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from pypdf import PdfReader, PdfWriter
from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak

from reports.dataset import Cell, Dataset, Kind, Layout, Row, Signature, capped
from reports.render import Rendered, Step, silent
from reports.render.chart import Strip, strips
from reports.render.foot import BOLD, FONTS, FREE_BELOW, REGULAR, number_pages
from reports.render.story import MARK, write_story

ROWS_PER_DOCUMENT = 200
PAGE_WIDTH = {Layout.portrait: 190.0, Layout.landscape: 277.0}  # millimetres inside the margins
MANY_COLUMNS: Final = 20  # more of them take smaller letters
TITLE_ROOM: Final = 34 * mm  # title, facts, heading and some rows of a table
SMALL, USUAL = 6.6, 8.5  # points

rl_config.invariant = 1  # the same data give the same bytes: no clock, no random id in the file


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of one table; the first piece has its title and pictures, the last its foot."""

    data: Dataset
    rows: Sequence[Row]
    first: bool
    last: bool
    main: bool  # of the report itself, no further table
    signatures: tuple[Signature, ...] = ()  # those of the report stand at its very end

    @property
    def strips(self) -> Sequence[Strip]:
        """Return the pictures before the rows, as they stand across the page."""
        if not (self.first and self.data.pictures):
            return ()
        return strips(self.data.pictures, PAGE_WIDTH[self.data.layout] * mm)

    @property
    def begins_page(self) -> bool:
        """Return whether it cannot stand below another piece."""
        return not self.first or self.main or self.data.new_page


def render(data: Dataset, step: Step = silent) -> Rendered:
    """Return `data` as a PDF of A4 pages, each numbered «page N of M»."""
    *pieces, last = _pieces(data, main=True)
    last = replace(last, signatures=(*last.signatures, *data.signatures))
    documents = _documents([*pieces, last])
    writer = PdfWriter()
    for number, pieces in enumerate(documents):
        step(round(90 * number / len(documents)))
        writer.append(PdfReader(BytesIO(_document(pieces))))
    step(90)
    number_pages(writer, data.made_on)
    return finished(writer, data.title)


def finished(writer: PdfWriter, title: str) -> Rendered:
    """Return the pages of `writer` as a file, small and the same each time."""
    writer.metadata = {"/Title": title, "/Producer": "electronic-journal"}
    for page in writer.pages:
        page.compress_content_streams()
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return Rendered(out.getvalue(), len(writer.pages))


def _pieces(data: Dataset, *, main: bool) -> Iterator[Piece]:
    rows = (*data.rows, *data.totals)
    starts = list(range(0, len(rows), ROWS_PER_DOCUMENT)) or [0]
    for start in starts:
        part = rows[start : start + ROWS_PER_DOCUMENT]
        last = start == starts[-1]
        own = data.signatures if last and not main else ()
        yield Piece(data, part, first=start == 0, last=last, main=main, signatures=own)
    for further in data.more:
        yield from _pieces(further, main=False)


def _documents(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces that share a document: a short table stands below the one before it."""
    found: list[list[Piece]] = []
    for piece in pieces:
        room = ROWS_PER_DOCUMENT - sum(len(one.rows) for one in found[-1]) if found else 0
        if (
            piece.begins_page
            or found[-1][-1].data.layout is not piece.data.layout
            or len(piece.rows) > room
        ):
            found.append([])
        found[-1].append(piece)
    return found


def _document(pieces: Sequence[Piece]) -> bytes:
    """Return one document of tables of one layout as a PDF."""
    shown = [(piece, piece.strips) for piece in pieces]
    things: list[Any] = []
    for number, (_, drawings) in enumerate(shown):
        if number:  # a title never stands alone at the foot of a page
            first = drawings[0].strip_height if drawings else 0
            things.append(CondPageBreak(TITLE_ROOM + first))
        things += drawings
    html = (
        _environment()
        .get_template("table.html")
        .render(
            layout=pieces[0].data.layout,
            bottom=round(FREE_BELOW / mm, 2),
            shown=[(piece, drawings, _table(piece.data)) for piece, drawings in shown],
            fonts={"regular": REGULAR, "bold": BOLD},
            locale=str(get_locale() or "ru"),
            words={
                "signature": gettext("signature"),
                "name": gettext("name in full"),
                "date": gettext("date"),
            },
        )
    )
    return write_story(html, things, FONTS)


def _table(data: Dataset) -> dict[str, Any]:
    """Return how the table of `data` is laid out."""
    widths = _widths(data)
    return {
        "headings": list(data.headings()),
        "grouped": any(column.group for column in data.columns),
        "widths": widths,
        "width": round(sum(widths), 2),
        "small": len(data.columns) > MANY_COLUMNS,
    }


def _widths(data: Dataset) -> list[float]:
    """Return the widths of the columns in percent of the page; the table may be narrower."""
    wanted = [column.width for column in data.columns]
    whole = max(PAGE_WIDTH[data.layout], sum(wanted))
    return [round(100 * width / whole, 3) for width in wanted]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cell"] = _cell
    environment.filters["lines"] = _lines
    environment.filters["capped"] = capped
    environment.globals |= {"small": SMALL, "usual": USUAL, "mark": MARK}
    return environment


def _lines(text: str) -> Markup:
    """Return `text` with its line breaks."""
    return Markup("<br/>").join(escape(line) for line in text.split("\n"))


def _cell(value: Cell, kind: Kind) -> Markup:
    """Return the text of a cell as the reader's language writes it."""
    if value is None:
        return Markup("")
    if isinstance(value, str):
        return _lines(capped(value))
    if kind is Kind.percent:
        return escape(format_decimal(value, "#,##0.0"))
    if isinstance(value, float):
        return escape(format_decimal(value, "0.00"))
    return escape(str(value))


__all__ = ["finished", "render"]
