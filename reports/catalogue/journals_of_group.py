"""All journals of a group of a year as one book with a common cover and contents (3.4, 10.5)."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from models import AcademicYear, CurriculumItem, Gradebook, Subgroup
from reports.base import Frame, Report
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Signature
from reports.journals.book import PrintedGroup
from reports.journals.cover import Cover
from reports.journals.tables import tables_of
from reports.kinds import UnknownRowError
from reports.kinds_of_group import GroupYear, kept_until
from services.errors import NotFoundError
from services.group_head import GroupHead, group_head
from services.journal_book import read_book
from services.journal_book_shapes import Book


def read(session: Session, params: GroupYear) -> list[Book]:
    """Return the journals that the reader sees, in the order of the curriculum.

    Raises UnknownRowError where there is none: the reader keeps no journal of the group.
    """
    keys = session.scalars(
        select(Gradebook.id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .where(Gradebook.group_id == params.group_id, Gradebook.academic_year_id == params.year_id)
        .order_by(CurriculumItem.index_code, Subgroup.name, Gradebook.part, Gradebook.id)
    ).all()
    books = []
    for key in keys:
        try:
            books.append(read_book(session, key))
        except NotFoundError:
            continue  # a journal of which the reader sees own rows alone is not theirs to print
    if not books:
        raise UnknownRowError(str(params.group_id))
    return books


def _year(session: Session, key: int) -> str:
    return session.scalar(select(AcademicYear.name).where(AcademicYear.id == key)) or "—"


def dataset(session: Session, params: GroupYear) -> Dataset:
    """Return the list of journals, and the sheets of each after it."""
    books = read(session, params)
    group = group_head(session, params.group_id)
    return Dataset(
        _("Journals of the group"),
        (
            Column(_("No."), 10, Kind.number, True),
            Column(_("Index"), 30),
            Column(_("Discipline, module, practice"), 90),
            Column(_("Subgroup"), 20),
            Column(_("Teacher"), 50),
            Column(_("Lessons"), 20, Kind.number, True),
            Column(_("Hours held"), 20, Kind.number, True),
            Column(_("Hours by the curriculum"), 24, Kind.number, True),
        ),
        tuple(_line(number, book) for number, book in enumerate(books, 1)),
        facts=(
            Fact(_("Group"), group.name),
            Fact(_("Academic year"), _year(session, params.year_id)),
            Fact(_("Programme"), group.programme),
            Fact(_("Department"), group.department),
        ),
        signatures=_places(group),
        more=tuple(table for book in books for table in tables_of(book)),
    )


def _line(number: int, book: Book) -> Row:
    lessons = [one for term in book.terms for one in term.lessons]
    return Row(
        (
            number,
            book.head.index_code,
            book.head.item,
            book.head.subgroup,
            book.head.teacher,
            len(lessons),
            sum(one.hours for one in lessons),
            sum(term.grid.hours_planned for term in book.terms),
        )
    )


def _places(group: GroupHead) -> tuple[Signature, ...]:
    return (
        Signature("curator", _("Curator"), "", group.curator),
        Signature("department_head", _("Head of department"), "", group.head),
    )


def drawn(session: Session, params: GroupYear, frame: Frame) -> PrintedGroup:
    """Return the journals as they are drawn."""
    books = read(session, params)
    group = group_head(session, params.group_id)
    title = _("Journals of group %(group)s", group=group.name)
    cover = Cover(
        frame.organisation,
        group.department,
        _("JOURNALS"),
        _("of lessons, attendance and marks of a study group"),
        _facts(books, group, _year(session, params.year_id)),
        ((_("Head of department"), group.head), (_("Deputy director"), "")),
    )
    return PrintedGroup(books, cover, title, frame)


def _facts(books: Sequence[Book], group: GroupHead, year: str) -> list[tuple[str, str]]:
    teachers = sorted({book.head.teacher for book in books})
    lessons = [one for book in books for term in book.terms for one in term.lessons]
    course = books[0].facts.course
    found = [
        (_("Group, course"), _("%(group)s, course %(course)s", group=group.name, course=course)),
        (_("Programme"), group.programme),
        (_("Academic year"), year),
        (_("Class teacher"), group.curator),
        (_("Journals"), str(len(books))),
        (_("Lessons, hours"), f"{len(lessons)}, {sum(one.hours for one in lessons)}"),
        (_("Teachers"), ", ".join(teachers)),
    ]
    return [(name, value) for name, value in found if value]


REPORT = Report(
    "journals_of_group",
    lazy_gettext("All journals of a group for a year"),
    Resource.journal_print,
    params=GroupYear,
    dataset=dataset,
    about=lazy_gettext(
        "All journals of the group that you see, with a common cover and contents, to be bound "
        "as one book."
    ),
    layout=Layout.landscape,
    signatures=("curator", "department_head"),
    kept_until=kept_until,
    drawn=drawn,
)
