"""What stands above and below a wide table: title, facts, legend, notes, places to sign."""

from collections.abc import Iterator
from typing import Any, Final

from flask_babel import gettext
from markupsafe import escape
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table

from reports.dataset import Dataset, Signature, capped
from reports.render.foot import FONT, FONT_BOLD
from reports.render.hatch import INK, MUTED

MOST_NOTE: Final = 2000
_PLACES: Final = (0.20, 0.09, 0.20, 0.02, 0.27, 0.02, 0.20)  # shares of the width


def _style(size: float, *, font: str = FONT, centred: bool = False, after: float = 0) -> Any:
    return ParagraphStyle(
        "text",
        fontName=font,
        fontSize=size,
        leading=size * 1.2,
        alignment=TA_CENTER if centred else TA_LEFT,
        textColor=INK,
        spaceAfter=after,
    )


def line(text: str, _width: float) -> Any:
    """Return a line above a part of a table that goes on on another page."""
    return Paragraph(escape(text), _style(9, font=FONT_BOLD, after=2 * mm))


def head(data: Dataset, _width: float, *, main: bool) -> Iterator[Any]:
    """Yield the organisation, the title and the facts of a report or of a section."""
    if main and data.organisation:
        yield Paragraph(escape(data.organisation), _style(9, centred=True))
    title = _style(13 if main else 11, font=FONT_BOLD, centred=main, after=1 * mm)
    if not main:
        yield Spacer(1, 3 * mm)
    yield Paragraph(escape(data.title), title)
    if data.facts:
        told = "  ·  ".join(
            f'{escape(fact.label)}: <font name="{FONT_BOLD}">{escape(fact.value)}</font>'
            for fact in data.facts
        )
        yield Paragraph(told, _style(9, centred=main, after=2 * mm))


def foot(data: Dataset, width: float, *, signs: bool) -> Iterator[Any]:
    """Yield the legend, the notes and, where it `signs`, the places to sign."""
    if data.legend:
        told = "; ".join(
            f'<font name="{FONT_BOLD}">{escape(fact.label)}</font> — {escape(fact.value)}'
            for fact in data.legend
        )
        yield Paragraph(f"{told}.", _style(7, after=1 * mm))
    notes = [
        Paragraph(escape(capped(note, MOST_NOTE)), _style(8, after=1 * mm)) for note in data.notes
    ]
    if signs and data.signatures:
        yield KeepTogether([*notes, Spacer(1, 3 * mm), _places(data.signatures, width)])
    else:
        yield from notes


def _places(places: tuple[Signature, ...], width: float) -> Table:
    words = (gettext("signature"), gettext("name in full"), gettext("date"))
    rows: list[list[Any]] = []
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
    ]
    plain, small = _style(9), _style(6.5, centred=True)
    small.textColor = MUTED
    for place in places:
        name = Paragraph(escape(place.name), _style(9, centred=True))
        day = Paragraph(escape(place.signed_on or "«____» _______________ 20____"), _style(9))
        rows.append(
            [
                Paragraph(escape(place.position), plain),
                Paragraph(escape(place.deed), plain),
                Spacer(1, 7 * mm),
                "",
                name,
                "",
                day,
            ]
        )
        rows.append(["", "", Paragraph(words[0], small), "", Paragraph(words[1], small), "",
                     Paragraph(words[2], small)])  # fmt: skip
        at = len(rows) - 2
        for column in (2, 4):
            style.append(("LINEBELOW", (column, at), (column, at), 0.5, INK))
    return Table(rows, colWidths=[share * width for share in _PLACES], style=style, hAlign="LEFT")
