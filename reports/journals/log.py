"""The pages after the marks: remarks of inspections, corrections and late entries."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from flask_babel import gettext as _

from domain.enums import RemarkEvent
from models.labels import label_of
from reports.journals.flow import Field, Flow, Line, Table
from reports.journals.heading import draw_heading, heading_height
from reports.journals.pen import Pen
from reports.journals.sheets import TOP, Sheet
from reports.journals.words import day_words, moment
from services.corrections import Correction
from services.final_history import MarkChange
from services.journal_book_shapes import Book, BookInspection, BookRemark, Happened

SECTION: Final = 10.5  # points
FOLLOWS: Final = 16.0  # millimetres: no title stands alone


def parts_of_control() -> tuple[str, ...]:
    """Return the four parts of clause 7.3, in the order of an inspection's verdicts."""
    return (
        _("completeness"),
        _("delivery of the programme"),
        _("objectivity"),
        _("control works"),
    )


def remark_sheets(book: Book, *, level: int) -> list[Sheet]:
    """Return the log of the journal's inspections (5.3, 7.3)."""
    flow = _flow(book, _("remarks of inspections"))
    if not book.inspections:
        flow.paragraph(_("This journal was not inspected in this year."), 9)
    else:
        table = Table(
            [
                Field(_("Date, kind"), 25, "left", 7),
                Field(_("Inspector"), 25, "left", 7),
                Field(_("What was found, remarks"), 66, "left", 7.5),
                Field(_("Put right by"), 16, "centre", 7),
                Field(_("Answer of the teacher, what came of it"), 54, "left", 7),
            ],
            least=6.2,
        )
        flow.table(table, _inspection_rows(book.inspections))
    return flow.sheets(_("Remarks of inspections"), level)


def _flow(book: Book, what: str) -> Flow:
    def heading(pen: Pen, sheet: Sheet) -> float:
        return draw_heading(pen, sheet, book, what)

    return Flow(heading, TOP + heading_height(book))


def _inspection_rows(inspections: Iterable[BookInspection]) -> Iterable[Line]:
    for one in inspections:
        when = f"{moment(one.finished_at or one.opened_at)}\n{label_of(one.kind)}"
        period = _(
            "Lessons of %(first)s – %(last)s",
            first=day_words(one.period_from),
            last=day_words(one.period_to),
        )
        verdicts = [
            f"{part}: {label_of(verdict)}"
            for part, verdict in zip(parts_of_control(), one.verdicts, strict=True)
            if verdict is not None
        ]
        state = "" if one.finished_at else _("not finished yet")
        found = "\n".join(filter(None, (period, "; ".join(verdicts), one.summary, state)))
        yield Line((when, one.inspector, found, "", ""))
        for remark in one.remarks:
            text = f"{remark.place}: {remark.text}" if remark.place else remark.text
            yield Line(("", "", f"• {text}", day_words(remark.due_on), came_of_it(remark)))


def came_of_it(remark: BookRemark) -> str:
    """Return the history of a remark after it was made, its state where there is none."""
    said = [_happened(one) for one in remark.history if one.event is not RemarkEvent.made]
    return "\n".join(said) or str(label_of(remark.state))


def _happened(one: Happened) -> str:
    who = f" {one.author}" if one.author else ""
    text = f": {one.text}" if one.text else ""
    return f"{moment(one.at)}{who} — {label_of(one.event)}{text}"


def correction_sheets(book: Book, numbers: Mapping[int, int], *, level: int) -> list[Sheet]:
    """Return what was changed after the day: old value struck through, new, who, when, why."""
    flow = _flow(book, _("corrections"))
    found = [one for term in book.terms for one in term.corrections]
    _section(
        flow,
        _("Corrections of marks and absences"),
        _corrections_table(),
        (_correction(numbers[one.id], one) for one in found if one.replaces),
    )
    _section(flow, _("Entered after the day of the lesson"), _late_table(), _late_rows(found))
    changes = [_change(number, one) for number, one in enumerate(book.changes, 1)]
    _section(flow, _("Changes of final marks"), _changes_table(), changes)
    return flow.sheets(_("Corrections"), level)


def _section(flow: Flow, title: str, table: Table, rows: Iterable[Line]) -> None:
    listed = list(rows)
    flow.paragraph(title, SECTION, bold=True, follows=FOLLOWS)
    flow.space(1)
    if listed:
        flow.table(table, listed)
    else:
        flow.paragraph(_("None."), 8.5)
    flow.space(5)


def _corrections_table() -> Table:
    return Table(
        [
            Field(_("No."), 9, "right", 7),
            Field(_("Lesson"), 34, "left", 7),
            Field(_("Student"), 34, "left", 7.5),
            Field(_("Was"), 12, "centre", 8),
            Field(_("Became"), 13, "centre", 8),
            Field(_("Who"), 30, "left", 7),
            Field(_("When"), 24, "left", 7),
            Field(_("Reason"), 30, "left", 7),
        ]
    )


def _correction(number: int, one: Correction) -> Line:
    cells = (
        str(number),
        lesson_words(one),
        one.student,
        one.old,
        one.new or _("empty"),
        one.actor,
        moment(one.at),
        one.reason or "—",
    )
    return Line(cells, struck=frozenset({3}))


def lesson_words(one: Correction) -> str:
    """Return which lesson, and which work of it, a correction is of."""
    day = day_words(one.held_on) if one.held_on else _("deleted lesson")
    pair = _("pair %(number)s", number=one.pair) if one.pair else ""
    return " · ".join(filter(None, (day, pair, one.work)))


def _late_table() -> Table:
    return Table(
        [
            Field(_("Lesson"), 60, "left", 7.5),
            Field(_("Entries"), 18, "centre", 7.5),
            Field(_("Who"), 50, "left", 7.5),
            Field(_("When"), 58, "left", 7.5),
        ]
    )


def _late_rows(found: Iterable[Correction]) -> Iterable[Line]:
    """Yield a row for the entries that came late into empty cells of a lesson, person by person."""
    entries = [one for one in found if not one.replaces]
    for (place, actor), group in groupby(
        sorted(entries, key=_late_key), key=lambda one: (lesson_words(one), one.actor)
    ):
        of_lesson = list(group)
        first, last = (pick(one.at for one in of_lesson) for pick in (min, max))
        when = moment(first) if first == last else f"{moment(first)} – {moment(last)}"
        yield Line((place, str(len(of_lesson)), actor, when))


def _late_key(one: Correction) -> tuple[bool, str, int, str, str]:
    day = one.held_on.isoformat() if one.held_on else ""
    return one.held_on is None, day, one.pair or 0, lesson_words(one), one.actor


def _changes_table() -> Table:
    return Table(
        [
            Field(_("No."), 9, "right", 7),
            Field(_("Student"), 52, "left", 7.5),
            Field(_("What"), 26, "left", 7),
            Field(_("Was"), 18, "centre", 8),
            Field(_("Became"), 26, "left", 7.5),
            Field(_("Who"), 31, "left", 7),
            Field(_("When"), 24, "left", 7),
        ]
    )


def _change(number: int, one: MarkChange) -> Line:
    what = {
        "code": _("final mark"),
        "reason": _("reason of the mark"),
        "reopened": _("reopened (semester)"),
    }.get(one.what, one.what)
    cells = (str(number), one.student, what, one.old, one.new or "—", one.actor, moment(one.at))
    return Line(cells, struck=frozenset({3}))


__all__ = ["came_of_it", "correction_sheets", "lesson_words", "parts_of_control", "remark_sheets"]
