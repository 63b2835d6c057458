"""What the closing page's script says, and the words of the states of a closing."""

from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.enums import TaskKind

# Kinds of works as short as the table wants them; the full name stands behind each.
SHORT: Final = {
    TaskKind.control: _l("contr."),
    TaskKind.practical: _l("pract."),
    TaskKind.lab: _l("lab."),
    TaskKind.written: _l("writ."),
    TaskKind.graphic: _l("graph."),
    TaskKind.independent: _l("indep."),
    TaskKind.test: _l("test."),
    TaskKind.homework: _l("home."),
    TaskKind.answer: _l("oral."),
}
STATES: Final = {
    "future": _l("not begun"),
    "open": _l("marks are being given"),
    "ready": _l("ready to sign"),
    "signed": _l("signed"),
    "reopened": _l("reopened"),
}
TONES: Final = {"future": "", "open": "", "ready": "info", "signed": "ok", "reopened": "warn"}


def sentences() -> dict[str, str]:
    """Return the sentences by key; {places} are filled in by the script."""
    return {
        "saved": _("✓ Saved"),
        "saving": _("Saving…"),
        "unsaved": _("Not saved yet"),
        "offline": _("No connection: the marks wait here and are sent again."),
        "sign_in": _("You are signed out. Sign in again in another tab, then type on."),
        "other_person": _("Somebody else signed in here: nothing is sent."),
        "conflict": _("{name}: somebody wrote «{now}» meanwhile. Yours was «{text}»."),
        "refused": _("{name}: {why}"),
        "undone": _("Taken back."),
        "taken": _("Suggested marks taken: {count}."),
        "nothing": _("Nothing is suggested for the students without a mark."),
        "code": _("mark"),
        "reason": _("reason"),
        "signed": _("signed"),
        "reopened": _("reopened"),
        "none": _("Nothing was changed yet."),
    }
