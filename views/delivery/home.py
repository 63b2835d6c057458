"""The part of the first page that says which journals are behind (clause 3.11)."""

from typing import Any, Final

from access.principal import Principal
from access.session import db
from services.delivery import DeliveryAsked, Level, delivery
from views.delivery.pages import bar

SHOWN: Final = 5  # journals, the worst


def behind_block(who: Principal) -> dict[str, Any]:
    """Return the journals of the present semester that are behind, the worst first."""
    found = delivery(db.session, who, DeliveryAsked(Level.journal, brief=True))
    late = [line for line in found.lines if line.hours.is_behind]
    return {
        "total": found.total,
        "semester": found.semester,
        "behind": len(late),
        "lines": [{"line": line, "bar": bar(line)} for line in late[:SHOWN]],
    }
