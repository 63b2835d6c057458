"""Calendars in the format iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone
from icalendar import Event as Component

from services.calendar_lessons import Event

PRODUCT: Final = "-//Electronic journal//Timetable//EN"
REFRESH: Final = "PT1H"  # how often a client may ask again
EPOCH: Final = datetime(2020, 1, 1)  # sequence numbers count minutes from here


def calendar_file(
    name: str, zone: ZoneInfo, events: Iterable[Event], stamp: datetime, origin: str
) -> bytes:
    """Return the calendar `name` with `events`, whose times are those of `zone`.

    `stamp` (UTC) is told of events that were never changed; `origin` makes their identities those
    of this installation. The same events give the same bytes.
    """
    calendar = Calendar()
    for key, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("name", name),
        ("x-wr-timezone", zone.key),
        ("x-published-ttl", REFRESH),
    ):
        calendar.add(key, value)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    held = list(events)
    if held:
        days = [event.day for event in held]
        calendar.add_component(_zone(zone, min(days), max(days)))
    for event in held:
        calendar.add_component(_component(event, zone, stamp, origin))
    return calendar.to_ical()


def _zone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Return the rules of the zone for the days of the calendar, with a margin of a year."""
    margin = timedelta(days=366)
    return Timezone.from_tzinfo(zone, zone.key, first - margin, last + margin)


def _component(event: Event, zone: ZoneInfo, stamp: datetime, origin: str) -> Component:
    component = Component()
    changed = event.changed_at or stamp
    component.add("uid", f"{event.uid}@{origin}")
    component.add("summary", event.title)
    if event.starts:
        component.add("dtstart", _moment(event.day, event.starts, zone))
        component.add("dtend", _moment(event.day, event.ends, zone))
    else:
        component.add("dtstart", event.day)
        component.add("dtend", event.day + timedelta(days=1))
        component.add("transp", "TRANSPARENT")
    if event.place:
        component.add("location", event.place)
    if event.notes:
        component.add("description", "\n".join(event.notes))
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("dtstamp", changed.replace(microsecond=0, tzinfo=UTC))
    component.add("last-modified", changed.replace(microsecond=0, tzinfo=UTC))
    component.add("sequence", _sequence(event.changed_at))
    return component


def _sequence(changed: datetime | None) -> int:
    """Return a number that grows with each change, in minutes: a reader takes the greater one."""
    return 0 if changed is None else max(int((changed - EPOCH).total_seconds() // 60), 0)


def _moment(day: date, text: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), zone)


__all__ = ["calendar_file"]
