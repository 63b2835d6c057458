"""What stands against disposing of documents, in words (10.7)."""

from datetime import date
from typing import Final

from flask_babel import gettext

from domain.disposal import FEW_MEMBERS, NO_CHAIRMAN, TWICE, TWO_CHAIRMEN
from domain.retention import ELSEWHERE, GONE, HELD, NO_DATE, READY, TOO_EARLY
from services.disposal_lists import Paper
from services.notices import message_key

_PAPER: Final = {
    GONE: message_key("%(code)s was disposed of already."),
    HELD: message_key("%(code)s is under a hold."),
    ELSEWHERE: message_key("%(code)s does not lie in the archive."),
    NO_DATE: message_key("%(code)s has no day until which it is kept: its group has none."),
    TOO_EARLY: message_key("%(code)s is kept until %(day)s."),
}
_COMMISSION: Final = {
    NO_CHAIRMAN: message_key("Name the chairman of the commission."),
    TWO_CHAIRMEN: message_key("A commission has one chairman."),
    FEW_MEMBERS: message_key("Name at least two members beside the chairman."),
    TWICE: message_key("Somebody sits in the commission twice."),
}


def stands_against(paper: Paper, today: date) -> str:
    """Return why a document cannot be disposed of `today`, empty where it can."""
    code = paper.verdict(today).code
    if code == READY:
        return ""
    day = f"{paper.kept_until:%d.%m.%Y}" if paper.kept_until else ""
    return gettext(_PAPER[code], code=paper.code, day=day)


def commission_words(fault: str) -> str:
    """Return what is wrong with a commission, as a sentence."""
    return gettext(_COMMISSION[fault])
