"""What the programs of analytic notes are answered with."""

from typing import Final

from flask import Response

from access.matrix import Resource
from access.principal import current_principal
from access.session import db
from services.notes import find_note
from views.journal.rest import compact
from views.notes.words import whole_json

NOTE: Final = Resource.analytic_note
PARAGRAPH: Final = Resource.note_paragraph


def note_answer(pk: int, status: int = 200) -> Response:
    """Return note `pk` as programs see it, answered with `status`."""
    return compact(whole_json(find_note(db.session, current_principal(), pk)), status)
