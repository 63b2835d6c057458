"""How a student's coursework stands: topic, days, mark (clause 5.5.12)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.cells import NUMERIC
from domain.verdict import Severity, Verdict

CLAUSE: Final = "5.5.12"
MARKS: Final = NUMERIC
NO_TOPIC, NOT_ISSUED, RUNNING, LATE, NO_MARK, DONE, DONE_LATE = (
    *("no_topic", "not_issued", "running", "late", "no_mark", "done", "done_late"),
)


@dataclass(frozen=True, slots=True)
class Coursework:
    """A coursework as the rule sees it; a student without one has no topic."""

    topic: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    defended_on: date | None = None
    code: str | None = None


def judged(work: Coursework, today: date) -> Verdict:
    """Return how a coursework stands on `today`.

    Codes: no_topic; late (`due`, `late_by` days: not defended in time); no_mark (defended on
    `day`, no mark); done, or done_late by `late_by` days; not_issued; running until `due`.
    A mark without a topic stays no_topic: the journal says what it was given for.
    """
    if not work.topic.strip():
        severity = Severity.fault if work.code or work.issued_on else Severity.warning
        return Verdict(CLAUSE, NO_TOPIC, severity)
    due = work.due_on
    if work.code is not None:
        if due is not None and work.defended_on is not None and work.defended_on > due:
            facts = {"due": due, "late_by": (work.defended_on - due).days}
            return Verdict(CLAUSE, DONE_LATE, Severity.note, facts)
        return Verdict(CLAUSE, DONE)
    if work.defended_on is not None:
        return Verdict(CLAUSE, NO_MARK, Severity.warning, {"day": work.defended_on})
    if due is not None and today > due:
        facts = {"due": due, "late_by": (today - due).days}
        return Verdict(CLAUSE, LATE, Severity.fault, facts)
    if work.issued_on is None:
        return Verdict(CLAUSE, NOT_ISSUED, Severity.due)
    return Verdict(CLAUSE, RUNNING, Severity.ok, {"due": due})


def days_fault(work: Coursework) -> str | None:
    """Return which order of days is wrong, None where all is well: due, defended, mark."""
    if work.issued_on and work.due_on and work.due_on < work.issued_on:
        return "due"
    if work.issued_on and work.defended_on and work.defended_on < work.issued_on:
        return "defended"
    return None
