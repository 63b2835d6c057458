"""What a journal's page says of the viewer's own correction windows and requests."""

from typing import Any

from flask_babel import gettext as _

from domain.clock import clock
from services.journal_times import Times
from services.window_words import days_of, time_left, until_of


def windows_of(times: Times) -> list[dict[str, Any]]:
    """Return a line for each window that is open and each request that waits."""
    now = clock.now()
    found: list[dict[str, Any]] = [
        {
            "path": f"/windows/{one.id}",
            "words": _(
                "Lessons %(days)s are open for corrections until %(until)s: %(reason)s",
                days=days_of(one.lessons_from, one.lessons_to),
                until=until_of(one.closes_at),
                reason=one.reason,
            ),
            "left": time_left(one.closes_at, now),
        }
        for one in times.windows
    ]
    found += [
        {
            "path": f"/windows/{one.id}",
            "words": _(
                "The request for lessons %(days)s waits for the head of the department",
                days=days_of(one.lessons_from, one.lessons_to),
            ),
            "left": "",
        }
        for one in times.requests
    ]
    return found
