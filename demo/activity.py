"""Activity of the demo's accounts: who signed in on which of the last weeks' days (8.1)."""

from datetime import timedelta
from typing import Final

from demo.college import College
from models import ActivityDay

DAYS: Final = 60
NEVER: Final = frozenset({"hr", "parent2"})  # somebody has to be reminded
WRITES: Final = {"teacher": 14, "curator": 3, "secretary": 5, "timetabler": 6, "methodist": 3}


def add_activity(college: College) -> None:
    """Add the working days of each account, up to yesterday; the same every time."""
    for login, user_id in college.accounts.ids.items():
        if login in NEVER:
            continue
        rng = college.rng("activity", login)
        writes = WRITES.get(login.rstrip("2"), 1)
        for back in range(DAYS, 0, -1):
            day = college.today - timedelta(days=back)
            if day.weekday() == 6 or rng.random() < 0.25:
                continue
            values = {
                "user_id": user_id,
                "day": day,
                "sign_ins": rng.choice((1, 1, 1, 2, 3)),
                "refusals": int(rng.random() < 0.06),
                "writes": rng.randint(0, 2 * writes),
            }
            college.sink.add(ActivityDay, values)
