"""The foot of every page: when it was made and by whom, the place of a code, page N of M."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import font_source_sans_pro
from flask_babel import gettext
from pypdf import PdfReader, PdfWriter
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS: Final = Path(font_source_sans_pro.font_directory)
REGULAR: Final = FONTS / "SourceSansPro-Regular.ttf"
BOLD: Final = FONTS / "SourceSansPro-Semibold.ttf"
FONT, FONT_BOLD = "ReportSans", "ReportSansBold"
SIZE: Final = 7.5
MARGIN: Final = 10 * mm  # left and right, of every page that the reports make
BASELINE: Final = 6 * mm
# Nothing but the foot stands lower than this: a code put on a page later covers nothing.
FREE_BELOW: Final = 12.5 * mm
# The code ends here, counted from the right edge; the number of the page stands right of it.
CODE_FROM_RIGHT: Final = 46 * mm
CODE_WIDTH: Final = 48 * mm


@cache
def register_fonts() -> None:
    """Make the embedded fonts known under FONT and FONT_BOLD, once a process."""
    pdfmetrics.registerFont(TTFont(FONT, str(REGULAR)))
    pdfmetrics.registerFont(TTFont(FONT_BOLD, str(BOLD)))


def fitted(text: str, width: float, font: str = FONT, size: float = SIZE) -> str:
    """Return `text`, cut with an ellipsis where it is wider than `width` points."""
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def draw_foot(canvas: Canvas, width: float, made_on: str, number: int, total: int) -> None:
    """Draw the foot of one page of `width` points."""
    canvas.setFont(FONT, SIZE)
    canvas.setFillColorRGB(0.3, 0.35, 0.4)
    room = width - MARGIN - CODE_FROM_RIGHT - CODE_WIDTH
    canvas.drawString(MARGIN, BASELINE, fitted(made_on, room))
    words = gettext("page %(number)s of %(total)s", number=number, total=total)
    canvas.drawRightString(width - MARGIN, BASELINE, words)


def number_pages(writer: PdfWriter, made_on: str) -> None:
    """Stamp the foot of every page of `writer`."""
    register_fonts()
    sheets: Sequence[Any] = list(writer.pages)
    out = BytesIO()
    canvas = Canvas(out)
    for number, page in enumerate(sheets, 1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        canvas.setPageSize((width, height))
        draw_foot(canvas, width, made_on, number, len(sheets))
        canvas.showPage()
    canvas.save()
    for page, foot in zip(sheets, PdfReader(out).pages, strict=True):
        page.merge_page(foot)
