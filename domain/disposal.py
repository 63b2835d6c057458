"""Who may sit in the commission of a disposal act (10.7): a chairman and two members at least."""

from collections.abc import Sequence
from typing import Final

from domain.control_enums import CommissionRole

LEAST_MEMBERS: Final = 2  # beside the chairman: who disposes of documents is not alone
NO_CHAIRMAN, TWO_CHAIRMEN, FEW_MEMBERS, TWICE = (
    "no_chairman",
    "two_chairmen",
    "few_members",
    "twice",
)


def commission_fault(people: Sequence[tuple[CommissionRole, str]]) -> str | None:
    """Return what is wrong with a commission of (role, name), None where it is whole.

    Codes: no_chairman, two_chairmen, few_members, twice (somebody sits in it twice).
    """
    chairmen = sum(role is CommissionRole.chairman for role, _name in people)
    if chairmen != 1:
        return TWO_CHAIRMEN if chairmen else NO_CHAIRMAN
    if len(people) - chairmen < LEAST_MEMBERS:
        return FEW_MEMBERS
    names = [" ".join(name.lower().split()) for _role, name in people]
    return TWICE if len(set(names)) < len(names) else None
