"""Attestation sheets in words: why a student is not admitted, why a sheet cannot be signed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from domain.admission import allowed_codes
from domain.cells import Cell
from domain.enums import AbsenceKind, Attendance, AttestationForm
from domain.text import short_name
from domain.verdict import Verdict
from models.labels import label_of
from services.sheet_shapes import SheetHead


def verdict_words(verdict: Verdict) -> str:
    """Return the sentence of a verdict of domain/admission.py; raise KeyError for any other."""
    return _SENTENCES[verdict.code](verdict.facts)


_SENTENCES: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "debts": lambda facts: ngettext("%(num)d open debt", "%(num)d open debts", facts["debts"]),
    "not_attested": lambda _facts: _("not attested in the semester («н/а»)"),
    "module_parts": lambda facts: _(
        "of the module not passed: %(parts)s", parts=", ".join(facts["parts"])
    ),
    "two_chairmen": lambda _facts: _("A commission has one chairman."),
    "commission_incomplete": lambda facts: _(
        "A commission of at least %(least)d people with a chairman is needed; chosen: %(members)d.",
        least=facts["least"],
        members=facts["members"],
    ),
    "no_examiner": lambda _facts: _("Nobody is chosen to examine."),
    "no_mark": lambda _facts: _("no mark"),
    "mark_without_coming": lambda _facts: _(
        "a mark, though the student was not admitted or did not come"
    ),
    "mark_of_other_form": lambda facts: _(
        "«%(code)s» is no mark of this form of attestation", code=facts["code"]
    ),
    "exhausted": lambda facts: _("All retakes are used up (%(num)d).", num=facts["retakes"]),
    "passed": lambda _facts: _("The attestation is passed already."),
}


def admission_words(verdicts: Sequence[Verdict]) -> str:
    """Return why a student is not admitted, in one line; empty where nothing is against it."""
    return "; ".join(verdict_words(one) for one in verdicts)[:500]


def attempt_words(attempt: int, *, commission: bool) -> str:
    """Return which attempt a sheet is of."""
    if attempt == 0:
        return _("first time")
    named = _("first retake") if attempt == 1 else _("second retake")
    return _("%(retake)s, before a commission", retake=named) if commission else named


def form_words(form: AttestationForm) -> str:
    """Return the form of attestation with a capital letter."""
    text = str(label_of(form))
    return text[:1].upper() + text[1:]


def sheet_title(head: SheetHead) -> str:
    """Return «Sheet No. 12»."""
    return _("Sheet No. %(number)d", number=head.number)


def semester_words(number: int, year: str) -> str:
    """Return «semester 1 of 2026/2027»."""
    return _("semester %(number)d, %(year)s", number=number, year=year)


def result_text(attendance: Attendance, code: str | None) -> str:
    """Return what stands in the column of marks, as it is typed: «5», «н», «уп», or nothing."""
    kinds = {Attendance.unexcused: AbsenceKind.unstated, Attendance.excused: AbsenceKind.excused}
    return code or Cell(kinds.get(attendance)).text


def allowed_words(form: AttestationForm) -> str:
    """Return what may be typed into the column of marks."""
    return ", ".join((*allowed_codes(form), "н", "уп"))


def short_words(name: str) -> str:
    """Return «Иванова А. П.» of a full name kept as one text; a short one stays as it is."""
    last, *rest = name.split()
    if not rest or any("." in part for part in rest):
        return name
    return short_name(last, rest[0], " ".join(rest[1:]) or None)


def day_words(head: SheetHead) -> str:
    """Return the day of the attestation, a dash where none is set."""
    return format_date(head.held_on, "dd.MM.yyyy") if head.held_on else "—"
