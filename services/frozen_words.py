"""What is said where the database refused to change something that was signed."""

from typing import Final

from flask_babel import gettext

from access.errors import Frozen
from services.notices import message_key

_SEMESTER: Final = message_key(
    "The semester of this journal is signed and frozen: its lessons, marks and absences stay as "
    "they are. The deputy director can reopen it with a reason."
)
_YEAR: Final = message_key(
    "The year of this journal is signed and frozen: its final marks stay as they are. "
    "The deputy director can reopen it with a reason."
)
_SHEET: Final = message_key("The attestation sheet is signed and frozen: nothing in it changes.")
_PRACTICE: Final = message_key("The practice is signed and frozen: nothing in it changes.")
_PROTOCOL: Final = message_key("The protocol is signed and frozen: nothing in it changes.")
_CLOSING: Final = message_key("A signature under final marks is never changed or taken away.")
_ARCHIVED: Final = message_key(
    "The academic year of this journal is closed and archived: nothing in it changes any more."
)
_INSPECTION: Final = message_key("The inspection is finished: nothing in it changes.")
_TRAIL: Final = message_key("What was recorded here is only added to, never changed.")
_NOTE: Final = message_key("The analytic note is signed and frozen: nothing in it changes.")
_DOCUMENT: Final = message_key("A document of the archive never changes.")
_ACT: Final = message_key("The disposal act is signed and frozen: nothing in it changes.")
SENTENCES: Final = {
    **dict.fromkeys(
        ("lesson", "mark", "absence", "work", "semester_grade", "coursework"), _SEMESTER
    ),
    **dict.fromkeys(("year_grade", "discipline_result"), _YEAR),
    **dict.fromkeys(("attestation_sheet", "sheet_examiner", "attestation_result"), _SHEET),
    **dict.fromkeys(("practice_placement", "practice_day", "practice_competence"), _PRACTICE),
    **dict.fromkeys(("final_protocol", "protocol_member", "thesis", "demo_exam"), _PROTOCOL),
    "grade_closing": _CLOSING,
    **dict.fromkeys(("year_closing", "year_package"), _ARCHIVED),
    "inspection": _INSPECTION,
    **dict.fromkeys(("remark_entry", "custody_place", "document_hold"), _TRAIL),
    **dict.fromkeys(("analytic_note", "note_paragraph"), _NOTE),
    **dict.fromkeys(("archived_report", "printed_document"), _DOCUMENT),
    **dict.fromkeys(("disposal_act", "disposal_member", "disposal_line"), _ACT),
}
_OTHER: Final = message_key("This is signed and frozen: it cannot be changed any more.")


def frozen_key(refusal: Frozen) -> str:
    """Return the English sentence of the catalogue, for what is kept and read later."""
    return SENTENCES.get(refusal.table, _OTHER)


def frozen_sentence(refusal: Frozen) -> str:
    """Return the sentence in the language of the person who asks."""
    return gettext(frozen_key(refusal))
