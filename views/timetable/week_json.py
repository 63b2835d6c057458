"""A week of a timetable as REST sends it: the same data as the page."""

from datetime import date
from typing import Any

from services.timetable_shapes import Change, Entry, Week, WeekDay


def week_values(week: Week, only: date | None = None) -> dict[str, Any]:
    """Return a week, or its day `only`, as JSON values."""
    return {
        "subject": {
            "kind": week.subject.kind.value,
            "id": week.subject.id,
            "name": week.subject.name,
        },
        "starts_on": week.starts_on.isoformat(),
        "ends_on": week.ends_on.isoformat(),
        "weeks": week.parity.value if week.parity else None,
        "is_published": week.is_published,
        "days": [_day(one) for one in week.days if only is None or one.day == only],
    }


def _day(one: WeekDay) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "follows_weekday": one.weekday,
        "is_study_day": one.weekday is not None,
        "is_holiday": one.is_holiday,
        "note": one.note,
        "bells": [
            {"pair": pair, "starts_at": begins, "ends_at": ends}
            for pair, (begins, ends) in sorted(one.bells.items())
        ],
        "practices": [
            {
                "group": {"id": each.group_id, "name": each.group},
                "title": each.title,
                "teacher": each.teacher or None,
                "starts_on": each.starts_on.isoformat(),
                "ends_on": each.ends_on.isoformat(),
            }
            for each in one.practices
        ],
        "lessons": [_entry(each) for each in one.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "lesson_id": entry.lesson_id,
        "gradebook_id": entry.gradebook_id,
        "pair": entry.pair,
        "hours": entry.hours,
        "kind": entry.kind.value if entry.kind else None,
        "code": entry.code,
        "title": entry.title,
        "group": entry.group,
        "subgroup": entry.subgroup,
        "teacher": {"id": entry.teacher_id, "name": entry.teacher} if entry.teacher else None,
        "room": {"id": entry.room_id, "name": entry.room} if entry.room else None,
        "is_gone": entry.is_gone,
        "change": _change(entry.change) if entry.change else None,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "held_on": change.held_on.isoformat(),
        "pair": change.pair,
        "new_day": change.new_day.isoformat() if change.new_day else None,
        "new_pair": change.new_pair,
        "teacher": change.teacher or None,
        "instead_of": change.code,
        "instead": change.instead or None,
        "ground": change.ground or None,
    }
