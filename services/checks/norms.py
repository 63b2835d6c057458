"""Rules of the norms that the college sets (clause 11.3; kept by the module admin)."""

from collections.abc import Iterator
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.regulation import NORMS, NormError, NormKind, NormRule, check
from models import RegulationSetting
from services.checks.common import Check, Problem


def left_to_the_college(_session: Session, setting: RegulationSetting) -> Iterator[Problem]:
    """The regulation itself fixes some norms: nobody sets them."""
    if setting.key is not None and not NORMS[setting.key].is_open:
        sentence = _(
            "Clause %(clause)s fixes this number: it can be changed only together with the "
            "regulation.",
            clause=NORMS[setting.key].clause,
        )
        yield Problem("key", sentence)


def a_value_of_the_norm(_session: Session, setting: RegulationSetting) -> Iterator[Problem]:
    """The value has the form of its norm and lies within its bounds."""
    if setting.key is None or setting.value is None:
        return
    try:
        check(setting.key, setting.value)
    except NormError as error:
        yield Problem("value", _sentence(NORMS[setting.key], error.code))


def not_in_the_past(_session: Session, setting: RegulationSetting) -> Iterator[Problem]:
    """What was in force stays as it was: a setting begins today or later."""
    if setting.starts_on is None:
        return
    state: Any = inspect(setting)
    began = state.attrs.starts_on.history.deleted or [setting.starts_on]
    if not state.transient and not state.pending and began[0] <= clock.today():
        sentence = _("This value is in force already: add another one from a later day.")
        yield Problem("starts_on", sentence)
    elif setting.starts_on < clock.today():
        sentence = _("The past is judged by what was in force then: choose today or a later day.")
        yield Problem("starts_on", sentence)


def only_the_future_goes(_session: Session, setting: RegulationSetting) -> Iterator[Problem]:
    """A value that is or was in force is not deleted."""
    if setting.starts_on <= clock.today():
        yield Problem("starts_on", _("This value is or was in force: it stays."))


def _sentence(rule: NormRule, code: str) -> str:
    if code == "bounds":
        return _("From %(least)s to %(most)s.", least=rule.low, most=rule.high)
    if code == "order":
        return _("The numbers must rise, such as: %(example)s", example=rule.default)
    if rule.kind is NormKind.choice:
        return _("Choose one of: %(choices)s", choices=", ".join(rule.choices))
    if code == "number":
        return _("That is no number.")
    return _("Write it as in this example: %(example)s", example=rule.default)


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    RegulationSetting: (left_to_the_college, a_value_of_the_norm, not_in_the_past),
}
REMOVALS: Final[dict[type, tuple[Check, ...]]] = {RegulationSetting: (only_the_future_goes,)}
