"""The form that changes several lessons at once: its lines, and what was typed into them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from domain.typed import MOST_ID, whole
from models import Employee, Room, StudyGroup, TeachingAssignment
from services.change_rules import Wanted
from services.errors import FieldsError
from services.held_lessons import HeldLesson, held_lessons
from views.changes.asked import day_in, wanted_of
from views.changes.words import lesson_words

MOST_DAYS: Final = 14
FIELDS: Final = ("kind", "teacher", "instead", "new_day", "new_pair", "room")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose lessons of which days the form shows."""

    first: date
    last: date
    teacher_id: int = 0
    teacher: str = ""
    group_id: int = 0
    group: str = ""
    error: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Return whether a teacher or a group is chosen."""
        return bool(self.teacher_id or self.group_id)


@dataclass(slots=True)
class Row:
    """One lesson of the form with what was typed for it; names beside keys for the fields."""

    key: str  # «12:2026-10-15:1», by which the lesson is found
    source: str  # the end of the addresses of stand-ins and disciplines
    words: str
    teacher: str
    substitute: str
    values: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def chosen_of(session: Session, args: Mapping[str, str], today: date) -> Chosen:
    """Return whose lessons the address asks for."""
    first = max(day_in(args.get("first"), today), today)
    last = max(day_in(args.get("last"), first), first)
    error = ""
    if (last - first).days >= MOST_DAYS:
        last, error = first, _("Choose at most %(most)d days.", most=MOST_DAYS)
    teacher = _row(session, Employee, args.get("teacher"))
    group = _row(session, StudyGroup, args.get("group"))
    return Chosen(
        first,
        last,
        teacher.id if teacher else 0,
        teacher.short_name if teacher else "",
        group.id if group else 0,
        group.name if group else "",
        error,
    )


def lessons_of(session: Session, chosen: Chosen) -> list[HeldLesson]:
    """Return the lessons that the form offers: by day, pair and group."""
    if not chosen.is_narrowed:
        return []
    teachers = [chosen.teacher_id] if chosen.teacher_id else ()
    return held_lessons(session, chosen.first, chosen.last, teachers, chosen.group_id)


def rows_of(
    session: Session, lessons: list[HeldLesson], form: Mapping[str, str]
) -> dict[date, list[Row]]:
    """Return the lines of the form by day, with what `form` holds for them."""
    found: dict[date, list[Row]] = {}
    for lesson in lessons:
        row = row_of(lesson)
        for name in FIELDS:
            row.values[name] = form.get(f"{name}-{row.key}", "")
        name_values(session, row)
        found.setdefault(lesson.held_on, []).append(row)
    return found


def row_of(lesson: HeldLesson) -> Row:
    """Return the line of a lesson, nothing typed."""
    key = (str(lesson.assignment_id), lesson.held_on.isoformat(), str(lesson.pair))
    held_by = lesson.teacher or _("no teacher")
    return Row(":".join(key), "/".join(key), lesson_words(lesson), held_by, lesson.substitute)


def name_values(session: Session, row: Row) -> None:
    """Find the names of the teacher, discipline and room that were chosen in a line."""
    for name, model in (("teacher", Employee), ("instead", TeachingAssignment), ("room", Room)):
        found = _row(session, model, row.values.get(name))
        if found is not None:
            row.names[name] = str(found.item if name == "instead" else found)


def asked_of(form: Mapping[str, str], key: str) -> Wanted | None:
    """Return what a line asks for, None where it leaves the lesson; raise FieldsError."""
    values: dict[str, Any] = {name: form.get(f"{name}-{key}", "") for name in FIELDS}
    if not values["kind"]:
        return None
    assignment, _colon, rest = key.partition(":")
    day, _colon, pair = rest.partition(":")
    return wanted_of(values | {"assignment": assignment, "held_on": day, "pair": pair})


def spread(errors: Mapping[str, str], keys: list[str], rows: dict[date, list[Row]]) -> list[str]:
    """Put errors («changes.2.teacher») to their lines; return those of the whole form."""
    by_key = {row.key: row for some in rows.values() for row in some}
    whole_form = []
    for name, sentence in errors.items():
        _changes, _dot, rest = name.partition(".")
        number, _dot, field_name = rest.partition(".")
        row = (
            by_key.get(keys[int(number)]) if number.isdigit() and int(number) < len(keys) else None
        )
        if row is None:
            whole_form.append(sentence)
        else:
            row.errors[field_name if field_name in FIELDS else "kind"] = sentence
    return whole_form


def collect(form: Mapping[str, str], keys: list[str]) -> tuple[list[Wanted], list[str]]:
    """Return what the lines of `keys` ask for and the keys of those that ask for something.

    Raises FieldsError with names as `apply_changes` gives them.
    """
    wanted: list[Wanted] = []
    used: list[str] = []
    errors: dict[str, str] = {}
    for key in keys:
        try:
            one = asked_of(form, key)
        except FieldsError as wrong:
            errors |= {f"changes.{len(used)}.{name}": s for name, s in wrong.errors.items()}
            used.append(key)
            continue
        if one is not None:
            wanted.append(one)
            used.append(key)
    if errors:
        raise Collected(errors, used)
    return wanted, used


class Collected(FieldsError):
    """Lines that make no sense, with the keys of all lines that ask for something."""

    def __init__(self, errors: Mapping[str, str], keys: list[str]) -> None:
        super().__init__(errors)
        self.keys = keys


def _row(session: Session, model: Any, text: str | None) -> Any:
    try:
        key = whole(text)
    except ValueError:
        return None
    return session.get(model, key) if key is not None and 0 < key <= MOST_ID else None
