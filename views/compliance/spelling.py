"""Values of the regulation's numbers as people read them."""

from typing import Any, Final

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.regulation import AVERAGE, LAST, NormKind, NormRule, Regulation

CHOICES: Final[dict[str, Any]] = {
    AVERAGE: _l("by the average of the marks"),
    LAST: _l("by the last mark"),
}


def spelled(rule: NormRule, text: str) -> str:
    """Return the value `text` of a norm in words: «7 days», «up to 2 h: 3; more: 7»."""
    value = Regulation({rule.norm: text})
    match rule.kind:
        case NormKind.days:
            days = value.whole(rule.norm)
            return ngettext("%(num)s day", "%(num)s days", days)
        case NormKind.percent:
            return f"{text} %"
        case NormKind.number:
            return str(format_decimal(value.number(rule.norm)))
        case NormKind.choice:
            return str(CHOICES[text])
        case NormKind.steps:
            return "; ".join(_step(hours, marks) for hours, marks in value.steps(rule.norm))
        case NormKind.weights:
            return " · ".join(f"{code}: {n}" for code, n in value.weights(rule.norm).items())
        case NormKind.bounds:
            marks = zip(("2", "3", "4"), value.bounds(rule.norm), strict=True)
            return "; ".join(_("below %(share)s %%: %(mark)s", share=s, mark=m) for m, s in marks)
    return text


def _step(hours: int | None, marks: int) -> str:
    if hours is None:
        return _("more: %(marks)s", marks=marks)
    return _("up to %(hours)s h: %(marks)s", hours=hours, marks=marks)
