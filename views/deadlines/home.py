"""The part of a teacher's first page that says what is to be done."""

from typing import Any, Final

from access.principal import Principal
from access.session import db
from services.duties import duties
from services.duty_shapes import Duties, Duty, DutyKind, Urgency
from views.deadlines.pages import TONES, duty_line, urgencies

SHOWN: Final = 8  # lines, the most urgent


def duty_block(who: Principal) -> dict[str, Any]:
    """Return how much is late, due today and soon, and the most urgent of it."""
    found = duties(db.session, who)
    labels = urgencies()
    told = [urgency for urgency in Urgency if urgency is not Urgency.news]
    return {
        "counts": [(one, labels[one], found.counts[one], TONES[one]) for one in told],
        "lines": [duty_line(duty) for duty in _shown(found)][:SHOWN],
        "total": len(found.lines),
    }


def _shown(found: Duties) -> list[Duty]:
    """Return the lines but for today's lessons, which stand beside."""
    lines = [duty for duty in found.lines if not _is_of_today(duty)]
    return lines or list(found.lines)


def _is_of_today(duty: Duty) -> bool:
    return duty.urgency is Urgency.today and DutyKind.lesson in duty.kinds
