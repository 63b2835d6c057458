"""The block of the first page about correction windows: to be decided on, and one's own."""

from typing import Any, Final

from sqlalchemy.orm import Session

from access.principal import Principal
from services.window_lists import own_windows, to_decide
from views.windows.words import line

SHOWN: Final = 5


def windows_block(session: Session, who: Principal) -> dict[str, Any]:
    """Return what waits for the head of a department, and a teacher's open windows and requests."""
    count, waiting = to_decide(session, who, SHOWN)
    own = own_windows(session, who, SHOWN) if who.employee_id is not None else []
    return {
        "count": count,
        "waiting": [line(one) for one in waiting],
        "own": [line(one) for one in own],
    }
