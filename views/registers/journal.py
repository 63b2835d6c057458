"""Gradebooks, lessons, marks, absences: read here, written in the journal alone."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from access.matrix import Resource
from models import Absence, Gradebook, JournalTeacher, Lesson, Mark, StudyGroup, Work
from views.register.register import Filter, Register, Related


def _journal(book: Gradebook) -> list[tuple[Any, str]]:
    return [(_l("Open the journal"), f"/journal/{book.id}")]


def _lesson_page(lesson: Lesson) -> list[tuple[Any, str]]:
    return [(_l("Open in the journal"), f"/journal/{lesson.gradebook_id}/lesson/{lesson.id}")]


def _work_page(work: Work) -> list[tuple[Any, str]]:
    return _lesson_page(work.lesson)


def _lessons_of_group(group_id: int) -> Any:
    return Lesson.gradebook_id.in_(select(Gradebook.id).where(Gradebook.group_id == group_id))


def _of_book(model: Any) -> Any:
    return lambda book_id: model.lesson_id.in_(
        select(Lesson.id).where(Lesson.gradebook_id == book_id)
    )


GRADEBOOKS = Register(
    Gradebook,
    Resource.gradebook,
    None,
    list=("item", "group", "subgroup", "teacher", "academic_year"),
    search=("group.search_name", "item.search_text"),
    filters=("group", "academic_year", "teacher", "item", "subgroup"),
    order="id",
    descending=True,
    related=(
        Related(
            Resource.journal_teacher,
            "gradebook",
            only=("teacher", "standing", "starts_on", "ends_on"),
        ),
        Related(
            Resource.lesson,
            "gradebook",
            limit=20,
            only=("held_on", "pair", "topic", "confirmed_at"),
        ),
    ),
    links=_journal,
    big=True,
)

JOURNAL_TEACHERS = Register(
    JournalTeacher,
    Resource.journal_teacher,
    None,
    list=("gradebook", "teacher", "standing", "starts_on", "ends_on"),
    search=("gradebook.item.search_text",),
    filters=("gradebook", "teacher", "standing", "starts_on", "ends_on"),
    order="id",
    descending=True,
    big=True,
)

LESSONS = Register(
    Lesson,
    Resource.lesson,
    None,
    list=("held_on", "pair", "gradebook", "kind", "topic", "hours", "confirmed_at"),
    detail=(
        "gradebook",
        "held_on",
        "pair",
        "hours",
        "practical_hours",
        "kind",
        "mode",
        "topic",
        "homework",
        "homework_at",
        "tasks",
        "task_kind",
        "confirmed_at",
    ),
    search=("gradebook.item.search_text",),
    filters=(
        Filter("group", _l("Group"), StudyGroup, _lessons_of_group),
        "held_on",
        "gradebook",
        "kind",
        "mode",
    ),
    order="held_on",
    descending=True,
    related=(
        Related(Resource.work, "lesson", only=("kind", "title", "is_required", "due_on")),
        Related(Resource.mark, "lesson", limit=40, only=("student", "code", "work")),
        Related(Resource.absence, "lesson", limit=40, only=("student", "kind", "minutes")),
    ),
    links=_lesson_page,
    big=True,
)

MARKS = Register(
    Mark,
    Resource.mark,
    None,
    list=("student", "code", "lesson", "work"),
    search=("student.search_name",),
    filters=(
        "student",
        Filter("gradebook", _l("Gradebook"), Gradebook, _of_book(Mark)),
        "code",
        "lesson",
        "work",
    ),
    order="id",
    descending=True,
    big=True,
)

WORKS = Register(
    Work,
    Resource.work,
    None,
    list=("lesson", "kind", "title", "is_required", "weight", "issued_on", "due_on", "results_at"),
    search=("title", "lesson.gradebook.item.search_text"),
    filters=(
        Filter("gradebook", _l("Gradebook"), Gradebook, _of_book(Work)),
        "lesson",
        "kind",
        "is_required",
        "due_on",
    ),
    order="due_on",
    descending=True,
    related=(Related(Resource.mark, "work", limit=40, only=("student", "code")),),
    links=_work_page,
    big=True,
)

ABSENCES = Register(
    Absence,
    Resource.absence,
    None,
    list=("student", "kind", "minutes", "lesson"),
    search=("student.search_name",),
    filters=(
        "student",
        "kind",
        Filter("gradebook", _l("Gradebook"), Gradebook, _of_book(Absence)),
        "lesson",
    ),
    order="id",
    descending=True,
    big=True,
)

REGISTERS = (GRADEBOOKS, JOURNAL_TEACHERS, LESSONS, WORKS, MARKS, ABSENCES)
