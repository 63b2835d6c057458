"""A code on each page of a document, as text and as a small QR, at its foot (5.2.6, 10.5)."""

from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
)
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from reports.render.foot import (
    CODE_FROM_RIGHT,
    CODE_WIDTH,
    FONT,
    FONT_BOLD,
    FREE_BELOW,
    fitted,
    register_fonts,
)

SIDE: Final = 8.2 * mm  # of the square; under FREE_BELOW, above what printers leave out
LOWEST: Final = 4.2 * mm  # printers leave this much of a page white
NAME: Final = "/DocumentCode"


def stamp(pdf: bytes, code: str, address: str) -> bytes:
    """Return `pdf` with `code` as text and `address` as a QR at the foot of every page.

    It stands in the strip that every page of the reports leaves free, left of the page's number.
    The drawing is in the file once, whatever its pages.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    drawn = PdfReader(BytesIO(_drawing(code, address))).pages[0]
    form = writer._add_object(_as_form(drawn).flate_encode().clone(writer))
    opened = writer._add_object(_stream(b"q\n"))
    for page in writer.pages:
        at = float(page.mediabox.right) - CODE_FROM_RIGHT - CODE_WIDTH
        show = f"\nQ\nq 1 0 0 1 {at:.3f} {LOWEST:.3f} cm {NAME} Do Q\n"
        _put_over(page, opened, writer._add_object(_stream(show.encode())), form)
    writer.metadata = PdfReader(BytesIO(pdf)).metadata
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _put_over(page: Any, before: Any, after: Any, form: Any) -> None:
    """Let a page draw what it draws, then the form."""
    contents = page.get("/Contents")
    own = contents.get_object() if contents is not None else ArrayObject()
    parts = list(own) if isinstance(own, ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([before, *parts, after])
    # A page may share its resources with others: it gets a dictionary of its own.
    resources = DictionaryObject(page["/Resources"].get_object())
    objects = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    objects[NameObject(NAME)] = form
    resources[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = resources


def _stream(content: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return stream


def _as_form(page: Any) -> DecodedStreamObject:
    """Return a page as a form that others can show."""
    form = _stream(page.get_contents().get_data())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = page.mediabox
    form[NameObject("/Resources")] = page["/Resources"]
    return form


def _drawing(code: str, address: str) -> bytes:
    """Return a page with the code: two lines of text, right of them the square."""
    register_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(CODE_WIDTH, FREE_BELOW - LOWEST))
    left = CODE_WIDTH - SIDE
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(left, 0, SIDE, SIDE, stroke=0, fill=1)
    canvas.setFillColorRGB(0.1, 0.15, 0.2)
    square = QrCodeWidget(address, barLevel="L", barBorder=1)
    x1, y1, x2, y2 = square.getBounds()
    scaled = Drawing(SIDE, SIDE, transform=[SIDE / (x2 - x1), 0, 0, SIDE / (y2 - y1), 0, 0])
    scaled.add(square)
    renderPDF.draw(scaled, canvas, left, 0)
    room = left - 2 * mm
    size = 7.5
    while size > 5 and stringWidth(code, FONT_BOLD, size) > room:
        size -= 0.5
    canvas.setFont(FONT_BOLD, size)
    canvas.drawRightString(room, 4.2 * mm, code)
    canvas.setFont(FONT, 4.6)
    shown = address.partition("://")[2] or address
    canvas.drawRightString(room, 1.8 * mm, fitted(shown, room, FONT, 4.6))
    canvas.showPage()
    canvas.save()
    return out.getvalue()
