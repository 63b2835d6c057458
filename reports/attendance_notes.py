"""What is said below an attendance sheet (clauses 4.4, 5.4.4)."""

from collections.abc import Sequence
from typing import Final

from flask_babel import format_date, gettext

from domain.attendance_sheet import Sheet
from services.attendance import MissingRecord

LISTED: Final = 40  # lessons without a record that the notes name


def notes(sheet: Sheet, missing: Sequence[MissingRecord]) -> tuple[str, ...]:
    """Return what is said below the table: lessons not recorded, hours made up, no reason yet."""
    total = sheet.group_total
    found = []
    if missing:
        listed = "; ".join(_describe(lesson) for lesson in missing[:LISTED])
        rest = len(missing) - LISTED
        if rest > 0:
            listed += gettext("; and %(count)s more", count=rest)
        found.append(
            gettext(
                "Lessons not recorded: %(count)s, so the sheet is not final: %(lessons)s",
                count=len(missing),
                lessons=listed,
            )
        )
    if total.made_up.total:
        found.append(
            gettext(
                "Hours missed that were made up later: %(hours)s; they stay hours missed.",
                hours=total.made_up.total,
            )
        )
    if total.away.unstated:
        found.append(
            gettext(
                "Hours missed without a reason given yet: %(hours)s.", hours=total.away.unstated
            )
        )
    return tuple(found)


def _describe(lesson: MissingRecord) -> str:
    parts = [format_date(lesson.held_on, "dd.MM")]
    if lesson.pair:
        parts.append(gettext("pair %(number)s", number=lesson.pair))
    code = lesson.index_code + (f" ({lesson.subgroup})" if lesson.subgroup else "")
    return f"{', '.join(parts)} — {code}, {lesson.teacher}"
