"""The grid as HTML. One function per part, plain string joins: 1500 cells are a tenth of a page.

A cell carries no id of its own: its row has the student's (`data-s`), its column's head the
lesson's (`data-l`). Its class says what its letters say: `a` absent, `o` late, `b` a bad mark,
`x` a lesson outside the student's time in the group, `t` something entered after the day, `y` a
lesson that others keep.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from domain.cells import ABSENCE_CODES, FAILED, LATE, NOT_ATTESTED
from services.grid_shapes import CellFlag, Grid, GridLesson, GridStudent
from views.journal.words import Words

BAR_STEPS: Final = 6
BAD_AVERAGE: Final = Decimal("2.5")


def grid_table(grid: Grid, lessons: Sequence[GridLesson], words: Words) -> Markup:
    """Return the table of `grid` with the columns `lessons`, in their order."""
    columns = {lesson.id: column for column, lesson in enumerate(lessons)}
    filled: dict[int, list[tuple[int, str]]] = {}
    drawn: dict[tuple[str, int, str | None], str] = {}  # a journal holds few different cells
    for lesson_id, student_id, text, flag, old in grid.cells:
        column = columns.get(lesson_id)
        if column is None:
            continue
        key = (text, flag, old)
        if key not in drawn:
            drawn[key] = _cell(*key)
        filled.setdefault(student_id, []).append((column, drawn[key]))
    # Of a teacher's journal: columns of days on which others keep it.
    locked = [n for n, one in enumerate(lessons) if grid.editable and not one.editable]
    rows = [
        _row(number, student, lessons, filled.get(student.id, ()), locked)
        for number, student in enumerate(grid.students, 1)
    ]
    editable = "yes" if grid.editable else "no"
    label = escape(f"{grid.title}, {grid.group}")
    readonly = "" if grid.editable else ' aria-readonly="true"'
    return Markup(  # noqa: S704  every text below is escaped
        f'<table id="journal-grid" class="jr-grid" role="grid" aria-label="{label}"{readonly}'
        f' aria-multiselectable="true" data-editable="{editable}">'
        f"{_head(grid, lessons, words)}<tbody>{''.join(rows)}</tbody></table>"
    )


def _head(grid: Grid, lessons: Sequence[GridLesson], words: Words) -> str:
    cells = "".join(_head_cell(lesson, words, grid) for lesson in lessons)
    return (
        f'<thead><tr><th scope="col" class="n"><span>№</span>{escape(_("Student"))}</th>{cells}'
        f'<th scope="col" class="s m" title="{escape(_("Average mark"))}">{escape(_("Avg"))}</th>'
        f'<th scope="col" class="s c" title="{escape(_("Marks, and how many are needed"))}">'
        f"{escape(_('Count'))}</th>"
        f'<th scope="col" class="s h" title="{escape(_("Academic hours missed"))}">'
        f"{escape(_('Missed, h'))}</th></tr></thead>"
    )


def _head_cell(lesson: GridLesson, words: Words, grid: Grid) -> str:
    """Return the head of a column."""
    state, day = words.state_of(lesson), lesson.held_on
    pair = words.pair(lesson.pair) if lesson.pair else "—"
    title = escape(words.lesson_title(lesson, grid.teacher))
    names = "y" if grid.editable and not lesson.editable else ""
    names += " z" if lesson.stands_in else ""
    marked = f' class="{names.strip()}"' if names else ""
    return (
        f'<th scope="col" data-l="{lesson.id}" title="{title}"{marked}><i class="{state}"></i>'
        f'<span class="visually-hidden">{_word(words.states[state])}</span><b>{day.day:02}</b>'
        f"<small>{_word(words.months[day.month])}</small>"
        f"<small>{_word(pair)}</small><em>{_word(words.abbreviations[lesson.kind])}</em></th>"
    )


@lru_cache(maxsize=256)
def _word(text: str) -> str:
    """Return a word of the catalogue as HTML: every column's head says the same few."""
    return str(escape(text))


def style(text: str) -> str:
    """Return the class of a cell's canonical text; the browser's `Grammar.style` does the same."""
    first, _slash, rest = text.partition("/")
    if text != NOT_ATTESTED:
        code = first.rstrip("0123456789")
        if code == LATE:
            return "o"
        if code in ABSENCE_CODES:
            return "a"
    return "b" if {"2", FAILED}.intersection((first, *rest.split("/"))) else ""


def _cell(text: str, flag: int, old: str | None) -> str:
    names = " ".join(filter(None, (style(text), "t" if flag & CellFlag.late else "")))
    start = f'<td class="{names}">' if names else "<td>"
    struck = f"<s>{escape(old)}</s>" if old is not None else ""
    return f"{start}{struck}{escape(text)}</td>"


def _row(
    number: int,
    student: GridStudent,
    lessons: Sequence[GridLesson],
    filled: Sequence[tuple[int, str]],
    locked: Sequence[int],
) -> str:
    cells = _blank(student, lessons)
    for column, html in filled:
        cells[column] = html
    for column in locked:
        cells[column] = _locked(cells[column])
    if number == 1 and cells:  # until the script moves it, the focus can enter the grid here
        cells[0] = cells[0].replace("<td", '<td tabindex="0"', 1)
    return (
        f'<tr data-s="{student.id}"><th scope="row" class="n"><span>{number}</span>'
        f"{escape(student.short_name)}</th>{''.join(cells)}{_sums(student)}</tr>"
    )


def _locked(cell: str) -> str:
    """Return a cell that the viewer only reads, in a grid that they write in."""
    head, rest = cell.split(">", 1)
    names = head.removeprefix('<td class="').removesuffix('"') if "class" in head else ""
    return f'<td class="{f"{names} y".strip()}">{rest}'


def _blank(student: GridStudent, lessons: Sequence[GridLesson]) -> list[str]:
    """Return empty cells; those of lessons outside the student's time in the group are marked."""
    if lessons and _stays(student, lessons[0].held_on, lessons[-1].held_on):
        return ["<td></td>"] * len(lessons)
    return [
        "<td></td>" if student.attends(lesson.held_on) else '<td class="x"></td>'
        for lesson in lessons
    ]


def _stays(student: GridStudent, first: date, last: date) -> bool:
    """Return whether one period of the student covers all the days: true of nearly everyone."""
    return any(period.covers(first) and period.covers(last) for period in student.periods)


def _sums(student: GridStudent) -> str:
    average = "" if student.average is None else f"{student.average:.2f}"
    bad = " b" if student.average is not None and student.average < BAD_AVERAGE else ""
    return (
        f'<td class="s m{bad}">{average}</td>'
        f'<td class="s c"><i class="{bar_class(student.marks, student.needed)}"></i>'
        f"<b>{student.marks}</b><small>/{student.needed}</small></td>"
        f'<td class="s h">{student.missed_hours or ""}</td>'
    )


def bar_class(marks: int, needed: int) -> str:
    """Return the class of a bar as long as the share of the needed marks that there are."""
    share = min(1.0, marks / needed) if needed else float(marks > 0)
    return f"w{round(share * BAR_STEPS)}{' low' if share < 1 else ''}"


def legend() -> list[tuple[str, str]]:
    """Return the codes and what they mean, in the order of the legend under the grid."""
    return _legend(str(get_locale()))


@lru_cache(maxsize=8)
def _legend(_locale: str) -> list[tuple[str, str]]:
    return [
        ("5–2", _("mark")),
        ("зч нз", _("passed, failed")),
        ("н", _("absent, no reason given")),
        ("нп", _("unexcused reason")),
        ("уп", _("excused reason")),
        ("б", _("sick")),
        ("оп", _("came late")),
        ("н/4", _("made up")),
        ("◥", _("entered after the day")),
    ]
