"""The part of the first page that says which journals are behind (clause 3.11)."""

from typing import Any, Final

from access.principal import Principal
from access.session import db
from services.delivery_behind import journals_behind
from views.delivery.pages import bar

SHOWN: Final = 5  # journals, the worst


def behind_block(who: Principal) -> dict[str, Any]:
    """Return the journals of the present semester that are behind, the worst first."""
    found = journals_behind(db.session, who, SHOWN)
    return {
        "journals": found.journals,
        "behind": found.behind,
        "lines": [{"line": one, "bar": bar(one.hours)} for one in found.worst],
    }
