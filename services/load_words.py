"""Words of the teaching load that pages, refusals and the load sheet share."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.load import Difference

KIND_NAMES: Final[Mapping[str, Any]] = {
    "theory": _l("theory"),
    "practice": _l("practical classes"),
    "lab": _l("laboratory classes"),
    "coursework": _l("coursework"),
    "consultation": _l("consultations"),
    "control": _l("interim attestation"),
}


def difference_words(one: Difference, subgroups: Mapping[int, str]) -> str:
    """Return «subgroup 2, laboratory work: 12 of 14 h»."""
    kind = str(KIND_NAMES[one.kind])
    if one.subgroup_id is not None:
        name = subgroups.get(one.subgroup_id, "?")
        kind = _("subgroup %(name)s, %(kind)s", name=name, kind=kind)
    return _("%(kind)s: %(given)d of %(called)d h", kind=kind, given=one.given, called=one.called)


def in_words(wrong: Sequence[Difference], subgroups: Mapping[int, str]) -> str:
    """Return the sentence that parts do not add up, with each difference in it."""
    told = "; ".join(difference_words(one, subgroups) for one in wrong)
    return _("The parts do not add up: %(differences)s.", differences=told)
