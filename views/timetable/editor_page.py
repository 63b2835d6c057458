"""The page of the weekly editor, and what its script is told."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.enums import WeekKind
from domain.timetable import ClashKind
from models import Semester, Timetable, TimetableSlot
from models.labels import label_of
from services.errors import NotFoundError
from services.semester_now import semester_now
from services.timetable_grid import grid_of
from services.timetable_subjects import GroupName, SubjectKind, groups_to_choose
from views.journal.words import instant
from views.timetable.choices import number_in
from views.timetable.editor_json import grid_json
from views.timetable.editor_subject import MOST_GROUPS, EditorSubject, subject_in
from views.timetable.words import weeks_word
from views.weekdays import weekday_names


def timetable_now(session: Session) -> Timetable | None:
    """Return the timetable of the present semester, else the latest there is."""
    semester = semester_now(session)
    mine = select(Timetable).where(Timetable.semester_id == (semester.id if semester else 0))
    found = session.scalars(mine).first()
    if found is not None:
        return found
    latest = select(Timetable).join(Semester, Semester.id == Timetable.semester_id)
    return session.scalars(latest.order_by(Semester.starts_on.desc()).limit(1)).first()


def editor_page(
    session: Session, who: Principal, timetable_id: int, args: Mapping[str, str]
) -> str:
    """Return the page; raise NotFoundError, FieldsError for what the address asks for."""
    table = session.get(Timetable, timetable_id)
    if table is None:
        raise NotFoundError(_("There is no such timetable, or it is not yours to see."))
    groups = groups_to_choose(session, who)
    subject = _subject(session, args, groups)
    grid = grid_of(session, table.id, subject.kind, subject.keys) if subject else None
    data: dict[str, Any] = {}
    if subject is not None and grid is not None:
        data = {
            "kind": subject.kind.value,
            "columns": [{"id": key, "name": name} for key, name in subject.columns],
            "grid": grid_json(grid),
            "weekdays": weekday_names(),
            "messages": messages(),
            "clashes": clash_words(),
        }
    return render_template(
        "timetable/edit.html",
        table=table,
        instant=instant,
        tables=_tables(session),
        subject=subject,
        grid=grid,
        groups=groups,
        courses=_courses(groups),
        data=data,
        user_id=who.user_id,
        is_empty=_is_empty(session, table),
    )


def _subject(
    session: Session, args: Mapping[str, str], groups: list[GroupName]
) -> EditorSubject | None:
    """Return what the address names, else the first group; None where there are no groups."""
    if any(args.get(kind.value) for kind in SubjectKind):
        return subject_in(session, args)
    slot = session.get(TimetableSlot, number_in(args, "slot") or 0)
    if slot is not None:
        group = slot.assignment.group
        return EditorSubject(SubjectKind.group, ((group.id, group.name),))
    if not groups:
        return None
    return EditorSubject(SubjectKind.group, ((groups[0].id, groups[0].name),))


def _tables(session: Session) -> list[Timetable]:
    joined = select(Timetable).join(Semester, Semester.id == Timetable.semester_id)
    return list(session.scalars(joined.order_by(Semester.starts_on.desc())))


def _courses(groups: list[GroupName]) -> list[tuple[int, str]]:
    """Return the courses with the groups that stand beside each other when one is chosen."""
    found: dict[int, list[str]] = {}
    for one in groups:
        found.setdefault(one.course, []).append(str(one.id))
    return [(course, ",".join(keys[:MOST_GROUPS])) for course, keys in sorted(found.items())]


def _is_empty(session: Session, table: Timetable) -> bool:
    count = select(func.count()).select_from(TimetableSlot)
    return not session.scalar(count.where(TimetableSlot.timetable_id == table.id))


def clash_words() -> dict[str, str]:
    """Return the short word of each kind of conflict, for a cell."""
    return {
        ClashKind.teacher.value: _("teacher busy"),
        ClashKind.room.value: _("room taken"),
        ClashKind.group.value: _("group busy"),
        ClashKind.subgroup.value: _("subgroup busy"),
        ClashKind.stream.value: _("stream differs"),
        ClashKind.absence.value: _("teacher away"),
        ClashKind.weekday.value: _("no lessons"),
        ClashKind.bell.value: _("no bell"),
        ClashKind.capacity.value: _("too few seats"),
        ClashKind.room_kind.value: _("not a laboratory"),
    }


def messages() -> dict[str, str]:
    """Return what the script of the editor says."""
    return {
        "saved": _("Saved"),
        "saving": _("Saving…"),
        "offline": _("No connection: nothing was saved. Try again."),
        "sign_in": _("You are no longer signed in. Sign in and try again."),
        "other_person": _("Somebody else has signed in in this browser. Reload the page."),
        "others": _("The timetable was changed by somebody else: here is how it is now."),
        "free": _("free"),
        "warned": _("possible, but: {why}"),
        "clash": _("conflict: {why}"),
        "placed": _("Placed: {what}, {place}."),
        "moved": _("Moved: {what}, {place}."),
        "removed": _("Removed: {what}, {place}."),
        "changed": _("Changed: {what}, {place}."),
        "undone": _("Undone."),
        "redone": _("Done again."),
        "nothing_to_undo": _("There is nothing to undo."),
        "nothing_here": _("There is nothing in this cell."),
        "choose_first": _("Choose a load on the left, or a cell that holds a pair."),
        "placing": _("Placing: {what}. Arrows choose a cell, Enter places, Esc gives up."),
        "moving": _("Moving: {what}. Arrows choose a cell, Enter puts it there, Esc gives up."),
        "not_of_column": _("This load is of another group."),
        "hours": _("{placed} of {weekly} h a week"),
        "left": _("left {count} h of the semester"),
        "over": _("{count} h of the semester too many"),
        "exact": _("all placed"),
        "no_room": _("no room"),
        "no_teacher": _("vacancy"),
        "room": _("room {name}"),
        "seats": _("{count} seats"),
        "taken": _("taken: {who}"),
        "few_seats": _("{count} seats for {students}"),
        "stream": _("stream {name}"),
        "subgroup": _("subgroup {name}"),
        "students": _("{count} students"),
        "pair": _("pair {number}"),
        "conflicts": _("Conflicts: {count}"),
        "warnings": _("Warnings: {count}"),
        "no_conflicts": _("No conflicts: the timetable can be published."),
        "show": _("Show"),
        "odd": weeks_word(WeekKind.odd),
        "even": weeks_word(WeekKind.even),
        "every": str(label_of(WeekKind.every)),
        "empty": _("empty"),
        "failed": _("This could not be done."),
    }
