"""The kind of parameter that names an attestation sheet."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.text import fold
from models import AttestationSheet
from reports.kinds import CHOICES, Choice, ParameterError, UnknownRowError
from reports.kinds_of_year import key_in
from services.sheet_lists import SheetsAsked, list_sheets
from services.sheet_reading import heads_of
from services.sheet_shapes import SheetHead
from services.sheet_words import form_words


class SheetKind:
    """An attestation sheet that the person who asks sees."""

    name = "attestation_sheet"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of a sheet; see Kind."""
        key = key_in(raw, gettext("Choose a sheet."))
        if key <= 0:
            raise ParameterError(gettext("Choose a sheet."))
        if not self._sees(session, key):
            raise UnknownRowError(str(key))
        return key

    @staticmethod
    def _sees(session: Session, key: int) -> bool:
        found = select(AttestationSheet.id).where(AttestationSheet.id == key)
        return session.scalar(found) is not None

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return «№ 12 ИС-21»."""
        if not self._sees(session, value):
            return "—"
        head = heads_of(session, [value])[value]
        return f"№ {head.number} {head.group}"

    def usual(self, _session: Session) -> Any:
        """No sheet is more likely than another."""
        return None

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        """Return the latest sheets whose number, group or item holds `sought`."""
        asked = SheetsAsked(text=fold(sought))
        found = list_sheets(session, asked, first=0, size=CHOICES).sheets
        return [Choice(str(one.head.id), _label(one.head)) for one in found]

    def has_more(self, session: Session) -> bool:
        """Return whether there are more sheets than are listed."""
        return (session.scalar(select(func.count(AttestationSheet.id))) or 0) > CHOICES


def _label(head: SheetHead) -> str:
    return f"№ {head.number} · {head.year} · {head.group} · {form_words(head.form)} · {head.item}"
