"""Days of belonging to something, put together."""

from domain.attendance_sheet import Period


def intersection(one: Period, other: Period) -> Period | None:
    """Return the days that two periods share, None where they share none."""
    starts_on = max(one.starts_on, other.starts_on)
    ends = [end for end in (one.ends_on, other.ends_on) if end is not None]
    ends_on = min(ends) if ends else None
    if ends_on is not None and ends_on < starts_on:
        return None
    return Period(starts_on, ends_on)
