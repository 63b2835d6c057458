"""The cover, the contents, the rules of a book."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from domain.enums import Standing
from reports.journals.flow import Field, Flow, Line, Table
from reports.journals.pen import ACCENT, INK, LINE, MUTED, PALE, Pen, lines_of
from reports.journals.sheets import BOTTOM, TOP, Sheet
from reports.journals.words import Words, cell_legend, day_words, term_words
from services.journal_book_shapes import Book

NAME_WIDTH: Final = 52.0  # millimetres of the names of facts on a cover
LABEL, VALUE = 9.0, 11.0  # points
GAP: Final = 2.6  # millimetres between facts
PLACES: Final = 24.0  # millimetres at the foot of a cover

Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover: whose, what, for whom, and who signs it off (5.2.6)."""

    organisation: str
    department: str
    title: str
    subtitle: str
    facts: Facts
    places: Sequence[tuple[str, str]]  # position, name

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the page within a double frame."""
        left, right, middle = sheet.left, sheet.right, sheet.middle
        for inset, width in ((0.0, 1.2), (1.6, 0.4)):
            xs = [left + inset, right - inset]
            pen.grid(xs, [TOP + inset, BOTTOM - inset], ACCENT, width)
        room = right - left - 24
        y = _centred(pen, middle, TOP + 12, self.organisation, room, 13, bold=True)
        y = _centred(pen, middle, y + 2, self.department, room, 11)
        y = _centred(pen, middle, y + 22, self.title, room, 26, bold=True)
        y = _centred(pen, middle, y + 1, self.subtitle, room, 11, muted=True)
        self._facts(pen, left + 12, right - 12, y + 14)
        at = BOTTOM - PLACES - 4
        for position, name in self.places:
            _place_in(pen, left + 9, at, position, name)
            at += 11

    def _facts(self, pen: Pen, left: float, right: float, y: float) -> None:
        """Write name and value of each fact; smaller where there are many."""
        room = right - left - NAME_WIDTH
        limit = BOTTOM - PLACES - 8 - y
        size, gap = VALUE, GAP
        while size > 8 and self._height(room, size, gap) > limit:
            size, gap = size - 0.5, gap * 0.85
        for name, value in self.facts:
            low = pen.paragraph(left, y + 0.6, name, NAME_WIDTH - 3, LABEL, colour=MUTED)
            end = pen.paragraph(left + NAME_WIDTH, y, value, room, size, bold=True)
            y = max(end, low, y + 5) + gap
            pen.rules([(left, y - gap / 2, right, y - gap / 2)], LINE, 0.3)

    def _height(self, room: float, size: float, gap: float) -> float:
        step = size * 0.3528 * 1.2
        return sum(
            max(len(lines_of(value, room, size, bold=True)) * step, 5) + gap
            for _name, value in self.facts
        )


def _centred(
    pen: Pen,
    middle: float,
    y: float,
    text: str,
    room: float,
    size: float,
    *,
    bold: bool = False,
    muted: bool = False,
) -> float:
    step = size * 0.3528 * 1.25
    for line in lines_of(text, room, size, bold=bold) if text else ():
        colour = MUTED if muted else INK
        pen.text(middle, y + step * 0.8, line, size, bold=bold, align="centre", colour=colour)
        y += step
    return y


def _place_in(pen: Pen, left: float, y: float, position: str, name: str) -> None:
    low = y + 5
    pen.text(left, low, position, 9)
    for start, end, word in (
        (44, 82, _("signature")),
        (86, 128, _("name in full")),
        (132, 167, _("date")),
    ):
        pen.rules([(left + start, low + 0.8, left + end, low + 0.8)], INK, 0.5)
        pen.text(left + (start + end) / 2, low + 3.2, word, 5.5, align="centre", colour=MUTED)
    pen.text(left + 107, low, name, 8.5, align="centre")
    pen.text(left + 149.5, low, "«___» ____________ 20___", 7.5, align="centre")


def facts_of(book: Book) -> list[tuple[str, str]]:
    """Return what the cover of one journal says."""
    head, facts = book.head, book.facts
    found = [
        (_("Discipline, module, practice"), book.title),
        (
            _("Group, course"),
            _("%(group)s, course %(course)s", group=book.group, course=facts.course),
        ),
        (_("Programme"), facts.programme),
        (_("Qualification"), facts.qualification),
        (_("Academic year"), head.year),
        (_("Part of the year"), _printed(book)),
        (_("Teachers by date"), teachers_of(book)),
        (_("Hours"), hours_of(book)),
        (_("Class teacher"), facts.curator),
    ]
    return [(name, value) for name, value in found if value]


def _printed(book: Book) -> str:
    if book.is_whole_year:
        return _("the whole year")
    return ", ".join(term_words(one.grid.semester.number) for one in book.terms)


def teachers_of(book: Book) -> str:
    """Return who kept the journal when, and who stood in."""
    lines = []
    year = book.head
    for term in book.head.keepers.terms:
        if term.standing is Standing.substitute:
            continue
        first = max(term.starts_on, year.year_starts_on)
        last = min(term.ends_on or year.year_ends_on, year.year_ends_on)
        if first <= last:
            lines.append(f"{term.teacher} ({day_words(first)} – {day_words(last)})")
    stood_in = sorted(
        {
            one.teacher
            for term in book.terms
            for one in term.lessons
            if one.stands_in and one.teacher
        }
    )
    if stood_in:
        lines.append(_("standing in: %(names)s", names=", ".join(stood_in)))
    return "\n".join(lines) or book.head.teacher


def hours_of(book: Book) -> str:
    """Return the hours of the curriculum and those held, semester by semester."""
    lines = []
    for term in book.terms:
        held = sum(one.hours for one in term.lessons)
        lines.append(
            _(
                "semester %(number)s: by the curriculum %(planned)s, held %(held)s",
                number=term.grid.semester.number,
                planned=term.grid.hours_planned or "—",
                held=held,
            )
        )
    return "\n".join(lines)


def contents(title: str, entries: Sequence[Sheet]) -> list[Sheet]:
    """Return the contents: names of parts with the pages on which they begin."""

    def heading(pen: Pen, sheet: Sheet) -> float:
        pen.text(sheet.middle, TOP + 6, title, 14, bold=True, align="centre")
        return TOP + 12

    flow = Flow(heading, TOP + 12)
    table = Table([Field("", 168, "left", 9), Field("", 18, "right", 9)], least=5.4)
    least = min((one.level for one in entries), default=0)
    rows = [
        Line(
            ("      " * (one.level - least) + one.title, ""),
            strong=one.level == least and any(other.level > least for other in entries),
            to=one,
        )
        for one in entries
    ]
    flow.table(table, rows)
    return flow.sheets(title, 0)


def rules(say: Words) -> list[Sheet]:
    """Return the rules of keeping a journal and what its signs mean."""
    title = _("Rules of keeping the journal")

    def heading(pen: Pen, sheet: Sheet) -> float:
        pen.text(sheet.middle, TOP + 6, title, 14, bold=True, align="centre")
        return TOP + 12

    flow = Flow(heading, TOP + 12)
    for number, text in enumerate(_rules(), 1):
        flow.paragraph(f"{number}. {text}", 9.5)
        flow.space(1.6)
    flow.space(4)
    flow.paragraph(_("Signs in the cells"), 11, bold=True, follows=20)
    flow.space(1)
    flow.table(_signs(), (Line(pair) for pair in cell_legend()))
    flow.space(4)
    flow.paragraph(_("Kinds of lessons and works"), 11, bold=True, follows=20)
    flow.space(1)
    kinds = [(say.letters[key], say.kinds[key]) for key in say.letters]
    works = [(say.work_letters[key], say.work_kinds[key]) for key in say.work_letters]
    flow.table(_signs(), (Line(pair) for pair in [*kinds, *works]))
    return flow.sheets(title, 0)


def _signs() -> Table:
    return Table(
        [
            Field(_("Sign (in a cell)"), 24, "centre", 8, bold=True),
            Field(_("Meaning"), 162, "left", 8),
        ],
        least=4.5,
    )


def _rules() -> tuple[str, ...]:
    return (
        _("Attendance and marks are entered on the day of the lesson (5.5.3, 5.5.4)."),
        _("The topic of the lesson is always given, in Russian (5.5.8); homework is given not "
          "later than on the day of the lesson (5.5.5)."),
        _("Results of works are entered within a week (5.5.6)."),
        _("Each teacher of a subgroup keeps a journal of the own (5.5.9)."),
        _("What is entered after its day is marked as late for ever; what is changed after its "
          "day stays legible: the old value is struck through, the new one has the number of its "
          "line among the corrections (3.6)."),
        _("Final marks follow from the current ones; where they depart, the reason is given "
          "(6.1, 6.2)."),
        _("Who inspects the journal writes remarks and changes nothing in it (5.2.2, 5.3.5)."),
        _("The printed journal is signed by the deputy director, kept in the study office until "
          "the group graduates, then in the archive (10.5–10.7)."),
    )  # fmt: skip


def notes_page(pen: Pen, sheet: Sheet) -> None:
    """Draw a page for notes by hand: it lets the next spread open as one."""
    pen.text(sheet.middle, TOP + 6, _("For notes"), 11, align="centre", colour=MUTED)
    lines = []
    y = TOP + 18
    while y < BOTTOM:
        lines.append((sheet.left, y, sheet.right, y))
        y += 9
    pen.rules(lines, PALE, 0.6)
