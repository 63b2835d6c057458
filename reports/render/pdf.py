"""A dataset as PDF. xhtml2pdf grows faster than its rows: one document per 200, then merged."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import font_source_sans_pro
from flask_babel import format_decimal, get_locale, gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from pypdf import PdfReader, PdfWriter
from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from xhtml2pdf import pisa
from xhtml2pdf.config.resources import ResourceAccessPolicy

from reports.dataset import Cell, Column, Dataset, Kind, Layout, Row, capped
from reports.render import Rendered, Step, silent

ROWS_PER_DOCUMENT = 200
PAGE_WIDTH = {Layout.portrait: 190.0, Layout.landscape: 277.0}  # millimetres inside the margins
FONTS = Path(font_source_sans_pro.font_directory)
REGULAR, BOLD = FONTS / "SourceSansPro-Regular.ttf", FONTS / "SourceSansPro-Semibold.ttf"
FOOT_FONT, FOOT_SIZE = "ReportFoot", 7.5
RENDER_SECONDS = 300

rl_config.invariant = 1  # the same data give the same bytes: no clock, no random id in the file


def render(data: Dataset, step: Step = silent) -> Rendered:
    """Return `data` as a PDF of A4 pages, each numbered «page N of M»."""
    rows = (*data.rows, *data.totals)
    parts = [
        rows[start : start + ROWS_PER_DOCUMENT] for start in range(0, len(rows), ROWS_PER_DOCUMENT)
    ] or [()]
    writer = PdfWriter()
    for number, part in enumerate(parts):
        step(round(90 * number / len(parts)))
        document = _document(data, part, first=number == 0, last=number == len(parts) - 1)
        writer.append(PdfReader(BytesIO(document)))
    step(90)
    _number(writer, data)
    writer.metadata = {"/Title": data.title, "/Producer": "electronic-journal"}
    for page in writer.pages:
        page.compress_content_streams()
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return Rendered(out.getvalue(), len(writer.pages))


def _document(data: Dataset, rows: Sequence[Row], *, first: bool, last: bool) -> bytes:
    """Return one chunk of the table as a PDF."""
    widths = _widths(data)
    html = (
        _environment()
        .get_template("table.html")
        .render(
            data=data,
            rows=rows,
            first=first,
            last=last,
            headings=list(data.headings()),
            grouped=any(column.group for column in data.columns),
            widths=widths,
            width=round(sum(widths), 2),
            size=6.6 if len(data.columns) > 20 else 8.5,
            fonts={"regular": REGULAR, "bold": BOLD},
            locale=str(get_locale() or "ru"),
            words={
                "signature": gettext("signature"),
                "name": gettext("name in full"),
                "date": gettext("date"),
            },
        )
    )
    out = BytesIO()
    pisa.CreatePDF(
        html,
        dest=out,
        encoding="utf-8",
        resource_policy=ResourceAccessPolicy.server(
            FONTS, allow_remote=False, max_render_seconds=RENDER_SECONDS
        ),
    )
    return out.getvalue()


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
    return environment


def _lines(text: str) -> Markup:
    """Return `text` with its line breaks."""
    return Markup("<br/>").join(escape(line) for line in text.split("\n"))


def _cell(value: Cell, column: Column) -> Markup:
    """Return the text of a cell as the reader's language writes it."""
    if value is None:
        return Markup("")
    if isinstance(value, str):
        return _lines(capped(value))
    if column.kind is Kind.percent:
        return escape(format_decimal(value, "#,##0.0"))
    return escape(str(value))


def _number(writer: PdfWriter, data: Dataset) -> None:
    """Stamp the foot of every page: when it was made and by whom, page N of M."""
    pdfmetrics.registerFont(TTFont(FOOT_FONT, str(REGULAR)))
    total = len(writer.pages)
    sheets: list[Any] = list(writer.pages)
    out = BytesIO()
    canvas = Canvas(out)
    for number, page in enumerate(sheets, 1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        canvas.setPageSize((width, height))
        canvas.setFont(FOOT_FONT, FOOT_SIZE)
        canvas.setFillColorRGB(0.3, 0.35, 0.4)
        canvas.drawString(10 * mm, 6 * mm, data.made_on)
        canvas.drawRightString(
            width - 10 * mm,
            6 * mm,
            gettext("page %(number)s of %(total)s", number=number, total=total),
        )
        canvas.showPage()
    canvas.save()
    for page, foot in zip(sheets, PdfReader(out).pages, strict=True):
        page.merge_page(foot)


__all__ = ["render"]
