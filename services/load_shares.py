"""Sharing what a place of the load calls for between teachers and subgroups, so that it adds up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.load import Difference, Hours, Place, Share, differences, unequal
from models import Semester, Subgroup, TeachingAssignment
from services.errors import FieldsError, NotFoundError
from services.load_facts import find_year
from services.load_overview import LoadPlace, overview
from services.load_rows import (
    books,
    checked,
    drop,
    find_teacher,
    finish,
    hours_of,
    locked_by_id,
    locked_rows,
    may_change,
    set_hours,
)
from services.load_words import in_words

MOST_SHARES: Final = 20  # of one place
MOST_PARTS: Final = 9  # teachers who share the hours of a group or subgroup


@dataclass(frozen=True, slots=True)
class ShareInput:
    """A row as it shall be: `id` of one that exists, else a new part for its subgroup."""

    id: int | None
    subgroup_id: int | None
    teacher_id: int | None
    hours: Hours


def find_place(session: Session, who: Principal, place: Place) -> LoadPlace:
    """Return a place of the load with its rows; raise NotFoundError where nothing is there."""
    semester = session.get(Semester, place.semester_id)
    if semester is not None:
        year = find_year(session, semester.academic_year_id)
        whole = overview(session, who, year, group_ids=[place.group_id])
        for one in whole.places:
            if one.place == place:
                return one
    raise NotFoundError(_("The curriculum of this group has no such hours."))


def save_shares(
    session: Session, who: Principal, place: Place, shares: Sequence[ShareInput]
) -> LoadPlace:
    """Let the rows of a place be `shares`, and commit; return the place.

    Rows that `shares` leaves out are removed. Whole group and each subgroup used must add up to
    what the curriculum calls for, kind by kind. Raises FieldsError with the exact differences,
    NotFoundError, NotAllowedError; then nothing is written.
    """
    may_change(who)
    if not 1 <= len(shares) <= MOST_SHARES:
        sentence = _("From one to %(most)d rows can share the hours.", most=MOST_SHARES)
        raise FieldsError({"shares": sentence})
    with writing():
        present = find_place(session, who, place)
        criteria = _at(place)
        rows = {row.id: row for row in locked_rows(session, *criteria)}
        _check(session, present, rows, shares)
        keys = books(session, rows.values())
        _write(session, place, rows, shares)
        session.flush()
        keys += books(session, locked_rows(session, *criteria))
        finish(session, keys)
        return find_place(session, who, place)


def _at(place: Place) -> list[Any]:
    return [getattr(TeachingAssignment, key) == value for key, value in place._asdict().items()]


def _check(
    session: Session,
    present: LoadPlace,
    rows: dict[int, TeachingAssignment],
    shares: Sequence[ShareInput],
) -> None:
    errors: dict[str, str] = {}
    own = select(Subgroup.id, Subgroup.name).where(Subgroup.group_id == present.group.id)
    names: dict[int, str] = {row.id: row.name for row in session.execute(own)}
    taken: set[int] = set()
    for number, share in enumerate(shares):
        at = f"shares.{number}"
        if share.id is not None and (share.id not in rows or share.id in taken):
            errors[f"{at}.id"] = _("There is no such row at this place of the load.")
        elif share.id is not None and rows[share.id].subgroup_id != share.subgroup_id:
            errors[f"{at}.subgroup"] = _("A row stays with its subgroup: add another one.")
        if share.subgroup_id is not None and share.subgroup_id not in names:
            errors[f"{at}.subgroup"] = _("The subgroup is of another group.")
        if not share.hours:
            errors[f"{at}.hours"] = _("Give the hours of at least one kind.")
        taken |= {share.id} if share.id is not None else set()
    wrong = differences(present.called, [Share(one.subgroup_id, one.hours) for one in shares])
    if wrong and not errors:
        errors["shares"] = in_words(wrong, names)
    if errors:
        raise FieldsError(errors)


def _write(
    session: Session,
    place: Place,
    rows: dict[int, TeachingAssignment],
    shares: Sequence[ShareInput],
) -> None:
    """Remove rows first, change those that stay, add the new ones as the next free parts."""
    kept = {share.id for share in shares}
    for row in [row for key, row in rows.items() if key not in kept]:
        drop(session, row)
        del rows[row.id]
    for number, share in enumerate(shares):
        find_teacher(session, share.teacher_id)
        if share.id is not None:
            row = rows[share.id]
        else:
            part = _free_part(rows.values(), share.subgroup_id)
            row = TeachingAssignment(
                **place._asdict(), subgroup_id=share.subgroup_id, part=part, **share.hours.as_dict()
            )
        with session.no_autoflush:
            row.teacher_id = share.teacher_id
            set_hours(row, share.hours)
            checked(session, row, f"shares.{number}.")
        session.add(row)
        session.flush()
        rows[row.id] = row


def _free_part(rows: Collection[TeachingAssignment], subgroup_id: int | None) -> int:
    taken = {row.part for row in rows if row.subgroup_id == subgroup_id}
    free = [part for part in range(1, MOST_PARTS + 1) if part not in taken]
    if not free:
        sentence = _("At most %(most)d teachers share one group or subgroup.", most=MOST_PARTS)
        raise FieldsError({"shares": sentence})
    return free[0]


def split_row(
    session: Session,
    who: Principal,
    assignment_id: int,
    parts: Sequence[tuple[int | None, Hours]],
) -> list[int]:
    """Split a row between (teacher, hours) `parts` and commit; return their rows.

    The first part keeps the row and its journal; the others are new parts with journals of their
    own. The parts must add up to the row, kind by kind. Raises FieldsError, NotFoundError,
    NotAllowedError.
    """
    may_change(who)
    if not 2 <= len(parts) <= MOST_PARTS:
        sentence = _("From two to %(most)d parts can be made.", most=MOST_PARTS)
        raise FieldsError({"parts": sentence})
    with writing():
        (row,) = locked_by_id(session, [assignment_id])
        whole = hours_of(row)
        if extra := unequal(whole, [hours for _teacher, hours in parts]):
            wrong = [Difference(None, kind, getattr(whole, kind), getattr(whole, kind) + more)
                     for kind, more in extra.items()]  # fmt: skip
            raise FieldsError({"parts": in_words(wrong, {})})
        place = Place(row.group_id, row.semester_id, row.item_id)
        first, *rest = [
            ShareInput(None, row.subgroup_id, teacher_id, hours) for teacher_id, hours in parts
        ]
        criteria = _at(place)
        others = {one.id: one for one in locked_rows(session, *criteria)}
        stay = [ShareInput(one.id, one.subgroup_id, one.teacher_id, hours_of(one))
                for one in others.values() if one.id != row.id]  # fmt: skip
        kept = ShareInput(row.id, first.subgroup_id, first.teacher_id, first.hours)
        before = set(others)
        _write(session, place, others, [*stay, kept, *rest])
        finish(session, books(session, others.values()))
        return [row.id, *(key for key in others if key not in before)]
