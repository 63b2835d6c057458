"""Words of the pages of analytic notes, and a note as JSON."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from domain.clock import clock
from domain.notes import Section, filled, shown
from reports.kinds import month_name
from services.note_periods import UsualPeriod
from services.note_words import section_word
from services.notes import ListedNote, Note, Paragraph


def line(note: ListedNote) -> dict[str, Any]:
    """Return a note in words for a list."""
    return {
        "note": note,
        "days": f"{note.period_from:%d.%m.%Y}–{note.period_to:%d.%m.%Y}",
        "drafted": moment(note.drafted_at),
        "signed": moment(note.signed_at) if note.signed_at else "",
    }


def moment(instant: datetime) -> str:
    """Return an instant as the college's clock shows it."""
    return f"{clock.local(instant):%d.%m.%Y %H:%M}"


def period_word(period: UsualPeriod) -> str:
    """Return «1 semester» or «October 2026»."""
    if period.month is not None:
        return month_name(period.month)
    return _("semester %(number)s", number=period.semester)


def sections(note: Note) -> list[dict[str, Any]]:
    """Return the sections of a note with their paragraphs; those without any too."""
    return [
        {
            "key": section,
            "title": section_word(section),
            "paragraphs": [one for one in note.paragraphs if one.section is section],
        }
        for section in Section
    ]


def note_json(note: ListedNote) -> dict[str, Any]:
    """Return a note as programs get it, without its paragraphs."""
    return {
        "id": note.id,
        "title": note.title,
        "department_id": note.department_id,
        "department": note.department,
        "academic_year_id": note.year_id,
        "control_item_id": note.control_item_id,
        "period_from": note.period_from.isoformat(),
        "period_to": note.period_to.isoformat(),
        "author": note.author,
        "drafted_at": _instant(note.drafted_at),
        "signed_at": _instant(note.signed_at),
        "signed_name": note.signed_name,
        "archived_id": note.archived_id,
    }


def whole_json(note: Note) -> dict[str, Any]:
    """Return a note as programs get it, whole."""
    paragraphs = [paragraph_json(one) for one in note.paragraphs]
    return note_json(note.head) | {"may_edit": note.edits, "paragraphs": paragraphs}


def paragraph_json(one: Paragraph) -> dict[str, Any]:
    """Return a paragraph as programs get it: its words, its figures, what they rest on."""
    return {
        "id": one.id,
        "section": str(one.section),
        "position": one.position,
        "code": one.code,
        "text": one.text,
        "figures": dict(one.figures),
        "shown": filled(one.text, one.figures),
        "rests_on": one.rests_on,
    }


def shown_figures(one: Paragraph) -> dict[str, str]:
    """Return the figures of a paragraph as they are shown."""
    return {name: shown(value) for name, value in one.figures.items()}


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else f"{instant.isoformat(timespec='seconds')}Z"
