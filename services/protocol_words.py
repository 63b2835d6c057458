"""What a protocol of the state final attestation lacks, in words (clause 5.5.13)."""

from typing import Final

from flask_babel import gettext as _

from domain.verdict import Verdict
from services.notices import message_key
from services.protocol_rows import Protocol

_PLAIN: Final = {
    "chairman": message_key("The commission needs one chairman."),
    "secretary": message_key("The commission needs a secretary."),
    "nobody": message_key("No student stands in the protocol."),
}


def lack_words(protocol: Protocol) -> list[str]:
    """Return a sentence for each thing that the protocol lacks."""
    names = {line.student_id: line.student for line in protocol.lines}
    return [_words(one, names) for one in protocol.lacks]


def _words(verdict: Verdict, names: dict[int, str]) -> str:
    facts = verdict.facts
    match verdict.code:
        case "few":
            return _("The commission needs at least %(least)d people.", least=facts["least"])
        case "not_held":
            return _("The day of the meeting, %(day)s, has not come yet.",
                     day=f"{facts['day']:%d.%m.%Y}")  # fmt: skip
        case "no_mark":
            who = ", ".join(names[key] for key in facts["students"][:10])
            return _("Without a mark: %(who)s.", who=who)
    return _(_PLAIN[verdict.code])
