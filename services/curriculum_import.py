"""Writing an imported curriculum: as the next version of a programme that is found or made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain.curriculum_plan import CurriculumPlan
from domain.enums import ProgrammeKind
from models import Curriculum, Programme
from services.curriculum_plans import next_version, write_plan
from services.errors import FieldsError

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
MOST_CODE: Final = 40
MOST_NAME: Final = 250


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person decides in the preview, filled in from the file beforehand."""

    code: str
    name: str
    kind: ProgrammeKind
    intake_year: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an import would go: a programme that is there or new, and the number of the version."""

    programme_id: int | None
    version: int


def kind_by_code(code: str) -> ProgrammeKind:
    """Return the kind that a code of three pairs of digits tells: 01 in the middle is ППКРС."""
    middle = re.fullmatch(r"\d{2}\.(\d{2})\.\d{2}", code)
    if middle and middle[1] == "01":
        return ProgrammeKind.ppkrs
    if re.fullmatch(r"\d{5}", code):  # a worker's profession of the all-Russian list
        return ProgrammeKind.vocational_training
    return ProgrammeKind.ppssz


def suggested(plan: CurriculumPlan) -> Choice:
    """Return the choice that the file itself suggests."""
    return Choice(plan.code, plan.name, kind_by_code(plan.code), plan.intake_year)


def destination(session: Session, choice: Choice) -> Destination:
    """Return where the curriculum would be written."""
    programme_id = session.scalar(
        select(Programme.id).where(Programme.code == choice.code, Programme.name == choice.name)
    )
    if programme_id is None:
        return Destination(None, 1)
    return Destination(programme_id, next_version(session, programme_id, choice.intake_year))


def check_choice(choice: Choice) -> None:
    """Raise FieldsError with a sentence for each field of the choice that cannot be written."""
    if errors := dict(_problems(choice)):
        raise FieldsError(errors)


def _problems(choice: Choice) -> Iterator[tuple[str, str]]:
    for field, value, most in (
        ("code", choice.code, MOST_CODE),
        ("name", choice.name, MOST_NAME),
    ):
        if not value.strip():
            yield field, _("Fill this in.")
        elif len(value) > most:
            yield field, _("No longer than %(most)s characters.", most=most)
    if not FIRST_YEAR <= choice.intake_year <= LAST_YEAR:
        yield "intake_year", _("From %(least)s to %(most)s.", least=FIRST_YEAR, most=LAST_YEAR)
    if len(choice.note) > 500:
        yield "note", _("No longer than %(most)s characters.", most=500)


def import_plan(session: Session, plan: CurriculumPlan, choice: Choice) -> Curriculum:
    """Write the curriculum as the next version of its programme and year; return it, flushed.

    The programme is found by code and name, or added. Nothing is committed. Raise FieldsError
    where the choice cannot be written, having written nothing; the engine raises Forbidden where
    the person keeps no curricula.
    """
    check_choice(choice)
    try:
        programme_id = destination(session, choice).programme_id or _add(session, plan, choice)
        dated = replace(plan, intake_year=choice.intake_year)
        return write_plan(session, dated, programme_id, note=choice.note.strip() or None)
    except IntegrityError:
        session.rollback()
        raise FieldsError(
            {"file": _("Somebody imported this curriculum a moment ago. Try again.")}
        ) from None


def _add(session: Session, plan: CurriculumPlan, choice: Choice) -> int:
    programme = Programme(
        code=choice.code.strip(),
        name=choice.name.strip(),
        qualification=plan.qualification or None,
        kind=choice.kind,
    )
    session.add(programme)
    session.flush()
    return int(programme.id)
