"""How a correction window is shown: its state, its days, what is left of its time."""

from typing import Any, Final

from flask_babel import gettext as _

from domain.clock import clock
from services.window_lists import ListedWindow, Show
from services.window_words import days_of, time_left, until_of
from views.journal.words import instant, with_subgroup

TONES: Final = {
    Show.requested: "warn",
    Show.open: "ok",
    Show.over: "muted",
    Show.refused: "bad",
    Show.withdrawn: "muted",
}


def state_word(state: Show) -> str:
    """Return the word for a state of a request."""
    return {
        Show.requested: _("waits for a decision"),
        Show.open: _("the window is open"),
        Show.over: _("the window has closed"),
        Show.refused: _("the window is refused"),
        Show.withdrawn: _("the request was taken back"),
    }[state]


def line(one: ListedWindow) -> dict[str, Any]:
    """Return a request in words for the pages."""
    left = ""
    if one.state is Show.open and one.closes_at is not None:
        left = time_left(one.closes_at, clock.now())
    return {
        "id": one.id,
        "gradebook_id": one.gradebook_id,
        "title": one.title,
        "group": with_subgroup(one.group, one.subgroup),
        "teacher": one.teacher,
        "days": days_of(one.lessons_from, one.lessons_to),
        "reason": one.reason,
        "state": str(one.state),
        "state_word": state_word(one.state),
        "tone": TONES[one.state],
        "asked": instant(one.requested_at),
        "closes": until_of(one.closes_at) if one.closes_at else "",
        "left": left,
        "remark": one.remark or "",
    }
