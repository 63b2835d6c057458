"""What a rule of the regulation says of given facts: each rule is a function facts → Verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import Any


class Severity(IntEnum):
    """How much a verdict asks for attention; the greater, the more."""

    ok = 0
    note = 1  # done or excused otherwise than usual, and said so
    due = 2  # to be done today or soon
    warning = 3  # needs a look or a reason
    fault = 4  # the regulation is not kept


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer. `code` names the case, `facts` are the values it rests on, to be shown."""

    clause: str
    code: str
    severity: Severity = Severity.ok
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
