"""A journal, and all journals of a group, as a bound book (3.4, 10.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from reports.base import Frame
from reports.journals.cells import numbered
from reports.journals.cover import Cover, contents, facts_of, notes_page, rules
from reports.journals.final import final_sheets
from reports.journals.log import correction_sheets, remark_sheets
from reports.journals.sheets import Sheet, bound, printed
from reports.journals.spread import spreads
from reports.journals.words import Words, words
from reports.render import Rendered, Step
from reports.render.foot import register_fonts
from services.journal_book_shapes import Book


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """One journal, ready to be drawn."""

    book: Book
    frame: Frame

    def pdf(self, step: Step) -> Rendered:
        """Return the pages: cover, contents, rules, spreads, final marks, log, corrections."""
        register_fonts()
        say = words()
        body = parts_of(self.book, say, level=0)
        cover = Sheet(cover_of(self.book, self.frame).draw, level=0)
        front = [*contents(_("Contents"), [one for one in body if one.title]), *rules(say)]
        sheets = bound([cover, *front, *body], notes_page)
        title = f"{_('Journal of lessons')} · {self.book.title} · {self.book.group}"
        return printed(title, sheets, self.frame, step)


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """All journals of a group of a year, ready to be drawn."""

    books: Sequence[Book]
    cover: Cover
    title: str
    frame: Frame

    def pdf(self, step: Step) -> Rendered:
        """Return the pages: a common cover, contents, rules, then journal by journal."""
        register_fonts()
        say = words()
        body: list[Sheet] = []
        for book in self.books:
            own = cover_of(book, self.frame).draw
            body.append(Sheet(own, title=f"{book.title} · {book.group}", level=0, must_be="right"))
            body += parts_of(book, say, level=1)
        cover = Sheet(self.cover.draw, level=0)
        front = [*contents(_("Contents"), [one for one in body if one.title]), *rules(say)]
        return printed(self.title, bound([cover, *front, *body], notes_page), self.frame, step)


def cover_of(book: Book, frame: Frame) -> Cover:
    """Return the cover of one journal."""
    return Cover(
        frame.organisation,
        book.facts.department,
        _("JOURNAL"),
        _("of lessons, attendance and marks"),
        facts_of(book),
        ((_("Teacher"), book.head.teacher), (_("Deputy director"), "")),
    )


def parts_of(book: Book, say: Words, *, level: int) -> list[Sheet]:
    """Return the pages of a journal after its cover."""
    numbers = numbered(book)
    found: list[Sheet] = []
    for term in book.terms:
        found += spreads(book, term, numbers, say, level=level)
    found += final_sheets(book, say, level=level)
    found += remark_sheets(book, level=level)
    if book.audited:
        found += correction_sheets(book, numbers, level=level)
    return found
