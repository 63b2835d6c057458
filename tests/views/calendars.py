"""Calendars as tests open and read them, with another parser than ours."""

from datetime import datetime
from urllib.parse import urlsplit

import vobject

from tests.services.timetable_lessons import FRIDAY, TODAY, TOMORROW, scheduled

REST = "/api/v1/calendar_feed"
CHANGES = "/api/v1/timetable_change"


def address(client, kind="own", **more):
    """Open a calendar, return the path of its address."""
    answer = client.post(f"{REST}/", json={"kind": kind, **more})
    assert answer.status_code == 201, answer.text
    return urlsplit(answer.json["result"]["address"]).path


def events_at(anonymous, path):
    """Return the events that the calendar at `path` holds."""
    answer = anonymous.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return list(getattr(vobject.readOne(answer.text), "vevent_list", []))


def by_day(events):
    """Return events by their day."""
    return {day_of(event.dtstart.value): event for event in events}


def day_of(value):
    """Return the day of a date or an instant."""
    return value.date() if isinstance(value, datetime) else value


def lessons(act_as, cast, *places):
    """Add lessons of the timetable: journal, day and pair of each."""
    with act_as("system", writes=True) as session:
        for book, day, pair in places:
            scheduled(session, cast, book, day, pair)


def text_of(event, name):
    """Return a text of an event, empty where it has none."""
    return getattr(event, name).value if hasattr(event, name) else ""


def changed(api_as, cast, kind, **more):
    """Change tomorrow's first lesson as the timetabler; return the change's key."""
    change = {
        "assignment": cast.teaching_assignment,
        "held_on": TOMORROW.isoformat(),
        "pair": 1,
        "kind": kind,
        **more,
    }
    answer = api_as("timetabler").post(f"{CHANGES}/", json={"ground": "№ 1", "changes": [change]})
    assert answer.status_code == 201, answer.text
    return answer.json["ids"][0]


def ahead_of(event):
    """Return whether the event is of the two days after today."""
    return TODAY < day_of(event.dtstart.value) <= FRIDAY
