"""The editor's data as JSON, for REST and for the page's script."""

from dataclasses import asdict
from typing import Any

from models.labels import label_of
from services.publishing_preview import Preview
from services.timetable_grid import Grid
from services.timetable_rooms import RoomChoice

MOST_BOOKS = 200  # journals that a preview names


def grid_json(grid: Grid) -> dict[str, Any]:
    """Return the grid as JSON values."""
    return asdict(grid) | {
        "bells": [[pair, *times] for pair, times in sorted(grid.bells.items())],
    }


def rooms_json(rooms: list[RoomChoice]) -> list[dict[str, Any]]:
    """Return the rooms as JSON values."""
    return [asdict(one) | {"kind_label": str(label_of(one.kind))} for one in rooms]


def preview_json(found: Preview) -> dict[str, Any]:
    """Return what publishing would do as JSON values."""
    books = [
        asdict(one) | {"first_day": one.first_day.isoformat() if one.first_day else None}
        for one in found.books[:MOST_BOOKS]
    ]
    return found.totals | found.stays | {"journals": len(found.books), "books": books}
