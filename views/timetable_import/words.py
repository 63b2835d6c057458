"""What the pages and REST tell of an import."""

from collections.abc import Iterable
from typing import Any, Final

from domain.enums import ImportKind
from domain.imported_timetable import FileTimetable
from services.import_names import Match
from services.timetable_conflicts import Conflict
from services.timetable_import import Imported, Preview

MOST_LISTED: Final = 500
SOURCES: Final = {
    ImportKind.teacher: "/api/v1/employee/_choices",
    ImportKind.group: "/api/v1/study_group/_choices",
    ImportKind.subgroup: "/api/v1/subgroup/_choices",
    ImportKind.room: "/api/v1/room/_choices",
    ImportKind.subject: "/api/v1/timetable_import/subjects",
}


def preview_json(
    file: FileTimetable, preview: Preview, conflicts: Iterable[Conflict] | None
) -> dict[str, Any]:
    """Return what an import would do, as programs read it."""
    plan = preview.plan
    periods = sorted(file.periods, key=lambda period: period.number)
    return {
        "semester": preview.semester.id,
        "lessons": plan.lessons,
        "cards": plan.cards,
        "imported_cards": plan.imported_cards,
        "pairs_of_the_week": len(plan.slots),
        "already_there": preview.same,
        "in_the_timetable": preview.there,
        "periods": [
            {
                "period": period.number,
                "starts": period.starts,
                "ends": period.ends,
                "pair": preview.rule.pair_of.get(period.number),
            }
            for period in periods
        ],
        "names": {
            kind: [_name(one) for one in preview.matches.listed(kind)] for kind in ImportKind
        },
        "left_out": [
            {
                "about": one.about,
                "reason": one.reason,
                "cards": one.cards,
                "is_warning": one.is_warning,
            }
            for one in plan.left_out[:MOST_LISTED]
        ],
        "left_out_count": len(plan.left_out),
        "conflicts": None
        if conflicts is None
        else [
            {"kind": one.kind, "blocks": one.blocks, "sentence": one.sentence}
            for one in list(conflicts)[:MOST_LISTED]
        ],
    }


def _name(one: Match) -> dict[str, Any]:
    return {
        "name": one.name,
        "how": one.how,
        "target_id": one.target_id,
        "target": one.target or None,
        "lessons": one.used,
    }


def imported_json(done: Imported) -> dict[str, Any]:
    """Return what an import wrote, as programs read it."""
    return {
        "timetable": done.timetable_id,
        "added": done.added,
        "changed": done.changed,
        "removed": done.removed,
        "kept": done.kept,
        "bells": done.bells,
    }
