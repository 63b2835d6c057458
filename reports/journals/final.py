"""The page of final marks: semesters, attestation, year, result; who closed it and signs it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask_babel import gettext as _

from domain.quality import summary
from models.labels import label_of
from reports.journals.flow import Field, Flow, Line, Table
from reports.journals.heading import draw_heading, heading_height
from reports.journals.pen import INK, MUTED, Pen
from reports.journals.sheets import TOP, Sheet
from reports.journals.words import Words, moment, term_words
from services.final_shapes import Closing, StudentGrounds
from services.journal_book_shapes import Book

PLACE: Final = 10.5  # millimetres of a place to sign
# The degree of training is a figure of reports: here no weights are needed.
NO_WEIGHTS: Final[Mapping[str, int]] = dict.fromkeys(("5", "4", "3", "2", "н/а"), 0)


@dataclass(frozen=True, slots=True)
class Result:
    """A column of final marks."""

    title: str
    code: Callable[[StudentGrounds], str | None]


def results(book: Book) -> list[Result]:
    """Return the columns: of each semester its mark and attestation, the year, the result."""
    found = []
    for at, number in enumerate(book.year.taught):
        term = next((one for one in book.shown_terms if one.number == number), None)
        if term is None:
            continue
        found.append(Result(term_words(number), partial(_of_term, at)))
        for sheet in book.attested:
            if sheet.semester_id == term.semester_id:
                title = f"{label_of(sheet.form)}, {term_words(number)}"
                found.append(Result(title, partial(_of_sheet, sheet.codes)))
    if book.is_whole_year:
        found.append(Result(_("Mark of the year"), _of_year))
        if book.results:
            found.append(Result(_("Result of the item"), partial(_of_sheet, book.results)))
    return found


def _of_term(at: int, one: StudentGrounds) -> str | None:
    return one.codes[at]


def _of_sheet(codes: Mapping[int, str], one: StudentGrounds) -> str | None:
    return codes.get(one.student_id)


def _of_year(one: StudentGrounds) -> str | None:
    given = one.given or one.elsewhere
    return given.code if given else None


def final_sheets(book: Book, say: Words, *, level: int) -> list[Sheet]:
    """Return the pages of final marks with the places to sign at their end."""
    columns = results(book)
    fields = [
        Field(_("No."), 7, "right", 7.5),
        Field(_("Last name, first name, patronymic of the student"), 62, "left", 7.5),
        *(Field(one.title, 18, "centre", 8, bold=True) for one in columns),
    ]
    free = 175 - 62 - 18 * len(columns)
    if free > 20:
        fields.append(Field(_("Note"), free, "left", 6.5))
    table = Table(fields, least=5.0)
    heading = partial(_heading, book)
    flow = Flow(heading, TOP + heading_height(book))
    flow.table(table, _rows(book, columns, len(fields), say))
    flow.space(2)
    for closing in _closings(book):
        flow.paragraph(_closing_words(book, closing), 7.5)
    flow.space(3)
    _places(flow, book)
    return flow.sheets(_("Final marks"), level)


def _heading(book: Book, pen: Pen, sheet: Sheet) -> float:
    return draw_heading(pen, sheet, book, _("final marks"))


def _rows(book: Book, columns: Sequence[Result], width: int, say: Words) -> list[Line]:
    rows = []
    for number, one in enumerate(book.year.students, 1):
        cells = [str(number), one.name, *(column.code(one) or "" for column in columns)]
        rows.append(Line(_padded(cells, width, _note(one, book))))
    for title, values in _totals(book, columns, say):
        rows.append(Line(_padded(["", title, *values], width), strong=True))
    return rows


def _padded(cells: Sequence[str], width: int, last: str = "") -> tuple[str, ...]:
    return (*cells, last) if width > len(cells) else tuple(cells)


def _note(one: StudentGrounds, book: Book) -> str:
    """Return since when and until when the student was taught here, and why a mark departs."""
    last = one.periods[-1].ends_on
    first = one.periods[0].starts_on
    notes = []
    if first > book.head.year_starts_on:
        notes.append(_("from %(day)s", day=f"{first:%d.%m.%Y}"))
    if last is not None and last < book.head.year_ends_on:
        notes.append(_("until %(day)s", day=f"{last:%d.%m.%Y}"))
    if one.given and one.given.reason:
        notes.append(one.given.reason)
    return ", ".join(notes)


def _totals(book: Book, columns: Sequence[Result], say: Words) -> list[tuple[str, list[str]]]:
    found = []
    counted = [
        summary([column.code(one) for one in book.year.students], NO_WEIGHTS) for column in columns
    ]
    for code in ("5", "4", "3", "2"):
        numbers = [str(one.distribution.get(code, 0)) for one in counted]
        found.append((_("«%(code)s» in all", code=code), numbers))
    found.append((_("Success"), [say.percent(one.success) for one in counted]))
    found.append((_("Quality"), [say.percent(one.quality) for one in counted]))
    return found


def _closings(book: Book) -> list[Closing]:
    """Return the signatures under what is printed, the oldest first."""
    shown = {one.semester_id for one in book.shown_terms}
    return [
        one
        for one in reversed(book.closings)
        if one.semester_id in shown or (one.semester_id is None and book.is_whole_year)
    ]


def _closing_words(book: Book, one: Closing) -> str:
    numbers = {term.semester_id: term.number for term in book.year.year.terms}
    what = _("The year")
    if one.semester_id is not None:
        what = term_words(numbers.get(one.semester_id, 0))
    said = _(
        "%(what)s: signed by %(name)s on %(at)s (electronically)",
        what=what,
        name=one.signed_name,
        at=moment(one.signed_at),
    )
    if one.reopened_at is not None:
        said += "; " + _(
            "reopened by %(name)s on %(at)s: %(reason)s",
            name=one.reopened_by or "—",
            at=moment(one.reopened_at),
            reason=one.reopen_reason,
        )
    return said + "."


def _places(flow: Flow, book: Book) -> None:
    places = (
        (_("Teacher"), book.head.teacher),
        (_("Head of department"), book.facts.department_head),
        (_("Deputy director"), ""),
    )
    flow.room(PLACE * len(places))
    for position, name in places:
        flow.item(PLACE, partial(draw_place, position, name))


def draw_place(position: str, name: str, pen: Pen, sheet: Sheet, y: float) -> float:
    """Draw a place to sign: position, line, name in clear, date."""
    low, left = y + 6, sheet.left
    pen.text(left, low, position, 9)
    for start, end, word in (
        (52, 92, _("signature")),
        (96, 142, _("name in full")),
        (146, 186, _("date")),
    ):
        pen.rules([(left + start, low + 0.8, left + end, low + 0.8)], INK, 0.5)
        pen.text(left + (start + end) / 2, low + 3.4, word, 6, align="centre", colour=MUTED)
    pen.text(left + 119, low, name, 9, align="centre")
    pen.text(left + 166, low, "«____» ______________ 20____", 8, align="centre")
    return y + PLACE
