"""What stands against the admission of a thesis, in words (clause 5.5.13)."""

from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from domain.verdict import Verdict
from services.line_entry import shown
from services.notices import message_key

_PLAIN: Final = {
    "no_topic": message_key("The topic is not written."),
    "no_order": message_key("The order on the topic is not entered."),
    "no_supervisor": message_key("There is no supervisor with an appointment in force."),
    "not_checked": message_key("The share of borrowed text is not entered."),
    "supervisor": message_key("The supervisor's mark is unsatisfactory."),
    "no_opinion": message_key("There is no mark of the supervisor."),
    "no_review": message_key("There is no review with a mark."),
}


def sentence(verdict: Verdict) -> str:
    """Return a verdict of domain/thesis.py as a sentence."""
    facts = verdict.facts
    match verdict.code:
        case "debts":
            return ngettext("%(num)d debt is open.", "%(num)d debts are open.", facts["count"])
        case "practices":
            items = ", ".join(facts["items"])
            return _("Practices not passed or not signed: %(items)s.", items=items)
        case "borrowed":
            return _(
                "Borrowed text: %(share)s %%, at most %(limit)s %% is admitted.",
                share=shown(facts["share"]),
                limit=facts["limit"],
            )
    return _(_PLAIN[verdict.code])
