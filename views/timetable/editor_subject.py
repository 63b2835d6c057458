"""Whose grid the editor shows: some groups, a teacher or a room."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.typed import MOST_ID, whole
from services.errors import FieldsError
from services.timetable_subjects import SubjectKind, subject_of

MOST_GROUPS = 12  # beside each other


@dataclass(frozen=True, slots=True)
class EditorSubject:
    """Whose pairs are shown: keys and names of groups, or of one teacher or room."""

    kind: SubjectKind
    columns: tuple[tuple[int, str], ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """Return the keys."""
        return tuple(key for key, _name in self.columns)

    @property
    def name(self) -> str:
        """Return the names."""
        return ", ".join(name for _key, name in self.columns)


def subject_in(session: Session, args: Mapping[str, str]) -> EditorSubject:
    """Return whose grid the address names; raise FieldsError, NotFoundError."""
    for kind in SubjectKind:
        text = args.get(kind.value)
        if text:
            keys = _keys(kind, text)
            named = [subject_of(session, current_principal(), kind, key) for key in keys]
            return EditorSubject(kind, tuple((one.id, one.name) for one in named))
    raise FieldsError({"group": _("Name a group, a teacher or a room.")})


def _keys(kind: SubjectKind, text: str) -> list[int]:
    try:
        keys = [whole(part) for part in text.split(",")]
    except ValueError:
        keys = []
    most = MOST_GROUPS if kind is SubjectKind.group else 1
    if not keys or len(keys) > most:
        raise FieldsError({kind.value: _("Send at most %(most)s whole numbers.", most=most)})
    found = list(dict.fromkeys(key for key in keys if key is not None and 0 < key <= MOST_ID))
    if len(found) != len(keys):
        raise FieldsError({kind.value: _("Send at most %(most)s whole numbers.", most=most)})
    return found
