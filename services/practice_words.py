"""What the rules of practice say, in words for people (clause 5.5.13)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext

from domain.verdict import Verdict

_SENTENCES: Final[dict[str, Callable[..., str]]] = {
    "no_head": lambda: _("No head of practice from the college is named."),
    "not_appointed": lambda: _(
        "No order appoints the head of practice for all days of the practice."
    ),
    "not_over": lambda ends_on: _("The practice lasts until %(day)s.", day=ends_on),
    "days_unconfirmed": lambda days: ngettext(
        "%(num)d day is proposed and not confirmed.",
        "%(num)d days are proposed and not confirmed.",
        days,
    ),
    "hours_short": lambda planned, done: _(
        "Of %(planned)s hours %(done)s are recorded.", planned=planned, done=done
    ),
    "hours_over": lambda planned, done: _(
        "%(done)s hours are recorded, more than the %(planned)s planned.",
        planned=planned,
        done=done,
    ),
    "diary_not_checked": lambda: _("The diary is not checked yet."),
    "no_characteristic": lambda: _("There is no characteristic yet."),
    "no_competences": lambda: _("No competence is named in the attestation sheet."),
    "competences_without_level": lambda count: ngettext(
        "%(num)d competence has no level yet.", "%(num)d competences have no level yet.", count
    ),
    "passed_without_mastering": lambda count: ngettext(
        "The mark is positive, though %(num)d competence is not mastered.",
        "The mark is positive, though %(num)d competences are not mastered.",
        count,
    ),
    "no_mark": lambda: _("There is no mark yet."),
    "differs_from_proposed": lambda proposed, mark: _(
        "The enterprise proposed «%(proposed)s», the mark is «%(mark)s».",
        proposed=proposed,
        mark=mark,
    ),
    "two_places": lambda place, first, last: _(
        "The student has another practice from %(first)s to %(last)s: %(place)s.",
        first=first,
        last=last,
        place=place,
    ),
    "no_contract": lambda: _("There is no contract with the practice base."),
    "contract_ends": lambda until: _("The contract with the base ends on %(day)s.", day=until),
    "contract_begins": lambda since: _("The contract with the base is of %(day)s.", day=since),
    "head_away": lambda first, last: _(
        "The head of practice is away from %(first)s to %(last)s.", first=first, last=last
    ),
}


def sentence(verdict: Verdict) -> str:
    """Return what a verdict on a practice or on a place says."""
    return _SENTENCES[verdict.code](**{name: _said(v) for name, v in verdict.facts.items()})


def sentences(found: Iterable[Verdict]) -> list[str]:
    """Return the sentences of several verdicts, each once."""
    return list(dict.fromkeys(sentence(one) for one in found))


def _said(value: Any) -> Any:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value
