"""Whether marks suffice, in words: a sign, a word and a sentence for each verdict (5.5.7, 6.2)."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import get_locale
from flask_babel import gettext as _

from domain.enough_marks import TOO_FEW, State, WorkClass
from domain.verdict import Verdict


class Said(NamedTuple):
    """A verdict for people: no colour alone says it."""

    sign: str  # one character, empty where there is nothing to say
    word: str
    sentence: str
    is_few: bool  # the student needs more


def said(verdict: Verdict, locale: str | None = None) -> Said:
    """Return a verdict of `enough_marks` in the reader's language, told as `locale` or asked for.

    Whoever says many asks for the language once: that costs more than saying it.
    """
    facts = verdict.facts
    values = tuple(facts[name] for name in ("marks", "needed", "kinds", "begin_by", "since"))
    return _said(locale or str(get_locale()), State(verdict.code), *values)


@lru_cache(maxsize=4096)
def _said(
    _locale: str,
    state: State,
    marks: int,
    needed: int,
    kinds: tuple[WorkClass, ...],
    begin_by: date | None,
    since: date | None,
) -> Said:
    numbers = {"marks": marks, "needed": needed}
    parts = [_head(state, numbers, since)]
    if begin_by is not None:
        parts.append(
            _("A mark in every lesson has to begin by %(day)s.", day=f"{begin_by:%d.%m.%Y}")
        )
    if kinds:
        names = class_names()
        parts.append(_("No mark yet for: %(works)s.", works=", ".join(names[one] for one in kinds)))
    sign, word = _signs()[state]
    return Said(sign, word, " ".join(filter(None, parts)), state in TOO_FEW)


def _head(state: State, numbers: Mapping[str, Any], since: date | None) -> str:
    match state:
        case State.enough:
            return _("%(marks)d marks, %(needed)d are needed: enough.", **numbers)
        case State.on_the_way:
            return _("%(marks)d of %(needed)d marks, as many as are due by now.", **numbers)
        case State.short:
            return _("%(marks)d of %(needed)d marks, fewer than are due by now.", **numbers)
        case State.kinds:
            return _("%(marks)d marks, %(needed)d are needed.", **numbers)
        case State.impossible:
            day = "" if since is None else f"{since:%d.%m.%Y}"
            return _(
                "%(marks)d of %(needed)d marks: no longer possible since %(day)s, even with a "
                "mark in every lesson.",
                day=day,
                **numbers,
            )
        case State.exempt:
            return _("Exempt: no marks are needed.")
        case State.left:
            return _("Taught here no longer.")


def _signs() -> dict[State, tuple[str, str]]:
    return {
        State.enough: ("✓", _("enough marks")),
        State.on_the_way: ("", _("marks on the way")),
        State.short: ("!", _("too few marks")),
        State.kinds: ("◐", _("works are missing")),
        State.impossible: ("✕", _("enough marks no longer possible")),
        State.exempt: ("", _("exempt")),
        State.left: ("", _("taught here no longer")),
    }


def class_names() -> dict[WorkClass, str]:
    """Return what the classes of works are called in a list."""
    return {
        WorkClass.written: _("written works"),
        WorkClass.lab: _("laboratory works"),
        WorkClass.practical: _("practical works"),
    }
