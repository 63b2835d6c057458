"""A journal as a book: cover, spreads, final marks, remarks, corrections (3.4, 10.5)."""

from dataclasses import replace
from datetime import date

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from models import Gradebook, StudyGroup
from reports.base import Frame, Report
from reports.dataset import Dataset, Layout
from reports.journals.book import PrintedBook
from reports.journals.tables import places, tables_of
from reports.kinds import UnknownRowError
from reports.kinds_of_journal import JournalPart
from services.errors import NotFoundError
from services.journal_book import read_book
from services.journal_book_shapes import Book


def read(session: Session, params: JournalPart) -> Book:
    """Return the journal; raise UnknownRowError for what is not there or not theirs to see."""
    try:
        return read_book(session, params.gradebook_id, params.semester)
    except NotFoundError as error:
        raise UnknownRowError(str(error)) from None


def dataset(session: Session, params: JournalPart) -> Dataset:
    """Return the sheet of marks, and the others after it."""
    book = read(session, params)
    first, *more = tables_of(book)
    return replace(first, more=tuple(more), signatures=places(book), new_page=False)


def drawn(session: Session, params: JournalPart, frame: Frame) -> PrintedBook:
    """Return the journal as it is drawn."""
    return PrintedBook(read(session, params), frame)


def kept_until(session: Session, params: JournalPart) -> date | None:
    """Return the day the group's education ends: until then the print is kept (10.8)."""
    return session.scalar(
        select(StudyGroup.graduates_on)
        .join(Gradebook, Gradebook.group_id == StudyGroup.id)
        .where(Gradebook.id == params.gradebook_id)
    )


REPORT = Report(
    "journal",
    lazy_gettext("Journal for print"),
    Resource.journal_print,
    params=JournalPart,
    dataset=dataset,
    about=lazy_gettext(
        "A journal as a book: cover, contents, rules, spreads of marks and topics, final marks, "
        "remarks of inspections, corrections struck through. Printed on both sides it is bound."
    ),
    layout=Layout.landscape,
    signatures=("teacher", "department_head", "deputy_director"),
    kept_until=kept_until,
    drawn=drawn,
)
