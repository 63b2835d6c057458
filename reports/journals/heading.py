"""What stands above every page of a book: which journal, which group, whose."""

from typing import Final

from flask_babel import gettext as _

from reports.journals.pen import MUTED, POINT, Pen, lines_of
from reports.journals.sheets import BODY, TOP, Sheet
from reports.journals.words import place_words
from services.journal_book_shapes import Book

TITLE: Final = 10.0  # points
META: Final = 8.0
TITLE_STEP: Final = TITLE * POINT * 1.2
META_STEP: Final = META * POINT * 1.25
BELOW: Final = 1.2  # millimetres


def meta(book: Book, what: str) -> str:
    """Return the line under the title; `what` says what the page holds."""
    teacher = _("Teacher: %(name)s", name=book.head.teacher)
    return " · ".join(filter(None, (place_words(book), what, teacher)))


def heading_height(book: Book) -> float:
    """Return how many millimetres the heading takes, the same on all pages of a book."""
    title = len(lines_of(book.title, BODY, TITLE, bold=True))
    longest = max(meta(book, "x" * 24), meta(book, ""), key=len)
    return title * TITLE_STEP + len(lines_of(longest, BODY, META)) * META_STEP + BELOW


def draw_heading(pen: Pen, sheet: Sheet, book: Book, what: str) -> float:
    """Draw the heading; return where it ends."""
    y = pen.paragraph(sheet.left, TOP, book.title, BODY, TITLE, bold=True, leading=TITLE_STEP)
    pen.paragraph(sheet.left, y, meta(book, what), BODY, META, leading=META_STEP, colour=MUTED)
    return TOP + heading_height(book)
