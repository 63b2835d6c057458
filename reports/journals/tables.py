"""A journal as tables for a workbook: a sheet of marks, one of lessons, one of corrections."""

from collections.abc import Iterator, Sequence
from itertools import chain

from flask_babel import gettext as _

from models.labels import label_of
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Signature, Tone
from reports.journals.cells import Cell, cells_of, columns_of, numbered
from reports.journals.cells import Column as Lessons
from reports.journals.cover import facts_of
from reports.journals.final import results
from reports.journals.log import came_of_it, lesson_words, parts_of_control
from reports.journals.words import (
    Words,
    cell_legend,
    day_words,
    is_absence,
    moment,
    term_words,
    words,
)
from services.journal_book_shapes import Book, BookTerm


def tables_of(book: Book) -> tuple[Dataset, ...]:
    """Return the sheets of a journal: marks, lessons, then the log and the corrections if any."""
    say = words()
    found = [marks(book, say), lessons(book, say)]
    if book.inspections:
        found.append(inspections(book))
    if any(one.replaces for term in book.terms for one in term.corrections):
        found.append(corrections(book))
    return tuple(found)


def _name(book: Book, what: str) -> str:
    """Return a title that still names the journal when a sheet cuts it at 31 characters."""
    subgroup = f" {book.head.subgroup}" if book.head.subgroup else ""
    return f"{book.head.index_code}{subgroup} · {what}"


def marks(book: Book, say: Words) -> Dataset:
    """Return students × lessons and works of all printed semesters, with the results."""
    parts = [(term, _columns(term), cells_of(term, {})) for term in book.terms]
    columns = [Column(_("No."), 8, Kind.number, True), Column(_("Student"), 62)]
    for term, lessons_of_term, _cells in parts:
        columns += [_lesson_column(one, say) for one in lessons_of_term]
        group = term_words(term.grid.semester.number)
        columns += [
            Column(_("Average"), 14, Kind.number, True, group),
            Column(_("Marks"), 14, Kind.number, True, group),
            Column(_("Missed, h"), 14, Kind.number, True, group),
        ]
    finals = results(book)
    columns += [Column(one.title, 20, centred=True, group=_("Final marks")) for one in finals]
    rows = []
    for number, student in enumerate(book.year.students, 1):
        cells: list[str | int | float | None] = [number, student.name]
        tones = [Tone.plain, Tone.plain]
        for term, lessons_of_term, found in parts:
            shown = list(_cells_of(student.student_id, term, lessons_of_term, found))
            cells += [text for text, _tone in shown]
            tones += [tone for _text, tone in shown]
            cells += _sums(student.student_id, term)
            tones += [Tone.plain] * 3
        cells += [one.code(student) for one in finals]
        tones += [Tone.strong] * len(finals)
        rows.append(Row(tuple(cells), tuple(tones)))
    return Dataset(
        _name(book, _("marks")),
        tuple(columns),
        tuple(rows),
        facts=tuple(Fact(name, value.replace("\n", "; ")) for name, value in facts_of(book)),
        legend=tuple(Fact(code, meaning) for code, meaning in cell_legend()),
        layout=Layout.landscape,
        new_page=True,
    )


def _columns(term: BookTerm) -> list[Lessons]:
    return list(chain.from_iterable(columns_of(term.grid, term.lessons).values()))


def _lesson_column(one: Lessons, say: Words) -> Column:
    kind = say.work_letters[one.work.kind] if one.work else say.letters[one.lesson.kind]
    pair = f"/{one.lesson.pair}" if one.lesson.pair and one.work is None else ""
    month = f"{say.months[one.day.month]} {one.day.year}"
    return Column(f"{one.day:%d}{pair}\n{kind}", 8, centred=True, group=month)


def _cells_of(
    student_id: int,
    term: BookTerm,
    columns: Sequence[Lessons],
    found: dict[tuple[int, int, int], Cell],
) -> Iterator[tuple[str | None, Tone]]:
    student = next((one for one in term.grid.students if one.id == student_id), None)
    for column in columns:
        work = column.work.id if column.work else 0
        cell = found.get((column.lesson.id, student_id, work))
        text = cell.text if cell else ""
        if student is None or not student.attends(column.day):
            yield text or None, Tone.off
        else:
            yield text or None, Tone.alert if is_absence(text) else Tone.plain


def _sums(student_id: int, term: BookTerm) -> list[str | int | float | None]:
    student = next((one for one in term.grid.students if one.id == student_id), None)
    if student is None:
        return [None, None, None]
    average = None if student.average is None else float(student.average)
    return [average, student.marks, student.missed_hours]


def lessons(book: Book, say: Words) -> Dataset:
    """Return every lesson: day, hours, topic, homework, who recorded it and when."""
    rows = []
    for term in book.terms:
        columns = columns_of(term.grid, term.lessons)
        for number, lesson in enumerate(term.lessons, 1):
            works = [say.work(one.work) for one in columns[lesson.id] if one.work is not None]
            rows.append(
                Row(
                    (
                        term.grid.semester.number,
                        number,
                        day_words(lesson.held_on),
                        lesson.pair,
                        lesson.hours,
                        say.kinds[lesson.kind],
                        lesson.topic,
                        lesson.tasks,
                        "\n".join(works),
                        lesson.homework,
                        say.recorded(lesson, term).replace("\n", ", "),
                    )
                )
            )
    return Dataset(
        _name(book, _("lessons")),
        (
            Column(_("Semester"), 14, Kind.number, True),
            Column(_("No."), 10, Kind.number, True),
            Column(_("Date"), 20, centred=True),
            Column(_("Pair"), 12, Kind.number, True),
            Column(_("Hours"), 12, Kind.number, True),
            Column(_("Kind"), 26),
            Column(_("Topic"), 70),
            Column(_("Tasks"), 40),
            Column(_("Works"), 40),
            Column(_("Homework"), 50),
            Column(_("Recorded by, when"), 44),
        ),
        tuple(rows),
        facts=(Fact(_("Journal"), book.title), Fact(_("Group"), book.group)),
        layout=Layout.landscape,
        new_page=True,
    )


def inspections(book: Book) -> Dataset:
    """Return the log of inspections, a row for each inspection and each remark."""
    rows = []
    for one in book.inspections:
        verdicts = "; ".join(
            f"{part}: {label_of(verdict)}"
            for part, verdict in zip(parts_of_control(), one.verdicts, strict=True)
            if verdict is not None
        )
        when = moment(one.finished_at or one.opened_at)
        said = "\n".join(filter(None, (verdicts, one.summary)))
        rows.append(Row((when, str(label_of(one.kind)), one.inspector, said, "", "")))
        for remark in one.remarks:
            text = f"{remark.place}: {remark.text}" if remark.place else remark.text
            due = day_words(remark.due_on)
            rows.append(Row((when, "", one.inspector, text, due, came_of_it(remark))))
    return Dataset(
        _name(book, _("inspections")),
        (
            Column(_("When"), 30),
            Column(_("Kind"), 36),
            Column(_("Inspector"), 40),
            Column(_("What was found, remarks"), 90),
            Column(_("Put right by"), 22),
            Column(_("Answer of the teacher, what came of it"), 60),
        ),
        tuple(rows),
        layout=Layout.landscape,
        new_page=True,
    )


def corrections(book: Book) -> Dataset:
    """Return every correction: old, new, who, when, why."""
    numbers = numbered(book)
    rows = [
        Row(
            (
                numbers[one.id],
                lesson_words(one),
                one.student,
                one.old,
                one.new,
                one.actor,
                moment(one.at),
                one.reason,
            )
        )
        for term in book.terms
        for one in term.corrections
        if one.id in numbers
    ]
    return Dataset(
        _name(book, _("corrections")),
        (
            Column(_("No."), 10, Kind.number, True),
            Column(_("Lesson"), 50),
            Column(_("Student"), 46),
            Column(_("Was"), 16, centred=True),
            Column(_("Became"), 16, centred=True),
            Column(_("Who"), 40),
            Column(_("When"), 34),
            Column(_("Reason"), 50),
        ),
        tuple(rows),
        layout=Layout.landscape,
        new_page=True,
    )


def places(book: Book) -> tuple[Signature, ...]:
    """Return the places to sign under a journal."""
    return (
        Signature("teacher", _("Teacher"), "", book.head.teacher),
        Signature("department_head", _("Head of department"), "", book.facts.department_head),
        Signature("deputy_director", _("Deputy director"), "", ""),
    )
