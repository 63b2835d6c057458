"""What the college's head of practice says of it: competences, diary, characteristic, mark."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.enums import CompetenceLevel
from domain.practice import MARKS
from domain.text import squeeze
from domain.typed import is_storable
from models import PracticeCompetence, PracticePlacement
from services.errors import FieldsError
from services.practice_lock import lock_kept, lock_placements

MOST_COMPETENCES: Final = 40
LONGEST: Final = {"code": 20, "title": 500, "characteristic": 2000}


@dataclass(frozen=True, slots=True)
class CompetenceInput:
    """A competence as it is to stand in the attestation sheet."""

    code: str
    title: str
    level: CompetenceLevel | None


@dataclass(frozen=True, slots=True)
class Results:
    """What is said of a practice besides its days and competences."""

    diary_checked_on: date | None
    characteristic: str
    code: str | None


def set_results(session: Session, who: Principal, placement_id: int, wanted: Results) -> None:
    """Write diary, characteristic and mark of a practice that `who` heads; commit.

    Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        row = lock_kept(session, who, [placement_id])[placement_id]
        errors = {}
        if wanted.diary_checked_on is not None:
            if wanted.diary_checked_on > clock.today():
                errors["diary_checked_on"] = _("This day is still to come.")
            elif wanted.diary_checked_on < row.starts_on:
                errors["diary_checked_on"] = _("The practice had not begun on this day.")
        if problem := _of_text("characteristic", wanted.characteristic):
            errors["characteristic"] = problem
        if problem := mark_problem(row, wanted.code):
            errors["code"] = problem
        if errors:
            raise FieldsError(errors)
        row.diary_checked_on = wanted.diary_checked_on
        row.characteristic = wanted.characteristic.strip() or None
        row.code = wanted.code
        session.commit()


def set_marks(
    session: Session, who: Principal, wanted: dict[int, str | None], *, checked: bool = False
) -> None:
    """Give the marks of several practices that `who` heads, in one pass; commit.

    With `checked` the diaries that were not checked yet count as checked today.
    """
    with writing():
        rows = lock_kept(session, who, wanted)
        errors = {
            f"marks.{key}": problem
            for key, code in wanted.items()
            if (problem := mark_problem(rows[key], code))
        }
        if errors:
            raise FieldsError(errors)
        for key, code in wanted.items():
            rows[key].code = code
            if checked and rows[key].diary_checked_on is None:
                rows[key].diary_checked_on = clock.today()
        session.commit()


def decide_mark(session: Session, who: Principal, ids: Collection[int], *, accepts: bool) -> int:
    """Take the marks that an enterprise proposed, or drop them; commit. A given mark stays.

    Returns how many proposals were decided.
    """
    with writing():
        rows = lock_kept(session, who, ids).values()
        waiting = [row for row in rows if row.proposed_code is not None and row.code is None]
        for row in waiting:
            if accepts and (problem := mark_problem(row, row.proposed_code)):
                raise FieldsError({"code": problem})
            if accepts:
                row.code = row.proposed_code
            else:
                row.proposed_code = row.proposed_at = None
        session.commit()
    return len(waiting)


def set_competences(
    session: Session, who: Principal, placement_id: int, wanted: Sequence[CompetenceInput]
) -> None:
    """Make the attestation sheet of a practice hold exactly `wanted`; commit."""
    _check_competences(wanted)
    with writing():
        lock_kept(session, who, [placement_id])
        known = {row.code: row for row in _competences(session, [placement_id])}
        kept = {one.code for one in wanted}
        for code, row in known.items():
            if code not in kept:
                session.delete(row)
        session.flush()
        for one in wanted:
            found = known.get(one.code)
            if found is None:
                found = PracticeCompetence(placement_id=placement_id, code=one.code)
                session.add(found)
            found.title, found.level = one.title, one.level
        session.commit()


def copy_competences(
    session: Session,
    who: Principal,
    source_id: int,
    target_ids: Collection[int],
    *,
    levels: bool = False,
) -> int:
    """Add the competences of one practice to others of the same item that lack them; commit.

    With `levels` the levels come along, where none is given yet. Returns how many were added.
    Raises FieldsError for a source that has none or a practice of another item.
    """
    targets = set(target_ids) - {source_id}
    with writing():
        source = lock_placements(session, [source_id])[source_id]
        rows = lock_kept(session, who, targets)
        if any(row.item_id != source.item_id for row in rows.values()):
            raise FieldsError({"source": _("This is another practice: its competences differ.")})
        given = _competences(session, [source_id])
        if not given:
            raise FieldsError({"source": _("No competence is named there yet.")})
        known = {(row.placement_id, row.code) for row in _competences(session, targets)}
        added = [
            PracticeCompetence(
                placement_id=key,
                code=one.code,
                title=one.title,
                level=one.level if levels else None,
            )
            for key in sorted(targets)
            for one in given
            if (key, one.code) not in known
        ]
        session.add_all(added)
        session.commit()
    return len(added)


def mark_problem(row: PracticePlacement, code: str | None) -> str | None:
    """Return why `code` cannot be the mark of a practice now, None where it can."""
    if code is None:
        return None
    if code not in MARKS:
        return _("A mark is one of: %(marks)s.", marks=", ".join(MARKS))
    if clock.today() < row.starts_on:
        return _("The practice has not begun yet.")
    return None


def _competences(session: Session, ids: Collection[int]) -> list[PracticeCompetence]:
    query = select(PracticeCompetence).where(PracticeCompetence.placement_id.in_(ids))
    return list(session.scalars(query.order_by(PracticeCompetence.id)))


def _check_competences(wanted: Sequence[CompetenceInput]) -> None:
    errors: dict[str, str] = {}
    if len(wanted) > MOST_COMPETENCES:
        raise FieldsError(
            {"competences": _("At most %(most)d competences.", most=MOST_COMPETENCES)}
        )
    seen: set[str] = set()
    for number, one in enumerate(wanted):
        field = f"competences.{number}.code"
        if not squeeze(one.code):
            errors[field] = _("Name the competence, for example %(example)s.", example="ПК 1.1")
        elif one.code in seen:
            errors[field] = _("«%(code)s» stands here twice.", code=one.code)
        elif problem := _of_text("code", one.code) or _of_text("title", one.title):
            errors[field] = problem
        seen.add(one.code)
    if errors:
        raise FieldsError(errors)


def _of_text(name: str, text: str) -> str | None:
    if not is_storable(text):
        return _("This is no text.")
    if len(text) > LONGEST[name]:
        return _("At most %(most)d characters.", most=LONGEST[name])
    return None
