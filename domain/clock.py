"""The one clock: instants are kept in UTC, every «day» is a day of the college's time zone."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo


class Clock:
    """Tell the time as the college counts it."""

    def __init__(self, timezone: str = "Asia/Yekaterinburg") -> None:
        self.zone = ZoneInfo(timezone)

    def configure(self, timezone: str) -> None:
        """Set the college's time zone, an IANA name such as «Asia/Yekaterinburg»."""
        self.zone = ZoneInfo(timezone)

    def now(self) -> datetime:
        """Return this instant in UTC, without tzinfo, as the database keeps it."""
        return datetime.now(UTC).replace(tzinfo=None)

    def local(self, instant: datetime) -> datetime:
        """Return a stored UTC instant as the college's wall-clock time, aware."""
        return instant.replace(tzinfo=UTC).astimezone(self.zone)

    def day_of(self, instant: datetime) -> date:
        """Return the college's calendar day of a stored UTC instant."""
        return _day_of(self.zone, instant)

    def today(self) -> date:
        """Return the college's calendar day of this instant."""
        return datetime.now(UTC).astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """Return the UTC instant (naive, as stored) at which the college's `day` begins."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC).replace(tzinfo=None)


@lru_cache(maxsize=2048)
def _day_of(zone: ZoneInfo, instant: datetime) -> date:
    """Return the day of an instant: a journal asks for the same few again and again."""
    return instant.replace(tzinfo=UTC).astimezone(zone).date()


clock = Clock()
