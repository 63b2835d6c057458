"""The screens of one journal, made of a loaded grid."""

from functools import lru_cache
from typing import Any

from flask import abort, render_template
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.cells import ABSENCE_CODES, MARK_CODES
from domain.clock import clock
from domain.enums import LessonKind, LessonMode, TaskKind
from models.labels import label_of
from services.grid_shapes import Grid, GridLesson, GridWork
from services.journals import Neighbour, Neighbours
from views.deadlines.lesson import punctuality_lines
from views.journal.columns import work_key
from views.journal.data import ask_path, current_lesson, data_block, months_of, page_data
from views.journal.sentences import sentences
from views.journal.table import grid_table, legend
from views.journal.windows import windows_of
from views.journal.words import Words, long_day, with_subgroup, words


def grid_page(grid: Grid, beside: Neighbours, month: int | None) -> str:
    """Return the page of the grid, with the lessons of `month` or of the whole semester."""
    say = words()
    months = months_of(grid.lessons)
    if month is not None and month not in range(1, 13):
        abort(404)
    lessons = [one for one in grid.lessons if month in (None, one.held_on.month)]
    at = current_lesson(lessons)
    values = page_data(grid, lessons, grid.students, say)
    values["current_lesson"] = at and at.id
    return render_template(
        "journal/grid.html",
        **_book(grid),
        subtitle=_subtitle(grid),
        neighbours=_neighbours(beside),
        month=month,
        months=[(number, say.months[number]) for number in months],
        lessons=lessons,
        students=grid.students,
        current_lesson=at and at.id,
        few=values["few_marks"],
        table=grid_table(grid, lessons, say) if lessons else "",
        legend=legend(),
        windows=windows_of(grid.times),
        data=data_block(values),
    )


def lesson_page(grid: Grid, lesson: GridLesson) -> str:
    """Return the page of one lesson as a list of the students who were in the group that day."""
    say = words()
    students = [one for one in grid.students if one.attends(lesson.held_on)]
    values = page_data(grid, [lesson], students, say)
    works = [one for one in grid.works if one.lesson_id == lesson.id]
    keys = {one.id: work_key(one) for one in works}
    values["cells"] = [
        *([lesson.id, cell.student_id, cell.text] for cell in grid.cells if cell[0] == lesson.id),
        *(
            [keys[cell.work_id], cell.student_id, cell.text]
            for cell in grid.work_cells
            if cell.work_id in keys
        ),
    ]
    values["corrected"] = [  # what late entries struck out
        *(
            [lesson.id, one.student_id, one.old]
            for one in grid.cells
            if one[0] == lesson.id and one.old
        ),
        *(
            [keys[one.work_id], one.student_id, one.old]
            for one in grid.work_cells
            if one.work_id in keys and one.old
        ),
    ]
    return render_template(
        "journal/lesson.html",
        **_book(grid),
        lesson=lesson,
        lesson_name=say.lesson_name(lesson),
        keeper=_keeper(grid, lesson, say),
        locked=_locked(lesson),
        ask=ask_path(lesson) if lesson.closed and lesson.closed.may_ask else "",
        long_name=_long_name(lesson, say),
        state_label=say.states[say.state_of(lesson)],
        punctuality=punctuality_lines(lesson.id),
        students=students,
        works=[_work(one, lesson, say) for one in works],
        days=[_day(one, say) for one in grid.lessons],
        codes=(*MARK_CODES, *ABSENCE_CODES),
        data=data_block(values),
    )


def _keeper(grid: Grid, lesson: GridLesson, say: Words) -> str:
    name = say.keeper(lesson, grid.teacher)
    return _("Held by: %(teacher)s", teacher=name) if name else ""


def _locked(lesson: GridLesson) -> str:
    if lesson.closed is not None:
        return lesson.closed.sentence
    said = sentences()
    text = said["not_yours"] if lesson.teacher else said["nobodys"]
    return text.replace("{teacher}", lesson.teacher)


def _book(grid: Grid) -> dict[str, Any]:
    """Return what the templates of a journal share."""
    return {
        "book": grid,
        "group": with_subgroup(grid.group, grid.subgroup),
        "user_id": current_principal().user_id,
        "shows_trail": current_principal().may(Action.read, Resource.audit_entry),
        "shows_book": current_principal().may(Action.read, Resource.journal_print),
        "shows_plan": current_principal().may(Action.read, Resource.lesson_plan),
        "shows_inspections": current_principal().may(Action.read, Resource.inspection),
        "shows_closing": current_principal().may(Action.read, Resource.grade_closing),
        "dialogs": _dialogs(str(get_locale()), grid.editable),
    }


@lru_cache(maxsize=8)
def _dialogs(_locale: str, editable: bool) -> Markup:
    """Return the dialogs, which are the same on every page of a language."""
    html = render_template(
        "journal/_dialogs.html",
        editable=editable,
        kinds=[(one.value, label_of(one)) for one in LessonKind],
        modes=[(one.value, label_of(one)) for one in LessonMode],
        task_kinds=[(one.value, label_of(one)) for one in TaskKind],
    )
    return Markup(html)  # noqa: S704  a template's own output


def _subtitle(grid: Grid) -> str:
    day = min(clock.today(), grid.semester.ends_on)
    present = sum(one.attends(day) for one in grid.students)
    return " · ".join(
        (
            with_subgroup(grid.group, grid.subgroup),
            _("students: %(count)s", count=present),
            grid.teacher,
            _(
                "%(held)s of %(planned)s hours held",
                held=grid.hours_held,
                planned=grid.hours_planned,
            ),
        )
    )


def _neighbours(beside: Neighbours) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the other journals to move to, by what they have in common with this one."""

    def named(books: tuple[Neighbour, ...]) -> list[tuple[int, str]]:
        return [
            (one.gradebook_id, f"{with_subgroup(one.group, one.subgroup)} · {one.title}")
            for one in books
        ]

    both = ((_("Of the group"), beside.of_group), (_("Of the teacher"), beside.of_teacher))
    return [(title, named(books)) for title, books in both if books]


def _long_name(lesson: GridLesson, say: Words) -> str:
    pair = say.pair(lesson.pair) if lesson.pair else ""
    kind = say.kinds[lesson.kind].lower()
    return " · ".join(part for part in (f"{long_day(lesson.held_on)}", pair, kind) if part)


def _work(work: GridWork, lesson: GridLesson, say: Words) -> dict[str, Any]:
    return {
        "key": work_key(work),
        "name": say.work_name(work),
        "title": say.work_title(work, lesson),
        "letters": say.work_letters[work.kind],
        "is_required": work.is_required,
    }


def _day(lesson: GridLesson, say: Words) -> dict[str, Any]:
    state = say.state_of(lesson)
    return {
        "id": lesson.id,
        "number": lesson.held_on.day,
        "month": say.month(lesson.held_on),
        "state": state,
        "state_label": say.states[state],
    }
