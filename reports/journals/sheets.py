"""The pages of a book: what each draws, and how the whole becomes a PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.base import Frame
from reports.journals.pen import HIGH, WIDE, Pen
from reports.render import Rendered, Step
from reports.render.foot import FREE_BELOW, draw_foot, register_fonts

TOP: Final = 9.0  # millimetres
BOTTOM: Final = HIGH - FREE_BELOW / mm - 1.5  # nothing of the page stands lower
OUTER, INNER = 10.0, 14.0  # the inner edge is the one that is bound
PRODUCER: Final = "electronic-journal"


@dataclass(eq=False, slots=True)
class Sheet:
    """A page: what it draws, between which edges; its number is known once all are planned."""

    draw: Callable[[Pen, "Sheet"], None]
    title: str = ""  # in the contents; empty: it goes on with what is before it
    level: int = 1
    number: int = 0
    must_be: str = ""  # «left» or «right» page of an open book, where that matters
    is_left: bool = field(default=False, init=False)

    @property
    def left(self) -> float:
        """Return the left edge of what is printed."""
        return OUTER if self.is_left else INNER

    @property
    def right(self) -> float:
        """Return the right edge of what is printed."""
        return WIDE - (INNER if self.is_left else OUTER)

    @property
    def middle(self) -> float:
        """Return the middle between the edges."""
        return (self.left + self.right) / 2


BODY: Final = WIDE - OUTER - INNER  # millimetres between the edges


def bound(sheets: Sequence[Sheet], blank: Callable[[Pen, Sheet], None]) -> list[Sheet]:
    """Return the pages as they are bound: numbered, a page for notes where a spread needs it.

    Even pages are left ones, as when a book is printed on both sides.
    """
    found: list[Sheet] = []
    for sheet in sheets:
        is_left = len(found) % 2 == 1
        if sheet.must_be and (sheet.must_be == "left") != is_left:
            found.append(_numbered(Sheet(blank), len(found) + 1))
        found.append(_numbered(sheet, len(found) + 1))
    return found


def _numbered(sheet: Sheet, number: int) -> Sheet:
    sheet.number, sheet.is_left = number, number % 2 == 0
    return sheet


def printed(title: str, sheets: Sequence[Sheet], frame: Frame, step: Step) -> Rendered:
    """Return the pages as a PDF with the feet of reports, an outline, links from the contents."""
    register_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDE * mm, HIGH * mm), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setProducer(PRODUCER)
    canvas.setCreator(PRODUCER)
    canvas.setAuthor(frame.organisation)
    pen = Pen(canvas)
    for sheet in sheets:
        pen.new_page()
        canvas.bookmarkPage(mark(sheet))
        if sheet.title:
            canvas.addOutlineEntry(sheet.title, mark(sheet), sheet.level, closed=1)
        sheet.draw(pen, sheet)
        draw_foot(canvas, WIDE * mm, frame.made_on, sheet.number, len(sheets))
        canvas.showPage()
        step(round(100 * sheet.number / len(sheets)))
    canvas.save()
    return Rendered(out.getvalue(), len(sheets))


def mark(sheet: Sheet) -> str:
    """Return the name under which links find a page."""
    return f"p{sheet.number}"
