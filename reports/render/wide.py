"""A dataset with more columns than a page has room for, drawn straight by reportlab.

Headings that have no room across stand upright; columns that have no room on a page go on on the
next one, with the names repeated at the left and the headings on top of each page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from flask_babel import gettext
from pypdf import PdfReader, PdfWriter
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)

from reports.dataset import Dataset, Layout, Row, Tone
from reports.render import Rendered, Step, silent
from reports.render.chart import HEIGHT, strips
from reports.render.foot import FREE_BELOW, MARGIN, number_pages, register_fonts
from reports.render.pdf import finished
from reports.render.wide_cells import GROUNDS, cell, lying, upright
from reports.render.wide_columns import PADDING, Part, parts, stands_upright
from reports.render.wide_texts import foot, head, line

TOP: Final = 6 * mm
LINE, HEADING = HexColor("#8a96a3"), HexColor("#f0f3f7")
LEAST_ROOM: Final = 45 * mm  # a table does not begin lower on a page than this above its end


@dataclass(frozen=True, slots=True)
class Wide:
    """A report that is drawn wide: a `Drawn` of its dataset."""

    data: Dataset

    def pdf(self, step: Step = silent) -> Rendered:
        """Return the pages, numbered."""
        register_fonts()
        size = landscape(A4) if self.data.layout is Layout.landscape else A4
        out = BytesIO()
        document = BaseDocTemplate(out, pagesize=size, invariant=1)
        height = size[1] - TOP - FREE_BELOW
        frame = Frame(MARGIN, FREE_BELOW, size[0] - 2 * MARGIN, height, 0, 0, 0, 0)
        document.addPageTemplates([PageTemplate(frames=[frame])])
        step(10)
        document.build(list(_story(self.data, size[0] - 2 * MARGIN, main=True)))
        step(80)
        writer = PdfWriter()
        writer.append(PdfReader(out))
        number_pages(writer, self.data.made_on)
        return finished(writer, self.data.title)


def _story(data: Dataset, width: float, *, main: bool) -> Iterator[Any]:
    if not main:
        room = LEAST_ROOM + (HEIGHT if data.pictures else 0)
        yield PageBreak() if data.new_page else CondPageBreak(room)
    yield from head(data, width, main=main)
    yield from strips(data.pictures, width)
    if data.columns:
        for number, part in enumerate(parts(data.columns, width)):
            if number:
                yield PageBreak()
                yield line(gettext("%(title)s, continued", title=data.title), width)
            yield _table(data, part)
    yield Spacer(1, 2 * mm)
    # Places to sign end the whole report: after its last section.
    yield from foot(data, width, signs=not data.more)
    for further in data.more:
        yield from _story(further, width, main=False)
    if main and data.more:
        yield from foot(Dataset(data.title, (), (), signatures=data.signatures), width, signs=True)


def _table(data: Dataset, part: Part) -> Table:
    """Return one part of the table with its headings, which are repeated on each page."""
    columns = [data.columns[index] for index in part.indexes]
    grouped = any(column.group for column in data.columns)
    look = _Look(grouped)
    content: list[list[Any]] = _headings(data, part, look)
    everything = [(row, False) for row in data.rows] + [(row, True) for row in data.totals]
    for row, is_total in everything:
        content.append(
            [
                cell(row, index, column, wide, bold=is_total)
                for index, column, wide in zip(part.indexes, columns, part.widths, strict=True)
            ]
        )
        look.row(row, part, len(content) - 1)
    return Table(
        content,
        colWidths=part.widths,
        repeatRows=1 + grouped,
        style=look.style,
        hAlign="LEFT",
    )


def _headings(data: Dataset, part: Part, look: "_Look") -> list[list[Any]]:
    titles = [
        (upright if stands_upright(data.columns[index].title, wide) else lying)(
            data.columns[index].title, wide
        )
        for index, wide in zip(part.indexes, part.widths, strict=True)
    ]
    if not look.grouped:
        return [titles]
    top: list[Any] = [""] * len(titles)
    below: list[Any] = list(titles)
    start = 0
    while start < len(titles):
        group, end = data.columns[part.indexes[start]].group, start
        while (
            group and end + 1 < len(titles) and data.columns[part.indexes[end + 1]].group == group
        ):
            end += 1
        if group:
            top[start] = lying(group, sum(part.widths[start : end + 1]))
            look.style.append(("SPAN", (start, 0), (end, 0)))
        else:
            top[start], below[start] = titles[start], ""
            look.style.append(("SPAN", (start, 0), (start, 1)))
        start = end + 1
    return [top, below]


class _Look:
    """The lines and grounds of a table."""

    def __init__(self, grouped: bool) -> None:
        self.grouped = grouped
        self.style: list[tuple[Any, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.4, LINE),
            ("BACKGROUND", (0, 0), (-1, int(grouped)), HEADING),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("VALIGN", (0, 0), (-1, int(grouped)), "BOTTOM"),
            ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 0.9),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.1),
        ]

    def row(self, row: Row, part: Part, number: int) -> None:
        """Give the cells of a row their grounds."""
        for at, index in enumerate(part.indexes):
            tone = row.tone(index)
            if tone in (Tone.off, Tone.alert):
                self.style.append(("BACKGROUND", (at, number), (at, number), GROUNDS[tone]))


__all__ = ["Wide"]
