"""What a protocol of the state final attestation lacks before it can be signed (5.5.13)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from domain.cells import NOT_ATTESTED, NUMERIC
from domain.enums import ExaminerRole, ProtocolKind
from domain.verdict import Severity, Verdict

CLAUSE: Final = "5.5.13"
KINDS: Final = tuple(ProtocolKind)
MARKS: Final = (*NUMERIC, NOT_ATTESTED)


def lacking(
    roles: Sequence[ExaminerRole],
    held_on: date,
    today: date,
    codes: Mapping[int, str | None],
    least: int,
) -> list[Verdict]:
    """Return what a protocol lacks; `codes` holds the mark of each student on it.

    `least`: how many people a commission had to have on that day (Norm.commission_members).

    Codes: chairman (none, or more than one), secretary, few (`least` people), not_held (the day
    has not come), nobody, no_mark (`students`).
    """
    found = []

    def say(code: str, **facts: object) -> None:
        found.append(Verdict(CLAUSE, code, Severity.fault, facts))

    if roles.count(ExaminerRole.chairman) != 1:
        say("chairman", count=roles.count(ExaminerRole.chairman))
    if ExaminerRole.secretary not in roles:
        say("secretary")
    if len(roles) < least:
        say("few", least=least)
    if held_on > today:
        say("not_held", day=held_on)
    if not codes:
        say("nobody")
    missing = tuple(student for student, code in codes.items() if code is None)
    if missing:
        say("no_mark", students=missing)
    return found
