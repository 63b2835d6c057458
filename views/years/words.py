"""What people read about the closing of a year."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from domain.clock import clock
from domain.enums import RunState
from exchange.year_package import Fault
from models import YearClosing, YearPackage
from services.year_checks import OpenPoint
from services.year_closing import YearLine

POINTS: Final[Mapping[str, Any]] = {
    "lessons": _l("Lessons without a record"),
    "semesters": _l("Semesters of journals not signed"),
    "years": _l("Years of journals not signed"),
    "sheets": _l("Attestation sheets not signed"),
    "practices": _l("Practices not signed"),
    "remarks": _l("Remarks of inspectors not closed"),
    "windows": _l("Requests for correction windows without a decision"),
}
FAULTS: Final[Mapping[str, Any]] = {
    "not_zip": _l("The package cannot be read: it is cut off or damaged."),
    "no_manifest": _l("The package has no list of its files."),
    "unknown": _l("The list of files is of another kind or a later version."),
    "missing": _l("A file is missing: %(path)s"),
    "extra": _l("A file is there that is not in the list: %(path)s"),
    "twice": _l("A file is there twice: %(path)s"),
    "changed": _l("A file was changed: %(path)s"),
    "sums": _l("The list of sums was changed."),
    "bytes": _l("Bytes of the package outside its files were changed."),
}


def point_json(point: OpenPoint) -> dict[str, Any]:
    """Return an open point for programs."""
    return {
        "code": point.code,
        "title": str(POINTS[point.code]),
        "count": point.count,
        "path": point.path,
    }


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong with a package, in words."""
    return str(FAULTS[fault.code]) % {"path": fault.path}


def closing_json(closing: YearClosing) -> dict[str, Any]:
    """Return a closing for programs; instants are in UTC."""
    return {
        "id": closing.id,
        "academic_year_id": closing.academic_year_id,
        "state": closing.state,
        "error": gettext(closing.error) if closing.error else None,
        "accepted": closing.accepted,
        "frozen_at": _instant(closing.frozen_at),
        "closed_at": _instant(closing.closed_at),
        "closed_name": closing.closed_name,
    }


def package_json(package: YearPackage) -> dict[str, Any]:
    """Return a package for programs; instants are in UTC."""
    return {
        "id": package.id,
        "group": package.group.name,
        "state": package.state,
        "error": gettext(package.error) if package.error else None,
        "file_name": package.file_name,
        "size": package.size,
        "files": package.files,
        "sha256": package.sha256,
        "checked_at": _instant(package.checked_at),
        "is_intact": package.is_intact,
    }


def state_of(line: YearLine) -> tuple[str, str]:
    """Return the words and the tone of how far the closing of a year is."""
    closing = line.closing
    if closing is not None and closing.closed_at is not None:
        return gettext("closed and archived"), "ok"
    if closing is not None and closing.state in (RunState.queued, RunState.running):
        return gettext("being archived"), "info"
    if closing is not None and closing.state is RunState.failed and closing.frozen_at:
        return gettext("not finished"), "bad"
    if line.year.starts_on > clock.today():
        return gettext("to come"), ""
    return (
        (gettext("the year goes on"), "")
        if line.year.ends_on >= clock.today()
        else (gettext("over"), "")
    )


def megabytes(size: int | None) -> str:
    """Return a size for people: «1.4»."""
    return "" if size is None else f"{size / 1_000_000:.1f}"


def _instant(value: Any) -> str | None:
    return None if value is None else f"{value.isoformat(timespec='seconds')}Z"
