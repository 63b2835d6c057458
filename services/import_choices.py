"""What a person says the names of an imported timetable stand for, kept for the next file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.session import writing
from domain.enums import ImportKind
from domain.text import fold
from domain.typed import is_storable
from models import Employee, ImportName, Room, StudyGroup, Subgroup
from services.errors import FieldsError, NotAllowedError

MODELS: Final[Mapping[ImportKind, Any]] = {
    ImportKind.teacher: Employee,
    ImportKind.group: StudyGroup,
    ImportKind.subgroup: Subgroup,
    ImportKind.room: Room,
}
NAMES: Final = Resource.import_name


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says a name stands for; neither a target nor `never` forgets it."""

    kind: ImportKind
    name: str
    target_id: int | None = None
    target_text: str | None = None
    never: bool = False
    create: bool = False  # a room of this name


def remember(session: Session, who: Principal, choices: Iterable[Choice]) -> int:
    """Keep what names stand for, and commit; return how many were kept or forgotten.

    Raises NotAllowedError, and FieldsError («0.target») for what there is none of.
    """
    if not who.may(Action.update, NAMES):
        raise NotAllowedError(_("Only who keeps the timetable imports it."))
    with writing():
        errors: dict[str, str] = {}
        count = 0
        for number, choice in enumerate(choices):
            try:
                count += _keep(session, choice)
            except FieldsError as wrong:
                errors |= {f"{number}.{name}": text for name, text in wrong.errors.items()}
        if errors:
            session.rollback()
            raise FieldsError(errors)
        session.commit()
    return count


def _keep(session: Session, choice: Choice) -> int:
    name = choice.name.strip()[:250]
    if not name or not is_storable(name):
        raise FieldsError({"name": _("Name what the file calls it.")})
    row = session.scalars(
        select(ImportName).where(
            ImportName.kind == choice.kind, ImportName.search_name == fold(name)[:250]
        )
    ).one_or_none()
    target_id, target_text = _target(session, choice)
    if target_id is None and target_text is None and not choice.never:
        if row is None:
            return 0
        session.delete(row)
        session.flush()
        return 1
    if row is None:
        row = ImportName(kind=choice.kind, name=name, search_name=fold(name)[:250])
        session.add(row)
    row.target_id, row.target_text = target_id, target_text
    session.flush()
    return 1


def _target(session: Session, choice: Choice) -> tuple[int | None, str | None]:
    if choice.never:
        return None, None
    if choice.kind is ImportKind.subject:
        text = choice.target_text or ""
        if not is_storable(text):
            raise FieldsError({"target": _("This is no text.")})
        return None, fold(text)[:250] or None
    if choice.create and choice.kind is ImportKind.room:
        return _new_room(session, choice.name.strip()), None
    if choice.target_id is None:
        return None, None
    if session.get(MODELS[choice.kind], choice.target_id) is None:
        sentence = _("There is no such record, or it is not yours to see.")
        raise FieldsError({"target": sentence})
    return choice.target_id, None


def _new_room(session: Session, name: str) -> int:
    if not name or len(name) > 60:
        raise FieldsError({"target": _("The name of a room has at most 60 characters.")})
    room = session.scalars(select(Room).where(Room.name == name)).first()
    if room is None:
        room = Room(name=name)
        session.add(room)
        session.flush()
    return room.id


__all__ = ["Choice", "remember"]
