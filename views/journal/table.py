"""The grid as HTML. One function per part, plain string joins: 1500 cells are a tenth of a page.

A cell carries no id of its own: its row has the student's (`data-s`), its column's head the
lesson's (`data-l`). Its class says what its letters say: `a` absent, `o` late, `b` a bad mark,
`x` a lesson outside the student's time in the group, `t` something entered after the day, `y` a
lesson that others keep.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from domain.cells import ABSENCE_CODES, FAILED, LATE, NOT_ATTESTED
from domain.enough_marks import TOO_FEW
from services.enough_words import Said, said
from services.grid_shapes import CellFlag, Grid, GridCell, GridLesson, GridStudent, GridWorkCell
from views.journal.columns import Column, columns_of
from views.journal.words import Words

BAR_STEPS: Final = 6
Filled = dict[int, list[tuple[int, str]]]  # by student: column and what stands there
BAD_AVERAGE: Final = Decimal("2.5")


def grid_table(grid: Grid, lessons: Sequence[GridLesson], words: Words) -> Markup:
    """Return the table of `grid` with the columns `lessons`, in their order."""
    columns = columns_of(grid, lessons)
    filled: Filled = {}
    places = {one.lesson.id: n for n, one in enumerate(columns) if one.work is None}
    # Of a teacher's journal: columns of days on which others keep it, or that are closed.
    locked = {n for n, one in enumerate(columns) if grid.editable and not one.editable}
    _fill(filled, grid.cells, places, locked)
    if grid.work_cells:
        places = {one.work.id: n for n, one in enumerate(columns) if one.work is not None}
        _fill(filled, grid.work_cells, places, locked)
    weighs = any(work.weight > 1 for work in grid.works)
    blank = [_blank("y" if n in locked else "") for n in range(len(columns))]
    locale = str(get_locale())
    rows = [
        _row(number, student, _cells_of(student, columns, blank), filled.get(student.id, ()))
        + _sums(student, said(student.enough, locale), words, weighs=weighs)
        + "</tr>"
        for number, student in enumerate(grid.students, 1)
    ]
    editable = "yes" if grid.editable else "no"
    label = escape(f"{grid.title}, {grid.group}")
    readonly = "" if grid.editable else ' aria-readonly="true"'
    return Markup(  # noqa: S704  every text below is escaped
        f'<table id="journal-grid" class="jr-grid" role="grid" aria-label="{label}"{readonly}'
        f' aria-multiselectable="true" data-editable="{editable}">'
        f"{_head(grid, columns, words, weighs=weighs)}<tbody>{''.join(rows)}</tbody></table>"
    )


def _fill(
    filled: Filled,
    cells: Iterable[GridCell | GridWorkCell],
    places: Mapping[int, int],
    locked: Container[int],
) -> None:
    """Put cells into their columns, student by student."""
    drawn: dict[tuple[str, int, str | None, bool], str] = {}  # there are few different cells
    for of, student_id, text, flag, old in cells:
        column = places.get(of)
        if column is None:
            continue
        key = (text, flag, old, column in locked)
        if key not in drawn:
            drawn[key] = _cell(*key)
        filled.setdefault(student_id, []).append((column, drawn[key]))


def _head(grid: Grid, columns: Sequence[Column], words: Words, *, weighs: bool) -> str:
    cells = "".join(
        _head_cell(one.lesson, words, grid) if one.work is None else _work_head(one, words, grid)
        for one in columns
    )
    average, both = _("Average mark"), _("Average mark, and the one by the weights of works")
    weighted = f"<small>{escape(_('weighted'))}</small>" if weighs else ""
    return (
        f'<thead><tr><th scope="col" class="n"><span>№</span>{escape(_("Student"))}</th>{cells}'
        f'<th scope="col" class="s m{" w" if weighs else ""}"'
        f' title="{escape(both if weighs else average)}">{escape(_("Avg"))}'
        f"{weighted}</th>"
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
        f'<span class="visually-hidden">{_word(words.states[state])}</span>'
        f"{_lock(lesson, words)}"
        f"<b>{day.day:02}</b><small>{_word(words.months[day.month])}</small>"
        f"<small>{_word(pair)}</small><em>{_word(words.abbreviations[lesson.kind])}</em></th>"
    )


def _lock(lesson: GridLesson, words: Words) -> str:
    """Return the sign of a lesson that the viewer cannot change any more (3.6)."""
    if lesson.closed is None:
        return ""
    hidden = f'<span class="visually-hidden">{_word(words.closed)}</span>'
    return f'<span class="lock">{hidden}</span>'


def _work_head(column: Column, words: Words, grid: Grid) -> str:
    """Return the head of a work's column: its kind in letters, its weight, whether it is required.

    Signs are for the eyes; who listens hears the whole name.
    """
    work = column.work
    if work is None:
        raise ValueError("a column of a lesson has another head")
    names = "w y" if grid.editable and not column.editable else "w"
    name = escape(words.work_title(work, column.lesson))
    weight = f"<small>×{work.weight}</small>" if work.weight > 1 else ""
    required = "<em>*</em>" if work.is_required else ""
    return (
        f'<th scope="col" data-l="{column.key}" class="{names}" title="{name}">'
        f'<span class="visually-hidden">{name}</span><span aria-hidden="true">'
        f"<b>{_word(words.work_letters[work.kind])}</b>{weight}{required}</span></th>"
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


def _cell(text: str, flag: int, old: str | None, locked: bool) -> str:
    late = "t" if flag & CellFlag.late else ""
    names = " ".join(filter(None, (style(text), late, "y" if locked else "")))
    start = f'<td class="{names}">' if names else "<td>"
    struck = f"<s>{escape(old)}</s>" if old is not None else ""
    return f"{start}{struck}{escape(text)}</td>"


def _row(
    number: int,
    student: GridStudent,
    cells: list[str],
    filled: Sequence[tuple[int, str]],
) -> str:
    """Return the row of a student up to the sums; `cells` are the empty ones."""
    for column, html in filled:
        cells[column] = html
    few = ' class="few"' if student.enough.code in TOO_FEW else ""
    if number == 1 and cells:  # until the script moves it, the focus can enter the grid here
        cells[0] = cells[0].replace("<td", '<td tabindex="0"', 1)
    return (
        f'<tr data-s="{student.id}"{few}><th scope="row" class="n"><span>{number}</span>'
        f"{escape(student.short_name)}</th>{''.join(cells)}"
    )


def _blank(names: str) -> str:
    return f'<td class="{names}"></td>' if names else "<td></td>"


def _cells_of(student: GridStudent, columns: Sequence[Column], blank: Sequence[str]) -> list[str]:
    """Return empty cells; those of lessons outside the student's time in the group are marked."""
    if columns and _stays(student, columns[0].held_on, columns[-1].held_on):
        return [*blank]
    outside = {"<td></td>": _blank("x"), _blank("y"): _blank("x y")}
    return [
        cell if student.attends(column.held_on) else outside[cell]
        for column, cell in zip(columns, blank, strict=True)
    ]


def _stays(student: GridStudent, first: date, last: date) -> bool:
    """Return whether one period of the student covers all the days: true of nearly everyone."""
    return any(period.covers(first) and period.covers(last) for period in student.periods)


def _sums(student: GridStudent, told: Said, words: Words, *, weighs: bool) -> str:
    average = words.average(student.average)
    bad = " b" if student.average is not None and student.average < BAD_AVERAGE else ""
    return (
        f'<td class="s m{bad}">{average}{_weighted(student, words) if weighs else ""}</td>'
        f'<td class="s c" title="{escape(told.sentence)}">'
        f'<i class="{bar_class(student.marks, student.needed)}"></i>'
        f"<b>{student.marks}</b><small>/{student.needed}</small>"
        f'<em aria-hidden="true">{told.sign}</em>'
        f'<span class="visually-hidden">{_word(told.word)}</span></td>'
        f'<td class="s h">{student.missed_hours or ""}</td>'
    )


def _weighted(student: GridStudent, words: Words) -> str:
    """Return the average by the weights of works, small under the plain one."""
    return "" if student.weighted is None else f"<small>{words.average(student.weighted)}</small>"


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
        ("* ×2", _("required work, its weight")),
        ("! ◐ ✕", _("too few marks, works missing, no longer possible")),
    ]
